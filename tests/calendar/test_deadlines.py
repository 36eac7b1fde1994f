"""Deadlines in running text, and the weekends they fall on."""

from __future__ import annotations

from datetime import date

from mingcha.calendar import WorkingCalendar
from mingcha.calendar.deadlines import deadline_warnings, stated_deadlines

DATED = date(2024, 1, 12)
CALENDAR = WorkingCalendar.from_standards()


def test_a_deadline_with_its_year_is_read_as_it_stands() -> None:
    assert stated_deadlines("各单位务必于 2024 年 1 月 20 日前公开年报", near=DATED) == (date(2024, 1, 20),)


def test_a_deadline_without_a_year_is_the_nearest_one() -> None:
    text = "要求于11月26日前整改到位，2月1日之前报送"
    assert stated_deadlines(text, near=DATED) == (date(2023, 11, 26), date(2024, 2, 1))


def test_a_day_that_is_no_deadline_or_does_not_exist_is_left_alone() -> None:
    assert stated_deadlines("12月1日复核，2月30日前完成，月底前上报", near=DATED) == ()


def test_both_deadlines_of_the_sample_bulletin_fall_on_a_weekend() -> None:
    text = "问题清单要求11月26日前整改；2024年1月20日前发布年报；1月19日前自查"
    sunday, saturday = deadline_warnings(text, near=DATED, calendar=CALENDAR)
    assert "2023年11月26日" in sunday and "星期日" in sunday
    assert "2024年1月20日" in saturday and "星期六" in saturday


def test_a_year_without_a_holiday_notice_gives_no_guess() -> None:
    assert deadline_warnings("2049年1月2日前", near=DATED, calendar=CALENDAR) == ()
