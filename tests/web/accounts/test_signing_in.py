"""Signing in and out, one's own password, 大字版."""

from __future__ import annotations

import pytest
from django.urls import reverse
from django.utils import timezone
from web.small_county import PASSWORD

from mingcha.web.accounts import services
from mingcha.web.accounts.demo import DEMO_ACCOUNTS, DEMO_PASSWORD
from mingcha.web.accounts.models import Role
from mingcha.web.audit.models import LogEntry

pytestmark = pytest.mark.django_db
HOMES = {"operator": "/", "unit": "/", "leader": "/", "system": "/users/", "security": "/users/", "auditor": "/log/"}


def sign_in(client, name, password=PASSWORD, **more):
    return client.post(reverse("login"), {"username": name, "password": password, **more})


@pytest.mark.parametrize(("role", "home"), HOMES.items())
def test_each_role_begins_on_its_own_page(client, county, role, home):
    response = sign_in(client, role)
    assert (response.status_code, response.url) == (302, home)
    assert client.get(home).status_code == 200


def test_success_and_failure_are_both_logged(client, county):
    sign_in(client, "operator", "wrong")
    sign_in(client, "operator")
    newest, older = LogEntry.objects.all()[:2]
    assert (newest.action, newest.actor) == ("登录", "经办人员甲（operator）")
    assert (older.action, older.actor, older.target) == ("登录失败", "", "operator")
    assert (newest.address, newest.result) == ("127.0.0.1", "成功")
    assert (older.address, older.result) == ("127.0.0.1", "失败")


def test_a_password_typed_as_the_name_is_not_kept(client, county):
    sign_in(client, PASSWORD, "x")
    assert not LogEntry.objects.filter(target__contains=PASSWORD).exists()


@pytest.mark.parametrize("name", ["operator", "nobody"])
def test_a_wrong_password_and_an_unknown_name_look_the_same(client, county, name):
    page = sign_in(client, name, "wrong").content.decode()
    assert "用户名或口令不正确" in page


def test_a_disabled_account_cannot_sign_in(client, county):
    services.set_active(county.people["leader"], active=False, by=county.people["system"])
    assert sign_in(client, "leader").status_code == 200
    assert "_auth_user_id" not in client.session


def test_the_page_asked_for_comes_after_signing_in_but_never_another_site(client, county):
    assert sign_in(client, "operator", next="/ledger/?unit=101").url == "/ledger/?unit=101"
    client.logout()
    assert sign_in(client, "operator", next="https://example.com/").url == "/"


def test_signing_out_needs_a_press_of_the_button(as_role):
    client = as_role("operator")
    assert client.get(reverse("logout")).status_code == 405
    assert client.post(reverse("logout")).url == "/login/"
    assert client.get("/").status_code == 302


def test_demo_accounts_are_shown_only_in_a_demo(client, settings, db):
    assert DEMO_PASSWORD not in client.get(reverse("login")).content.decode()
    settings.DEMO = True
    page = client.get(reverse("login")).content.decode()
    assert DEMO_PASSWORD in page
    assert all(username in page for username, _, _ in DEMO_ACCOUNTS)
    assert {role for _, role, _ in DEMO_ACCOUNTS} == set(Role)


def test_who_was_given_a_password_must_choose_an_own_one_first(client, county):
    given = services.reset_password(county.people["leader"], by=county.people["security"], at=timezone.now())
    sign_in(client, "leader", given)
    assert client.get("/ledger/").url == reverse("password_change")
    new = {"old_password": given, "new_password1": "xinde-kouling-8", "new_password2": "xinde-kouling-8"}
    assert client.post(reverse("password_change"), new).url == "/"
    assert client.get("/ledger/").status_code == 200
    assert LogEntry.objects.filter(action="修改口令", actor__contains="leader").exists()


def test_a_short_or_plain_password_is_refused_in_chinese(as_role):
    client = as_role("operator")
    given = {"old_password": PASSWORD, "new_password1": "12345", "new_password2": "12345"}
    page = client.post(reverse("password_change"), given).content.decode()
    assert "10" in page
    assert "数字" in page


def test_large_type_is_remembered_by_the_browser_even_before_signing_in(client, db):
    response = client.post(reverse("large_type"), {"on": "1", "next": "/login/"})
    assert response.url == "/login/"
    assert 'class="large"' in client.get("/login/").content.decode()
    client.post(reverse("large_type"), {"on": "0", "next": "https://example.com/"})
    assert 'class="large"' not in client.get("/login/").content.decode()


def test_the_large_type_switch_leads_to_no_other_site(client, db):
    assert client.post(reverse("large_type"), {"on": "1", "next": "//example.com/"}).url == "/"
