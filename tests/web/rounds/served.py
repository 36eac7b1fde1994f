"""A tiny portal served on this machine: a home page, one column, its posts. `pages` may change while it is served."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from collect.small_portal import listing, page, post


@dataclass
class Served:
    home: str = ""
    pages: dict[str, str] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    hold: threading.Event = field(default_factory=threading.Event)

    @property
    def host(self) -> str:
        return self.home.removeprefix("http://").rstrip("/")


def january(number: int = 3) -> dict[str, str]:
    """Posts of one column, the last of them by somebody who is no unit."""
    titles = [f"关于做好第{each}项工作的通知" for each in range(1, number + 1)]
    lines = [(f"/tzgg/{each}.html", title, f"2024-01-0{each}") for each, title in enumerate(titles, 1)]
    posts = {
        address: post(title, day, source="某某中心" if address == lines[-1][0] else "县发改委", column="通知公告")
        for address, title, day in lines
    }
    home = page("首页", '<div class="news"><a href="/tzgg/1.html">最新</a></div>')
    return {"/": home, "/tzgg/": listing("通知公告", lines), **posts}


@contextmanager
def served(pages: dict[str, str]) -> Iterator[Served]:
    portal = Served(pages=pages)
    portal.hold.set()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            portal.asked.append(self.path)
            if self.path != "/robots.txt":
                portal.hold.wait(10)
            held = portal.pages.get(self.path)
            body = (held or "<html><body>404</body></html>").encode()
            self.send_response(200 if held else 404)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *words):
            """Nobody reads it."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    portal.home = f"http://127.0.0.1:{server.server_port}/"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield portal
    finally:
        portal.hold.set()
        server.shutdown()
        server.server_close()
        thread.join()
