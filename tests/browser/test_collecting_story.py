"""A portal from its registration to its posts in the ledger with evidence, by a round in a process of its own."""

from __future__ import annotations

import pytest
from django.db import connection
from playwright.sync_api import expect
from web.rounds.served import january, served

from mingcha.web.publishing.models import Post
from mingcha.web.rounds.models import Round


@pytest.fixture
def home_of_the_round(settings, tmp_path):
    """A data folder in which the round's process finds the database of the test."""
    home = tmp_path / "home"
    home.mkdir()
    (home / "mingcha.sqlite3").symlink_to(connection.settings_dict["NAME"])
    settings.HOME, settings.ARCHIVES = home, home / "archives"


def test_a_portal_is_registered_collected_attributed_and_proved(enter, county, home_of_the_round):
    with served(january()) as portal:
        page = enter("operator", "/sites/new/")
        page.get_by_label("网站名称").fill("样例县人民政府")
        page.get_by_label("首页网址").fill(portal.home)
        page.get_by_label("登记的内网地址").fill(portal.host)
        page.get_by_label("每秒最多访问").fill("0")
        page.get_by_role("button", name="保存").click()
        portal.hold.clear()
        page.get_by_role("button", name="开始采集").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("日常轮次")
        expect(page.locator("#progress .tag")).to_have_text("采集中", timeout=30_000)
        portal.hold.set()
        expect(page.get_by_text("新入台账", exact=True)).to_be_visible(timeout=30_000)
    expect(page.locator("#progress .tag")).to_contain_text("已完成")
    assert Round.objects.get().state == "finished"
    assert Post.objects.exclude(crawled_from="").count() == 2

    page.get_by_role("link", name="1 条", exact=True).click()
    page.get_by_label("选中 关于做好第3项工作的通知").check()
    page.locator("select[name=unit]").select_option("103")
    page.locator("select[name=scope]").select_option("source")
    page.get_by_label("记为规则，以后照此归属").check()
    page.get_by_role("button", name="先看会怎样").click()
    expect(page.get_by_text("将归属 1 条，其中 0 条与现在不同")).to_be_visible()
    page.get_by_role("button", name="归属 1 条").click()
    expect(page.get_by_text("没有待归属的信息")).to_be_visible()

    page.goto(page.url.replace("/queue/", "/ledger/?source=crawled"))
    expect(page.locator("tbody tr")).to_have_count(3)
    page.get_by_role("link", name="由来与证据：关于做好第3项工作的通知").click()
    page.get_by_role("link", name="查看", exact=False).last.click()
    expect(page.get_by_text("内容与采集时逐字节相同")).to_be_visible()
    frame = page.frame_locator("iframe.snapshot")
    expect(frame.locator("h1")).to_have_text("关于做好第3项工作的通知")
