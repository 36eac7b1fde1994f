"""A unit answers what it was told, the office decides, the machine drafts a reminder and a person signs it; on every screen."""

from __future__ import annotations

import pytest
from browser.screens import faults_on_every_screen
from web.answers.told import THURSDAY, told_cases

from mingcha.web.answers import answering
from mingcha.web.answers.models import Answer
from mingcha.web.cases.models import Case
from mingcha.web.escalation.models import Proposal

PAGES = [
    ("unit", "/own-cases/"),
    ("unit", "/own-cases/?state=ended"),
    ("unit", "/own-cases/{case.pk}/"),
    ("unit", "/own-letters/"),
    ("operator", "/answers/"),
    ("operator", "/answers/{answer.pk}/"),
    ("operator", "/proposals/"),
    ("operator", "/proposals/{proposal.pk}/"),
    ("leader", "/proposals/{proposal.pk}/"),
    ("operator", "/dossiers/"),
]


def lay(county):
    """Three late cases of the liaison's unit, one appealed, and a reminder that waits to be signed."""
    from django.utils import timezone

    from mingcha.web.escalation import drafting

    cases = told_cases(county, "103", 3, places=2, check="dead_link")
    (answer,) = answering.appeal(cases[:1], text="原文是引用，出处见附图。", by=county.people["unit"], at=THURSDAY)
    (proposal,) = drafting.propose(timezone.now())
    return {"case": Case.objects.get(pk=cases[0].pk), "answer": answer, "proposal": proposal}


@pytest.mark.parametrize(("role", "address"), PAGES)
def test_a_page_is_accessible_on_every_screen(enter, page, live_server, county, role, address):
    enter(role, address.format(**lay(county)))
    assert faults_on_every_screen(page, live_server.url) == {}


def test_a_unit_answers_and_the_office_decides(enter, page, county):
    lay(county)
    enter("unit", "/own-cases/")
    boxes = page.get_by_role("checkbox")
    boxes.nth(1).check()
    boxes.nth(2).check()
    page.get_by_label("说明").fill("两处链接都已改正。")
    page.get_by_label("佐证文件").set_input_files(
        {"name": "整改后.png", "mimeType": "image/png", "buffer": b"\x89PNG\r\n\x1a\n" + b"\0" * 40}
    )
    page.get_by_role("button", name="提交答复").click()
    page.get_by_text("已答复 2 项，等待复核。").wait_for()
    assert Answer.objects.filter(kind="done").count() == 2
    enter("operator", "/answers/?kind=appeal")
    page.get_by_role("checkbox").check()
    page.get_by_label("办理意见").fill("确为引文。")
    page.get_by_role("button", name="同意", exact=True).click()
    page.get_by_text("已处理 1 条：同意").wait_for()
    assert set(Case.objects.values_list("state", flat=True)) == {"withdrawn", "answered"}


def test_a_reminder_is_signed_by_keyboard_and_reaches_the_unit(enter, page, county):
    proposal = lay(county)["proposal"]
    enter("leader", f"/proposals/{proposal.pk}/")
    page.get_by_label("签发人姓名").focus()
    page.keyboard.press("Enter")
    page.get_by_text("已签发：督办〔").wait_for()
    enter("unit", "/own-letters/")
    with page.expect_download() as got:
        page.get_by_role("link", name="下载 督办").click()
    assert got.value.suggested_filename.endswith("催办.docx")
    assert Proposal.objects.get().state == "signed"
