"""Working days, against the office's vectors, the decreed tables and an independent calendar."""

from __future__ import annotations

from datetime import date, timedelta

import chinese_calendar
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from mingcha.calendar import DayKind, UnknownYear, WorkingCalendar

CALENDAR = WorkingCalendar.from_standards()
YEARS = range(2019, 2027)
ALL_DAYS = [date(2019, 1, 1) + timedelta(days=n) for n in range((date(2027, 1, 1) - date(2019, 1, 1)).days)]

VECTORS = """
2023-11-20 +4  = 2023-11-24     2023-12-01 +20 = 2023-12-29
2024-01-12 +20 = 2024-02-08     2024-02-01 +20 = 2024-03-05
2024-09-10 +7  = 2024-09-20     2024-09-10 +20 = 2024-10-14
2025-01-20 +15 = 2025-02-14     2025-01-20 +20 = 2025-02-21
2025-09-15 +20 = 2025-10-17     2026-02-06 +20 = 2026-03-12
2026-04-28 +7  = 2026-05-11     2026-09-15 +20 = 2026-10-19
""".replace("=", " ").split()
DEADLINES = list(zip(VECTORS[::3], VECTORS[1::3], VECTORS[2::3], strict=True))

MAKE_UP = {
    2023: "01-28 01-29 04-23 05-06 06-25 10-07 10-08",
    2024: "02-04 02-18 04-07 04-28 05-11 09-14 09-29 10-12",
    2025: "01-26 02-08 04-27 09-28 10-11",
    2026: "01-04 02-14 02-28 05-09 09-20 10-10",
}

known_days = st.sampled_from(ALL_DAYS[:-60])
periods = st.integers(min_value=1, max_value=20)


@pytest.mark.parametrize(("start", "days", "due"), DEADLINES)
def test_a_deadline_falls_on_the_day_the_office_computed(start: str, days: str, due: str) -> None:
    assert CALENDAR.add(date.fromisoformat(start), int(days)).due == date.fromisoformat(due)


def test_all_twelve_vectors_are_there() -> None:
    assert len(DEADLINES) == 12


@pytest.mark.parametrize(("year", "days"), [(2023, 249), (2024, 251), (2025, 248), (2026, 248)])
def test_a_year_has_as_many_working_days_as_decreed(year: int, days: int) -> None:
    assert sum(CALENDAR.is_working(day) for day in ALL_DAYS if day.year == year) == days


@pytest.mark.parametrize("year", MAKE_UP)
def test_the_make_up_days_are_those_of_the_notice(year: int) -> None:
    ours = [day for day in ALL_DAYS if day.year == year and CALENDAR.day(day).kind is DayKind.MAKE_UP]
    assert [f"{day:%m-%d}" for day in ours] == MAKE_UP[year].split()


def test_every_day_agrees_with_an_independent_calendar() -> None:
    differing = [day for day in ALL_DAYS if CALENDAR.is_working(day) != chinese_calendar.is_workday(day)]
    assert differing == []


def test_a_make_up_day_is_always_on_a_weekend() -> None:
    made_up = [day for day in ALL_DAYS if CALENDAR.day(day).kind is DayKind.MAKE_UP]
    assert made_up
    assert all(day.weekday() >= 5 for day in made_up)


def test_the_known_years_are_2019_to_2026() -> None:
    assert CALENDAR.years == tuple(YEARS)


@given(known_days, periods)
def test_counting_gives_back_what_was_added(start: date, days: int) -> None:
    deadline = CALENDAR.add(start, days)
    assert CALENDAR.count(start, deadline.due).working_days == days
    assert CALENDAR.is_working(deadline.due)


@given(known_days, periods)
def test_every_day_passed_is_either_counted_or_explained(start: date, days: int) -> None:
    deadline = CALENDAR.add(start, days)
    assert (deadline.due - start).days == days + len(deadline.skipped)
    assert all(not CALENDAR.is_working(day) and reason for day, reason in deadline.skipped)
    assert all(CALENDAR.is_working(day) and reason.endswith("调休上班") for day, reason in deadline.made_up)


@given(known_days, periods, periods)
def test_two_periods_in_a_row_are_one_long_period(start: date, first: int, second: int) -> None:
    halfway = CALENDAR.add(start, first).due
    assume(halfway < date(2026, 11, 20))
    assert CALENDAR.add(halfway, second).due == CALENDAR.add(start, first + second).due


def test_a_deadline_tells_every_day_it_skipped() -> None:
    deadline = CALENDAR.add(date(2024, 4, 2), 3)
    assert deadline.due == date(2024, 4, 8)
    assert deadline.skipped == (
        (date(2024, 4, 4), "清明节"),
        (date(2024, 4, 5), "清明节"),
        (date(2024, 4, 6), "清明节"),
    )
    assert deadline.made_up == ((date(2024, 4, 7), "清明节调休上班"),)
    assert deadline.explanation == (
        "自2024年4月2日（星期二）起（当日不计入），至2024年4月8日（星期一）止，共3个工作日；"
        "跳过3天：4月4日（清明节）、4月5日（清明节）、4月6日（清明节）；周末上班计入1天：4月7日（清明节调休上班）。"
    )


def test_a_deadline_on_a_sunday_is_warned_of() -> None:
    assert CALENDAR.warning(date(2023, 11, 26)) == (
        "2023年11月26日是星期日，不是工作日；"
        "前一个工作日为2023年11月24日（星期五），后一个工作日为2023年11月27日（星期一）。"
    )


def test_a_deadline_in_a_holiday_names_the_holiday() -> None:
    warning = CALENDAR.warning(date(2024, 2, 12))
    assert warning is not None
    assert "星期一，春节放假" in warning
    assert "前一个工作日为2024年2月9日（星期五），后一个工作日为2024年2月18日（星期日）" in warning


@pytest.mark.parametrize("day", [date(2023, 11, 24), date(2024, 2, 18)])
def test_a_working_day_is_not_warned_of_even_on_a_worked_sunday(day: date) -> None:
    assert CALENDAR.warning(day) is None


def test_an_unknown_year_refuses_and_says_what_is_known() -> None:
    with pytest.raises(UnknownYear, match=r"没有2027年的节假日安排.*现有2019年至2026年"):
        CALENDAR.is_working(date(2027, 1, 4))
    with pytest.raises(UnknownYear, match="2027年"):
        CALENDAR.add(date(2026, 12, 25), 20)
    with pytest.raises(UnknownYear, match="2018年"):
        CALENDAR.count(date(2018, 12, 3), date(2019, 1, 4))


def test_a_warning_at_the_edge_of_the_known_years_still_helps() -> None:
    warning = CALENDAR.warning(date(2019, 1, 1))
    assert warning is not None
    assert "前一个工作日在2018年，该年的节假日安排尚未收录，后一个工作日为2019年1月2日（星期三）" in warning


def test_dates_in_the_wrong_order_and_empty_periods_are_refused() -> None:
    with pytest.raises(ValueError, match="早于起始日"):
        CALENDAR.count(date(2024, 1, 9), date(2024, 1, 8))
    with pytest.raises(ValueError, match="正整数"):
        CALENDAR.add(date(2024, 1, 9), 0)


def test_no_working_day_lies_between_a_day_and_itself() -> None:
    assert CALENDAR.count(date(2024, 1, 9), date(2024, 1, 9)).working_days == 0
