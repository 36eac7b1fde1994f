"""Any order of confirming, telling, answering, examining, closing and taking back: no case is lost or doubled, none
reaches a state that does not follow, and the numbers agree with the findings.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from web.cases.found import examined, told
from web.rounds.portal import make_site

from mingcha.model.case import CaseState, RecheckResult
from mingcha.rectify.life import Forbidden, Step, after
from mingcha.web.cases import deciding, life, opening, rechecking
from mingcha.web.cases.models import Case, CaseStep, Decision, Finding
from mingcha.web.publishing.refusals import Refused

BEGIN = datetime(2024, 1, 2, 2, tzinfo=UTC)
PLACES = range(4)
# A step in the history and the step of the life it stands for; what stands for none changes no state.
STEPS = {step.value: step for step in Step}

acts = st.one_of(
    st.tuples(st.just("examine"), st.sets(st.sampled_from(PLACES))),
    st.tuples(st.just("confirm"), st.sampled_from(PLACES)),
    st.tuples(st.just("undo"), st.integers(0, 3)),
    st.tuples(st.just("tell"), st.integers(0, 3)),
    st.tuples(st.just("answer"), st.integers(0, 3)),
    st.tuples(st.just("withdraw"), st.integers(0, 3)),
    st.tuples(st.just("close"), st.integers(0, 3)),
    st.tuples(st.just("reopen"), st.integers(0, 3)),
    st.tuples(st.just("look"), st.integers(0, 3)),
    st.tuples(st.just("move"), st.sampled_from(PLACES)),
)


@pytest.fixture
def site(county):
    return make_site(name="样例县门户", folder="portal")


class Office:
    """Does what it is told, a day at a time; what is refused leaves everything as it was."""

    def __init__(self, county, site):
        self.county, self.site, self.at = county, site, BEGIN

    def do(self, act, what):
        self.at += timedelta(days=1)
        before = self.everything()
        try:
            getattr(self, act)(what)
        except Refused:
            assert self.everything() == before

    def everything(self):
        return (
            list(Case.objects.order_by("pk").values_list("pk", "state", "result", "number", "due", "reopened")),
            list(Finding.objects.order_by("pk").values_list("pk", "case", "decision", "gone_at")),
            CaseStep.objects.count(),
        )

    def examine(self, places):
        # Two places of one cause at one unit, one of it at another, one of another cause.
        findings = [told(place, quote="既使" if place == 3 else "截止目前") for place in sorted(places)]
        examined(self.site, *findings, at=self.at)
        for finding in Finding.objects.filter(unit=None):
            code = "201" if finding.fingerprint.endswith("2") else "101"
            Finding.objects.filter(pk=finding.pk).update(unit=self.county.units[code])

    def confirm(self, place):
        chosen = Finding.objects.filter(fingerprint=f"confused_word-{place}")
        deciding.decide(chosen, kind="confirmed", by=None, at=self.at)

    def undo(self, number):
        deciding.undo(self.one(Decision.objects.all(), number), by=None, at=self.at)

    def tell(self, number):
        due = (self.at + timedelta(days=2)).date()
        life.tell([self.one(Case.objects.all(), number)], due=due, by=None, at=self.at)

    def answer(self, number):
        life.answer(self.one(Case.objects.all(), number), by=None, at=self.at)

    def withdraw(self, number):
        life.withdraw(self.one(Case.objects.all(), number), why="引用原文", by=None, at=self.at)

    def close(self, number):
        life.close(self.one(Case.objects.all(), number), why="核实无误", by=None, at=self.at)

    def reopen(self, number):
        life.reopen(self.one(Case.objects.all(), number), why="又出现", by=None, at=self.at)

    def look(self, number):
        case = self.one(Case.objects.all(), number)
        by = self.county.people["operator"]
        rechecking.looked_myself(case, result=RecheckResult.CONTEXT_GONE, note="看过原处", by=by, at=self.at)

    def move(self, place):
        Finding.objects.filter(fingerprint=f"confused_word-{place}").update(unit=self.county.units["202"])
        opening.follow_unit(Finding.objects.all(), at=self.at)

    @staticmethod
    def one(rows, number):
        found = list(rows.order_by("pk"))
        if not found:
            raise Refused("没有")
        return found[number % len(found)]


def is_sound():
    for case in Case.objects.all():
        findings = case.findings.all()
        # What a case counts is what it holds, and nothing of another cause or, before it was told, another unit.
        assert case.number == findings.count()
        assert {one.cause for one in findings} <= {case.cause}
        if case.told_at is None and case.state == "confirmed":
            assert {one.unit_id for one in findings} <= {case.unit_id}
        assert (case.state in ("closed", "withdrawn")) is (case.closed_at is not None)
        if CaseState(case.state) in (CaseState.TOLD, CaseState.ANSWERED, CaseState.RECHECKED):
            assert case.told_at is not None
            assert case.due is not None
            assert case.number
        # The history leads to where the case stands, and every step of it followed.
        state = CaseState.CONFIRMED
        for step in case.steps.all():
            state = followed(state, step, case)
        assert state == case.state
    for finding in Finding.objects.select_related("case", "decision"):
        if finding.decision is not None and finding.decision.kind == "confirmed":
            assert finding.case is not None, "a confirmed fault without a case"
            assert finding.case.state != "withdrawn", "a confirmed fault in a case that was none"
        if finding.case is not None and CaseState(finding.case.state).is_open:
            assert finding.decision is not None
            assert finding.decision.kind == "confirmed"
    waiting = Case.objects.filter(state="confirmed", told_at=None).values_list("unit", "cause")
    assert len(waiting) == len(set(waiting)), "one fault of one unit waits twice"


def followed(state, step, case):
    """The state after a step of the history; a re-check may leave a case where it was."""
    if step.what not in STEPS:
        return state
    what = STEPS[step.what]
    if what is Step.CLOSE and state is CaseState.CONFIRMED:
        what = Step.CLOSE_UNTOLD
    try:
        reached = after(state, what)
    except Forbidden as fault:
        raise AssertionError(f"{case.pk}: {[one.what for one in case.steps.all()]}: {fault}") from None
    if what is Step.RECHECK and state is not CaseState.RECHECKED:
        return reached if step.words.split("；")[0] in MOVING or case_moved(case, step) else state
    return reached


MOVING = {result.label for result in RecheckResult} - {"未整改", "整改不到位", "未能复核"}


def case_moved(case, step):
    """Whether a re-check that saw the fault standing was after the deadline or an answer."""
    if step.words == "未能复核":
        return False
    last = [one for one in case.steps.all() if one.pk < step.pk and one.what in ("tell", "answer", "reopen")][-1]
    if last.what == "answer":
        return True
    due = datetime.fromisoformat(last.words.removeprefix("期限 ")).date()
    return step.at.date() > due


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(sequence=st.lists(acts, min_size=8, max_size=22))
def test_no_order_of_steps_loses_or_doubles_a_case(county, site, sequence):
    Case.objects.all().delete()
    Finding.objects.all().delete()
    Decision.objects.all().delete()
    office = Office(county, site)
    office.examine(set(PLACES))
    office.do("confirm", 0)
    for act, what in sequence:
        office.do(act, what)
        is_sound()
