"""The ladder climbs one rung at a time, only for who is late or back again, and says why."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mingcha.calendar import WorkingCalendar
from mingcha.model.case import CaseState, RecheckResult
from mingcha.model.escalation import Before, CaseHistory, Outcome, Taken, Telling
from mingcha.rectify.ladder import next_step, times_failed
from mingcha.standards.escalation import ladder

CALENDAR = WorkingCalendar.from_standards()
LADDER = ladder()
NAMES = [rung.name for rung in LADDER.rungs]
TOLD, DUE = date(2023, 11, 20), date(2023, 11, 26)  # a Monday; a Sunday


def case(**more) -> CaseHistory:
    facts = {
        "case": 7, "unit": "103", "about": "领导分工没有发布", "state": CaseState.TOLD, "due": DUE,
        "tellings": (Telling(TOLD, DUE, "2023年第11期问题清单"),),
    }  # fmt: skip
    return CaseHistory(**(facts | more))


def taken(rung, on, *, occasion=DUE, outcome=Outcome.SIGNED, of=7):
    return Taken(of, rung, occasion, on, outcome)


def step(history, today):
    return next_step(history, today=today, calendar=CALENDAR, ladder=LADDER)


def test_nothing_before_the_deadline_has_passed():
    assert step(case(), DUE) is None


def test_the_first_working_day_after_the_deadline_brings_a_reminder_that_says_why():
    made = step(case(), date(2023, 11, 27))
    assert made.rung.name == "reminder"
    assert made.reasons == (
        "2023年11月20日交办（2023年第11期问题清单），整改期限2023年11月26日",
        "至2023年11月27日逾期1个工作日",
        "至今没有答复",
    )


def test_two_working_days_late_and_reminded_goes_to_the_deputy_leader():
    reminded = case(taken=(taken("reminder", date(2023, 11, 27)),))
    assert step(reminded, date(2023, 11, 28)).rung.name == "deputy_leader"
    assert "2023年11月27日已催办" in step(reminded, date(2023, 11, 28)).reasons


def test_late_for_a_month_without_a_reminder_still_begins_with_the_reminder():
    assert step(case(), date(2023, 12, 26)).rung.name == "reminder"


def test_a_second_deadline_missed_goes_to_the_main_leader_with_a_circular():
    again = Telling(date(2023, 12, 1), date(2023, 12, 7))
    late = case(tellings=(*case().tellings, again), due=again.due, taken=(taken("reminder", date(2023, 11, 27)),))
    assert times_failed(late) == 2
    assert step(late, date(2023, 12, 8)).rung.name == "circular"


def test_a_fault_that_came_back_is_told_to_the_main_leader_at_once():
    back = case(before=(Before(3, date(2023, 9, 1)),))
    made = step(back, TOLD + timedelta(days=1))
    assert made.rung.name == "circular"
    assert "同类问题2023年9月1日销号后再犯" in made.reasons


def test_a_case_that_was_closed_and_came_back_itself_is_a_second_time_too():
    back = case(reopened=1)
    assert step(back, TOLD + timedelta(days=1)).rung.name == "circular"
    assert "销号后反弹1次" in step(back, TOLD + timedelta(days=1)).reasons


def test_accountability_is_proposed_only_the_third_time_and_after_a_talk():
    tellings = tuple(Telling(TOLD + timedelta(days=30 * n), DUE + timedelta(days=30 * n)) for n in range(3))
    due = tellings[-1].due
    steps = tuple(
        taken(name, date(2023, 12, 20) + timedelta(days=n), occasion=tellings[1].due)
        for n, name in enumerate(NAMES[2:5])
    )
    late = case(tellings=tellings, due=due, taken=steps)
    assert step(late, due + timedelta(days=3)).rung.name == "accountability"
    assert step(replace(late, taken=steps[:-1]), due + timedelta(days=3)).rung.name == "talk"
    twice = replace(late, tellings=tellings[1:])
    assert step(twice, due + timedelta(days=30)) is None


@pytest.mark.parametrize(
    "more",
    [
        {"state": CaseState.ANSWERED, "answered": date(2023, 11, 24)},
        {"appealed": True},
        {"asked_time": True},
        {"result": RecheckResult.NOT_LOOKED, "rechecked": date(2023, 12, 1)},
        {"state": CaseState.RECHECKED, "result": RecheckResult.NOT_LOOKED, "rechecked": date(2023, 12, 1)},
        {"state": CaseState.RECHECKED, "result": RecheckResult.CONTEXT_GONE, "rechecked": date(2023, 12, 1)},
        {"state": CaseState.RECHECKED, "result": RecheckResult.FIXED, "rechecked": date(2023, 12, 1)},
        {"state": CaseState.CLOSED},
        {"state": CaseState.WITHDRAWN},
    ],
)
def test_who_waits_for_the_office_is_not_pressed(more):
    assert step(case(**more), date(2023, 12, 10)) is None


def test_a_draft_that_waits_and_a_step_somebody_refused_are_not_proposed_again():
    for outcome in (Outcome.DRAFTED, Outcome.DISMISSED):
        held = case(taken=(taken("reminder", date(2023, 11, 27), outcome=outcome),))
        assert step(held, date(2023, 12, 10)) is None


def test_more_time_is_a_new_occasion_with_a_reminder_of_its_own():
    longer = case(due=date(2023, 12, 8), taken=(taken("reminder", date(2023, 11, 27)),))
    assert step(longer, date(2023, 12, 8)) is None
    assert step(longer, date(2023, 12, 11)).rung.name == "reminder"


def test_days_of_a_year_without_its_holidays_are_counted_as_weekdays_and_the_letter_says_so():
    far = case(tellings=(Telling(date(2099, 1, 5), date(2099, 1, 9)),), due=date(2099, 1, 9))
    made = step(far, date(2099, 1, 12))
    assert made.overdue == 1
    assert "按周一至周五计" in made.reasons[1]


ACTS = st.sampled_from(
    ["wait", "wait", "wait", "sign", "sign", "dismiss", "tell", "time", "answer", "appeal", "refuse"]
)
SEEN = st.sampled_from(list(RecheckResult))


@settings(max_examples=120, deadline=None)
@given(acts=st.lists(st.tuples(ACTS, SEEN), min_size=5, max_size=60), is_back=st.booleans())
def test_whatever_happens_no_rung_is_skipped_or_repeated_and_nobody_who_waits_is_pressed(acts, is_back):
    held = case(before=(Before(3, date(2023, 9, 1)),) if is_back else ())
    today = TOLD
    reached = -1
    for act, seen in acts:
        today += timedelta(days=1)
        made = step(held, today)
        if made is not None:
            place = LADDER.place(made.rung.name)
            assert held.state in (CaseState.TOLD, CaseState.RECHECKED)
            assert not (held.appealed or held.asked_time)
            assert held.state is not CaseState.RECHECKED or held.result is not RecheckResult.NOT_LOOKED
            assert all((one.rung, one.occasion) != (made.rung.name, made.occasion) for one in held.taken)
            assert place <= max(reached, -1) + 1 or (made.times > 1 and place == LADDER.entry)
            assert made.rung.name != "accountability" or made.times >= 3
            assert today > made.occasion or held.before
            outcome = {"sign": Outcome.SIGNED, "dismiss": Outcome.DISMISSED}.get(act)
            if outcome:
                held = replace(
                    held, taken=(*held.taken, taken(made.rung.name, today, occasion=held.due, outcome=outcome))
                )
                reached = max(reached, place) if outcome is Outcome.SIGNED else reached
        if act == "tell":
            again = Telling(today, today + timedelta(days=4))
            held = replace(held, tellings=(*held.tellings, again), due=again.due, state=CaseState.TOLD)
        elif act == "time":
            held = replace(held, due=held.due + timedelta(days=3))
        elif act == "answer":
            held = replace(held, state=CaseState.ANSWERED, answered=today)
        elif act in ("appeal", "refuse"):
            held = replace(held, appealed=act == "appeal")
        elif held.state is CaseState.ANSWERED:
            failed = (*held.failed, today) if seen is RecheckResult.NOT_FIXED else held.failed
            held = replace(held, state=CaseState.RECHECKED, result=seen, rechecked=today, failed=failed)
