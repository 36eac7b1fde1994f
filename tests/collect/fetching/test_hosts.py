"""A host's pace, worked out without a server: whatever happens, never too fast, and never stuck."""

from __future__ import annotations

import dataclasses
from datetime import datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingcha.collect.fetching.hosts import Slot
from mingcha.collect.fetching.limits import FetchLimits
from mingcha.model.fetch import FetchOutcome
from mingcha.model.site import Politeness

LIMITS = FetchLimits(failures=3, rest=10.0, rests=2)


@given(
    st.floats(0.2, 50),
    st.lists(st.tuples(st.floats(0, 2), st.floats(0, 3), st.sampled_from(list(FetchOutcome))), max_size=40),
)
def test_no_second_ever_holds_more_requests_than_the_rate(
    rate: float, steps: list[tuple[float, float, FetchOutcome]]
) -> None:
    """Each step: how long the connection takes until the request is sent, how long the answer takes, how it ends."""
    slot = Slot("example.com", Politeness(rate=rate, parallel=1), limits=dataclasses.replace(LIMITS, failures=10_000))
    at, sent = 0.0, []
    for connecting, answering, outcome in steps:
        at += slot.wait(at)
        slot.begun(at)
        assert slot.sending
        at += connecting
        slot.sent(at)
        sent.append(at)
        at += answering
        slot.ended()
        slot.judge(outcome, at)
    for start in sent:
        within = sum(1 for moment in sent if start <= moment < start + 1.0)
        assert within <= max(1, -(-rate // 1))


@given(st.lists(st.sampled_from(list(FetchOutcome)), max_size=60))
def test_a_host_is_never_put_off_for_ever(outcomes: list[FetchOutcome]) -> None:
    slot = Slot("example.com", Politeness(rate=0), limits=LIMITS)
    at = 0.0
    for outcome in outcomes:
        if slot.given_up:
            break
        wait = slot.wait(at)
        assert wait <= max(LIMITS.slowest, LIMITS.rest * 2**LIMITS.rests)
        at += wait
        slot.begun(at)
        slot.sent(at)
        slot.ended()
        slot.judge(outcome, at)
        slot.conclude(outcome, at)
    slot.forget()
    assert not slot.given_up


def test_pages_that_do_not_exist_are_no_failure_of_the_host() -> None:
    slot = Slot("example.com", Politeness(rate=0), limits=LIMITS)
    for _ in range(100):
        slot.conclude(FetchOutcome.GONE, 1.0)
        slot.conclude(FetchOutcome.SERVER_ERROR, 1.0)
    assert slot.wait(1.0) == 0


def test_a_resting_host_is_tried_with_one_connection_and_rests_longer_each_time() -> None:
    slot = Slot("example.com", Politeness(rate=0, parallel=4), limits=LIMITS)
    for _ in range(3):
        slot.conclude(FetchOutcome.REFUSED, 100.0)
    assert slot.wait(100.0) == 10.0
    slot.conclude(FetchOutcome.REFUSED, 101.0)  # under way when the rest began
    slot.begun(110.0)
    assert slot.is_full
    slot.ended()
    slot.conclude(FetchOutcome.REFUSED, 110.0)
    assert slot.wait(110.0) == 20.0
    slot.conclude(FetchOutcome.OK, 130.0)
    assert not slot.is_full
    assert not slot.given_up


def test_one_slow_page_slows_nothing_down_and_several_in_a_row_do() -> None:
    slot = Slot("example.com", Politeness(rate=0), limits=LIMITS)
    slot.judge(FetchOutcome.TIMEOUT, 1.0)
    slot.judge(FetchOutcome.OK, 1.0)
    slot.judge(FetchOutcome.TIMEOUT, 1.0)
    slot.judge(FetchOutcome.TIMEOUT, 1.0)
    assert slot.wait(1.0) == 0
    slot.judge(FetchOutcome.TIMEOUT, 1.0)
    assert slot.wait(1.0) == LIMITS.slowdown


@pytest.mark.parametrize(
    ("quiet", "hour", "expected"),
    [
        ((time(1), time(5)), time(1), True),
        ((time(1), time(5)), time(5), False),
        ((time(22), time(6)), time(23, 59), True),
        ((time(22), time(6)), time(5, 59), True),
        ((time(22), time(6)), time(12), False),
        ((time(0), time(0)), time(12), False),
    ],
)
def test_quiet_hours_may_go_over_midnight(quiet: tuple[time, time], hour: time, expected: bool) -> None:
    slot = Slot("example.com", Politeness(quiet=(quiet,)), limits=LIMITS)
    assert slot.is_quiet(datetime.combine(datetime(2023, 12, 1), hour)) is expected
