"""The daily reminder: one for each unit with news, by day, on working days, and never twice."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some
from web.notices.listed import FRIDAY, MORNING, SUNDAY, confirmed, issued

from mingcha.model.case import CaseState, RecheckResult
from mingcha.web.cases import life
from mingcha.web.notices.digests import CaseToday, make_digests, news, text
from mingcha.web.notices.models import ContactAddress, Delivery, Digest

THURSDAY_HALF_PAST_EIGHT = datetime(2023, 11, 23, 0, 30, tzinfo=UTC)
DAY = timedelta(days=1)


def told(key=1, *, due=SUNDAY, state=CaseState.TOLD, **more):
    return CaseToday(key, "用词不当：截止目前", state, MORNING, due, **more)


def heard(*cases, today=FRIDAY, since=THURSDAY_HALF_PAST_EIGHT):
    return news(cases, today=today, since=since, next_working_day=weekday_after)


def weekday_after(day):
    return day + (7 - day.weekday() if day.weekday() > 3 else 1) * DAY


def test_what_falls_due_on_a_sunday_is_told_on_the_friday_before():
    assert [one.key for one in heard(told()).due_soon] == [1]
    assert not heard(told(), today=FRIDAY - DAY, since=THURSDAY_HALF_PAST_EIGHT - DAY).is_any


def test_who_was_reminded_is_not_reminded_of_the_same_deadline_again():
    monday_due = told(due=date(2023, 11, 27))
    assert heard(monday_due).due_soon
    assert not heard(monday_due, today=date(2023, 11, 27), since=THURSDAY_HALF_PAST_EIGHT + DAY).is_any


def test_what_was_told_since_the_last_message_is_new():
    assert heard(told(), since=MORNING - DAY).new
    assert not heard(told(due=None), since=MORNING + DAY).is_any


def test_a_deadline_that_passed_is_news_once():
    monday, tuesday = date(2023, 11, 27), date(2023, 11, 28)
    friday_morning = THURSDAY_HALF_PAST_EIGHT + DAY
    assert heard(told(), today=monday, since=friday_morning).newly_overdue
    later = heard(told(), today=tuesday, since=friday_morning + 3 * DAY)
    assert later.overdue
    assert not later.is_any


def test_who_has_answered_owes_nothing_until_it_is_looked_at():
    answered = told(state=CaseState.ANSWERED)
    assert not heard(answered, today=date(2023, 11, 27)).is_any
    seen = told(state=CaseState.RECHECKED, rechecked=THURSDAY_HALF_PAST_EIGHT + DAY, result=RecheckResult.NOT_FIXED)
    assert "复核：未整改" in text(heard(seen), unit="大塘镇")


@given(some.lists(some.tuples(some.integers(0, 20), some.sampled_from(CaseState)), max_size=8), some.integers(0, 25))
def test_no_case_is_both_due_and_overdue_and_none_is_reminded_of_that_is_done_with(given_cases, days):
    today = date(2023, 11, 20) + days * DAY
    cases = [told(key, due=date(2023, 11, 20) + due * DAY, state=state) for key, (due, state) in enumerate(given_cases)]
    found = heard(*cases, today=today)
    assert not {one.key for one in found.due_soon} & {one.key for one in found.overdue}
    assert set(found.newly_overdue) <= set(found.overdue)
    done = {one.key for one in cases if not one.state.is_open}
    assert not done & {one.key for group in (found.new, found.due_soon, found.overdue) for one in group}


@pytest.mark.django_db
def test_each_unit_with_news_gets_one_message_however_often_it_is_made(county):
    issued(county, confirmed(county, "101", "201"))
    ContactAddress.objects.create(unit=county.units["101"], way="email", address="a@example.cn", changed_at=MORNING)
    assert make_digests(THURSDAY_HALF_PAST_EIGHT) == 2
    assert make_digests(THURSDAY_HALF_PAST_EIGHT + timedelta(minutes=5)) == 0
    assert Digest.objects.get(unit__code="101").title == "政务公开整改提醒（11月23日）：新交办 1 项"
    assert Delivery.objects.filter(digest__isnull=False).count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize(
    "at",
    [
        datetime(2023, 11, 23, 0, 29, tzinfo=UTC),  # 08:29
        datetime(2023, 11, 23, 12, 0, tzinfo=UTC),  # 20:00
        datetime(2023, 11, 25, 2, 0, tzinfo=UTC),  # Saturday
    ],
)
def test_none_is_made_early_at_night_or_on_a_day_off(county, at):
    issued(county, confirmed(county, "101"))
    assert make_digests(at) == 0


@pytest.mark.django_db
def test_a_message_written_before_a_kill_is_still_sent_afterwards(county):
    issued(county, confirmed(county, "101"))
    make_digests(THURSDAY_HALF_PAST_EIGHT)
    ContactAddress.objects.create(unit=county.units["101"], way="email", address="a@example.cn", changed_at=MORNING)
    make_digests(THURSDAY_HALF_PAST_EIGHT)
    assert Delivery.objects.filter(digest__isnull=False).count() == 1


@pytest.mark.django_db
def test_a_quiet_day_brings_nothing(county):
    (case,) = confirmed(county, "101")
    issued(county, [case])
    make_digests(THURSDAY_HALF_PAST_EIGHT)
    life.answer(case, by=None, at=THURSDAY_HALF_PAST_EIGHT)
    assert make_digests(THURSDAY_HALF_PAST_EIGHT + DAY) == 0
