"""Signing in with a code, guests, the lock on guessing, and what the auditor reads of it all; every page on every screen."""

from __future__ import annotations

import time

from browser.screens import faults_on_every_screen
from django.utils import timezone
from django_otp.oath import TOTP
from django_otp.plugins.otp_totp.models import TOTPDevice
from web.rounds.portal import fill
from web.small_county import PASSWORD

from mingcha.web.accounts.models import User
from mingcha.web.audit.models import LogEntry


def code():
    device = TOTPDevice.objects.get()
    totp = TOTP(device.bin_key, device.step, device.t0, device.digits)
    totp.time = time.time()
    return f"{totp.token():06d}"


def sign_in(page, url, name, password=PASSWORD):
    page.goto(f"{url}/login/")
    page.get_by_label("用户名").fill(name)
    page.get_by_label("口令").fill(password)
    page.get_by_role("button", name="登录").click()


def test_setting_up_the_telephone_and_signing_in_with_it(page, live_server, county):
    url = live_server.url
    sign_in(page, url, "security")
    page.get_by_role("link", name="动态口令", exact=True).click()
    assert faults_on_every_screen(page, url) == {}
    page.get_by_role("button", name="开始设置").click()
    page.wait_for_load_state("networkidle")  # the picture is there; a condition in words the page's own policy refuses
    assert page.locator("img.code-picture").evaluate("picture => picture.naturalWidth") > 100
    assert faults_on_every_screen(page, url) == {}
    page.get_by_label("手机上显示的 6 位数字").fill(code())
    page.keyboard.press("Enter")
    page.get_by_text("离开本页后无法再看").wait_for()
    recovery = page.locator("ul.mono li").first.text_content()
    page.get_by_role("link", name="已保存好，继续").click()
    page.get_by_role("button", name="退出").click()
    sign_in(page, url, "security")
    page.get_by_role("heading", name="输入动态口令").wait_for()
    assert faults_on_every_screen(page, url) == {}
    page.get_by_label("动态口令").fill(recovery)
    page.keyboard.press("Enter")
    page.get_by_text("您用了一个恢复码").wait_for()
    page.goto(f"{url}/second-factor/")
    page.get_by_text("还有 9 个恢复码没有用").wait_for()
    assert faults_on_every_screen(page, url) == {}


def test_the_auditors_log(page, live_server, county):
    """A guess too many, a guest who tries to change, a number shown in full: the auditor finds all of it, and takes it out."""
    url = live_server.url
    county.portal = fill(county)
    for number in range(5):
        sign_in(page, url, "operator", f"guess-{number}")
    page.get_by_text("暂停登录").wait_for()
    assert "联系安全管理员" in page.locator("main").inner_text()
    User.objects.filter(username="leader").update(is_guest=True, expires=timezone.localdate())
    sign_in(page, url, "leader")
    page.goto(f"{url}/log/")
    page.get_by_text("没有权限").first.wait_for()
    page.context.clear_cookies()
    sign_in(page, url, "unit")
    page.goto(f"{url}/ledger/{county.portal.post.pk}/snapshots/3/")
    page.get_by_label("显示原文的理由").fill("核对会议日期")
    page.get_by_role("button", name="显示原文 10 分钟").click()
    page.get_by_text("正在显示原文").wait_for()
    assert faults_on_every_screen(page, url) == {}
    page.context.clear_cookies()
    sign_in(page, url, "auditor")
    page.get_by_label("操作", exact=True).select_option("显示个人信息原文")
    page.get_by_role("button", name="查询").click()
    page.get_by_text("第 3 号快照；理由：核对会议日期").wait_for()
    page.goto(f"{url}/log/")
    page.get_by_label("结果", exact=True).select_option("拒绝")
    page.get_by_role("button", name="查询").click()
    page.get_by_role("cell", name="越权访问").wait_for()
    page.get_by_role("link", name="校验日志链").click()
    page.get_by_text("日志链完整").wait_for()
    assert faults_on_every_screen(page, url) == {}
    page.set_viewport_size({"width": 1366, "height": 768})
    with page.expect_download() as taken:
        page.get_by_role("link", name="导出").click()
    assert taken.value.suggested_filename.startswith("操作日志_")
    actions = set(LogEntry.objects.values_list("action", flat=True))
    assert {"登录失败", "锁定登录", "登录", "越权访问", "显示个人信息原文", "导出操作日志"} <= actions
