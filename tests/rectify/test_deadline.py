"""Last days in working days, what speaks against a day somebody chose, and how a case stands to its own."""

from __future__ import annotations

from datetime import date

import pytest

from mingcha.calendar import WorkingCalendar
from mingcha.model.finding import Severity
from mingcha.rectify.deadline import Standing, last_day, standing, warnings

CALENDAR = WorkingCalendar.from_standards()
TOLD = date(2023, 11, 20)


@pytest.mark.parametrize(
    ("severity", "due"),
    [
        (Severity.CRITICAL, date(2023, 11, 21)),
        (Severity.HIGH, date(2023, 11, 22)),
        (Severity.MEDIUM, date(2023, 11, 24)),
        (Severity.LOW, date(2023, 11, 29)),
    ],
)
def test_graver_faults_have_less_time(severity, due):
    assert last_day([severity], told=TOLD, calendar=CALENDAR).due == due


def test_what_is_told_together_has_the_time_of_the_gravest():
    assert last_day([Severity.LOW, Severity.HIGH], told=TOLD, calendar=CALENDAR).due == date(2023, 11, 22)


def test_a_deadline_on_a_sunday_is_warned_of_with_the_days_around_it():
    (told,) = warnings(date(2023, 11, 26), told=TOLD, calendar=CALENDAR)
    assert "星期日，不是工作日" in told
    assert "11月24日" in told


def test_a_deadline_without_a_working_day_before_it_is_warned_of():
    assert "不晚于交办日期" in warnings(TOLD, told=TOLD, calendar=CALENDAR)[0]
    assert any(
        "一个工作日也没有" in one for one in warnings(date(2023, 11, 26), told=date(2023, 11, 24), calendar=CALENDAR)
    )


def test_a_good_deadline_is_not_warned_of():
    assert warnings(date(2023, 11, 24), told=TOLD, severities=[Severity.MEDIUM], calendar=CALENDAR) == ()


def test_weeks_for_something_critical_are_warned_of():
    assert "严重问题" in warnings(date(2023, 11, 30), told=TOLD, severities=[Severity.CRITICAL], calendar=CALENDAR)[0]


def test_a_year_without_a_calendar_says_so():
    assert "没有2099年的节假日安排" in warnings(date(2099, 1, 5), told=date(2099, 1, 2), calendar=CALENDAR)[0]


def test_a_deadline_is_near_one_working_day_before():
    due = date(2023, 11, 27)  # a Monday: the working day before it is Friday
    stands = [standing(due, today=date(2023, 11, day), calendar=CALENDAR) for day in (23, 24, 26, 27, 28)]
    assert stands == [Standing.IN_TIME, Standing.SOON, Standing.SOON, Standing.SOON, Standing.OVERDUE]
    assert standing(None, today=TOLD, calendar=CALENDAR) is Standing.NONE
