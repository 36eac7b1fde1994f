"""A bulletin told from the record of cases: proved, settled by hand, issued, and corrected when the record changes."""

from __future__ import annotations

import io
import json
from datetime import UTC, datetime
from pathlib import Path

import openpyxl
import pytest
from django.urls import reverse
from web.bulletins.recorded import TOLD, at, record_of_two_months

from mingcha.model.bulletin import CaseFigure, CaseName, Origin
from mingcha.model.reconciliation import Verdict
from mingcha.web.audit.models import LogEntry
from mingcha.web.bulletins import issuing, layouts, sentence_changes
from mingcha.web.bulletins.errata import notice_errata
from mingcha.web.bulletins.explaining import agreements
from mingcha.web.bulletins.figures import prove
from mingcha.web.bulletins.models import Bulletin
from mingcha.web.bulletins.recounting import Recount
from mingcha.web.bulletins.refusals import Refused
from mingcha.web.bulletins.values import issued_value, thaw, value, workings
from mingcha.web.cases import life
from mingcha.web.cases.models import Case, Examination, Finding

AT = datetime(2024, 1, 12, 1, 30, tzinfo=UTC)
GOLDEN = Path(__file__).parents[2] / "golden"
LATE, LEAKS, CLEANED = "unfinished_rectification", "leaks", "cleaned"


@pytest.fixture
def draft(people, open_draft):
    record_of_two_months(people)
    return open_draft(full=False)


def said(bulletin) -> dict[str, str]:
    sections = value(bulletin).sections
    return {item.generator: item.text for section in sections for item in section.paragraphs if item.generator}


def settle(client, bulletin, sentence, **data):
    return client.post(reverse("sentence_settle", args=[bulletin.pk, sentence]), data)


def withdrawn(check, people):
    life.withdraw(Case.objects.get(check_name=check), why="申诉属实", by=people.operator, at=AT)


def test_the_record_writes_the_sentences(draft):
    text = said(draft)
    assert text[CLEANED] == "12月，整改删除网站错敏信息2条。"
    assert text[LATE] == (
        "整改不及时。11月20日通过办公系统印发第一期问题清单，要求各单位于11月26日前改正；12月1日复核，仍有2家单位的2项问题没有"
        "整改到位。如嘉定镇信息发布日期不规范，整改后“政府信息公开年报”栏目混入工作动态类信息；县水利局发布的文件存在无效链接，"
        "复核时仍未改正。"
    )
    assert text[LEAKS] == (
        "“三审三校”不严。12月检查发现县财政局发布的内容泄露个人隐私。如县财政局发布的“补贴发放表.xlsx”完整公开个人身份证号码。"
    )


def test_clean_up_closes_its_section_after_what_people_wrote(draft, sign_in):
    sign_in("operator").post(
        reverse("paragraph_add", args=[draft.pk]), {"section": "activities", "lead": "", "text": "召开了培训会。"}
    )
    (activities,) = [section for section in value(draft).sections if section.key == "activities"]
    assert [item.text for item in activities.paragraphs] == ["召开了培训会。", "12月，整改删除网站错敏信息2条。"]


def test_everything_printed_is_found_again_by_another_way(draft):
    printed = value(draft)
    recount = Recount()
    assert printed.case_figures()
    for figure in printed.case_figures():
        assert recount.value(figure.cases, figure.measure) == figure.value
        assert recount.rows(figure.cases) == figure.rows
    for name in printed.case_names():
        assert recount.rows(name.cases) == name.cases.cases
    keys = {item.agreement.key: item.agreement.verdict for item in agreements(draft)}
    assert (keys["printed.cases"], keys["named.cases"]) == (Verdict.AGREES, Verdict.AGREES)


def test_each_condition_is_found_by_both_ways(draft, people):
    layout = layouts.current()
    plan = json.loads(layout.plan)
    plan["sections"][2]["generated"] = [LATE, "self_check", LEAKS, "repeat_offenders", "overdue", "praise"]
    layout.plan = json.dumps(plan, ensure_ascii=False)
    layout.save()
    draft = Bulletin.objects.get(pk=draft.pk)
    Case.objects.filter(check_name="leader_without_duties").update(answered_at=at(11, 25))
    Case.objects.filter(check_name="misplaced_post").update(relapse_of=Case.objects.get(check_name="backdated_post"))
    printed = value(draft)
    text = said(draft)
    assert text["praise"] == "第一期问题清单所列问题，县财政局在期限内全部整改到位。"
    assert "县水利局共1项问题" in text["overdue"]
    assert (
        "1家单位在问题销号后又出现同类问题，如嘉定镇“政府信息公开年报”栏目混入工作动态类信息"
        in text["repeat_offenders"]
    )
    recount = Recount()
    for run in (*printed.case_figures(), *printed.case_names()):
        found = recount.rows(run.cases)
        assert found == (run.rows if isinstance(run, CaseFigure) else run.cases.cases), run.key


def test_a_figure_and_a_name_lead_to_their_cases(draft, sign_in):
    client = sign_in("operator")
    page = client.get(reverse("bulletin", args=[draft.pk])).content.decode()
    printed = value(draft)
    for run in (*printed.case_figures(), *printed.case_names()):
        address = reverse("bulletin_figure", args=[draft.pk, run.key])
        assert f'href="{address}"' in page
        answer = client.get(address).content.decode()
        assert "与现整改记录一致" in answer
        kind = "tzgg/1" if run.key == "cleaned.1" else "/cases/"
        assert kind in answer
    name = next(run for run in printed.case_names() if run.text == "县水利局")
    answer = client.get(reverse("bulletin_figure", args=[draft.pk, name.key])).content.decode()
    assert reverse("case", args=[name.cases.cases[0]]) in answer
    assert "2023-12-01 未整改" in answer
    assert "2023年第一期问题清单（2023-11-20，期限 2023-11-26）" in answer


def test_what_is_proved_can_be_taken_along(draft, sign_in):
    client = sign_in("operator")
    answer = client.get(reverse("bulletin_figure_export", args=[draft.pk, "cleaned.1"]))
    rows = list(openpyxl.load_workbook(io.BytesIO(answer.content)).active.iter_rows(values_only=True))
    assert [row[2] for row in rows[2:]] == ["疑为错别字：错词1", "疑为错别字：错词2"]
    assert LogEntry.objects.filter(action="导出数字明细").exists()


def test_a_liaison_sees_of_a_figure_only_what_their_unit_was_told(draft, people, sign_in):
    draft = issuing.issue(bulletin=draft, by=people.operator, at=AT)
    client = sign_in("unit")  # of 县水利局
    (units,) = [figure for figure in issued_value(draft).case_figures() if figure.key.endswith(".units")]
    page = client.get(reverse("bulletin_figure", args=[draft.pk, units.key])).content.decode()
    assert "链接打不开：明细" in page
    assert "发布日期早于" not in page
    (leak,) = [name for name in issued_value(draft).case_names() if name.key.startswith("leaks.1")]
    page = client.get(reverse("bulletin_figure", args=[draft.pk, leak.key])).content.decode()
    assert "居民身份证号" not in page
    answer = client.get(reverse("bulletin_figure_export", args=[draft.pk, leak.key]))
    assert answer.status_code == 200


def test_the_evidence_file_lists_every_case_with_its_rechecks(draft):
    from mingcha.web.bulletins.documents import render

    book = openpyxl.load_workbook(io.BytesIO(render("evidence", value(draft))))
    assert book.sheetnames == ["数字", "信息", "整改事项", "已清理问题"]
    figures = {row[12]: row for row in book["数字"].iter_rows(min_row=3, values_only=True) if row[12]}
    assert figures["cleaned.1"][10] == "一致"
    assert figures["cleaned.1"][11] == '=COUNTIF(已清理问题!$I$3:$I$4,"*|cleaned.1|*")'
    cases = list(book["整改事项"].iter_rows(min_row=3, values_only=True))
    (dated,) = [row for row in cases if row[1] == "嘉定镇"]
    assert "“巡查”放在“政府信息公开年报”栏目" in dated[11]
    (link,) = [row for row in cases if row[2] == "链接打不开：明细"]
    assert link[1] == "县水利局"
    assert link[6] == "2023年第一期问题清单（2023-11-20，期限 2023-11-26）"
    assert (link[7].date(), link[8].date().day) == (TOLD, 26)
    assert "2023-12-01 未整改" in link[10]
    assert "|unfinished_rectification.2.S1|" in link[17]
    assert {row[10] for row in figures.values()} <= {"一致", "见任务表"}


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


def test_a_month_nobody_looked_at_keeps_the_issue_back_until_it_is_settled(draft, people, sign_in):
    Examination.objects.filter(started_at__gte=at(12, 2)).delete()
    Examination.objects.update(started_at=at(11, 18))
    reasons = issuing.may_issue(draft)
    assert any("12月没有完成的检查" in reason for reason in reasons)
    page = sign_in("operator").get(reverse("bulletin_edit", args=[draft.pk])).content.decode()
    assert "缺少依据</span> 整改删除条数" in page
    for sentence in (CLEANED, "self_check", LEAKS):
        settle(sign_in("operator"), draft, sentence, do="leave_out", why="当月未检查")
    assert not any("没有完成的检查" in reason for reason in issuing.may_issue(draft))


def test_an_issued_bulletin_is_frozen_and_its_changed_counts_become_errata(draft, people, sign_in):
    issue = issuing.issue(bulletin=draft, by=people.operator, at=AT)
    before = issued_value(issue)
    assert thaw(issue.frozen).case_figures() == before.case_figures()
    assert notice_errata(issue, AT) == []
    withdrawn("dead_link", people)
    Finding.objects.filter(quote="错词1").update(gone_at=None)
    lines = [erratum.text for erratum in notice_errata(issue, AT)]
    assert any("整改删除网站错敏信息”：原印2，现为1（2024年1月12日整改记录变动后发现）" in line for line in lines)
    assert any("原印县水利局，现为不再成立" in line for line in lines)
    assert any("仍有”：原印2，现为1" in line for line in lines)
    assert notice_errata(issue, AT) == []
    assert [section.paragraphs for section in issued_value(issue).sections] == [
        section.paragraphs for section in before.sections
    ]
    proof = prove(issued_value(issue), "cleaned.1")
    assert (proof.holds, proof.now, len(proof.before)) == (False, "1", 1)
    page = sign_in("operator").get(reverse("bulletin_figure", args=[issue.pk, "cleaned.1"])).content.decode()
    assert "现已不计" in page


def test_what_was_frozen_before_cases_were_told_still_thaws():
    frozen = (GOLDEN / "bulletin_frozen_before_cases.json").read_text(encoding="utf-8")
    old = thaw(frozen)
    assert old.sections[0].paragraphs[0].text.startswith("2023年1-12月，县政府门户网站累计主动公开政府信息852条。")
    assert old.case_figures() == ()
    assert len(old.figures()) > 10


def test_the_record_is_read_with_the_same_number_of_queries_at_any_size(draft, django_assert_max_num_queries):
    with django_assert_max_num_queries(60):
        workings(draft)
    base = Case.objects.get(check_name="dead_link")
    for number in range(200):
        base.pk, base.cause = None, f"cause{number}"
        base.save(force_insert=True)
    with django_assert_max_num_queries(60):
        workings(draft)
