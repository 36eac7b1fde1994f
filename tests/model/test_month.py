"""Months order, shift over the year's end, and know their days."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingcha.model.month import Month

MONTHS = st.builds(Month, st.integers(1950, 2100), st.integers(1, 12))


def test_a_month_knows_its_first_and_last_day() -> None:
    assert Month(2024, 2).first == date(2024, 2, 1)
    assert Month(2024, 2).last == date(2024, 2, 29)


def test_there_is_no_thirteenth_month() -> None:
    with pytest.raises(ValueError, match="13"):
        Month(2024, 13)


@given(MONTHS, st.integers(-400, 400))
def test_shifting_forth_and_back_returns(month: Month, by: int) -> None:
    assert month.shift(by).shift(-by) == month
    assert (month.shift(by) > month) == (by > 0)


@given(MONTHS)
def test_the_key_names_the_month(month: Month) -> None:
    assert Month.from_key(month.key) == month
    assert len(month.year_to_date) == month.number
