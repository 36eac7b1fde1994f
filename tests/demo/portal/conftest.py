"""The portal at the end of the year, once for all tests here."""

from __future__ import annotations

from datetime import date

import pytest

from mingcha.demo.portal.portal import Portal
from mingcha.demo.portal.truth import TruePost, truth

YEAR_END = date(2023, 12, 31)


@pytest.fixture(scope="session")
def portal() -> Portal:
    return Portal(YEAR_END)


@pytest.fixture(scope="session")
def posts() -> list[TruePost]:
    return list(truth(date(2000, 1, 1), YEAR_END, YEAR_END))
