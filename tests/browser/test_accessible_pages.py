"""Every page on a wide screen, in 大字版 and on a phone: WCAG 2.1 A and AA by axe-core, no sideways scrolling."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from browser.screens import RULES, faults_on_every_screen
from web.cases.found import AT, examined, told
from web.rounds.portal import fill, make_site

from mingcha.model.document import NotExamined, Outcome
from mingcha.web.cases import deciding
from mingcha.web.cases.models import Finding

PAGES = [
    (None, "/login/"),
    ("operator", "/"),
    ("operator", "/?month=202309&sort=-month"),
    ("operator", "/?month=202401"),
    ("operator", "/ledger/?size=20"),
    ("operator", "/ledger/?unit=101&unit=102&first=202312"),
    ("operator", "/ledger/?unit=999"),
    ("operator", "/units/103/"),
    ("operator", "/units/"),
    ("operator", "/units/103/edit/"),
    ("operator", "/units/103/delete/"),
    ("operator", "/units/import/"),
    ("operator", "/targets/"),
    ("operator", "/columns/"),
    ("operator", "/columns/new/"),
    ("operator", "/imports/"),
    ("operator", "/imports/new/"),
    ("operator", "/imports/{import}/"),
    ("operator", "/imports/{import}/undo/"),
    ("operator", "/sites/"),
    ("operator", "/sites/new/"),
    ("operator", "/columns/?state=new&page={portal.site.pk}"),
    ("operator", "/sites/{portal.site.pk}/"),
    ("operator", "/rounds/{portal.round.pk}/"),
    ("operator", "/rounds/{portal.running.pk}/"),
    ("operator", "/queue/"),
    ("operator", "/queue/{portal.waiting.pk}/"),
    ("operator", "/rules/"),
    ("operator", "/rules/new/"),
    ("operator", "/ledger/{portal.post.pk}/"),
    ("operator", "/ledger/{portal.post.pk}/snapshots/3/"),
    ("operator", "/ledger/{portal.post.pk}/snapshots/3/record/"),
    ("operator", "/ledger/{portal.post.pk}/compare/2/3/"),
    ("operator", "/findings/"),
    ("operator", "/findings/causes/{finding.cause}/"),
    ("operator", "/findings/decisions/"),
    ("operator", "/proposals/rules/"),
    ("operator", "/workdays/?start=2024-09-10&days=20"),
    ("operator", "/workdays/?deadline=2023-11-26"),
    ("operator", "/password/"),
    ("operator", "/nothing/"),
    ("operator", "/log/"),
    ("unit", "/"),
    ("leader", "/targets/"),
    ("system", "/users/"),
    ("system", "/users/new/"),
    ("security", "/users/"),
    ("security", "/users/{leader}/role/"),
    ("security", "/users/{leader}/sessions/"),
    ("security", "/users/rules/"),
    ("system", "/users/?shown=guest"),
    ("leader", "/sessions/"),
    ("auditor", "/log/?verify=1"),
]


@pytest.mark.parametrize(("role", "address"), PAGES)
def test_a_page_is_accessible_on_every_screen(enter, page, live_server, county, role, address):
    if "{portal" in address:
        county.portal = fill(county)
    finding = found_and_judged() if "/findings/" in address else None
    portal = getattr(county, "portal", None)
    address = address.format(
        portal=portal, finding=finding, leader=county.people["leader"].pk, **{"import": county.source.pk}
    )
    if role:
        enter(role, address)
    else:
        page.goto(live_server.url + address)
    assert faults_on_every_screen(page, live_server.url) == {}


def found_and_judged():
    """Findings of two causes, one of them judged; the one that waits."""
    examined(
        make_site(), told(1), told(2), told(3, quote="既使"), missed=(NotExamined("http://a/1.pdf", Outcome.PICTURE),)
    )
    deciding.decide(Finding.objects.filter(quote="既使"), kind="dismissed", by=None, at=AT, reason="引文")
    return Finding.objects.get(fingerprint="confused_word-1")


def test_a_fault_would_be_found(enter):
    page = enter("operator", "/workdays/")
    page.evaluate("document.querySelector('main').append(document.createElement('img'))")
    assert [fault["id"] for fault in Axe().run(page, options=RULES).response["violations"]] == ["image-alt"]
