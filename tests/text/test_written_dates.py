"""Days in sentences are found where they stand, and told apart from days that cannot be."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingcha.text.written_clocks import written_clocks
from mingcha.text.written_dates import written_dates


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("定于2024年1月12日召开", [(2024, 1, 12)]),
        ("2024 年 1 月 12 日", [(2024, 1, 12)]),
        ("5月20-25日", [(0, 5, 20)]),
        ("二〇二三年二月二十八日", [(2023, 2, 28)]),
        ("去年十一月起", [(0, 11, 0)]),
        ("为期3个月", []),
        ("正月里", []),
    ],
)
def test_days_are_found(text: str, said: list[tuple[int, int, int]]) -> None:
    assert [(one.year, one.month, one.day) for one in written_dates(text)] == said


@pytest.mark.parametrize(
    ("text", "is_possible"),
    [
        ("2024年2月29日", True),
        ("2023年2月29日", False),
        ("2月29日", True),
        ("2月30日", False),
        ("4月31日", False),
        ("2023年13月", False),
    ],
)
def test_a_day_that_cannot_be_says_why(text: str, is_possible: bool) -> None:
    (day,) = written_dates(text)
    assert (day.fault == "") is is_possible


@pytest.mark.parametrize(
    ("text", "is_possible"),
    [("上午8:30", True), ("24时", True), ("3月5日25时", False), ("上午15:00", False), ("8时65分", False)],
)
def test_a_time_that_cannot_be_says_why(text: str, is_possible: bool) -> None:
    (clock,) = written_clocks(text)
    assert (clock.fault == "") is is_possible


def test_a_scale_is_no_time_for_certain() -> None:
    assert not any(one.is_sure for one in written_clocks("比例尺1:50，甲乙之比3:70"))


@given(st.text(alphabet="0123456789年月日号时点分:：上午下至-二〇十 ", max_size=60))
def test_places_are_those_of_the_text(text: str) -> None:
    for one in [*written_dates(text), *written_clocks(text)]:
        assert 0 <= one.start < one.end <= len(text)
