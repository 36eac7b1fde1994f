"""Accounts: the system administrator makes them, the security administrator gives them power, nobody does both."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse

from mingcha.web.accounts.models import Role, User
from mingcha.web.accounts.services import first_password
from mingcha.web.audit.models import LogEntry
from mingcha.web.units.models import Liaison

pytestmark = pytest.mark.django_db


def test_a_new_account_can_do_nothing_until_security_has_spoken(as_role):
    client = as_role("system")
    client.post(reverse("user_new"), {"username": "linyeju01", "display_name": "林业联络员"})
    user = User.objects.get(username="linyeju01")
    assert not user.has_usable_password()
    assert not hasattr(user, "liaison")
    assert LogEntry.objects.filter(action="新建用户", detail="linyeju01").exists()


@pytest.mark.parametrize("name", ["张三", "ab", "1abc", "operator", "Abc1"])
def test_a_name_that_will_not_do_is_told(as_role, name):
    page = as_role("system").post(reverse("user_new"), {"username": name, "display_name": "某人"})
    assert page.status_code == 200
    assert "errorlist" in page.content.decode()


def test_the_system_administrator_disables_but_not_themselves(as_role, county):
    client = as_role("system")
    client.post(reverse("user_edit", args=[county.people["leader"].pk]), {"display_name": "领导甲"})
    assert not User.objects.get(username="leader").is_active
    own = client.post(reverse("user_edit", args=[county.people["system"].pk]), {"display_name": "系统管理员甲"})
    assert "不能停用自己" in own.content.decode()
    assert User.objects.get(username="system").is_active


def test_the_security_administrator_appoints_a_liaison(as_role, county):
    person = county.people["leader"]
    answer = as_role("security").post(
        reverse("user_appoint", args=[person.pk]), {"role": "unit", "unit": county.units["201"].pk}
    )
    assert answer.url == reverse("users")
    person.refresh_from_db()
    assert person.role == Role.UNIT
    assert person.liaison.unit.code == "201"
    assert LogEntry.objects.filter(action="指定联络单位", detail="（无） → 大塘镇政府").exists()


def test_a_liaison_without_a_unit_and_a_leader_with_one_are_refused(as_role, county):
    client, address = as_role("security"), reverse("user_appoint", args=[county.people["leader"].pk])
    assert "指定一个单位" in client.post(address, {"role": "unit"}).content.decode()
    unit = county.units["201"].pk
    assert "只有单位联络员" in client.post(address, {"role": "leader", "unit": unit}).content.decode()


def test_nobody_gives_themselves_another_role(as_role, county):
    address = reverse("user_appoint", args=[county.people["security"].pk])
    assert "不能改变自己的角色" in as_role("security").post(address, {"role": "operator"}).content.decode()


def test_a_former_liaison_speaks_for_nobody(as_role, county):
    person = county.people["unit"]
    as_role("security").post(reverse("user_appoint", args=[person.pk]), {"role": "operator"})
    assert not Liaison.objects.filter(user=person).exists()


def test_a_reset_password_is_shown_once_and_works(as_role, client, county):
    person = county.people["unit"]
    as_role("security")
    asked = client.get(reverse("user_password", args=[person.pk])).content.decode()
    assert "原口令立即失效" in asked
    shown = client.post(reverse("user_password", args=[person.pk])).content.decode()
    password = re.search(r"[a-z]{4}-\d{4}-[a-z]{4}", shown).group()
    person.refresh_from_db()
    assert person.check_password(password)
    assert person.must_change_password
    assert not LogEntry.objects.filter(detail__contains=password).exists()


def test_first_passwords_differ_and_avoid_letters_that_look_alike():
    made = {first_password() for _ in range(200)}
    assert len(made) == 200
    assert not set("".join(made)) & set("ilo01")
