"""A list that only a script makes is read with a browser, and without one is told as not seen."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from collect.fetching.recording import FINE, RecordingServer
from collect.small_portal import listing, page, post

LINES = [(f"/gg/{number}.html", f"关于第{number}批补贴发放的公告", f"2023-12-{number:02d}") for number in range(1, 9)]
SHELL = """<!doctype html><html><head><meta charset="utf-8"><title>公告</title></head><body><div id="app"></div>
<script>fetch('/gg/data.html').then(r => r.text()).then(t => {
  document.getElementById('app').innerHTML = t + '<img src="http://outside.example/spy.png">'; });</script></body></html>"""


@pytest.fixture
def address() -> Iterator[str]:
    pages = {url: post(title, day) for url, title, day in LINES}
    pages |= {"/": page("首页", '<a href="/gg/">公告</a>'), "/gg/": SHELL, "/gg/data.html": listing("公告", LINES)}

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            found = pages.get(self.path)
            body = (found or "nothing here").encode()
            self.send_response(200 if found else 404)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Nothing is printed."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}/"
    server.shutdown()
    server.server_close()


def run(address: str, folder: Path, *options: str) -> tuple[str, list[str]]:
    """The command in a process of its own, since a process drives one browser; its statement and the titles found."""
    posts = folder / "posts.jsonl"
    command = [sys.executable, "-m", "mingcha", "collect", address, "--archive", str(folder), "--posts", str(posts)]
    told = subprocess.run([*command, *options], capture_output=True, encoding="utf-8", check=False)
    assert told.returncode in (0, 1), told.stderr
    return told.stderr, [json.loads(line)["title"] for line in posts.read_text(encoding="utf-8").splitlines()]


def test_without_a_browser_such_a_page_is_a_gap(address: str, tmp_path: Path) -> None:
    told, posts = run(address, tmp_path)
    assert "未取得：列表页 1 个，网站要求浏览器执行脚本才能打开" in told
    assert "没有遗漏" not in told
    assert posts == []


@pytest.mark.usefixtures("chromium")
def test_with_a_browser_its_list_is_read_and_its_posts_are_collected(address: str, tmp_path: Path) -> None:
    told, posts = run(address, tmp_path, "--browser")
    assert sorted(posts) == sorted(title for _, title, _ in LINES)
    assert "没有遗漏" in told


OPEN_ONE = """
import sys
from datetime import datetime
from mingcha.collect.rendering import browser
from mingcha.model.fetch import Request
host, registered = sys.argv[1], sys.argv[2:]
now = lambda: datetime.now().astimezone()
with browser(hosts=(host,), private=registered, agent="x", now=now) as render:
    sys.stdout.buffer.write(render(Request(f"http://{host}/here", kind="list")).body)
"""


def opened(*hosts: str) -> str:
    """What a browser of its own sees at the first host; the others are those registered as inner ones."""
    command = [sys.executable, "-c", OPEN_ONE, *hosts]
    return subprocess.run(command, capture_output=True, encoding="utf-8", check=True).stdout


@pytest.mark.usefixtures("chromium")
def test_a_browser_is_led_to_no_inner_address_either() -> None:
    """Neither to the site's own name at an inner address, nor by a redirect, nor by a script, unless registered."""
    with RecordingServer() as secret:
        away = {"/here": (302, {"Location": secret.url("/meta-data")}, b"")}
        with RecordingServer(answer=lambda path, before: away.get(path, FINE)) as site:
            assert opened(site.host) == ""
            assert site.asked == []
            assert "here" not in opened(site.host, site.host)
            assert [one.path for one in site.asked] == ["/here"]
            away["/here"] = (
                200,
                {},
                f"<script>fetch('{secret.url('/x')}', {{mode: 'no-cors'}})</script>{'x' * 300}".encode(),
            )
            assert "xxx" in opened(site.host, site.host)
    assert secret.asked == []
