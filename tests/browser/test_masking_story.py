"""A liaison masks a list before it is published: what was found, the copy, and pages that everybody can read."""

from __future__ import annotations

import pytest
from browser.screens import faults_on_every_screen

LIST = "姓名,身份证号,联系电话,残疾类别,家庭住址\n" + "".join(
    f"张三,11010519491231002X,1381234{n:04},二级,样例县青田镇长岗村{n + 1}组12号\n" for n in range(20)
)


def uploaded(page, name, content):
    page.set_input_files("input[name=file]", {"name": name, "mimeType": "text/csv", "buffer": content.encode()})
    page.get_by_role("button", name="检查并脱敏").click()
    page.wait_for_url("**/masking/*/")


def test_a_list_is_masked_and_the_copy_fetched(enter, live_server):
    page = enter("unit", "/masking/")
    uploaded(page, "名单.csv", LIST)
    assert page.get_by_text("出现完整的居民身份证号").first.is_visible()
    with page.expect_download() as waiting:
        page.get_by_role("button", name="下载脱敏副本").click()
    copy = waiting.value
    assert copy.suggested_filename == "名单（已脱敏）.csv"
    said = copy.path().read_text(encoding="utf-8")
    assert "110105********002X,138****0000,二**,样例县青田镇****" in said
    page.reload()
    assert page.get_by_text("副本已删除").is_visible()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("", ""),
        ("二〇二四年度困难残疾人生活补贴和重度残疾人护理补贴发放对象公示名单（第一批）.csv", LIST),
        ("联系人.txt", "联系人王五，电话13812345678。"),
        ("网页.mht", "MIME-Version: 1.0\n\n<p>a</p>"),
    ],
)
def test_the_pages_are_accessible_on_every_screen(enter, live_server, name, content):
    page = enter("operator", "/masking/")
    if name:
        uploaded(page, name, content)
    else:
        uploaded(page, "名单.csv", LIST)
        page.goto(live_server.url + "/masking/")
    assert faults_on_every_screen(page, live_server.url) == {}
