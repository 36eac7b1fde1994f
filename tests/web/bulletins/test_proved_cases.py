"""Every figure and name from the record of cases leads to its cases, on the page and in the files."""

from __future__ import annotations

import io

import openpyxl
from django.urls import reverse
from web.bulletins.recorded import TOLD
from web.bulletins.sentences import AT

from mingcha.web.audit.models import LogEntry
from mingcha.web.bulletins import issuing
from mingcha.web.bulletins.values import issued_value, value


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
