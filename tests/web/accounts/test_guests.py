"""Guests, such as assessors from outside: until a day, to read, and nothing more. Accounts nobody needs are named."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import get_resolver, reverse
from django.utils import timezone

from mingcha.web.accounts.models import User
from mingcha.web.audit.models import LogEntry

pytestmark = pytest.mark.django_db


def words(answer):
    return answer.content.decode()


@pytest.fixture
def guest(client, county):
    """An assessor who looks with a leader's eyes."""
    person = county.people["leader"]
    person.is_guest, person.expires = True, timezone.localdate() + timedelta(days=10)
    person.save()
    client.force_login(person)
    return client


def test_a_guests_account_needs_its_last_day(as_role):
    client = as_role("system")
    given = {"username": "pinggu01", "display_name": "评估员", "is_guest": "on"}
    assert "必须填写有效期" in words(client.post(reverse("user_new"), given))
    last = timezone.localdate() + timedelta(days=30)
    client.post(reverse("user_new"), given | {"expires": last.isoformat()})
    made = User.objects.get(username="pinggu01")
    assert (made.is_guest, made.expires) == (True, last)
    assert LogEntry.objects.get(action="新建用户").detail == f"pinggu01，来宾只读，有效期至 {last}"


def test_a_guest_reads(guest):
    assert guest.get("/").status_code == 200
    assert guest.get("/ledger/").status_code == 200


def test_a_guest_changes_nothing_at_any_address_but_the_own_account(guest, county):
    """Whatever is sent to whatever address: what is not one's own account is refused before any view sees it."""
    own = ("logout", "large-type", "password", "second-factor", "sessions", "login")
    tried = 0
    for pattern in patterns(get_resolver()):
        path = "/" + pattern.replace("<int:pk>", "1")
        if any(mark in path for mark in "<(^\\") or path.strip("/").startswith(own):
            continue
        answer = guest.post(path)
        assert (path, answer.status_code) == (path, 403)
        tried += 1
    assert tried > 30
    assert LogEntry.objects.filter(action="来宾操作被拒", result="拒绝").count() == tried
    assert "来宾账号只能查看" in words(guest.post("/sites/new/"))


def patterns(resolver, before=""):
    for each in resolver.url_patterns:
        if hasattr(each, "url_patterns"):
            yield from patterns(each, before + str(each.pattern))
        else:
            yield before + str(each.pattern)


def test_an_account_nobody_signs_in_with_is_named_to_both_administrators(as_role, county):
    long_ago = timezone.now() - timedelta(days=91)
    User.objects.filter(username="leader").update(last_login=long_ago)
    User.objects.filter(username="unit").update(last_login=None, date_joined=long_ago)
    User.objects.filter(username="auditor").update(last_login=long_ago, is_active=False)
    for role in ("system", "security"):
        client = as_role(role)
        page = words(client.get(reverse("users"), {"shown": "unused"}))
        assert "有 2 个账号 90 天以上没有登录" in page
        assert 'row">leader<' in page
        assert 'row">unit<' in page
        assert 'row">auditor<' not in page


def test_the_list_is_narrowed_by_name_and_state(as_role, county):
    User.objects.filter(username="leader").update(expires=timezone.localdate() - timedelta(days=1), is_guest=True)
    client = as_role("security")
    for asked in ({"shown": "ended"}, {"shown": "guest"}, {"words": "领导"}):
        page = words(client.get(reverse("users"), asked))
        assert 'row">leader<' in page
        assert 'row">operator<' not in page
    assert "已到期" in page
    assert "没有符合条件的用户" in words(client.get(reverse("users"), {"words": "没有这个人"}))


def test_the_list_asks_the_same_however_many_there_are(as_role, county, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client = as_role("security")
    client.get(reverse("users"))
    with CaptureQueriesContext(
        connection,
    ) as few:
        client.get(reverse("users"), {"size": "200"})
    User.objects.bulk_create(User(username=f"ren{number}", role="unit") for number in range(600))
    with django_assert_num_queries(len(few)):
        client.get(reverse("users"), {"size": "200"})


def test_nobody_makes_themselves_a_guest(as_role, county):
    given = {"display_name": "系统管理员甲", "is_active": "on", "is_guest": "on", "expires": "2099-01-01"}
    page = words(as_role("system").post(reverse("user_edit", args=[county.people["system"].pk]), given))
    assert "不能给自己设有效期" in page
