"""What every answer carries, and how long a session lives."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading

import pytest
from django.contrib.sessions.models import Session
from django.utils import timezone
from web.small_county import PASSWORD

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


def test_no_page_may_use_camera_or_place(client, db):
    assert "camera=()" in client.get("/login/")["Permissions-Policy"]


def settings_with(**environment):
    """The settings as a site started in this environment has them."""
    code = (
        "import json, mingcha.web.settings as s; print(json.dumps({n: getattr(s, n) for n in ("
        "'SESSION_COOKIE_SECURE', 'CSRF_COOKIE_SECURE', 'SESSION_COOKIE_SAMESITE', 'CSRF_COOKIE_HTTPONLY', "
        "'SECURE_HSTS_SECONDS', 'SECURE_CROSS_ORIGIN_OPENER_POLICY', 'DEBUG')}))"
    )
    told = subprocess.run(
        [sys.executable, "-c", code], env=os.environ | environment, capture_output=True, text=True, check=True
    )
    return json.loads(told.stdout)


def test_behind_https_cookies_never_go_in_the_clear():
    over_https, plain = settings_with(MINGCHA_HTTPS="yes"), settings_with()
    assert over_https["SESSION_COOKIE_SECURE"] and over_https["CSRF_COOKIE_SECURE"]
    assert over_https["SECURE_HSTS_SECONDS"] >= 365 * 24 * 3600
    assert over_https["SECURE_CROSS_ORIGIN_OPENER_POLICY"] == "same-origin"
    assert not plain["SESSION_COOKIE_SECURE"] and plain["SECURE_HSTS_SECONDS"] == 0
    for each in (over_https, plain):
        assert each["CSRF_COOKIE_HTTPONLY"] and each["SESSION_COOKIE_SAMESITE"] == "Lax" and not each["DEBUG"]


def test_the_cookies_of_a_session_are_out_of_reach_of_scripts(client, county, settings):
    settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = settings.HTTPS = True
    client.get("/login/", secure=True)
    client.post("/login/", {"username": "operator", "password": PASSWORD}, secure=True)
    client.post("/large-type/", {"on": "1"}, secure=True)
    for name in ("sessionid", "csrftoken", "large_type"):
        cookie = client.cookies[name]
        assert (cookie["httponly"], cookie["secure"], cookie["samesite"]) == (True, True, "Lax"), name


def test_hsts_is_told_over_https_only(client, db, settings):
    settings.SECURE_HSTS_SECONDS = 3600
    from django.test import Client

    fresh = Client()  # the middleware reads the setting when it is built
    assert "max-age=3600" in fresh.get("/login/", secure=True)["Strict-Transport-Security"]
    assert "Strict-Transport-Security" not in fresh.get("/login/")


@pytest.mark.parametrize("host", ["evil.example", "evil.example:8000", "127.0.0.1.evil.example"])
def test_another_host_name_is_a_bad_request(client, db, host):
    answer = client.get("/login/", headers={"host": host})
    assert answer.status_code == 400
    assert "evil" not in answer.content.decode()


def test_a_page_that_breaks_tells_no_trace(client, county, monkeypatch):
    def broken(request):
        raise RuntimeError("内部细节 secret_key=abc")

    monkeypatch.setattr("mingcha.web.accounts.views.own.sessions.open_of", lambda *a, **k: broken(None))
    client.force_login(county.people["operator"])
    client.raise_request_exception = False
    answer = client.get("/sessions/")
    page = answer.content.decode()
    assert answer.status_code == 500
    assert not any(word in page for word in ("内部细节", "secret_key", "Traceback", "RuntimeError", "open_of"))


def answered_to(monkeypatch, proxy, headers):
    """REMOTE_ADDR and scheme as the application sees them, behind the server that `serve` would start."""
    import urllib.request

    import waitress

    from mingcha.web import launch

    given, seen = {}, {}
    monkeypatch.setenv("MINGCHA_PROXY", proxy)
    monkeypatch.setattr(waitress, "serve", lambda application, **options: given.update(options))
    launch.serve(port=0)
    given.pop("sockets")

    def application(environ, start):
        seen.update(address=environ["REMOTE_ADDR"], scheme=environ["wsgi.url_scheme"])
        start("200 OK", [])
        return [b""]

    server = waitress.create_server(application, host="127.0.0.1", port=0, **given)
    asked = urllib.request.Request(f"http://127.0.0.1:{server.effective_port}/", headers=headers)
    visitor = threading.Thread(target=lambda: urllib.request.urlopen(asked, timeout=60).close(), daemon=True)
    visitor.start()
    while visitor.is_alive():  # the loop runs here, so that nobody else waits on sockets while they are closed
        server.asyncore.loop(timeout=0.05, map=server._map, count=1)
    server.task_dispatcher.shutdown()
    server.asyncore.close_all(server._map, ignore_all=True)
    return seen["address"], seen["scheme"]


@pytest.mark.parametrize(
    ("proxy", "seen"),
    [("", ("127.0.0.1", "http")), ("127.0.0.1", ("10.9.8.7", "https")), ("10.1.1.1", ("127.0.0.1", "http"))],
)
def test_only_the_proxy_that_was_named_is_believed_where_a_visitor_comes_from(monkeypatch, proxy, seen):
    headers = {"X-Forwarded-For": "10.9.8.7", "X-Forwarded-Proto": "https"}
    assert answered_to(monkeypatch, proxy, headers) == seen
