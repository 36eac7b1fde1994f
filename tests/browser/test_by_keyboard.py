"""Everything can be reached with the keyboard, and one always sees where one is."""

from __future__ import annotations

from playwright.sync_api import expect

OUTLINE = """() => {
  const style = getComputedStyle(document.activeElement);
  return [style.outlineStyle, parseFloat(style.outlineWidth)];
}"""


def test_the_first_stop_skips_the_menu(enter):
    page = enter("operator")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="跳到正文")).to_be_focused()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('#main').contains(document.activeElement)")


def test_every_stop_is_seen(enter):
    page = enter("operator", "/ledger/?size=20")
    seen = set()
    for _ in range(30):
        page.keyboard.press("Tab")
        style, width = page.evaluate(OUTLINE)
        assert (style, width) == ("solid", 3), page.evaluate("document.activeElement.outerHTML")
        seen.add(page.evaluate("document.activeElement.outerHTML"))
    assert len(seen) > 20  # a date field has several stops of its own


def test_a_month_is_chosen_without_a_mouse_and_the_focus_stays(enter):
    page = enter("operator")
    page.locator("#month").focus()
    page.keyboard.press("ArrowDown")
    expect(page.get_by_text("数据截至 2023-11-30")).to_be_visible()
    expect(page.locator("#month")).to_be_focused()


def test_on_a_phone_the_menu_opens_and_closes_without_script(browser, enter):
    context = browser.new_context(viewport={"width": 390, "height": 844}, java_script_enabled=False, locale="zh-CN")
    page = enter("operator", on=context.new_page())
    menu = page.get_by_role("navigation", name="主菜单")
    expect(menu).not_to_be_visible()
    page.get_by_role("link", name="菜单", exact=True).click()
    expect(menu).to_be_visible()
    page.get_by_role("link", name="收起菜单").click()
    expect(menu).not_to_be_visible()
    context.close()


def test_without_script_months_filters_and_targets_still_work(browser, enter, live_server):
    context = browser.new_context(java_script_enabled=False, locale="zh-CN")
    page = enter("operator", on=context.new_page())
    page.locator("#month").select_option("202306")
    page.get_by_role("button", name="查看").click()
    expect(page.get_by_text("数据截至 2023-06-30")).to_be_visible()
    page.goto(live_server.url + "/ledger/")
    page.get_by_label("单位").select_option(label="小江镇政府")
    page.get_by_role("button", name="查询").click()
    expect(page.get_by_text("共 12 条")).to_be_visible()
    page.goto(live_server.url + "/targets/?year=2023")
    page.get_by_label("县发改委的年度任务数").fill("333")
    page.get_by_role("button", name="保存 2023年任务").click()
    expect(page.get_by_text("2023年任务已保存，变动 1 个单位。")).to_be_visible()
    context.close()
