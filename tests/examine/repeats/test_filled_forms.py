"""What differs between two nearly equal texts: the fields of a form, or its words."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mingcha.examine.repeats.filled_forms import Difference, difference

FORM = "现将{}村{}月低保金发放情况公示：本月发放{}户，资金{}元。\n户主\t金额\n{}\t{}\n如有异议，请向村委会反映。\n{}"
FILLED = ("东坑", 3, 31, 20800, "张建国", 600, "2023年3月6日")


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({}, Difference(numbers_in_all=7)),
        ({1: 4}, Difference(dates=1, numbers_in_all=7)),
        ({3: 21400}, Difference(numbers=1, numbers_in_all=7)),
        ({4: "李志强"}, Difference(names=1, numbers_in_all=7)),
        ({0: "西坝"}, Difference(names=1, numbers_in_all=7)),
        ({6: "2023年4月7日"}, Difference(dates=1, numbers_in_all=7, dates_at_end=True)),
    ],
)
def test_each_field_of_a_form_is_known_for_what_it_is(changed: dict[int, object], expected: Difference) -> None:
    other = [changed.get(place, value) for place, value in enumerate(FILLED)]
    assert difference(FORM.format(*FILLED), FORM.format(*other)) == expected


def test_a_slip_put_right_is_a_matter_of_words() -> None:
    text = FORM.format(*FILLED)
    assert difference(text, text.replace("反映", "反应")) == Difference(words=1, numbers_in_all=7)
    assert difference(text, text + "\n特此公示。").words == 1


def test_a_row_more_in_a_list_is_another_list() -> None:
    text = FORM.format(*FILLED)
    assert difference(text, text.replace("如有", "王桂兰\t500\n如有")).fields == 1


def test_spaces_and_punctuation_are_no_difference() -> None:
    text = FORM.format(*FILLED)
    assert difference(text, text.replace("，", ", ").replace("：", ":")).fields == 0


@settings(max_examples=60)
@given(st.text("甲乙1，\t\n年月 ", max_size=60), st.text("甲乙1，\t\n年月 ", max_size=60))
def test_a_difference_is_the_same_from_both_sides(first: str, second: str) -> None:
    one, other = difference(first, second), difference(second, first)
    assert (one.fields + one.words == 0) == (other.fields + other.words == 0)
    assert difference(first, first) == Difference(numbers_in_all=one.numbers_in_all) or second
