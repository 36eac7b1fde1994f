"""What every answer carries, and how long a session lives."""

from __future__ import annotations

import pytest
from django.contrib.sessions.models import Session
from django.utils import timezone

from mingcha.web.accounts import gate

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("address", ["/", "/login/", "/nothing/", "/ledger/"])
def test_nothing_comes_from_another_host(as_role, address):
    response = as_role("operator").get(address)
    policy = response["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy
    assert response["X-Content-Type-Options"] == "nosniff"


def test_pages_of_a_signed_in_person_are_not_kept(as_role):
    assert as_role("operator").get("/")["Cache-Control"] == "private, no-store"


def test_reading_does_not_write_the_session_each_time_but_keeps_it_alive(as_role, monkeypatch):
    client = as_role("operator")
    clock = [1_700_000_000]
    monkeypatch.setattr(gate.time, "time", lambda: clock[0])

    def seen():
        client.get("/workdays/")
        return client.session["seen"]

    assert seen() == 1_700_000_000
    clock[0] += gate.TICK - 1
    assert seen() == 1_700_000_000
    clock[0] += 1
    assert seen() == 1_700_000_060


def test_a_page_that_asks_by_itself_keeps_no_session_alive(as_role, monkeypatch):
    client = as_role("operator")
    clock = [1_700_000_000]
    monkeypatch.setattr(gate.time, "time", lambda: clock[0])
    client.get("/workdays/")
    clock[0] += 10 * gate.TICK
    client.get("/workdays/", headers={"HX-Trigger": gate.POLLING})
    assert client.session["seen"] == 1_700_000_000


def test_an_idle_session_ends_after_half_an_hour(as_role):
    client = as_role("operator")
    client.get("/workdays/")
    left = Session.objects.get().expire_date - timezone.now()
    assert 29 * 60 < left.total_seconds() <= 30 * 60


def test_a_form_without_its_token_is_told_so_in_chinese(county):
    from django.test import Client

    client = Client(enforce_csrf_checks=True)
    client.force_login(county.people["operator"])
    answer = client.post("/targets/?year=2023", {"101": "1"})
    assert answer.status_code == 403
    assert "页面已过期" in answer.content.decode()


@pytest.mark.parametrize("address", ["/ledger/?words=%00", "/ledger/?%00=1", "/units/10%001/", "/static/%00", "/%00"])
def test_a_nul_in_an_address_is_a_bad_request(as_role, address):
    answer = as_role("operator").get(address)
    assert answer.status_code == 400
    assert "请求有误" in answer.content.decode()
    assert "default-src 'self'" in answer["Content-Security-Policy"]


def test_a_nul_in_a_form_is_a_bad_request_before_anybody_reads_it(client, county):
    for fields in (
        {"username": "oper\x00ator", "password": "x"},
        {"username": "x", "password": "x\x00"},
        {"\x00": "x"},
    ):
        answer = client.post("/login/", fields)
        assert answer.status_code == 400
        assert "请求有误" in answer.content.decode()


def test_a_nul_in_a_cookie_is_a_bad_request(client, county):
    assert client.get("/login/", headers={"cookie": 'sessionid="a\\000b"'}).status_code == 400
