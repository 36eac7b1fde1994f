"""Days with the hour."""

from __future__ import annotations

from datetime import date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingcha.text.moments import NotADate, read_moment

DAY = date(2023, 12, 5)


@pytest.mark.parametrize(
    ("cell", "clock"),
    [
        ("2023-12-05 10:30", time(10, 30)),
        ("2023年12月5日 下午3:05", time(15, 5)),
        ("2023/12/5 10:30:09", time(10, 30, 9)),
        ("2023-12-05", None),
        ("20231205", None),
        (20231205, None),
        ("20231205103009", time(10, 30, 9)),
        (datetime(2023, 12, 5, 10, 30), time(10, 30)),
        (datetime(2023, 12, 5), None),
        (45265.4375, time(10, 30)),
        (1701743400, time(10, 30)),
        ("1701743400", time(10, 30)),
        (1701743400000, time(10, 30)),
    ],
    ids=repr,
)
def test_the_day_and_the_hour_are_read(cell, clock):
    assert read_moment(cell) == (DAY, clock)


@pytest.mark.parametrize(
    "cell", ["昨天 10:30", "3小时前", "12-05 10:30", True, 12, "10:30", "", float("nan"), float("inf")]
)
def test_what_is_no_certain_day_is_refused(cell):
    with pytest.raises(NotADate):
        read_moment(cell)


@given(st.text(max_size=20) | st.integers() | st.floats() | st.from_regex(r"\d{1,16}", fullmatch=True))
def test_anything_is_read_or_refused(cell):
    try:
        day, _ = read_moment(cell)
    except NotADate:
        return
    assert isinstance(day, date)
