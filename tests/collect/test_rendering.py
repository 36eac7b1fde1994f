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
