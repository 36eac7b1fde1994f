"""Tokens: allowed by one, taken by another, never more than the person, revoked at once, logged."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from web.api.asking import Machine, token_for
from web.small_county import OTHER, OWN

from mingcha.web.accounts.models import User
from mingcha.web.api import doors, tokens
from mingcha.web.api.models import ApiToken
from mingcha.web.audit.models import LogEntry
from mingcha.web.publishing.refusals import Refused

pytestmark = pytest.mark.django_db


def allow(owner, *, unit=None, writes=False, days=30):
    at = timezone.now()
    expires = timezone.localdate(at) + timedelta(days=days)
    return tokens.allow(name="县 OA", owner=owner, unit=unit, writes=writes, expires=expires, by=None, at=at)


def test_the_one_who_allows_a_token_never_sees_it(county, as_role):
    client = as_role("security")
    day = timezone.localdate() + timedelta(days=30)
    sent = {"name": "县 OA", "owner": county.people["operator"].pk, "unit": "", "writes": "on", "expires": str(day)}
    page = client.post(reverse("api_token_new"), sent, follow=True)
    token = ApiToken.objects.get()
    assert token.digest == "" and "待领取" in page.content.decode()
    assert client.post(reverse("api_token_take", args=[token.pk])).status_code == 403
    taken = as_role("operator").post(reverse("api_token_take", args=[token.pk]))
    secret = taken.context["secret"]
    assert secret in taken.content.decode() and Machine(secret).get("units").status_code == 200
    assert secret not in str(ApiToken.objects.values_list())
    assert secret not in str(LogEntry.objects.values_list())
    said = [one for one in LogEntry.objects.order_by("pk").values_list("action", flat=True) if "接口令牌" in one]
    assert said == ["批准接口令牌", "领取接口令牌", "使用接口令牌"]


def test_a_token_taken_again_makes_the_first_worthless(county):
    token = allow(county.people["operator"])
    first, second = (tokens.take(token, by=county.people["operator"], at=timezone.now()) for _ in range(2))
    assert (Machine(first).get("units").status_code, Machine(second).get("units").status_code) == (401, 200)


def test_only_the_owner_takes_a_token(county, as_role):
    token = allow(county.people["operator"])
    with pytest.raises(Refused, match="本人领取"):
        tokens.take(token, by=county.people["leader"], at=timezone.now())
    assert as_role("leader").post(reverse("api_token_take", args=[token.pk])).status_code == 404


@pytest.mark.parametrize(
    ("role", "unit", "writes", "days", "told"),
    [
        ("auditor", None, False, 30, "负责人应是"),
        ("unit", None, False, 30, "请选择单位"),
        ("unit", OTHER, False, 30, "该单位的联络员"),
        ("leader", None, True, 30, "经办人员"),
        ("leader", OWN, False, 30, "该单位的联络员"),
        ("operator", None, True, 400, "一年以内"),
        ("operator", None, True, -1, "今天以后"),
    ],
)
def test_no_token_may_do_more_than_its_owner_or_last_for_ever(county, role, unit, writes, days, told):
    with pytest.raises(Refused, match=told):
        allow(county.people[role], unit=county.units[unit] if unit else None, writes=writes, days=days)


def test_a_revoked_or_expired_token_opens_nothing(county, as_role):
    secret = token_for(county.people["operator"])
    token = ApiToken.objects.get()
    assert Machine(secret).get("units").status_code == 200
    ApiToken.objects.update(expires=timezone.localdate() - timedelta(days=1))
    assert Machine(secret).get("units").status_code == 401
    ApiToken.objects.update(expires=timezone.localdate())
    client = as_role("security")
    client.post(reverse("api_token_revoke", args=[token.pk]))
    assert Machine(secret).get("units").status_code == 401
    again = client.post(reverse("api_token_revoke", args=[token.pk]), follow=True)
    assert "已经撤销" in again.content.decode()
    with pytest.raises(Refused, match="已撤销"):
        tokens.take(token, by=county.people["operator"], at=timezone.now())


@pytest.mark.parametrize(
    "change", [{"is_active": False}, {"role": "auditor"}, {"role": "unit"}, {"role": "leader"}, {"is_guest": True}]
)
def test_what_a_person_may_no_longer_do_their_token_may_not_either(county, change):
    secret = token_for(county.people["operator"], writes=True)
    User.objects.filter(pk=county.people["operator"].pk).update(**change)
    assert Machine(secret).get("units").status_code == 401


def test_a_token_of_a_unit_sees_that_unit_only_though_an_operator_owns_it(county):
    machine = Machine(token_for(county.people["operator"], unit=county.units[OWN]))
    assert [row["code"] for row in machine.get("units").json()["rows"]] == [OWN]
    assert machine.get(f"units/{OTHER}").status_code == 404
    assert machine.get("decisions").status_code == 403


def test_many_wrong_tokens_are_slowed_down_and_told_to_the_auditor(county):
    machine = Machine("mc_wrong")
    answers = [machine.get("units").status_code for _ in range(doors.MOST_WRONG + 2)]
    assert answers == [401] * doors.MOST_WRONG + [429] * 2
    assert LogEntry.objects.filter(action="接口令牌不对").count() == 1


def test_so_many_requests_a_minute_and_no_more(machine, monkeypatch):
    throttle = doors.EachMinute(2, share=1)
    asked = type("Asked", (), {"auth": type("Person", (), {"pk": 1})()})()
    assert [throttle.allow_request(asked) for _ in range(3)] == [True, True, False]


def test_using_a_token_writes_once_a_minute(machine, django_assert_max_num_queries):
    one = machine()
    one.get("units")
    with django_assert_max_num_queries(3) as asked:
        one.get("units")
    assert not [each["sql"] for each in asked.captured_queries if each["sql"].startswith(("UPDATE", "INSERT"))]
