"""The life of cases as services live it: refusals say what to do, and every step is written down."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from web.cases.found import AT, examined, told
from web.rounds.portal import make_site

from mingcha.model.case import RecheckResult
from mingcha.web.audit.models import LogEntry
from mingcha.web.cases import deciding, life, rechecking
from mingcha.web.cases.models import Case, CaseStep, Decision, Finding
from mingcha.web.publishing.refusals import Refused

DUE = date(2024, 1, 19)


@pytest.fixture
def site(county):
    return make_site(name="样例县门户", folder="portal")


@pytest.fixture
def cases(county, site):
    """Two cases of one unit, one nobody knows the unit of."""
    examined(site, told(1), told(2, quote="既使"), told(3, quote="布署"))
    Finding.objects.filter(quote__in=["截止目前", "既使"]).update(unit=county.units["101"])
    deciding.decide(Finding.objects.all(), kind="confirmed", by=county.people["operator"], at=AT)
    return list(Case.objects.order_by("pk"))


def test_units_are_told_together_or_not_at_all(cases):
    with pytest.raises(Refused, match="还不知道由哪个单位负责"):
        life.tell(cases, due=DUE, by=None, at=AT)
    assert set(Case.objects.values_list("state", flat=True)) == {"confirmed"}
    life.tell(cases[:2], due=DUE, by=None, at=AT)
    assert list(Case.objects.filter(state="told").values_list("due", flat=True)) == [DUE, DUE]
    assert LogEntry.objects.filter(action="整改事项：交办", target="2 件整改事项").count() == 1


def test_told_again_keeps_the_day_it_was_told_first(cases):
    life.tell(cases[:1], due=DUE, by=None, at=AT)
    life.tell(cases[:1], due=DUE + timedelta(days=7), by=None, at=AT + timedelta(days=7))
    case = Case.objects.get(pk=cases[0].pk)
    assert (case.told_at, case.due) == (AT, DUE + timedelta(days=7))
    assert [step.words for step in case.steps.filter(what="tell")] == ["期限 2024-01-19", "期限 2024-01-26"]


def test_a_later_day_may_be_given_and_no_earlier_one(cases):
    case = cases[0]
    life.tell([case], due=DUE, by=None, at=AT)
    with pytest.raises(Refused, match="不晚于原期限"):
        life.give_time(case, due=DUE, by=None, at=AT)
    life.give_time(case, due=DUE + timedelta(days=3), by=None, at=AT)
    assert case.due == date(2024, 1, 22)


def test_what_was_not_rechecked_cannot_be_closed(cases):
    life.tell(cases[:1], due=DUE, by=None, at=AT)
    with pytest.raises(Refused, match="请先复核"):
        life.close(cases[0], why="看过了", by=None, at=AT)


def test_closing_against_the_recheck_needs_a_reason(county, cases):
    case = cases[0]
    life.tell([case], due=DUE, by=None, at=AT)
    rechecking.looked_myself(
        case, result=RecheckResult.CONTEXT_GONE, note="栏目已合并", by=county.people["operator"], at=AT
    )
    with pytest.raises(Refused, match="要写明理由"):
        life.close(case, why=" ", by=None, at=AT)
    life.close(case, why="栏目已合并到新栏目", by=None, at=AT)
    assert (case.state, case.closed_why) == ("closed", "栏目已合并到新栏目")


def test_a_withdrawn_case_makes_its_own_findings_false_alarms_and_no_others(county, site, cases):
    case = cases[0]
    life.tell([case], due=DUE, by=None, at=AT)
    life.withdraw(case, why="引用原文", by=county.people["operator"], at=AT)
    assert case.state == "withdrawn"
    finding = Finding.objects.get(case=case)
    assert (finding.decision.kind, finding.decision.reason) == ("dismissed", "引用原文")
    # The same words elsewhere are asked about as before.
    examined(site, told(1), told(2, quote="既使"), told(3, quote="布署"), told(9), at=AT + timedelta(days=1))
    assert Finding.objects.get(fingerprint="confused_word-9").decision is None


def test_a_case_reopened_waits_to_be_told_and_keeps_its_history(cases):
    case = cases[0]
    life.tell([case], due=DUE, by=None, at=AT)
    Case.objects.filter(pk=case.pk).update(state="closed", closed_at=AT, result="fixed")
    life.reopen(case, why="又出现", by=None, at=AT)
    assert (case.state, case.due, case.result, case.closed_at, case.reopened) == ("confirmed", None, "", None, 1)
    life.tell([case], due=DUE, by=None, at=AT + timedelta(days=9))
    assert [step.what for step in case.steps.all()] == ["opened", "tell", "reopen", "tell"]


def test_every_step_names_its_person(county, cases):
    life.tell(cases[:1], due=DUE, by=county.people["operator"], at=AT)
    assert CaseStep.objects.get(what="tell").by == county.people["operator"]
    assert Decision.objects.count() == 3
