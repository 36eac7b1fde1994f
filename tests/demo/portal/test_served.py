"""The portal behind a socket: byte for byte the same from any process, one connection for many requests."""

from __future__ import annotations

import http.client
import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from datetime import date

import pytest

from mingcha.demo.portal.portal import Portal
from mingcha.demo.portal.served import served, turning

DAY = date(2023, 12, 31)


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with served(DAY) as base:
        yield base.removeprefix("http://")


@pytest.fixture
def connection(address: str) -> Iterator[http.client.HTTPConnection]:
    connection = http.client.HTTPConnection(address, timeout=10)
    yield connection
    connection.close()


PATHS = (
    "/",
    "/wzdt/index.html",
    "/jtj/tzgg/index.shtml",
    "/col/col21001/index.html",
    "/zwgk/gkml/lyj/zcwj/list_2.html",
    "/qxj/gzdt/index_3.htm",
    "/jg/216/ldxx.html",
    "/images/p1.png",
    "/nothing.html",
)


def test_two_processes_give_the_same_bytes(
    connection: http.client.HTTPConnection, address: str, portal: Portal
) -> None:
    posts = list(portal.edition.posts.values())[:: len(portal.edition.posts) // 60]
    for path in (*PATHS, *(post.address for post in posts)):
        connection.request("GET", path)
        answer = connection.getresponse()
        here = portal.answer("GET", path, {"host": address})
        assert (answer.status, answer.read()) == (here.status, here.body), path
        assert answer.getheader("ETag") == dict(here.headers).get("ETag")


def test_a_head_has_the_headers_and_no_body(connection: http.client.HTTPConnection) -> None:
    connection.request("HEAD", "/col/col21001/index.html")
    answer = connection.getresponse()
    assert answer.status == 200 and answer.read() == b""
    assert int(answer.getheader("Content-Length", "0")) > 5_000
    connection.request("GET", "/", headers={"If-None-Match": "*"})
    again = connection.getresponse()
    assert again.status == 304 and again.read() == b""


def test_records_are_asked_for_by_form(connection: http.client.HTTPConnection) -> None:
    form = "col=1&appid=1&webid=1&path=/&columnid=21001&unitid=61001&permissiontype=0"
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    connection.request("POST", "/module/web/jpage/dataproxy.jsp?startrecord=46&endrecord=90&perpage=15", form, headers)
    body = connection.getresponse().read().decode()
    assert body.count("<record>") == 45


def test_requests_sent_together_are_answered_in_order(address: str) -> None:
    host, _, port = address.partition(":")
    with socket.create_connection((host, int(port)), timeout=10) as line:
        line.sendall(
            b"GET /robots.txt HTTP/1.1\r\nHost: a\r\n\r\nGET /nothing HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"
        )
        got = b""
        while part := line.recv(65_536):
            got += part
    first, second = got.index(b"HTTP/1.1 200"), got.index(b"HTTP/1.1 404")
    assert first < second


@pytest.mark.parametrize("sent", [b"nonsense\r\n\r\n", b"GET / HTTP/1.1\r\nContent-Length: -1\r\n\r\n"])
def test_nonsense_is_refused_and_the_line_closed(address: str, sent: bytes) -> None:
    host, _, port = address.partition(":")
    with socket.create_connection((host, int(port)), timeout=10) as line:
        line.sendall(sent)
        assert line.recv(65_536).startswith(b"HTTP/1.1 400")
        assert line.recv(65_536) == b""


def test_an_old_client_gets_its_answer_and_a_closed_line(address: str) -> None:
    host, _, port = address.partition(":")
    with socket.create_connection((host, int(port)), timeout=10) as line:
        line.sendall(b"GET /robots.txt HTTP/1.0\r\n\r\n")
        got = b""
        while part := line.recv(65_536):
            got += part
    assert b"Connection: close" in got and got.endswith(b"/sitemap.xml\n")


def test_nothing_stays_behind(address: str) -> None:
    with served(DAY) as base:
        host, _, port = base.removeprefix("http://").partition(":")
        socket.create_connection((host, int(port)), timeout=10).close()
    with pytest.raises(OSError):
        socket.create_connection((host, int(port)), timeout=1)


def test_the_portal_turns_to_another_day_and_holds_its_port() -> None:
    def home() -> bytes:
        connection = http.client.HTTPConnection(portal.address.removeprefix("http://"), timeout=10)
        connection.request("GET", "/")
        page = connection.getresponse().read()
        connection.close()
        return page

    with turning(date(2023, 11, 17)) as portal:
        then, port = home(), int(portal.address.rpartition(":")[2])
        with pytest.raises(OSError, match="已被占用"), served(DAY, port=port):
            pass
        portal.turn_to(DAY)
        assert home() == Portal(DAY).answer("GET", "/", {"host": f"127.0.0.1:{port}"}).body != then


def test_an_ended_portal_turns_to_no_day() -> None:
    with turning(DAY) as portal:
        portal._child.kill()
        portal._child.wait()
        with pytest.raises(OSError):
            portal.turn_to(DAY)


def test_a_taken_port_is_told(address: str) -> None:
    with pytest.raises(OSError, match="已被占用"), served(DAY, port=int(address.partition(":")[2])):
        pass


def test_hashes_that_differ_from_process_to_process_change_nothing() -> None:
    code = (
        "import sys, hashlib; from datetime import date; from mingcha.demo.portal.portal import Portal\n"
        "p = Portal(date(2023, 12, 5)); d = hashlib.sha256()\n"
        "for post in list(p.edition.posts.values())[::500]: d.update(p.answer('GET', post.address, {}).body)\n"
        "d.update(p.answer('GET', '/', {}).body); print(d.hexdigest())"
    )
    told = {
        subprocess.run(
            [sys.executable, "-c", code],
            env=os.environ | {"PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(told) == 1
