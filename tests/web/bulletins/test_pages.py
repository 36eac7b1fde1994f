"""Who may open which page, and what stands on it."""

from __future__ import annotations

import io
from datetime import UTC, date, datetime
from pathlib import Path
from urllib.parse import quote

import openpyxl
import pytest
from django.urls import reverse

from mingcha.web.audit.models import LogEntry
from mingcha.web.bulletins import issuing, paragraphs
from mingcha.web.bulletins.models import Bulletin

AT = datetime(2024, 1, 12, 1, 30, tzinfo=UTC)
FIGURE = "annex1.S1.month"


@pytest.fixture
def issued(open_draft, people):
    return issuing.issue(bulletin=open_draft(), by=people.operator, at=AT)


def address(name, *args):
    return reverse(name, args=args)


def pages(bulletin):
    """The address of every page that is read, by name."""
    pk = bulletin.pk
    return {
        "bulletins": address("bulletins"),
        "bulletin": address("bulletin", pk),
        "bulletin_figure": address("bulletin_figure", pk, FIGURE),
        "bulletin_figure_export": address("bulletin_figure_export", pk, FIGURE),
        "docx": address("bulletin_file", pk, "docx"),
        "evidence": address("bulletin_file", pk, "evidence"),
        "bulletin_agreements": address("bulletin_agreements", pk),
        "bulletin_differences": address("bulletin_differences", pk),
        "errata": address("errata"),
        "typed_figures": address("typed_figures"),
        "layout_edit": address("layout_edit"),
        "bulletin_new": address("bulletin_new"),
        "bulletin_edit": address("bulletin_edit", pk),
        "bulletin_issue": address("bulletin_issue", pk),
    }


EVERYTHING = 200
SEEN_ISSUED = {
    "operator": {"bulletin_edit": 302, "bulletin_issue": 302},
    "leader": {"bulletin_new": 403, "bulletin_edit": 403, "bulletin_issue": 403},
    "unit": {
        "evidence": 404,
        "bulletin_agreements": 403,
        "bulletin_differences": 403,
        "errata": 403,
        "typed_figures": 403,
        "layout_edit": 403,
        "bulletin_new": 403,
        "bulletin_edit": 403,
        "bulletin_issue": 403,
    },
}
SEEN_DRAFT = {
    "operator": {},
    "leader": SEEN_ISSUED["leader"],
    "unit": SEEN_ISSUED["unit"]
    | {"bulletin": 404, "bulletin_figure": 404, "bulletin_figure_export": 404, "docx": 404, "evidence": 404},
}


@pytest.mark.parametrize("role", ["operator", "leader", "unit"])
def test_each_role_opens_its_pages_of_an_issued_bulletin_and_no_other(issued, sign_in, role):
    client = sign_in(role)
    for name, url in pages(issued).items():
        assert (name, client.get(url).status_code) == (name, SEEN_ISSUED[role].get(name, EVERYTHING))


@pytest.mark.parametrize("role", ["operator", "leader", "unit"])
def test_each_role_opens_its_pages_of_a_draft_and_no_other(open_draft, sign_in, role):
    bulletin, client = open_draft(), sign_in(role)
    for name, url in pages(bulletin).items():
        assert (name, client.get(url).status_code) == (name, SEEN_DRAFT[role].get(name, EVERYTHING))


@pytest.mark.parametrize("role", ["system", "security", "auditor"])
def test_administrators_see_no_business(issued, sign_in, role):
    client = sign_in(role)
    for name, url in pages(issued).items():
        assert (name, client.get(url).status_code) == (name, 403)


def test_nobody_signed_in_is_sent_to_the_login(issued, client):
    for url in pages(issued).values():
        answer = client.get(url)
        assert answer.status_code == 302
        assert answer.url.startswith(reverse("login"))


@pytest.mark.parametrize("role", ["leader", "unit", "system"])
def test_only_operators_change_anything(open_draft, sign_in, role):
    bulletin = open_draft()
    paragraph = bulletin.paragraphs.first()
    client = sign_in(role)
    pk = bulletin.pk
    for url in (
        address("bulletin_new"),
        address("bulletin_address", pk),
        address("bulletin_discard", pk),
        address("paragraph_add", pk),
        address("paragraph_edit", pk, paragraph.pk),
        address("paragraph_move", pk, paragraph.pk),
        address("paragraph_delete", pk, paragraph.pk),
        address("bulletin_explain", pk),
        address("bulletin_issue", pk),
        address("errata"),
        address("typed_figures"),
        address("layout_edit"),
    ):
        assert (url, client.post(url, {"text": "改", "section": "activities"}).status_code) == (url, 403)
    assert Bulletin.objects.get(pk=pk).is_draft
    assert bulletin.paragraphs.count() == 5


def test_a_bulletin_there_is_none_of_is_not_found(people, sign_in):
    assert sign_in("operator").get(address("bulletin", 999)).status_code == 404
    assert sign_in("operator").get(address("bulletin_edit", 999)).status_code == 404


def test_the_reader_links_every_figure_to_its_rows(issued, sign_in):
    page = sign_in("operator").get(address("bulletin", issued.pk)).content.decode()
    for key in ("totals.year", "totals.month.town", "annex1.S1.year", "annex2.Z1.ratio", "annex1.S2.name"):
        assert f'href="{address("bulletin_figure", issued.pk, key)}"' in page
    assert "督查专报2024年第1期.docx" in page
    assert issued.files.get(form="pdf").sha256 in page


def test_the_figure_page_lists_exactly_the_rows(issued, sign_in):
    answer = sign_in("operator").get(address("bulletin_figure", issued.pk, FIGURE))
    page = answer.content.decode()
    assert len(answer.context["rows"]) == 10
    assert "县水利局12月第10条" in page
    assert "与现台账一致" in page
    assert "台账.xlsx" in page


def test_a_unit_sees_the_count_but_only_its_own_rows(issued, sign_in):
    client = sign_in("unit")
    whole = client.get(address("bulletin_figure", issued.pk, "totals.year"))
    assert "252" in whole.content.decode()
    assert whole.context["page"].total == 120
    assert {post.unit.code for post, _ in whole.context["rows"]} == {"S1"}
    foreign = client.get(address("bulletin_figure", issued.pk, "annex2.Z1.month"))
    assert list(foreign.context["rows"]) == []
    assert "不含本单位的信息" in foreign.content.decode()
    sheet = client.get(address("bulletin_figure_export", issued.pk, "totals.year"))
    cells = {cell for row in openpyxl.load_workbook(io.BytesIO(sheet.content)).active.values for cell in row}
    assert "县水利局" in cells
    assert "嘉定镇" not in cells


def test_a_kept_file_is_handed_out_as_issued_and_logged(issued, sign_in):
    answer = sign_in("unit").get(address("bulletin_file", issued.pk, "pdf"))
    assert answer.content == Path(issued.files.get(form="pdf").file.path).read_bytes()
    assert quote("督查专报2024年第1期.pdf") in answer["Content-Disposition"]
    assert LogEntry.objects.filter(action="下载专报文件", detail="督查专报2024年第1期.pdf").exists()


def test_a_drafts_file_says_that_it_is_a_draft(open_draft, sign_in):
    answer = sign_in("leader").get(address("bulletin_file", open_draft().pk, "docx"))
    assert quote("督查专报2024年第1期（草稿）.docx") in answer["Content-Disposition"]
    assert answer.content.startswith(b"PK")


def test_a_tampered_file_is_not_handed_out(issued, sign_in):
    kept = issued.files.get(form="docx")
    with Path(kept.file.path).open("ab") as stream:
        stream.write(b"!")
    answer = sign_in("operator").get(address("bulletin_file", issued.pk, "docx"), follow=True)
    assert "与印发时不一致（摘要不符），请从备份恢复" in answer.content.decode()


def test_every_reader_sees_what_changed_but_only_an_operators_reading_records_it(issued, sign_in, publish):
    publish("S1", date(2023, 12, 20))
    for role in ("unit", "leader", "operator"):
        assert issued.errata.count() == 0
        page = sign_in(role).get(address("bulletin", issued.pk)).content.decode()
        assert page.count("附件1 县水利局 12月发布条数：原印10，现为11") >= 1
    assert issued.errata.count() == 5
    listed = sign_in("operator").get(address("errata")).content.decode()
    assert "原印10，现为11" in listed


def test_the_list_tells_of_changes_that_nobody_has_recorded_yet(issued, sign_in, publish):
    client = sign_in("leader")
    fragment = address("bulletin_differences", issued.pk)
    assert "与现台账相符" in client.get(fragment).content.decode()
    publish("S1", date(2023, 12, 20))
    assert "5 处与现台账不符，未登记" in client.get(fragment).content.decode()


def test_a_written_deadline_on_a_weekend_is_pointed_out_before_the_issue(open_draft, people, sign_in):
    draft = open_draft()
    paragraphs.add(
        bulletin=draft, section="problems", lead="", text="务必于1月20日前发布年报。", by=people.operator, at=AT
    )
    for page in ("bulletin_edit", "bulletin_issue"):
        shown = sign_in("operator").get(address(page, draft.pk)).content.decode()
        assert "文中写的期限不是工作日" in shown and "2024年1月20日" in shown


def test_a_new_draft_proposes_the_last_month_and_the_next_number(people, sign_in):
    client = sign_in("operator")
    form = client.get(address("bulletin_new")).context["form"]
    assert form["month"].value() == 202312
    assert [key for key, _ in form.fields["month"].widget.choices][:2] == [202312, 202311]


def test_a_new_draft_opens_the_editor(people, sign_in):
    answer = sign_in("operator").post(
        address("bulletin_new"), {"month": "202312", "number": "1", "dated": "2024-01-12"}
    )
    assert answer.url == address("bulletin_edit", Bulletin.objects.get().pk)


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"month": "202401", "dated": "2024-02-01"}, "台账中没有2024年1月的任何信息"),
        ({"month": "202313"}, "月份应写成六位数字"),
        ({"dated": "2023-12-01"}, "早于统计月份的最后一天"),
        ({"dated": "2024-02-30"}, "日期"),
        ({"number": "0"}, "大于或等于"),
        ({"number": ""}, "必填"),
    ],
)
def test_a_draft_that_cannot_be_opened_says_why(people, sign_in, given, told):
    asked = {"month": "202312", "number": "1", "dated": "2024-01-12"} | given
    answer = sign_in("operator").post(address("bulletin_new"), asked)
    assert answer.status_code == 200
    assert told in answer.content.decode()
    assert not Bulletin.objects.exists()


def test_a_date_that_is_no_working_day_is_warned_of(people, sign_in):
    client = sign_in("operator")
    sunday = client.get(address("bulletin_date_warning"), {"dated": "2024-01-14"}).content.decode()
    assert "请注意" in sunday
    friday = client.get(address("bulletin_date_warning"), {"dated": "2024-01-12"}).content.decode()
    assert "请注意" not in friday
    unknown = client.get(address("bulletin_date_warning"), {"dated": "2051-01-12"}).content.decode()
    assert "没有2051年的节假日安排" in unknown


def test_a_refused_paragraph_keeps_what_was_typed(open_draft, sign_in):
    bulletin = open_draft()
    asked = {"section": "activities", "lead": "十分长的段首语" * 10, "text": "辛苦写好的正文。"}
    for headers in ({}, {"HX-Request": "true"}):
        answer = sign_in("operator").post(address("paragraph_add", bulletin.pk), asked, headers=headers)
        page = answer.content.decode()
        assert "段首语最多 60 字" in page
        assert "辛苦写好的正文。" in page


def test_an_htmx_answer_brings_the_changed_writing_and_the_preview(open_draft, sign_in):
    bulletin = open_draft()
    answer = sign_in("operator").post(
        address("paragraph_add", bulletin.pk),
        {"section": "activities", "lead": "", "text": "召开新闻发布会。"},
        headers={"HX-Request": "true"},
    )
    page = answer.content.decode()
    assert page.count("召开新闻发布会。") >= 2
    assert 'hx-swap-oob="innerHTML:#paper"' in page
    assert "<html" not in page


def test_what_people_write_is_never_taken_for_markup(open_draft, sign_in):
    bulletin = open_draft()
    asked = {"section": "activities", "lead": "<b>", "text": "<script>alert(1)</script>&amp;"}
    client = sign_in("operator")
    client.post(address("paragraph_add", bulletin.pk), asked)
    for name in ("bulletin_edit", "bulletin"):
        page = client.get(address(name, bulletin.pk)).content.decode()
        assert "<script>alert" not in page
        assert "&lt;script&gt;alert(1)&lt;/script&gt;&amp;amp;" in page


def test_the_list_tells_a_draft_with_open_differences(open_draft, people, sign_in):
    bulletin = open_draft()
    client = sign_in("operator")
    url = address("bulletin_differences", bulletin.pk)
    assert "各项相符" in client.get(url).content.decode()
    asked = {"document": "年报", "first": "202301", "last": "202312", "group": "", "value": "241"}
    assert client.post(address("typed_figures"), asked).status_code == 302
    assert "1 项差异未说明" in client.get(url).content.decode()
    refused = client.get(address("bulletin_issue", bulletin.pk)).content.decode()
    assert "暂不能印发" in refused
    assert "确认印发" not in refused


def test_pages_ask_the_database_the_same_number_of_times_however_long_the_list(
    open_draft, people, sign_in, django_assert_max_num_queries
):
    for number in range(1, 8):
        open_draft(number=number)
    client = sign_in("operator")
    client.get(address("bulletins"))
    with django_assert_max_num_queries(10):
        client.get(address("bulletins"))
