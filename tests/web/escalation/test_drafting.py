"""The machine drafts what the ladder calls for, once; drafts lose what calls for them no more; people sign."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from web.answers.told import MONDAY, SUNDAY, at, tell, told_cases

from mingcha.model.case import CaseState, RecheckResult
from mingcha.web.answers import answering
from mingcha.web.audit.models import LogEntry
from mingcha.web.cases import life, rechecking
from mingcha.web.cases.models import Case
from mingcha.web.escalation import drafting, signing
from mingcha.web.escalation.models import Proposal, ProposalCase, SignedForGood
from mingcha.web.publishing.refusals import Refused
from mingcha.web.units.models import Unit

pytestmark = pytest.mark.django_db
LATE = SUNDAY + timedelta(days=1)  # a Monday, the first working day after the deadline


@pytest.fixture
def office(county):
    return county.people["operator"]


@pytest.fixture
def leader(county):
    return county.people["leader"]


def drafts():
    return list(Proposal.objects.filter(state="draft").order_by("pk"))


def test_late_cases_of_a_unit_make_one_draft_and_no_second_one(county):
    told_cases(county, "103", 3)
    told_cases(county, "101")
    assert drafting.propose(at(SUNDAY)) == []
    made = drafting.propose(at(LATE))
    assert [(one.unit.code, one.rung, one.lines.count()) for one in made] == [
        ("101", "reminder", 1),
        ("103", "reminder", 3),
    ]
    assert drafting.propose(at(LATE)) == []
    assert drafting.propose(at(LATE + timedelta(days=1))) == []
    assert "你单位有 3 项问题" in made[1].text
    assert "2023年11月20日交办（2023年第一期问题清单），整改期限2023年11月26日" in made[1].text


def test_what_becomes_late_later_joins_the_draft_unless_a_person_has_had_a_hand_in_it(county, office):
    told_cases(county, "103")
    (draft,) = drafting.propose(at(LATE))
    told_cases(county, "103", due=LATE)
    assert drafting.propose(at(LATE + timedelta(days=1))) == []
    draft.refresh_from_db()
    assert draft.lines.count() == 2
    assert "你单位有 2 项问题" in draft.text
    words = {"addressed": draft.addressed, "copies": "", "text": draft.text, "sender": draft.sender}
    signing.change(draft, title="改过的标题", **words, by=office, at=at(LATE))
    told_cases(county, "103", due=LATE + timedelta(days=1))
    assert len(drafting.propose(at(LATE + timedelta(days=2)))) == 1
    draft.refresh_from_db()
    assert draft.title == "改过的标题"


def test_an_answer_takes_its_case_out_of_the_draft_and_the_last_one_ends_it(county, office):
    one, two = told_cases(county, "103", 2)
    (draft,) = drafting.propose(at(LATE))
    answering.reply([one], text="已整改。", by=None, at=at(LATE))
    drafting.propose(at(LATE))
    draft.refresh_from_db()
    assert (draft.state, draft.lines.filter(left_at=None).count()) == ("draft", 1)
    assert "你单位有 1 项问题" in draft.text
    answering.appeal([two], text="引文。", by=None, at=at(LATE))
    drafting.propose(at(LATE))
    draft.refresh_from_db()
    assert draft.state == "lapsed"


def test_a_case_that_left_a_draft_and_is_not_put_right_is_drafted_again(county, office):
    (case,) = told_cases(county, "103")
    drafting.propose(at(LATE))
    answering.reply([case], text="已整改。", by=None, at=at(LATE))
    drafting.propose(at(LATE))
    rechecking.looked_myself(case, result=RecheckResult.NOT_FIXED, note="仍在", by=office, at=at(LATE))
    (draft,) = drafting.propose(at(LATE + timedelta(days=1)))
    assert draft.rung == "reminder"
    assert "复核：未整改" in draft.text


def test_the_whole_ladder_of_a_unit_that_does_nothing(county, office, leader):
    (case,) = told_cases(county, "103")
    climbed, today = [], MONDAY
    tellings = 1
    for _ in range(120):
        today += timedelta(days=1)
        for draft in drafting.propose(at(today)):
            climbed.append(draft.rung)
            signing.sign(draft, name="张三", by=office, at=at(today))
            if draft.signers == 2:
                signing.sign(draft, name="李四", by=leader, at=at(today))
        if tellings < 3 and climbed[-1:] in (["deputy_leader"], ["talk"]) and today > case.due + timedelta(days=9):
            tell(county, [case], due=today + timedelta(days=4), day=at(today))
            case.refresh_from_db()
            tellings += 1
    assert climbed == ["reminder", "deputy_leader", "circular", "second_circular", "talk", "accountability"]
    assert list(Proposal.objects.order_by("pk").values_list("number", flat=True)) == [1, 2, 3, 4, 5, 6]
    last = Proposal.objects.latest("pk")
    assert (last.year, last.numbered, last.to_unit) == (2023, "督办〔2023〕6号", False)
    assert "张三" in signing.signers(last)


def test_a_fault_that_came_back_after_it_was_closed_begins_with_the_circular(county, office):
    (first,) = told_cases(county, "103")
    rechecking.looked_myself(first, result=RecheckResult.FIXED, note="已改", by=office, at=at(SUNDAY))
    life.close(first, why="", by=office, at=at(SUNDAY))
    (second,) = told_cases(county, "103", due=date(2023, 12, 15), day=at(date(2023, 12, 1)))
    Case.objects.filter(pk=second.pk).update(relapse_of=first)
    (draft,) = drafting.propose(at(date(2023, 12, 4)))
    assert draft.rung == "circular"
    assert "同类问题2023年11月26日销号后再犯" in draft.text


def test_a_case_that_lives_again_is_at_its_second_time_and_not_its_third(county, office):
    (case,) = told_cases(county, "103")
    rechecking.looked_myself(case, result=RecheckResult.FIXED, note="已改", by=office, at=at(SUNDAY))
    life.close(case, why="", by=office, at=at(SUNDAY))
    again = date(2023, 12, 4)
    life.reopen(case, why="原处再次出现", by=office, at=at(again))
    tell(county, [case], due=date(2023, 12, 15), day=at(again))
    (draft,) = drafting.propose(at(again + timedelta(days=1)))
    line = draft.lines.get()
    assert (draft.rung, line.times) == ("circular", 2)
    assert "销号后反弹1次" in line.reasons
    assert "2023年11月20日交办" not in line.reasons


def test_a_vertical_unit_is_written_of_to_its_superior(county, office):
    Unit.objects.filter(code="103").update(vertical=True)
    (first,) = told_cases(county, "103")
    rechecking.looked_myself(first, result=RecheckResult.FIXED, note="已改", by=office, at=at(SUNDAY))
    life.close(first, why="", by=office, at=at(SUNDAY))
    (second,) = told_cases(county, "103", due=date(2023, 12, 15), day=at(date(2023, 12, 1)))
    Case.objects.filter(pk=second.pk).update(relapse_of=first)
    (draft,) = drafting.propose(at(date(2023, 12, 4)))
    assert (draft.addressed, draft.to_unit) == ("县统调队的上级主管部门", False)
    assert "样例县人民政府" in draft.copies


def test_signing_numbers_and_freezes_with_a_digest(county, office):
    told_cases(county, "103")
    (draft,) = drafting.propose(at(LATE))
    signing.sign(draft, name="张三", by=office, at=at(LATE))
    draft.refresh_from_db()
    assert (draft.state, draft.numbered, draft.dated) == ("signed", "督办〔2023〕1号", LATE)
    assert signing.document(draft)[:2] == b"PK"
    draft.title = "另一个标题"
    with pytest.raises(SignedForGood):
        draft.save()
    with pytest.raises(SignedForGood):
        draft.delete()
    with pytest.raises(Refused, match="不能再改动"):
        signing.dismiss(draft, why="算了", by=office, at=at(LATE))
    assert LogEntry.objects.filter(action="签发督办文书", detail__contains=draft.sha256).exists()
    with draft.file.storage.open(draft.file.name, "ab") as file:
        file.write(b"x")
    with pytest.raises(Refused, match="摘要不符"):
        signing.document(draft)


def accountability(county):
    (case,) = told_cases(county, "103")
    draft = Proposal.objects.create(
        unit=case.unit, rung="accountability", label="问责建议", signers=2, title="处理建议", addressed="样例县人民政府",
        text="建议研究。", sender="样例县人民政府办公室", dated=LATE, drafted_at=at(LATE), to_unit=False,
    )  # fmt: skip
    ProposalCase.objects.create(
        proposal=draft, case=case, rung=draft.rung, occasion=SUNDAY, times=3, overdue=1, reasons="逾期"
    )
    return draft


def test_a_proposal_of_accountability_takes_two_people_one_of_them_a_leader(county, office, leader):
    draft = accountability(county)
    signing.sign(draft, name="张三", by=office, at=at(LATE))
    draft.refresh_from_db()
    assert (draft.state, draft.waits_for_second) == ("draft", True)
    for by, name in ((office, "李四"), (leader, "张三")):
        with pytest.raises(Refused, match="第二人不能与第一人相同"):
            signing.sign(draft, name=name, by=by, at=at(LATE))
    signing.sign(draft, name="李四", by=leader, at=at(LATE))
    draft.refresh_from_db()
    assert (draft.state, signing.signers(draft)) == ("signed", ("张三", "李四"))


def test_other_words_need_both_signatures_anew(county, office, leader):
    draft = accountability(county)
    signing.sign(draft, name="李四", by=leader, at=at(LATE))
    words = {"title": draft.title, "addressed": draft.addressed, "copies": "", "sender": draft.sender}
    signing.change(draft, **words, text="建议另行研究。", by=office, at=at(LATE))
    draft.refresh_from_db()
    assert not draft.waits_for_second


def test_dismissed_with_a_reason_it_is_not_proposed_again_for_this_deadline(county, office):
    (case,) = told_cases(county, "103")
    (draft,) = drafting.propose(at(LATE))
    with pytest.raises(Refused, match="理由"):
        signing.dismiss(draft, why=" ", by=office, at=at(LATE))
    signing.dismiss(draft, why="已电话联系", by=office, at=at(LATE))
    assert drafting.propose(at(LATE + timedelta(days=20))) == []
    life.give_time(case, due=date(2024, 1, 5), by=office, at=at(LATE + timedelta(days=20)))
    assert [one.rung for one in drafting.propose(at(date(2024, 1, 8)))] == ["reminder"]


def test_delivery_is_noted_once_and_only_of_what_is_signed(county, office):
    told_cases(county, "103")
    (draft,) = drafting.propose(at(LATE))
    with pytest.raises(Refused, match="还没有签发"):
        signing.note_delivery(draft, how="OA 发送", by=office, at=at(LATE))
    signing.sign(draft, name="张三", by=office, at=at(LATE))
    signing.note_delivery(draft, how="OA 发送", by=office, at=at(LATE))
    with pytest.raises(Refused, match="已登记送达"):
        signing.note_delivery(draft, how="又发", by=office, at=at(LATE))
    draft.refresh_from_db()
    assert draft.sent_how == "OA 发送"


def test_a_hundred_times_the_cases_take_as_many_questions(county):
    def asked():
        with CaptureQueriesContext(connection) as held:
            assert len(drafting.propose(at(LATE))) == 1
        Proposal.objects.filter(state="draft").delete()
        return len(held)

    (case,) = told_cases(county, "103")
    few = asked()
    Case.objects.bulk_create(
        Case(
            site=case.site, unit=case.unit, cause=f"c{n}", check_name=case.check_name, family=case.family, severity=1,
            about=f"第{n}个问题", places=1, state=CaseState.TOLD, due=SUNDAY, confirmed_at=at(MONDAY), told_at=at(MONDAY),
        )
        for n in range(100)
    )  # fmt: skip
    assert asked() == few
    assert drafts() == []


def test_a_letter_that_goes_beyond_the_offices_powers_is_not_signed(county, office):
    told_cases(county, "103")
    (draft,) = drafting.propose(at(LATE))
    words = {"title": draft.title, "addressed": draft.addressed, "copies": "", "sender": draft.sender}
    signing.change(draft, **words, text="现责令你单位三日内改正。", by=office, at=at(LATE))
    with pytest.raises(Refused, match="超出主管部门的职权"):
        signing.sign(draft, name="张三", by=office, at=at(LATE))
    draft.refresh_from_db()
    assert (draft.state, draft.number) == ("draft", None)
