"""Cases in a browser: every page of theirs on every screen, and causes settled together without a mouse."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from browser.screens import faults_on_every_screen
from web.cases.found import AT, examined, told
from web.rounds.portal import PAGE, keep, make_site, post, take

from mingcha.model.finding import Severity
from mingcha.web.accounts.models import User
from mingcha.web.cases import deciding, life, practice
from mingcha.web.cases.models import Case, Finding


@pytest.fixture
def case(county):
    """A case of a liaison's unit whose post was mended and broken anew; others closed, overdue, to be seconded."""
    site = make_site(name="样例县门户", folder="portal")
    keep(site, (1, 0, PAGE), (1, 60 * 24, PAGE.replace("1月15日", "1月18日")))
    take(site, post(1, "统调队"), post(2, "县发改委"))
    first = [told(1, quote="1月15日", severity=Severity.HIGH), told(2), told(3, quote="布署"), told(4, quote="既使")]
    examined(site, *first, at=AT + timedelta(minutes=5))
    Finding.objects.filter(unit=None).update(unit=county.units["201"])
    chosen = Finding.objects.exclude(quote="布署")
    deciding.decide(chosen, kind="confirmed", by=county.people["operator"], at=AT + timedelta(minutes=6))
    life.tell(Case.objects.all(), due=date(2024, 1, 19), by=county.people["operator"], at=AT + timedelta(minutes=7))
    new = told(1, quote="错别字", check="misspelt_word", fingerprint="new")
    examined(site, new, told(2), told(3, quote="布署"), at=AT + timedelta(days=10))
    practice.change(closes_itself=False, two_from=3, two_families=(), by=None, at=AT)
    grave = told(9, quote="未遮盖的号码", severity=Severity.CRITICAL)
    examined(site, new, told(2), told(3, quote="布署"), grave, at=AT + timedelta(days=11))
    other = User.objects.create_user("second", role="operator", display_name="经办人员乙")
    deciding.decide(Finding.objects.filter(severity=3), kind="confirmed", by=other, at=AT + timedelta(days=11))
    return Case.objects.get(unit__code="103")


@pytest.mark.parametrize(
    ("role", "address"),
    [
        ("operator", "/cases/?state=all"),
        ("operator", "/cases/{case.pk}/"),
        ("unit", "/cases/{case.pk}/"),
        ("leader", "/rectifying/?since=2024-01-01&until=2024-12-31"),
        ("operator", "/rectifying/practice/"),
        ("operator", "/findings/seconding/"),
    ],
)
def test_a_page_is_accessible_on_every_screen(enter, page, live_server, case, role, address):
    enter(role, address.format(case=case))
    assert faults_on_every_screen(page, live_server.url) == {}


def test_causes_are_ticked_previewed_and_confirmed_by_keyboard_alone(enter, page, live_server, case):
    enter("operator", "/findings/")
    page.keyboard.press("Tab")
    boxes = page.get_by_role("checkbox")
    assert boxes.count() == 2
    for number in range(2):
        boxes.nth(number).focus()
        page.keyboard.press("Space")
    page.get_by_role("button", name="一并判断选中的").focus()
    page.keyboard.press("Enter")
    page.wait_for_selector("text=还没有保存")
    assert "将立 2 件整改事项" in page.inner_text("main")
    # The preview came of a POST and has no address of its own to open on every screen.
    page.set_viewport_size({"width": 390, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    page.keyboard.press("y")
    page.wait_for_selector("text=已判断 2 个起因")
    assert Case.objects.filter(state="confirmed").count() == 2


def test_a_case_is_closed_from_the_list(enter, page, case):
    enter("operator", "/cases/?state=to_close")
    page.get_by_role("checkbox").first.check()
    page.get_by_role("button", name="销号选中的").click()
    page.wait_for_selector("text=已销号 1 件")
    assert Case.objects.filter(state="closed").count() == 1
