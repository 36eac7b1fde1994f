"""The unit's workspace and the office's inbox as pages: what they show, what they take, what they say when it is wrong."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import Workbook, load_workbook
from web.answers.told import THURSDAY, confirmed, tell, told_cases
from web.rounds.portal import HOME

from mingcha.archive.store import Archive
from mingcha.model.fetch import FetchOutcome, Request, Response
from mingcha.web.answers import answering
from mingcha.web.answers.models import Answer, AnswerFile
from mingcha.web.audit.models import LogEntry
from mingcha.web.cases.models import Case, Finding
from mingcha.web.rounds import sites

pytestmark = pytest.mark.django_db
# A number of a county code that was never given to anybody.
NUMBER = "110199199001011232"
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 64


def text_of(answer):
    return answer.content.decode()


def test_the_list_shows_told_cases_under_their_notice_and_no_others(as_role, county):
    shown = told_cases(county, "103", 2)
    confirmed(county, "103")
    told_cases(county, "101")
    page = text_of(as_role("unit").get(reverse("own_cases")))
    assert "2023年第一期问题清单" in page
    assert [f"/own-cases/{case.pk}/" in page for case in Case.objects.order_by("pk")] == [True, True, False, False]
    assert page.count("已逾期</span>") >= len(shown)


def test_a_case_says_what_where_why_and_how(as_role, county):
    (case,) = told_cases(county, "103", places=3, check="dead_link")
    page = text_of(as_role("unit").get(reverse("own_case", args=[case.pk])))
    finding = case.findings.first()
    for words in (
        "怎么改",
        "为什么要改",
        "政府网站发展指引",
        "截至目前",
        finding.source,
        finding.locator,
        finding.quote,
    ):
        assert words in page
    assert page.count("仍在</span>") == 3


def test_answering_on_the_page_with_a_screenshot(as_role, county):
    (case,) = told_cases(county, "103")
    given = {"kind": "done", "text": "已改正。", "files": [SimpleUploadedFile("整改后.png", PNG)]}
    page = as_role("unit").post(reverse("own_case_answer", args=[case.pk]), given, follow=True)
    assert "已答复 1 项，等待复核。" in text_of(page)
    assert "整改后.png" in text_of(page)


def test_several_ticked_cases_are_answered_together(as_role, county):
    cases = told_cases(county, "103", 3)
    given = {"kind": "appeal", "text": "都是引用的原文。", "case": [case.pk for case in cases[:2]]}
    page = as_role("unit").post(reverse("own_cases_answer"), given, follow=True)
    assert "已提交 2 项误报申请" in text_of(page)
    nothing = as_role("unit").post(reverse("own_cases_answer"), given | {"case": []})
    assert "请先勾选要答复的事项" in text_of(nothing)


def test_anothers_case_among_the_ticked_ones_is_not_there(as_role, county):
    own, other = told_cases(county, "103") + told_cases(county, "101")
    given = {"kind": "done", "text": "已整改。", "case": [own.pk, other.pk]}
    assert as_role("unit").post(reverse("own_cases_answer"), given).status_code == 404
    assert not Answer.objects.exists()


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("名单.csv", f"姓名,身份证号\n张三,{NUMBER}\n".encode(), "里有完整的个人信息"),
        ("页面.html", b"<!doctype html><html><script>alert(1)</script></html>", "不能作为佐证的格式"),
        ("程序.png", b"MZ\x90\0\3\0\0\0", "不能作为佐证的格式"),
        ("大图.png", PNG + b"\0" * 10 * 1024 * 1024, "超过 10 MB"),
    ],
)
def test_what_may_not_be_proof_is_refused_with_the_reason(as_role, county, name, content, words):
    (case,) = told_cases(county, "103")
    given = {"kind": "done", "text": "已整改。", "files": [SimpleUploadedFile(name, content)]}
    page = text_of(as_role("unit").post(reverse("own_case_answer", args=[case.pk]), given))
    assert words in page
    assert NUMBER not in page
    assert (Answer.objects.count(), AnswerFile.objects.count()) == (0, 0)


def test_asking_for_a_day_off_is_warned_of(as_role, county):
    (case,) = told_cases(county, "103")
    given = {"kind": "more_time", "text": "需要厂家处理。", "due": "2099-01-01"}
    page = text_of(as_role("unit").post(reverse("own_case_answer", args=[case.pk]), given, follow=True))
    assert "已提交 1 项延期申请" in page
    Answer.objects.update(state="withdrawn")
    sunday = {"kind": "more_time", "text": "需要厂家处理。", "due": "2026-11-29"}
    page = text_of(as_role("unit").post(reverse("own_case_answer", args=[case.pk]), sunday, follow=True))
    if "已提交" in page:
        assert "不是工作日" in page


def test_a_proof_is_only_ever_saved_and_the_saving_is_logged(as_role, county):
    (case,) = told_cases(county, "103")
    given = {"kind": "done", "text": "已整改。", "files": [SimpleUploadedFile("整改后.png", PNG)]}
    client = as_role("unit")
    client.post(reverse("own_case_answer", args=[case.pk]), given)
    answer = client.get(reverse("answer_file", args=[AnswerFile.objects.get().pk]))
    assert answer.content == PNG
    assert answer["Content-Disposition"].startswith("attachment;")
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert LogEntry.objects.filter(action="下载佐证文件").count() == 1


def test_a_proof_that_was_changed_on_the_disk_is_not_handed_out(as_role, county, settings):
    (case,) = told_cases(county, "103")
    client = as_role("unit")
    given = {"kind": "done", "text": "已整改。", "files": [SimpleUploadedFile("整改后.png", PNG)]}
    client.post(reverse("own_case_answer", args=[case.pk]), given)
    file = AnswerFile.objects.get()
    (settings.MEDIA_ROOT / "answers" / file.stored).write_bytes(PNG + b"x")
    assert client.get(reverse("answer_file", args=[file.pk])).status_code == 404


def leaking_file(county, *, kept: bytes | None):
    """A told case of personal data in an attachment, whose file the archive holds."""
    source = f"{HOME}files/hz.xlsx"
    (case,) = confirmed(
        county, "103", family="privacy", check="leaked_id_number", source=source, quote="1101**********1232"
    )
    tell(county, [case])
    if kept is not None:
        with Archive.open(sites.folder_of(case.site), site="www.yangli.example", now=lambda: THURSDAY) as archive:
            asked = Request(source, kind="attachment")
            answer = Response(asked, source, FetchOutcome.OK, THURSDAY, status=200, reason="OK", body=kept)
            archive.append(answer)
    return Finding.objects.get(case=case)


def test_the_masked_copy_of_a_leaking_attachment_holds_no_number_any_more(as_role, county):
    book = Workbook()
    for row in (("姓名", "身份证号"), ("张三", NUMBER)):
        book.active.append(row)
    out = BytesIO()
    book.save(out)
    finding = leaking_file(county, kept=out.getvalue())
    answer = as_role("unit").post(reverse("own_copy", args=[finding.case_id, finding.pk]))
    assert "attachment" in answer["Content-Disposition"]
    assert answer["X-Content-Type-Options"] == "nosniff"
    cells = [cell for row in load_workbook(BytesIO(answer.content)).active.values for cell in row]
    assert NUMBER not in cells
    assert "张三" in cells
    assert LogEntry.objects.filter(action="下载脱敏副本", detail__contains="遮盖 1 处").exists()


@pytest.mark.parametrize(("kept", "words"), [(None, "没有这个附件"), (b"Rar!\x1a\x07\0abc", "不能自动脱敏")])
def test_without_a_copy_the_page_says_why(as_role, county, kept, words):
    finding = leaking_file(county, kept=kept)
    page = as_role("unit").post(reverse("own_copy", args=[finding.case_id, finding.pk]), follow=True)
    assert words in text_of(page)


def test_the_office_decides_on_several_at_once(as_role, county):
    cases = told_cases(county, "103", 2)
    made = answering.appeal(cases, text="原文是引用。", by=county.people["unit"], at=THURSDAY)
    client = as_role("operator")
    assert text_of(client.get(reverse("answers"))).count('name="answer"') == 2
    given = {"answer": [one.pk for one in made], "accept": "0"}
    assert "写明理由" in text_of(client.post(reverse("answers_decide"), given))
    page = client.post(reverse("answers_decide"), given | {"reply": "有明确规定"}, follow=True)
    assert "已处理 2 条：不同意" in text_of(page)
    assert set(Answer.objects.values_list("state", flat=True)) == {"refused"}


def test_a_leader_looks_and_decides_nothing(as_role, county):
    cases = told_cases(county, "103")
    (made,) = answering.appeal(cases, text="原文是引用。", by=county.people["unit"], at=THURSDAY)
    client = as_role("leader")
    assert 'name="accept"' not in text_of(client.get(reverse("answer", args=[made.pk])))
    assert client.post(reverse("answers_decide"), {"answer": [made.pk], "accept": "1"}).status_code == 403


def queries_of(client, address):
    with CaptureQueriesContext(
        connection,
    ) as held:
        assert client.get(address).status_code == 200
    return len(held)


@pytest.mark.parametrize(("role", "name"), [("unit", "own_cases"), ("operator", "answers")])
def test_the_lists_ask_as_often_however_long_they_are(as_role, county, role, name):
    client = as_role(role)
    answering.appeal(told_cases(county, "103", 2), text="引文。", by=None, at=THURSDAY)
    client.get(reverse(name))
    few = queries_of(client, reverse(name))
    case, answer = Case.objects.first(), Answer.objects.first()
    more = Case.objects.bulk_create(
        Case(
            site=case.site, unit=case.unit, cause=f"c{n}", check_name=case.check_name, family=case.family, severity=1,
            about=f"第{n}个问题", places=1, state="told", due=case.due, confirmed_at=THURSDAY, told_at=THURSDAY,
        )
        for n in range(200)
    )  # fmt: skip
    Answer.objects.bulk_create(
        Answer(case=one, kind="appeal", text=answer.text, at=THURSDAY + timedelta(hours=1)) for one in more
    )
    assert queries_of(client, reverse(name)) == few


def test_the_answers_about_one_case_are_found_by_its_number(as_role, county):
    cases = told_cases(county, "103", 2)
    answering.appeal(cases, text="原文是引用。", by=county.people["unit"], at=THURSDAY)
    page = as_role("operator").get(reverse("answers"), {"state": "all", "case": cases[0].pk})
    assert [one.case_id for one in page.context["rows"]] == [cases[0].pk]
