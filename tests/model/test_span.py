"""Lengths of time: months end where the calendar ends them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mingcha.model.span import Span


@pytest.mark.parametrize(
    ("day", "months", "last"),
    [
        ("2023-08-31", 6, "2024-02-29"),
        ("2022-08-31", 6, "2023-02-28"),
        ("2024-02-29", 12, "2025-02-28"),
        ("2024-01-31", 1, "2024-02-29"),
        ("2023-10-31", 2, "2023-12-31"),
        ("2023-12-31", 2, "2024-02-29"),
        ("2023-11-30", 3, "2024-02-29"),
        ("2024-02-29", 48, "2028-02-29"),
    ],
)
def test_a_month_later_is_the_same_day_or_that_months_last(day: str, months: int, last: str) -> None:
    assert Span(months=months).after(date.fromisoformat(day)) == date.fromisoformat(last)


@given(st.dates(date(1990, 1, 1), date(2100, 1, 1)), st.integers(1, 60))
@settings(max_examples=150, deadline=None)
def test_months_are_counted_as_a_calendar_is_read(day: date, months: int) -> None:
    """Counted again month by month: the day of the month is kept or cut, never carried over."""
    last = Span(months=months).after(day)
    assert (last.year * 12 + last.month) - (day.year * 12 + day.month) == months
    assert last.day == day.day or (last.day < day.day and (last + timedelta(days=1)).day == 1)


def test_half_a_year_is_not_180_days() -> None:
    assert Span(months=6).after(date(2024, 1, 1)) != Span(days=180).after(date(2024, 1, 1))


def test_what_no_calendar_holds_is_its_last_day() -> None:
    assert Span(days=10).after(date.max) == Span(months=1).after(date.max) == date.max


@pytest.mark.parametrize(("days", "months"), [(0, 0), (1, 1), (-1, 0), (0, -6)])
def test_a_span_is_days_or_months(days: int, months: int) -> None:
    with pytest.raises(ValueError, match="天数或月数之一"):
        Span(days=days, months=months)


def test_a_span_is_told_as_people_say_it() -> None:
    assert [str(one) for one in (Span(days=14), Span(days=10), Span(months=6))] == ["两周", "10 天", "6 个月"]
