"""The pages of new-media accounts on every screen."""

from __future__ import annotations

from datetime import date

import pytest
from browser.screens import faults_on_every_screen
from web.media.media_county import AT, LINK, bring, confirmed, make_accounts, row, table

from mingcha.web.media import entering
from mingcha.web.media.models import Import

PAGES = [
    ("operator", "/media/"),
    ("unit", "/media/"),
    ("operator", "/media/?words=没有"),
    ("operator", "/media/new/"),
    ("operator", "/media/M001/"),
    ("leader", "/media/M001/"),
    ("operator", "/media/M004/"),
    ("operator", "/media/M001/edit/"),
    ("operator", "/media/M001/close/"),
    ("operator", "/media/M001/delete/"),
    ("operator", "/media/M001/posts/new/"),
    ("operator", "/media/import/"),
    ("operator", "/media/imports/"),
    ("operator", "/media/imports/new/"),
    ("operator", "/media/imports/{asked}/"),
    ("operator", "/media/imports/{refused}/"),
    ("operator", "/media/imports/{done}/"),
    ("operator", "/media/imports/{done}/undo/"),
]


def fill(county):
    """Accounts in every state, and imports in every state; returns the imports' keys."""
    accounts = make_accounts(county.units)
    lines = [row(number, title=f"样例县召开第{number}次政务公开工作推进会并通报全县情况") for number in range(1, 9)]
    done = confirmed(*lines, complete_to=date(2024, 1, 10))
    confirmed(row(2, title=lines[1][0]))
    entering.enter(accounts["M003"], title="甲乙丙", url="", published=date(2023, 12, 5), by=None, at=AT)
    faulty = table(row(20), row(21, day="某日"), row(22, link="", account="没有的号"))
    asked = bring(faulty, text="")
    pasted = bring(text=f"张三 2023-12-06 09:00\n样例县召开会议\n{LINK.format(31)}\nhttps://v.douyin.com/iJqAbcd/")
    refused = bring(b"<html></html>", name="空.html")
    return {"asked": pasted.pk, "faulty": asked.pk, "refused": refused.pk, "done": done.pk}


@pytest.mark.parametrize(("role", "address"), PAGES)
def test_a_page_is_accessible_on_every_screen(enter, page, live_server, county, role, address):
    enter(role, address.format(**fill(county)))
    assert faults_on_every_screen(page, live_server.url) == {}


def test_a_clerk_pastes_links_fills_in_the_day_and_confirms(enter, page, live_server, county):
    make_accounts(county.units)
    enter("operator", "/media/imports/new/")
    page.fill("textarea[name=text]", f"样例县召开会议\n{LINK.format(1)}")
    page.click("main form button[type=submit]")
    page.wait_for_selector("#asked")
    page.fill("input[type=date]", "2023-12-05")
    page.click("text=补填并重新核对")
    page.wait_for_selector("text=要补填的都已补齐")
    page.click("text=确认导入 1 条")
    page.wait_for_selector("text=新增 1 条")
    assert Import.objects.get().state == "confirmed"
