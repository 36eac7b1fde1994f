"""The units of the small county, without any post."""

from __future__ import annotations

import pytest


@pytest.fixture
def units(db):
    from web.publishing.ledgers import make_units

    return make_units()
