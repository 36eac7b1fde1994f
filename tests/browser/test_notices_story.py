"""A clerk hands a unit its list, the unit signs for it; and every page of it fits every screen."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from browser.screens import faults_on_every_screen
from django.urls import reverse
from web.notices.listed import MORNING, confirmed, drafted, issued

from mingcha.model.finding import Severity
from mingcha.web.notices import sending
from mingcha.web.notices.models import ContactAddress, Delivery, Notice, NoticeCopy, WebhookHost

PAGES = [
    ("operator", "notices", ()),
    ("operator", "notice_new", ()),
    ("operator", "notice", ("draft",)),
    ("operator", "notice_issue", ("draft",)),
    ("operator", "notice", ("notice",)),
    ("operator", "notice_copy", ("notice", "103")),
    ("operator", "notice_copy", ("draft", "103")),
    ("operator", "notice_words", ()),
    ("operator", "notice_addresses", ()),
    ("operator", "notice_address_new", ()),
    ("unit", "notices", ()),
    ("unit", "notice_copy", ("notice", "103")),
    ("system", "notice_hosts", ()),
]


@pytest.fixture
def told(county, settings):
    settings.EMAIL_HOST = ""
    WebhookHost.objects.create(host="oa.example", registered_at=MORNING)
    for way, address in (("webhook", "http://oa.example/in"), ("email", "tongji@example.gov.cn")):
        ContactAddress.objects.create(unit=county.units["103"], way=way, address=address, changed_at=MORNING)
    grave = confirmed(county, "103", severity=Severity.CRITICAL, places=6, name="身份证号")
    notice = issued(county, grave + confirmed(county, "103", "101", "201"), by_severity=True)
    Delivery.objects.filter(way="webhook").update(
        state="failed", fault="对方不接收（403），请核对接口地址和签名密钥。", next_try=None
    )
    sending.send_pending(MORNING)
    draft = drafted(county, confirmed(county, "103", "202"))
    return SimpleNamespace(notice=notice, draft=draft)


@pytest.mark.parametrize(("role", "name", "args"), PAGES)
def test_a_page_of_notices_is_accessible_on_every_screen(enter, page, live_server, told, role, name, args):
    given = [getattr(told, arg).pk if hasattr(told, arg) else arg for arg in args]
    enter(role, reverse(name, args=given))
    assert faults_on_every_screen(page, live_server.url) == {}


def test_a_list_goes_from_the_clerk_to_the_unit_and_is_signed_for(enter, page, county):
    confirmed(county, "103", "101")
    enter("operator", "/notices/")
    page.get_by_role("link", name="起草通知").click()
    page.get_by_role("checkbox", name="县发改委").uncheck()
    page.get_by_role("button", name="用勾选的起草通知").click()
    page.get_by_label("通知日期").fill("2023-11-20")
    page.get_by_label("整改期限必填").fill("2023-11-26")
    page.get_by_role("button", name="保存").click()
    assert "2023年11月26日是星期日，不是工作日" in page.locator(".note.warn").inner_text()
    page.get_by_role("link", name="核对并印发").click()
    page.get_by_role("button", name="确认印发第一期").click()
    with page.expect_download() as download:
        page.get_by_role("link", name="下载 OA 发文包").click()
    assert download.value.suggested_filename == "2023年第一期问题清单.zip"
    page.get_by_role("button", name="登记：已通过 OA 发出").click()
    page.get_by_text("OA 已发").wait_for()
    enter("unit", "/notices/")
    page.get_by_role("link", name="2023年第一期").click()
    page.get_by_label("签收人必填").fill("李联络")
    page.get_by_role("button", name="签收").click()
    page.get_by_text("由李联络签收").wait_for()
    copy = NoticeCopy.objects.get(notice=Notice.objects.get())
    assert (copy.unit.code, copy.read_by.username) == ("103", "unit")
