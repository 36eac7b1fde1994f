"""The bulletin that the forms are tested on, built once."""

from __future__ import annotations

import pytest
from bulletin.forms.sample import bare_bulletin, seed_bulletin

from mingcha.model.bulletin import Bulletin


@pytest.fixture(scope="session")
def issue() -> Bulletin:
    return seed_bulletin()


@pytest.fixture(scope="session")
def bare() -> Bulletin:
    return bare_bulletin()
