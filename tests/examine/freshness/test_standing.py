"""Clocks: a column's standing changes exactly when the calendar says, whatever the day."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from mingcha.examine.freshness.standing import Fresh, standing
from mingcha.model.column_state import ColumnState, ShownPost, UpdateLimit
from mingcha.model.site import Column
from mingcha.model.span import Span

COLUMN = Column("http://www.yangli.example/gzdt/", "工作动态")
DAYS = st.dates(date(1999, 1, 1), date(2090, 1, 1))
SPANS = st.one_of(st.integers(1, 400).map(lambda n: Span(days=n)), st.integers(1, 24).map(lambda n: Span(months=n)))


def state(newest: date, on: date, span: Span) -> ColumnState:
    return ColumnState(COLUMN, on, (ShownPost("一条", day=newest),), 1, UpdateLimit(span))


@given(DAYS, SPANS)
@settings(max_examples=120, deadline=None)
def test_the_last_day_is_in_time_and_the_next_is_not(newest: date, span: Span) -> None:
    last = span.after(newest)
    assert standing(state(newest, last, span)).fresh in (Fresh.NEAR, Fresh.IN_TIME)
    over = standing(state(newest, last + timedelta(days=1), span))
    assert (over.fresh, over.days_over) == (Fresh.OVERDUE, 1)


@given(DAYS, SPANS, st.integers(0, 900))
@settings(max_examples=120, deadline=None)
def test_time_only_makes_a_column_older(newest: date, span: Span, days: int) -> None:
    order = [Fresh.IN_TIME, Fresh.NEAR, Fresh.OVERDUE]
    today, tomorrow = (standing(state(newest, newest + timedelta(days=n), span)).fresh for n in (days, days + 1))
    assert order.index(today) <= order.index(tomorrow)


@given(DAYS, SPANS, st.lists(st.integers(-2000, 2000), max_size=12))
@settings(max_examples=80, deadline=None)
def test_what_lies_in_the_future_never_makes_a_column_fresh(on: date, span: Span, offsets: list[int]) -> None:
    posts = tuple(ShownPost(str(n), day=on + timedelta(days=n)) for n in offsets)
    past = [one.day for one in posts if one.day is not None and one.day <= on]
    found = standing(ColumnState(COLUMN, on, posts, len(posts), UpdateLimit(span)))
    if found.fresh in (Fresh.IN_TIME, Fresh.NEAR) and found.is_sure:
        assert on <= span.after(max(past))


@given(DAYS, SPANS, st.integers(0, 3000), st.integers(0, 3000))
@settings(max_examples=80, deadline=None)
def test_a_column_nobody_saw_has_no_standing(on: date, span: Span, count: int, age: int) -> None:
    posts = (ShownPost("一条", day=on - timedelta(days=age)),)
    assert standing(ColumnState(COLUMN, on, posts, count, UpdateLimit(span), unseen="连接超时")).fresh is Fresh.UNSEEN
