"""Units answer, appeal and ask for time; the office decides; cases go where that leads, and nowhere else."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from web.answers.told import SUNDAY, THURSDAY, confirmed, told_cases

from mingcha.model.case import CaseState, RecheckResult
from mingcha.web.answers import answering
from mingcha.web.answers.models import Answer
from mingcha.web.answers.proofs import Proof
from mingcha.web.answers.queries import TO_DECIDE
from mingcha.web.audit.models import LogEntry
from mingcha.web.cases import life, rechecking
from mingcha.web.cases.models import Case, Finding
from mingcha.web.publishing.refusals import Refused

pytestmark = pytest.mark.django_db
LATER = THURSDAY + timedelta(days=1)
LONGER = date(2023, 12, 4)


@pytest.fixture
def unit(county):
    return county.people["unit"]


@pytest.fixture
def office(county):
    return county.people["operator"]


def again(one):
    return type(one).objects.get(pk=one.pk)


def test_an_answer_takes_its_case_to_the_re_check_with_its_proof(county, unit):
    (case,) = told_cases(county, "103")
    proof = Proof("截图.png", "picture", b"\x89PNG....")
    (made,) = answering.reply([case], text="已改正并重新发布。", proofs=[proof], by=unit, at=THURSDAY)
    assert again(case).state == CaseState.ANSWERED
    (file,) = made.files.all()
    assert (file.name, file.size, file.sha256) == ("截图.png", 8, proof.sha256)
    assert LogEntry.objects.filter(action="单位答复：已整改", detail__contains=str(case.pk)).exists()


def test_several_cases_are_answered_at_once_or_none(county, unit):
    cases = told_cases(county, "103", 3)
    answering.reply(cases[:1], text="已整改。", by=unit, at=THURSDAY)
    with pytest.raises(Refused, match="已经答复过"):
        answering.reply(cases, text="都已整改。", by=unit, at=LATER)
    assert [again(case).state for case in cases] == ["answered", "told", "told"]
    assert len(answering.reply(cases[1:], text="都已整改。", by=unit, at=LATER)) == 2


def test_an_identity_number_in_the_words_is_masked_before_it_is_kept(county, unit):
    (case,) = told_cases(county, "103")
    (made,) = answering.reply([case], text="已删去张三11010519491231002X的信息", by=unit, at=THURSDAY)
    assert "11010519491231002X" not in made.text
    assert "已删去张三" in made.text


def test_nothing_can_be_said_about_a_case_nobody_was_told_of(county, unit):
    cases = confirmed(county, "103")
    for act in (answering.reply, answering.appeal):
        with pytest.raises(Refused):
            act(cases, text="已整改。", by=unit, at=THURSDAY)
    with pytest.raises(Refused):
        answering.ask_for_time(cases, due=LONGER, text="请宽限。", by=unit, at=THURSDAY)


def test_one_appeal_at_a_time(county, unit):
    (case,) = told_cases(county, "103")
    (first,) = answering.appeal([case], text="原文是引用。", by=unit, at=THURSDAY)
    with pytest.raises(Refused, match="不能重复提交"):
        answering.appeal([case], text="再说一遍。", by=unit, at=LATER)
    answering.take_back(first, by=unit, at=LATER)
    assert answering.appeal([case], text="说清楚些。", by=unit, at=LATER)
    with pytest.raises(Refused, match="不能撤回"):
        answering.take_back(first, by=unit, at=LATER)


def test_an_accepted_appeal_withdraws_the_case_and_makes_its_findings_false_alarms(county, unit, office):
    (case,) = told_cases(county, "103", places=2)
    (made,) = answering.appeal([case], text="原文是引用。", by=unit, at=THURSDAY)
    answering.ask_for_time([case], due=LONGER, text="先宽限。", by=unit, at=THURSDAY)
    answering.decide_on([made], accept=True, reply="确为引文", by=office, at=LATER)
    assert again(case).state == CaseState.WITHDRAWN
    assert set(Finding.objects.filter(case=case).values_list("decision__kind", flat=True)) == {"dismissed"}
    assert set(Answer.objects.values_list("state", flat=True)) == {"accepted"}


def test_a_refused_appeal_needs_a_reason_and_changes_nothing_else(county, unit, office):
    (case,) = told_cases(county, "103")
    (made,) = answering.appeal([case], text="我们认为没问题。", by=unit, at=THURSDAY)
    with pytest.raises(Refused, match="写明理由"):
        answering.decide_on([made], accept=False, by=office, at=LATER)
    answering.decide_on([made], accept=False, reply="用词有明确规定", by=office, at=LATER)
    assert (again(case).state, again(case).due) == ("told", SUNDAY)
    assert (again(made).state, again(made).reply) == ("refused", "用词有明确规定")


def test_more_time_is_given_as_asked_or_to_another_day(county, unit, office):
    one, two = told_cases(county, "103", 2)
    asked = answering.ask_for_time([one, two], due=LONGER, text="需厂家处理。", by=unit, at=THURSDAY)
    assert again(one).due == SUNDAY
    answering.decide_on(asked[:1], accept=True, by=office, at=LATER)
    answering.decide_on(asked[1:], accept=True, due=date(2023, 11, 29), by=office, at=LATER)
    assert [again(one).due, again(two).due] == [LONGER, date(2023, 11, 29)]
    assert again(asked[1]).given_due == date(2023, 11, 29)


@pytest.mark.parametrize("day", [SUNDAY, date(2023, 11, 25), None])
def test_no_day_or_one_that_is_not_later_is_no_request(county, unit, day):
    cases = told_cases(county, "103")
    with pytest.raises(Refused):
        answering.ask_for_time(cases, due=day, text="请宽限。", by=unit, at=THURSDAY)


def test_an_answer_sent_back_can_be_given_again(county, unit, office):
    (case,) = told_cases(county, "103")
    (made,) = answering.reply([case], text="已整改。", by=unit, at=THURSDAY)
    answering.decide_on([made], accept=False, reply="附件仍是原来的", by=office, at=LATER)
    assert (again(case).state, again(case).result) == ("rechecked", "not_fixed")
    answering.reply([case], text="这次换了附件。", by=unit, at=LATER + timedelta(hours=1))
    assert again(case).state == CaseState.ANSWERED


def test_what_is_decided_is_not_decided_twice(county, unit, office):
    (case,) = told_cases(county, "103")
    (made,) = answering.appeal([case], text="原文是引用。", by=unit, at=THURSDAY)
    answering.decide_on([made], accept=False, reply="不是", by=office, at=LATER)
    with pytest.raises(Refused, match="已经处理"):
        answering.decide_on([made], accept=True, by=office, at=LATER)


@pytest.mark.parametrize(("result", "state"), [(RecheckResult.FIXED, "accepted"), (RecheckResult.NOT_FIXED, "refused")])
def test_a_re_check_settles_the_answer_it_was_waited_for(county, unit, office, result, state):
    (case,) = told_cases(county, "103")
    (made,) = answering.reply([case], text="已整改。", by=unit, at=THURSDAY)
    assert answering.settle(at=LATER) == 0
    rechecking.looked_myself(case, result=result, note="看了原网页", by=office, at=LATER)
    assert answering.settle(at=LATER) == 1
    assert answering.settle(at=LATER) == 0
    assert (again(made).state, again(made).reply) == (state, f"复核结果：{result.label}")


def test_an_accepted_answer_waits_for_its_re_check_all_the_same(county, unit, office):
    (case,) = told_cases(county, "103")
    (made,) = answering.reply([case], text="已整改。", by=unit, at=THURSDAY)
    answering.decide_on([made], accept=True, by=office, at=LATER)
    assert again(case).state == CaseState.ANSWERED


def test_a_case_that_is_told_again_can_be_answered_again(county, unit, office):
    (case,) = told_cases(county, "103")
    answering.reply([case], text="已整改。", by=unit, at=THURSDAY)
    rechecking.looked_myself(case, result=RecheckResult.PARTLY, note="还有一处", by=office, at=LATER)
    life.tell([case], due=LONGER, by=office, at=LATER)
    assert answering.reply([case], text="余下的也改了。", by=unit, at=LATER + timedelta(days=3))
    assert list(Answer.objects.values_list("state", flat=True)) == ["open", "refused"]
    assert Case.objects.get().state == CaseState.ANSWERED


def test_what_was_asked_about_a_case_that_ended_another_way_waits_for_nobody(county, unit, office):
    closed, dropped = told_cases(county, "103", 2)
    answering.appeal([closed, dropped], text="原文是引用。", by=unit, at=THURSDAY)
    answering.ask_for_time([dropped], due=LONGER, text="请宽限。", by=unit, at=THURSDAY)
    rechecking.looked_myself(closed, result=RecheckResult.FIXED, note="已改", by=office, at=LATER)
    life.close(closed, why="", by=office, at=LATER)
    life.withdraw(dropped, why="重复立项", by=office, at=LATER)
    assert not Answer.objects.filter(TO_DECIDE).exists()
    assert answering.settle(at=LATER) == 3
    assert answering.settle(at=LATER) == 0
    told = Answer.objects.order_by("pk").values_list("kind", "state", "reply")
    assert list(told) == [
        ("appeal", "withdrawn", "事项已了结，不再处理"),
        ("appeal", "accepted", "事项已撤销：重复立项"),
        ("more_time", "withdrawn", "事项已了结，不再处理"),
    ]
