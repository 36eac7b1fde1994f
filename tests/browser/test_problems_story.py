"""The clerk settles what the bulletin says of cases, and every page of it can be used by everybody."""

from __future__ import annotations

import pytest
from browser.screens import faults_on_every_screen
from web.bulletins.county import make_county, make_people, open_draft
from web.bulletins.recorded import record_of_two_months


@pytest.fixture
def desk(live_server, page, transactional_db):
    """A draft told from a record of cases, and a page signed in as the one who writes it."""
    from django.conf import settings
    from django.test import Client

    people = make_people(make_county())
    record_of_two_months(people)
    draft = open_draft(people, full=False)
    client = Client()
    client.force_login(people.operator)
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}])

    def go(address):
        page.goto(f"{live_server.url}/bulletins/{address.format(draft.pk)}")
        return page

    return go


def test_examples_are_chosen_a_sentence_reworded_and_another_left_out_without_a_mouse(desk):
    page = desk("{}/edit/")
    page.locator("#pick-unfinished_rectification > summary").press("Enter")
    page.get_by_label("县水利局：发布的文件存在无效链接").press("Space")
    page.get_by_role("button", name="用勾选的例子").first.press("Enter")
    page.wait_for_selector("text=例子由经办员选定")
    assert "县水利局发布的文件" not in page.inner_text("#paper")
    page.locator("#reword-cleaned > summary").press("Enter")
    page.fill("#text-s-cleaned", "12月，清理错敏信息2条。")
    page.get_by_role("button", name="保存改写").first.press("Enter")
    page.wait_for_selector("#sentence-cleaned.written")
    assert "清理错敏信息2条" in page.inner_text("#paper")
    page.locator("#leave-leaks > summary").press("Enter")
    page.fill("#why-leaks", "已另行通报")
    page.locator("#leave-leaks button").press("Enter")
    page.wait_for_selector("#sentence-leaks >> text=恢复自动语句")
    assert "泄露个人隐私" not in page.inner_text("#paper")


def test_a_named_unit_leads_to_its_case(desk):
    page = desk("{}/")
    page.locator("a.unit", has_text="嘉定镇").first.click()
    page.wait_for_selector("text=与现整改记录一致")
    page.get_by_role("link", name="发布日期早于实际上网时间").click()
    page.wait_for_url("**/cases/*/")


@pytest.mark.parametrize(
    "address",
    ["{}/edit/", "{}/agreements/", "{}/figures/cleaned.1/", "{}/figures/unfinished_rectification.1.Z1/", "layout/"],
)
def test_each_page_is_accessible_on_every_screen(desk, live_server, address):
    page = desk(address)
    page.evaluate(
        "document.querySelectorAll('#writing details, .record-sentence').forEach(one => { one.open = true; })"
    )
    assert faults_on_every_screen(page, live_server.url) == {}
