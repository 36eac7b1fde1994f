"""How long an account has kept silent, and how far that is known."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingcha.assess.silence import Updating, silence
from mingcha.model.account import Limit

TODAY = date(2024, 1, 31)
TWO_WEEKS = Limit(14, "天", "出处")


def told(last=None, complete_to=None, **more):
    return silence(today=TODAY, limit=more.pop("limit", TWO_WEEKS), last=last, complete_to=complete_to, **more)


def test_no_post_and_nobody_who_looked_is_not_silence():
    found = told()
    assert (found.updating, found.days, str(found)) == (Updating.UNKNOWN, None, "未掌握")


@pytest.mark.parametrize(("day", "words"), [(17, "两周内有更新"), (16, "资料不够新")])
def test_a_post_proves_activity_and_an_old_one_proves_nothing_about_since(day, words):
    assert str(told(date(2024, 1, day))) == words


@pytest.mark.parametrize(("last", "words", "days"), [(16, "两周未更新", 15), (17, "两周内有更新", 14)])
def test_silence_is_known_where_somebody_vouched(last, words, days):
    found = told(date(2024, 1, last), TODAY)
    assert (str(found), found.days, found.known_to) == (words, days, TODAY)


def test_silence_is_known_up_to_the_day_vouched_for():
    found = told(date(2023, 12, 1), date(2023, 12, 10))
    assert (found.updating, found.days, found.known_to) == (Updating.OUTDATED, 9, date(2023, 12, 10))
    assert told(date(2023, 12, 1), date(2023, 12, 16)).updating is Updating.SILENT


def test_an_account_without_posts_counts_from_its_opening():
    assert told(complete_to=TODAY, opened=date(2024, 1, 1)).updating is Updating.SILENT
    assert told(complete_to=TODAY, opened=date(2024, 1, 25)).updating is Updating.OUTDATED


def test_a_stricter_county_sees_its_own_number():
    assert str(told(date(2024, 1, 20), TODAY, limit=Limit(10, "天", "县"))) == "10天未更新"


def test_closed_accounts_and_services_are_not_measured():
    assert told(date(2023, 1, 1), TODAY, closed=date(2024, 1, 1)).updating is Updating.CLOSED
    assert told(date(2023, 1, 1), TODAY, limit=None).updating is Updating.NOT_ASKED


@given(st.none() | st.integers(0, 60), st.none() | st.integers(0, 60))
def test_silence_is_never_told_beyond_what_was_vouched_for(last, complete_to):
    days = [None if back is None else TODAY - timedelta(back) for back in (last, complete_to)]
    found = told(*days)
    if found.updating is Updating.SILENT:
        assert complete_to is not None and found.known_to == days[1]
