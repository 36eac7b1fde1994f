"""When a line of the plan is due: once for each time, once for all that was missed, and never twice."""

from __future__ import annotations

from datetime import datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

pytestmark = pytest.mark.django_db


def line(**more):
    from mingcha.web.work.models import Schedule

    return Schedule(**({"every": "daily", "at_time": time(2, 0)} | more))


def at(text: str):
    from django.utils import timezone

    return timezone.make_aware(datetime.fromisoformat(text))


def due(row, text):
    from mingcha.web.work import slots

    found = slots.due(row, at=at(text))
    if found is not None:
        row.last_slot = found.slot
    return found


def test_a_new_line_waits_for_its_next_time():
    row = line()
    assert due(row, "2024-03-01 10:00").is_anew
    assert due(row, "2024-03-02 01:59") is None
    assert due(row, "2024-03-02 02:00").slot == at("2024-03-02 02:00")
    assert due(row, "2024-03-02 02:01") is None


def test_days_that_were_missed_are_made_up_for_once():
    row = line(last_slot=at("2024-03-01 02:00"))
    assert due(row, "2024-03-09 15:00").slot == at("2024-03-09 02:00")
    assert due(row, "2024-03-09 15:01") is None


@pytest.mark.parametrize(
    ("more", "before", "slot"),
    [
        ({"every": "weekly", "weekday": 2}, "2024-03-12 12:00", "2024-03-06 02:00"),
        ({"every": "monthly", "monthday": 31}, "2024-03-01 12:00", "2024-02-29 02:00"),
        ({"every": "minutes", "minutes": 5}, "2024-03-01 12:04", "2024-03-01 12:00"),
    ],
    ids=["weekly", "monthly", "minutes"],
)
def test_the_last_time_before_a_moment(more, before, slot):
    from mingcha.web.work.slots import next_after, slot_before

    row = line(**more)
    assert slot_before(row, at(before)) == at(slot)
    assert slot_before(row, next_after(row, at(before))) == next_after(row, at(before))


def test_in_quiet_hours_it_waits_for_their_end():
    row = line(last_slot=at("2024-03-01 02:00"), quiet="22:00-06:30")
    assert due(row, "2024-03-02 02:05") is None
    assert due(row, "2024-03-02 06:30").slot == at("2024-03-02 02:00")


def test_a_clock_put_back_an_hour_does_nothing_twice():
    row = line(last_slot=at("2024-03-02 02:00"))
    assert due(row, "2024-03-02 01:10") is None
    assert due(row, "2024-03-02 02:10") is None
    assert due(row, "2024-03-03 02:00").slot == at("2024-03-03 02:00")


def test_a_clock_put_back_for_years_does_not_stop_the_plan_and_is_told():
    row = line(last_slot=at("2030-01-01 02:00"))
    anew = due(row, "2024-03-02 10:00")
    assert anew.is_anew
    assert "时钟被往回拨过" in anew.told
    assert due(row, "2024-03-03 01:00") is None
    assert not due(row, "2024-03-03 02:00").is_anew


@given(
    st.lists(st.integers(min_value=1, max_value=4000), min_size=1, max_size=30),
    st.sampled_from(["daily", "weekly", "monthly"]),
)
def test_however_often_it_is_looked_at_each_time_comes_at_most_once(minutes, every):
    from mingcha.web.work import slots

    row, now, seen = line(every=every, last_slot=at("2024-01-01 02:00")), at("2024-01-01 03:00"), []
    for step in minutes:
        now += timedelta(minutes=step)
        found = slots.due(row, at=now)
        if found is not None:
            row.last_slot = found.slot
            seen.append(found.slot)
    assert len(set(seen)) == len(seen)
    assert seen == sorted(seen)
    assert not seen or row.last_slot == slots.slot_before(row, now) or seen[-1] <= now
