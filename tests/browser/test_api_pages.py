"""The pages about the API: its explaining page speaks to nobody outside, its tokens are seen on every screen."""

from __future__ import annotations

from datetime import timedelta

import pytest
from browser.screens import faults_on_every_screen
from django.utils import timezone

from mingcha.web.api import tokens


def test_the_explaining_page_works_without_the_world_outside(enter, county, live_server):
    page = enter("leader")
    complaints, asked = [], []
    page.on("console", lambda said: complaints.append(said.text) if said.type in {"error", "warning"} else None)
    page.on("pageerror", lambda fault: complaints.append(str(fault)))
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{live_server.url}/api/docs")
    page.locator("#operations-单位-units .opblock-summary").click()
    page.get_by_role("button", name="试一试").click()
    page.get_by_role("button", name="发送").click()
    page.locator(".live-responses-table").wait_for()
    assert "县发改委" in page.locator(".live-responses-table").inner_text()
    assert complaints == []
    assert {url for url in asked if not url.startswith((live_server.url, "data:"))} == set()


@pytest.mark.parametrize(
    ("role", "address"),
    [("security", "/api/tokens/"), ("security", "/api/tokens/new/"), ("operator", "/api/tokens/own/")],
)
def test_pages_about_tokens_on_every_screen(enter, county, live_server, role, address):
    at = timezone.now()
    expires = timezone.localdate(at) + timedelta(days=30)
    for name in ("县 OA 取整改清单", "县大数据平台汇总统计"):
        made = tokens.allow(
            name=name, owner=county.people["operator"], unit=None, writes=True, expires=expires, by=None, at=at
        )
    tokens.take(made, by=county.people["operator"], at=at)
    page = enter(role, address)
    assert faults_on_every_screen(page, live_server.url) == {}
