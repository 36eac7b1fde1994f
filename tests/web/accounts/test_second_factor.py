"""The code from the telephone: asked after the password and before any page, right once, and never shown again."""

from __future__ import annotations

import re
import time

import pytest
from django.urls import reverse
from django.utils import timezone
from django_otp.oath import TOTP
from django_otp.plugins.otp_totp.models import TOTPDevice
from web.small_county import PASSWORD

from mingcha.web.accounts import rules, second_factor
from mingcha.web.accounts.models import RecoveryCode
from mingcha.web.audit.models import LogEntry

pytestmark = pytest.mark.django_db


def words(answer):
    return answer.content.decode()


def code_of(device, *, steps=0):
    """What the telephone shows now, or some steps of 30 seconds from now."""
    totp = TOTP(device.bin_key, device.step, device.t0, device.digits)
    totp.time = time.time() + steps * 30
    return f"{totp.token():06d}"


def set_up(user):
    """A telephone and its recovery codes."""
    second_factor.begin(user)
    device = TOTPDevice.objects.get(user=user)
    codes = second_factor.confirm(user, code_of(device, steps=-1))
    return TOTPDevice.objects.get(user=user), codes


@pytest.fixture
def telephone(county):
    return set_up(county.people["operator"])


def sign_in(client, name="operator", password=PASSWORD, **more):
    return client.post(reverse("login"), {"username": name, "password": password, **more})


def send(client, code):
    return client.post(reverse("login_code"), {"code": code})


def test_the_whole_way_from_the_picture_to_the_recovery_codes(as_role, county):
    client = as_role("operator")
    assert "开始设置" in words(client.get(reverse("second_factor")))
    page = words(client.post(reverse("second_factor_begin"), follow=True))
    picture = client.get(reverse("second_factor_picture"))
    assert picture["Content-Type"] == "image/svg+xml"
    assert picture.content.startswith(b"<?xml")
    assert "no-store" in picture["Cache-Control"]
    device = TOTPDevice.objects.get()
    assert second_factor.typed_key(device) in page
    assert not device.confirmed
    wrong = client.post(reverse("second_factor_change", args=["confirm"]), {"code": "000000"}, follow=True)
    assert "动态口令不正确" in words(wrong)
    TOTPDevice.objects.update(throttling_failure_count=0)
    done = client.post(reverse("second_factor_change", args=["confirm"]), {"code": code_of(device)})
    shown = re.findall(r"[2-9a-z]{4}-[2-9a-z]{4}-[2-9a-z]{4}", words(done))
    assert len(shown) == second_factor.RECOVERY_CODES
    kept = str(list(RecoveryCode.objects.values()))
    assert not any(one in kept or one.replace("-", "") in kept for one in shown)
    assert client.get(reverse("second_factor_picture")).status_code == 404
    assert LogEntry.objects.filter(action="启用动态口令").exists()


def test_nobody_sees_a_page_before_the_code(client, telephone):
    device, _ = telephone
    assert sign_in(client, next="/ledger/").url == reverse("login_code")
    assert client.get("/ledger/").url.startswith("/login/")
    assert "_auth_user_id" not in client.session
    before = client.session.session_key
    assert send(client, code_of(device)).url == "/ledger/"
    assert client.session.session_key != before
    assert client.get("/ledger/").status_code == 200
    assert LogEntry.objects.get(action="登录").detail == "口令和动态口令"


def test_a_code_works_once(client, telephone):
    device, _ = telephone
    code = code_of(device)
    sign_in(client)
    send(client, code)
    client.post(reverse("logout"))
    sign_in(client)
    assert "动态口令不正确" in words(send(client, code))
    assert "_auth_user_id" not in client.session


def test_wrong_codes_are_logged_and_make_one_wait(client, telephone):
    device, _ = telephone
    sign_in(client)
    assert "动态口令不正确" in words(send(client, "000000"))
    assert "秒后再试" in words(send(client, code_of(device)))
    entry = LogEntry.objects.get(action="动态口令错误")
    assert (entry.target, entry.result) == ("operator", "失败")


def test_a_recovery_code_stands_in_once(client, telephone):
    _, codes = telephone
    sign_in(client)
    assert send(client, f" {codes[0].upper()} ").status_code == 302
    assert LogEntry.objects.get(action="登录").detail == "口令和恢复码"
    client.post(reverse("logout"))
    sign_in(client)
    assert "不正确" in words(send(client, codes[0]))
    assert RecoveryCode.objects.filter(used_at__isnull=True).count() == second_factor.RECOVERY_CODES - 1


def test_the_code_must_come_within_minutes_and_for_an_account_that_still_is(client, county, telephone, monkeypatch):
    device, _ = telephone
    sign_in(client)
    later = timezone.now() + timezone.timedelta(minutes=5, seconds=1)
    monkeypatch.setattr("django.utils.timezone.now", lambda: later)
    assert send(client, code_of(device)).url == reverse("login")
    monkeypatch.undo()
    sign_in(client)
    person = county.people["operator"]
    person.is_active = False
    person.save()
    assert send(client, code_of(device)).url == reverse("login")


def test_without_a_password_the_question_is_not_asked(client, telephone):
    device, _ = telephone
    assert client.get(reverse("login_code")).url == reverse("login")
    assert send(client, code_of(device)).url == reverse("login")


def test_a_role_that_must_have_it_sets_it_up_before_anything_else(client, county):
    own = rules.current()
    own.second_factor_roles = ["system"]
    rules.change(own, by=county.people["security"])
    sign_in(client, "system")
    assert client.get("/users/").url == reverse("second_factor")
    assert "请先设置动态口令" in words(client.get(reverse("second_factor")))
    client.post(reverse("second_factor_begin"))
    device = TOTPDevice.objects.get()
    client.post(reverse("second_factor_change", args=["confirm"]), {"code": code_of(device)})
    assert client.get("/users/").status_code == 200
    TOTPDevice.objects.update(last_t=-1)
    off = client.post(reverse("second_factor_change", args=["off"]), {"code": code_of(device)}, follow=True)
    assert "不能停用" in words(off)
    assert second_factor.is_set_up(county.people["system"])


def test_turning_it_off_and_taking_another_telephone_need_a_code(as_role, county, telephone):
    device, _ = telephone
    client = as_role("operator")
    client.post(reverse("second_factor_begin"))
    assert TOTPDevice.objects.count() == 1
    client.post(reverse("second_factor_change", args=["off"]), {"code": "000000"})
    assert second_factor.is_set_up(county.people["operator"])
    TOTPDevice.objects.update(throttling_failure_count=0)
    client.post(reverse("second_factor_change", args=["off"]), {"code": code_of(device)})
    assert not second_factor.is_set_up(county.people["operator"])
    assert not RecoveryCode.objects.exists()


def test_new_recovery_codes_make_the_old_ones_void(as_role, county, telephone):
    device, codes = telephone
    client = as_role("operator")
    page = words(client.post(reverse("second_factor_change", args=["codes"]), {"code": code_of(device)}))
    assert codes[0] not in page
    client.logout()
    sign_in(client)
    assert "不正确" in words(send(client, codes[0]))


def test_the_security_administrator_resets_it_for_who_lost_everything(client, county, telephone):
    client.force_login(county.people["security"])
    person = county.people["operator"]
    page = words(client.get(reverse("user_sessions", args=[person.pk])))
    assert "重置动态口令" in page
    client.post(reverse("user_code_reset", args=[person.pk]))
    entry = LogEntry.objects.get(action="重置动态口令")
    assert (entry.actor, entry.detail) == ("安全管理员甲（security）", "operator")
    client.logout()
    assert sign_in(client).url == "/"


def test_a_wrong_password_asks_for_no_code(client, telephone):
    assert "用户名或口令不正确" in words(sign_in(client, password="wrong"))
