"""A bulletin told from the record of cases: written, found again another way, issued, and corrected when it changes."""

from __future__ import annotations

import json
from pathlib import Path

from django.urls import reverse
from web.bulletins.recorded import at
from web.bulletins.sentences import AT, CLEANED, LATE, LEAKS, said, settle, withdrawn

from mingcha.model.bulletin import CaseFigure
from mingcha.model.reconciliation import Verdict
from mingcha.web.bulletins import issuing, layouts
from mingcha.web.bulletins.errata import notice_errata
from mingcha.web.bulletins.explaining import agreements
from mingcha.web.bulletins.figures import prove
from mingcha.web.bulletins.models import Bulletin
from mingcha.web.bulletins.recounting import Recount
from mingcha.web.bulletins.values import issued_value, thaw, value, workings
from mingcha.web.cases.models import Case, Examination, Finding

GOLDEN = Path(__file__).parents[2] / "golden"


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
