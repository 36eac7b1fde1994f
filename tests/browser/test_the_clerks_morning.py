"""What a clerk does at the screen: sign in, look at a month, follow a number, filter, export, import."""

from __future__ import annotations

import io
import re

import openpyxl
from playwright.sync_api import expect
from web.small_county import PASSWORD

from mingcha.web.publishing.models import Post


def test_signing_in_from_the_page_asked_for(live_server, page, county):
    page.goto(live_server.url + "/ledger/?unit=101")
    page.get_by_label("用户名").fill("operator")
    page.get_by_label("口令").fill("wrong")
    page.get_by_role("button", name="登录").click()
    expect(page.get_by_role("alert")).to_contain_text("用户名或口令不正确")
    page.get_by_label("口令").fill(PASSWORD)
    page.get_by_role("button", name="登录").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("信息台账")
    expect(page.locator(".who")).to_contain_text("经办人员甲")
    page.get_by_role("button", name="退出").click()
    expect(page.get_by_text("您已安全退出")).to_be_visible()


def test_changing_the_month_changes_the_numbers_without_leaving_the_page(enter):
    page = enter("operator")
    expect(page.locator(".kpi", has_text="本月新增")).to_contain_text("46")
    page.evaluate("window.stayed = true")
    page.get_by_label("月份", exact=True).select_option("202306")
    expect(page.get_by_text("数据截至 2023-06-30")).to_be_visible()
    assert page.evaluate("window.stayed") is True
    assert "month=202306" in page.url
    expect(page.get_by_role("status").first).to_contain_text("已显示 2023年6月")
    page.go_back()
    expect(page.get_by_text("数据截至 2023-12-31")).to_be_visible()


def test_a_number_leads_to_its_posts(enter):
    page = enter("operator")
    page.get_by_role("link", name="县发改委本月 12 条").click()
    expect(page.locator(".head .aside")).to_have_text("单位：县发改委；2023年12月")
    expect(page.locator("tbody tr")).to_have_count(12)


def test_filtering_and_exporting_what_is_shown(enter):
    page = enter("operator", "/ledger/")
    page.get_by_label("单位").select_option(label="统调队")
    page.get_by_label("起始月份").select_option("202311")
    page.get_by_label("标题关键词").fill("第1条")
    page.get_by_role("button", name="查询").click()
    expect(page.get_by_text("共 2 条")).to_be_visible()
    with page.expect_download() as waiting:
        page.get_by_role("link", name=re.compile("导出 Excel")).click()
    sheet = openpyxl.load_workbook(io.BytesIO(waiting.value.path().read_bytes())).active
    assert waiting.value.suggested_filename.startswith("信息台账_")
    assert [row[2] for row in sheet.iter_rows(min_row=2, values_only=True)] == [
        "统调队2023年12月第1条信息",
        "统调队2023年11月第1条信息",
    ]
    page.get_by_role("link", name="重置").click()
    expect(page.get_by_text(re.compile("共 616 条"))).to_be_visible()


def test_an_import_from_file_to_undoing(enter, tmp_path):
    book = openpyxl.Workbook()
    for row in (
        ("责任单位", "栏目", "标题", "网址", "发布日期"),
        ("县发改委", "工作动态", "关于新的一条", "https://www.example.gov.cn/new.html", "2023-12-20"),
        ("县某某局", "工作动态", "不知是谁的", "", "2023-12-20"),
    ):
        book.active.append(row)
    path = tmp_path / "补报.xlsx"
    book.save(path)

    page = enter("operator", "/imports/new/")
    page.get_by_label("台账文件").set_input_files(path)
    page.get_by_role("button", name="上传并核对").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("补报.xlsx")
    expect(page.get_by_text("未找到“县某某局”")).to_be_visible()
    expect(page.get_by_text("关于新的一条")).to_be_visible()
    page.get_by_label("跳过有错误的 1 行").check()
    page.get_by_role("button", name="确认导入 1 条").click()
    expect(page.get_by_text("已导入：新增 1 条")).to_be_visible()
    assert Post.objects.filter(title="关于新的一条").exists()
    page.get_by_role("link", name="撤销整次导入").click()
    page.get_by_role("button", name=re.compile("撤销“补报.xlsx”的导入")).click()
    expect(page.get_by_text("的导入已整体撤销")).to_be_visible()
    assert not Post.objects.filter(title="关于新的一条").exists()


def test_a_file_above_the_limit_is_named_before_it_is_sent(enter, tmp_path, settings):
    settings.LEDGER_FILE_LIMIT = 2 * 1024 * 1024
    path = tmp_path / "太大.xlsx"
    path.write_bytes(b"x" * (3 * 1024 * 1024))
    page = enter("operator", "/imports/new/")
    chooser = page.get_by_label("台账文件")
    chooser.set_input_files(path)
    assert "超过上限 2 MB" in chooser.evaluate("input => input.validationMessage")
    page.get_by_role("button", name="上传并核对").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("导入台账")


def test_large_type_stays_on_the_next_page(enter):
    page = enter("operator")
    assert page.evaluate("getComputedStyle(document.body).fontSize") == "14px"
    page.get_by_role("button", name="大字版").click()
    assert page.evaluate("getComputedStyle(document.body).fontSize") == "18px"
    page.get_by_role("link", name="信息台账").click()
    assert page.evaluate("getComputedStyle(document.body).fontSize") == "18px"
    page.get_by_role("button", name="标准版").click()
    assert page.evaluate("getComputedStyle(document.body).fontSize") == "14px"
