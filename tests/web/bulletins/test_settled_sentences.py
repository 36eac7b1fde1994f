"""Sentences from the record of cases, settled by hand: other examples, other words, or none, with their ties and reasons."""

from __future__ import annotations

import pytest
from django.urls import reverse
from web.bulletins.sentences import AT, CLEANED, LATE, LEAKS, said, settle, withdrawn

from mingcha.model.bulletin import CaseFigure, CaseName, Origin
from mingcha.model.reconciliation import Verdict
from mingcha.web.audit.models import LogEntry
from mingcha.web.bulletins import issuing, sentence_changes
from mingcha.web.bulletins.explaining import agreements
from mingcha.web.bulletins.refusals import Refused
from mingcha.web.bulletins.values import value
from mingcha.web.cases.models import Case


def test_the_reasons_for_the_examples_are_shown_and_others_can_be_chosen(draft, sign_in, people):
    client = sign_in("operator")
    page = client.get(reverse("bulletin_edit", args=[draft.pk])).content.decode()
    assert "嘉定镇：本类问题只有这一项。程度严重，1 处，反复 1 次。" in page
    link = Case.objects.get(check_name="dead_link")
    assert settle(client, draft, LATE, do="pick", case=[link.pk]).status_code == 302
    assert said(draft)[LATE].endswith("没有整改到位。如县水利局发布的文件存在无效链接，复核时仍未改正。")
    assert "由人选定" in client.get(reverse("bulletin_edit", args=[draft.pk])).content.decode()
    assert LogEntry.objects.filter(action="选定例子").exists()
    settle(client, draft, LATE, do="unpick")
    assert "嘉定镇" in said(draft)[LATE]
    answer = settle(client, draft, LATE, do="pick")
    assert "请至少勾选一个例子" in answer.content.decode()


def test_a_reworded_sentence_keeps_its_place_its_ties_and_its_author(draft, sign_in):
    client = sign_in("operator")
    before = value(draft)
    text = "12月1日复核，还有2家单位没有改完，嘉定镇改了又错，县水利局没有改。"
    settle(client, draft, LATE, do="reword", lead="整改拖拉。", text=text)
    (problems,) = [section for section in value(draft).sections if section.key == "problems"]
    item = problems.paragraphs[0]
    assert (item.origin, item.author, item.text) == (Origin.WRITTEN, "经办员", "整改拖拉。" + text)
    assert [run.text for run in item.runs if isinstance(run, CaseFigure | CaseName)] == ["2", "嘉定镇", "县水利局"]
    tied = {key for query in item.rests_on for key in query.cases}
    assert tied == {key for name in before.case_names() if name.key.startswith(LATE) for key in name.cases.cases}
    keys = {one.agreement.key: one.agreement for one in agreements(draft)}
    assert keys["reworded.cases"].verdict is Verdict.AGREES
    page = client.get(reverse("bulletin_edit", args=[draft.pk])).content.decode()
    assert "仍连着原来依据的 2 项整改事项" in page
    settle(client, draft, LATE, do="restore")
    assert value(draft) == before


def test_a_number_that_was_changed_rests_on_its_author_alone(draft, sign_in):
    settle(sign_in("operator"), draft, CLEANED, do="reword", lead="", text="12月，整改删除网站错敏信息20条。")
    assert value(draft).case_figures()  # of the other sentences
    assert not [figure for figure in value(draft).case_figures() if figure.key.startswith("cleaned")]


def test_a_reworded_sentence_tells_when_the_record_has_moved_on(draft, sign_in, people):
    client = sign_in("operator")
    settle(client, draft, LATE, do="reword", lead="", text="嘉定镇、县水利局没有改好。")
    withdrawn("dead_link", people)
    page = client.get(reverse("bulletin_edit", args=[draft.pk])).content.decode()
    assert "整改记录有变动" in page
    (differing,) = [one.agreement for one in agreements(draft) if one.agreement.key == "reworded.cases"]
    assert (differing.verdict, differing.difference) == (Verdict.DIFFERS, 1)
    assert any("改写的段落" in reason for reason in issuing.may_issue(draft))


def test_two_people_do_not_reword_over_each_other(draft, people):
    generated = next(
        item for section in value(draft).sections for item in section.paragraphs if item.generator == LEAKS
    )
    told = {"bulletin": draft, "sentence": LEAKS, "generated": generated, "lead": "", "by": people.operator, "at": AT}
    sentence_changes.reword(**told, text="县财政局泄露隐私。")
    with pytest.raises(Refused, match="已由经办员于"):
        sentence_changes.reword(**told, text="另一种写法。", seen="")


def test_a_sentence_left_out_needs_a_reason_and_can_come_back(draft, sign_in):
    client = sign_in("operator")
    assert "请写明本期为什么不用" in settle(client, draft, LEAKS, do="leave_out", why=" ").content.decode()
    settle(client, draft, LEAKS, do="leave_out", why="已另行通报")
    assert LEAKS not in said(draft)
    assert "已另行通报" in client.get(reverse("bulletin_edit", args=[draft.pk])).content.decode()
    settle(client, draft, LEAKS, do="restore")
    assert LEAKS in said(draft)
    actions = list(LogEntry.objects.values_list("action", flat=True))
    assert "不用自动语句" in actions
    assert "恢复自动语句" in actions


def test_what_the_ledger_counts_is_not_settled_by_hand(draft, sign_in):
    client = sign_in("operator")
    for data in ({"do": "leave_out", "why": "不好看"}, {"do": "pick", "case": ["1"]}):
        assert "由台账写成的语句请更正台账" in settle(client, draft, "totals", **data).content.decode()
    assert "没有选明" in settle(client, draft, LEAKS, do="burn").content.decode()
    assert "没有这一句" in settle(client, draft, "nothing", do="reword", text="一").content.decode()


@pytest.mark.parametrize("role", ["leader", "unit", "auditor"])
def test_only_who_writes_the_bulletin_settles_its_sentences(draft, sign_in, role):
    assert settle(sign_in(role), draft, LEAKS, do="leave_out", why="不用").status_code == 403
    assert LEAKS in said(draft)
