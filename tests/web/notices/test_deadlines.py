"""Deadlines by severity, and what the clerk is warned of, whatever day it is."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as some

from mingcha.standards.rectification import rectification
from mingcha.web.notices import hours
from mingcha.web.notices.deadlines import due_of, suggest, suggestion, warnings
from mingcha.web.workdays import calendar

DAYS = some.dates(date(2019, 12, 20), date(2028, 1, 10))
DAYS_GIVEN = rectification().deadline
WEIGHTS = some.integers(0, 3)


@given(WEIGHTS, DAYS)
def test_a_suggested_deadline_is_a_later_working_day_or_nothing(weight, dated):
    due = suggestion(weight, dated=dated, calendar=calendar(), days=DAYS_GIVEN)
    if due is not None:
        assert due > dated
        assert calendar().is_working(due)
        assert suggestion(max(0, weight - 1), dated=dated, calendar=calendar(), days=DAYS_GIVEN) in (None, due) or (
            suggestion(max(0, weight - 1), dated=dated, calendar=calendar(), days=DAYS_GIVEN) > due
        )


@given(some.lists(WEIGHTS, min_size=1, max_size=4), DAYS, some.integers(1, 40))
def test_no_case_is_due_after_the_notice_and_the_graver_never_later(weights, dated, days):
    due = dated + timedelta(days=days)
    told = {"due": due, "dated": dated, "calendar": calendar(), "days": DAYS_GIVEN}
    by_severity = [due_of(weight, by_severity=True, **told) for weight in sorted(weights)]
    assert all(dated < one <= due for one in by_severity)
    assert by_severity == sorted(by_severity, reverse=True)
    assert {due_of(weight, by_severity=False, **told) for weight in weights} == {due}


@given(some.lists(WEIGHTS, max_size=4), DAYS, some.integers(-3, 40), some.booleans())
def test_warnings_are_sentences_on_any_day_and_a_day_off_is_always_told(weights, dated, days, by_severity):
    due = dated + timedelta(days=days)
    words = warnings(weights, due=due, dated=dated, by_severity=by_severity, calendar=calendar(), days=DAYS_GIVEN)
    assert all(one.endswith("。") for one in words)
    if days > 0 and due.year in calendar().years and not calendar().is_working(due):
        assert any("不是工作日" in one for one in words)


def test_the_suggestion_for_a_whole_list_is_that_of_its_mildest():
    monday = date(2023, 11, 20)
    assert suggest([3, 0], dated=monday, calendar=calendar(), days=DAYS_GIVEN) == date(2023, 11, 29)
    assert suggest([], dated=monday, calendar=calendar(), days=DAYS_GIVEN) is None


@given(some.datetimes(datetime(2023, 1, 1), datetime(2024, 12, 31)))
def test_whatever_is_put_off_to_the_day_is_put_off_to_the_next_morning(naive):
    at = timezone.make_aware(naive)
    later = hours.next_day_time(at)
    assert hours.is_day(later)
    assert timedelta(0) <= later - at <= timedelta(hours=12)
    assert later == at or timezone.localtime(later).time() == hours.MORNING


@given(DAYS)
def test_the_next_working_day_is_the_first_one_after(day):
    after = hours.next_working_day(day, calendar=calendar())
    assert day < after
    assert hours.is_worked(after, calendar=calendar())
    between = (day + timedelta(days=number) for number in range(1, (after - day).days))
    assert not any(hours.is_worked(one, calendar=calendar()) for one in between)
