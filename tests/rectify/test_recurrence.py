"""The same fault at the same unit soon after it was closed."""

from __future__ import annotations

from datetime import date

from mingcha.rectify.recurrence import Closed, is_habit, recurs

BEFORE = (
    Closed(1, "208", "dead_link", date(2023, 3, 1)),
    Closed(2, "208", "dead_link", date(2023, 6, 30)),
    Closed(3, "201", "dead_link", date(2023, 11, 1)),
    Closed(4, "208", "duplicate_post", date(2023, 11, 1)),
)


def found(on, unit="208", check="dead_link"):
    before = recurs(unit=unit, check=check, on=on, closed=BEFORE)
    return before.key if before else None


def test_within_six_months_the_last_closed_case_is_repeated():
    assert found(date(2023, 8, 31)) == 2
    assert found(date(2023, 12, 30)) == 2


def test_after_six_months_or_for_another_check_or_unit_nothing_is():
    assert found(date(2023, 12, 31)) is None
    assert found(date(2023, 8, 31), check="misspelt_word") is None
    assert found(date(2023, 8, 31), unit="214") is None


def test_before_it_was_closed_nothing_can_repeat_it():
    assert found(date(2023, 2, 1)) is None


def test_a_fault_of_nobody_repeats_nothing():
    assert recurs(unit="", check="x", on=date(2023, 8, 1), closed=[Closed(1, "", "x", date(2023, 7, 1))]) is None


def test_three_times_is_a_habit():
    assert [is_habit(times) for times in (1, 2, 3)] == [False, False, True]
