"""Sessions: a new key at signing in, an end however busy one is, and an end whenever the account's powers change."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from web.small_county import PASSWORD

from mingcha.web.accounts import gate, rules, services, sessions
from mingcha.web.accounts.models import Role, SignedIn
from mingcha.web.audit.models import LogEntry

pytestmark = pytest.mark.django_db


def words(answer):
    return answer.content.decode()


def enter(name="operator", address="10.0.0.1"):
    client = Client(REMOTE_ADDR=address, HTTP_USER_AGENT="某浏览器 1.0")
    assert client.post(reverse("login"), {"username": name, "password": PASSWORD}).status_code == 302
    return client


def is_in(client):
    return client.get(reverse("sessions")).status_code == 200


def test_signing_in_gives_the_session_another_key(client, county):
    client.get("/login/")
    session = client.session
    session["planted"] = "by somebody else"
    session.save()
    before = client.cookies["sessionid"].value if "sessionid" in client.cookies else session.session_key
    client.cookies["sessionid"] = before
    client.post(reverse("login"), {"username": "operator", "password": PASSWORD})
    assert client.session.session_key != before
    assert not Session.objects.filter(session_key=before).exists()


def test_after_twelve_hours_one_signs_in_again_however_busy(county, monkeypatch):
    client = enter()
    clock = [gate.time.time() + 12 * 3600 - 60]
    monkeypatch.setattr(gate.time, "time", lambda: clock[0])
    assert is_in(client)
    clock[0] += 120
    answer = client.get("/ledger/", follow=True)
    assert answer.redirect_chain == [("/login/", 302)]
    assert "本次登录已满规定时间" in words(answer)
    entry = LogEntry.objects.get(action="超时退出")
    assert entry.actor.startswith("经办人员甲")
    assert not SignedIn.objects.exists()


def test_the_hours_are_the_security_administrators_to_set(as_role, county):
    client = as_role("security")
    given = {"password_days": 90, "session_hours": 2, "unused_days": 90, "second_factor_roles": ["system", "auditor"]}
    client.post(reverse("safety_rules"), given)
    entry = LogEntry.objects.get(action="修改账号安全设置")
    assert "一次登录最长小时数 12 → 2" in entry.detail
    assert "必须使用动态口令的角色 （无） → 系统管理员、审计管理员" in entry.detail
    other = enter()
    left = other.session[sessions.UNTIL] - timezone.now().timestamp()
    assert 7190 < left <= 7200


@pytest.mark.parametrize(
    "given", [{"session_hours": 0}, {"password_days": 1000}, {"unused_days": "x"}, {"second_factor_roles": ["king"]}]
)
def test_rules_that_make_no_sense_are_refused(as_role, given):
    whole = {"password_days": 90, "session_hours": 12, "unused_days": 90, "second_factor_roles": [], **given}
    page = words(as_role("security").post(reverse("safety_rules"), whole))
    assert "没有保存" in page
    assert "second_factor_roles" in given or "的整数，请改正后再保存" in page
    assert rules.current().session_hours == 12


def test_one_sees_where_one_is_signed_in_and_ends_what_one_does_not_know(county):
    here, there = enter(), enter(address="10.0.0.2")
    page = words(here.get(reverse("sessions")))
    assert "10.0.0.2" in page
    assert "某浏览器 1.0" in page
    assert "当前" in page
    row = SignedIn.objects.get(address="10.0.0.2")
    here.post(reverse("session_end", args=[row.pk]))
    assert is_in(here)
    assert not is_in(there)
    assert "来自 10.0.0.2 的登录" in LogEntry.objects.get(action="结束会话").detail


def test_nobody_ends_anothers_session_but_the_security_administrator(county):
    victim, other, security = enter(), enter("leader"), enter("security")
    row = SignedIn.objects.get(user=county.people["operator"])
    assert other.post(reverse("session_end", args=[row.pk])).status_code == 404
    assert other.post(reverse("user_session_end", args=[row.pk])).status_code == 403
    assert is_in(victim)
    page = words(security.get(reverse("user_sessions", args=[county.people["operator"].pk])))
    assert "10.0.0.1" in page
    security.post(reverse("user_session_end", args=[row.pk]))
    assert not is_in(victim)


def test_all_others_at_once(county):
    here, there = enter(), enter()
    here.post(reverse("sessions_end"))
    assert (is_in(here), is_in(there)) == (True, False)


def test_a_changed_password_ends_all_other_sessions_and_not_this_one(county):
    here, there = enter(), enter()
    new = "xinde-kouling-8"
    here.post(reverse("password_change"), {"old_password": PASSWORD, "new_password1": new, "new_password2": new})
    assert (is_in(here), is_in(there)) == (True, False)
    assert SignedIn.objects.get().session_key == here.session.session_key


@pytest.mark.parametrize(
    "change",
    [
        lambda user, by: services.assign_role(user, role=Role.LEADER, by=by),
        lambda user, by: services.set_active(user, active=False, by=by),
        lambda user, by: services.reset_password(user, by=by, at=timezone.now()),
        lambda user, by: services.set_life(user, expires=None, is_guest=True, by=by),
    ],
    ids=["role", "disabled", "password", "guest"],
)
def test_a_change_of_powers_ends_every_session(county, change):
    client = enter()
    change(county.people["operator"], county.people["security"])
    assert not is_in(client)
    assert not SignedIn.objects.exists()
    assert LogEntry.objects.filter(action="结束会话").exists()


def test_the_day_after_its_last_an_account_is_over_and_so_is_its_session(county):
    client = enter()
    person = county.people["operator"]
    person.expires = timezone.localdate()
    person.save()
    assert is_in(client)
    person.expires -= timedelta(days=1)
    person.save()
    assert not is_in(client)
    assert "用户名或口令不正确" in words(client.post(reverse("login"), {"username": "operator", "password": PASSWORD}))


def test_who_just_went_away_is_signed_out_and_the_log_says_so(county):
    enter(address="10.0.0.7")
    Session.objects.update(expire_date=timezone.now() - timedelta(seconds=1))
    enter("leader", address="10.0.0.8")
    entry = LogEntry.objects.get(action="超时退出")
    assert (entry.actor, entry.address, entry.target) == ("", "", "经办人员甲")
    assert "闲置满 30 分钟，来自 10.0.0.7" in entry.detail
    assert SignedIn.objects.get().user == county.people["leader"]
