"""A site whose links fail in every way a portal's do, beside as many that only look as if they failed.

Every target is answered with raw bytes by a server of this machine; the label says whether a reader's browser shows
what he came for. What a server elsewhere would have to do (no such domain) is asked of a name that cannot exist.
"""

from __future__ import annotations

import gzip
import socket
import struct
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

_TEXT = "".join(f"<p>第{n}条：各乡镇要认真组织，落实责任，按时完成，并将情况报县政府办公室。</p>" for n in range(12))


def html(title: str, body: str, *, head: str = "") -> bytes:
    return (
        f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>{title}</title>{head}</head><body>{body}</body></html>'
    ).encode()


PAGE = html(
    "关于做好春耕生产的通知-样例县人民政府", f"<h1>关于做好春耕生产的通知</h1><p>发布时间：2023-03-01</p>{_TEXT}"
)
PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n" + b" " * 400
ZIP = b"PK\x03\x04" + bytes(600)
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


def answer(body: bytes, *, status: str = "200 OK", kind: str = "text/html; charset=utf-8", more: str = "") -> bytes:
    head = (
        f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\n{more}Connection: close\r\n\r\n"
    )
    return head.encode() + body


def moved(to: str, *, status: str = "302 Found") -> bytes:
    return f"HTTP/1.1 {status}\r\nLocation: {to}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n".encode()


def failing(status: str, said: str = "出错了") -> bytes:
    return answer(html(status, f"<h1>{said}</h1>"), status=status)


GONE_WORDS = (
    "您访问的页面不存在",
    "抱歉，您要查看的信息已删除",
    "该文章不存在或已被删除",
    "404 Not Found",
    "对不起，您请求的文件已被移除",
    "您访问的链接已失效",
)
Serve = Callable[[str, int], bytes | None]


@dataclass(frozen=True)
class Target:
    """A link's path, whether it is dead, what is answered (by the host and the number of the visit; None: nothing)."""

    path: str
    is_dead: bool
    serve: Serve
    words: str = "办事指南"


def _always(data: bytes) -> Serve:
    return lambda host, visit: data


def targets() -> Iterator[Target]:
    statuses = (
        "400 Bad Request", "401 Unauthorized", "403 Forbidden", "404 Not Found", "405 Method Not Allowed", "406 Not Acceptable",
        "410 Gone", "414 URI Too Long", "451 Unavailable", "500 Internal Server Error", "501 Not Implemented", "502 Bad Gateway",
        "503 Service Unavailable", "504 Gateway Timeout", "505 Version", "507 Full", "520 Unknown", "530 Frozen",
    )  # fmt: skip
    for status in statuses:
        yield Target(f"/status/{status[:3]}/2023/index.html", True, _always(failing(status)))
    for number, words in enumerate(GONE_WORDS):
        yield Target(
            f"/soft/{number}/t1.html",
            True,
            _always(answer(html("提示信息", f"<div class='box'>{words}</div><a href='/'>返回首页</a>"))),
        )
    yield Target(
        "/soft/title.html", True, _always(answer(html("404-页面未找到", "<img src='/404.png'><a href='/'>首页</a>")))
    )
    yield Target(
        "/soft/alert.html",
        True,
        _always(
            answer(
                b"<script>alert('\xe8\xaf\xa5\xe4\xbf\xa1\xe6\x81\xaf\xe4\xb8\x8d\xe5\xad\x98\xe5\x9c\xa8');history.back();</script>"
            )
        ),
    )
    yield Target("/soft/home.html", True, _always(answer(b"<html><script>location.href='/';</script></html>")))
    yield Target(
        "/soft/refresh.html",
        True,
        _always(answer(html("", "", head="<meta http-equiv='refresh' content='0;url=/index.html'>"))),
    )
    yield Target("/empty/page.html", True, _always(answer(b"")))
    yield Target("/empty/no_content", True, _always(b"HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n"))
    yield Target("/empty/名单.xlsx", True, _always(answer(b"", kind="application/octet-stream")), "名单.xlsx")
    yield Target("/file/login.xlsx", True, _always(answer(html("统一登录", "<form>用户名 密码</form>"))), "补贴表.xlsx")
    yield Target("/file/missing.pdf", True, _always(answer(html("样例县人民政府", _TEXT))), "决算公开.pdf")
    yield Target("/file/sent_on.doc", True, lambda host, visit: moved("/status/404/2023/index.html"), "通知.doc")
    yield Target(
        "/file/no_such.zip", True, _always(answer(html("错误", "文件不存在"), kind="application/zip")), "材料.zip"
    )
    yield Target("/file/picture.jpg", True, _always(answer(html("错误", "没有这个文件"))), "现场照片")
    yield Target("/loop/a", True, lambda host, visit: moved("/loop/a"))
    yield Target("/loop/long", True, lambda host, visit: moved(f"/loop/long?{visit}"))
    yield Target("/moved/nowhere", True, _always(moved("http://nowhere.invalid/")))
    yield Target("/moved/bad", True, _always(moved("http://[::bad/")))
    yield Target("/moved/gone", True, _always(moved("/status/410/2023/index.html", status="301 Moved Permanently")))
    yield Target("/broken/banner", True, _always(b"SSH-2.0-OpenSSH_8.4\r\n"))
    yield Target("/broken/nothing", True, _always(b""))
    yield Target("/broken/reset", True, lambda host, visit: None)
    yield Target("/broken/head_only", True, _always(b"HTTP/1.1 200 OK\r\nContent-Length: 9000\r\n\r\n"))
    yield Target(
        "/parked/sale",
        True,
        _always(answer(html("example.com 域名出售", "<h1>此域名可转让</h1><p>联系电话请见页面</p>"))),
    )
    # What only looks like it.
    yield Target("/fine/page.html", False, _always(answer(PAGE)))
    yield Target("/fine/zipped.html", False, _always(answer(gzip.compress(PAGE), more="Content-Encoding: gzip\r\n")))
    yield Target("/fine/moved", False, _always(moved("/fine/page.html", status="301 Moved Permanently")))
    yield Target("/fine/twice", False, _always(moved("/fine/moved")))
    yield Target("/fine/report.pdf", False, _always(answer(PDF, kind="application/pdf")), "年报.pdf")
    yield Target("/fine/as_page.pdf", False, _always(answer(PDF)), "年报.pdf")
    yield Target("/fine/list.xlsx", False, _always(answer(ZIP, kind="application/octet-stream")), "名单.xlsx")
    yield Target("/fine/old.doc", False, _always(answer(OLE, kind="text/html")), "通知.doc")
    yield Target(
        "/fine/saved_as_page.doc",
        False,
        _always(
            answer(
                b'<html xmlns:o="urn:schemas-microsoft-com:office:office"><body>x</body></html>',
                kind="application/msword",
            )
        ),
        "通知.doc",
    )
    yield Target(
        "/fine/about_404.html",
        False,
        _always(
            answer(
                html(
                    "关于处理网页不存在问题的通知-样例县人民政府",
                    f"<h1>关于处理“页面不存在”问题的通知</h1><p>发布时间：2023-03-01 来源：县政府办</p>{_TEXT}",
                )
            )
        ),
    )
    yield Target(
        "/fine/domain.html",
        False,
        _always(answer(html("关于域名转让的公告", f"<h1>关于域名转让的公告</h1><p>2023-03-01</p>{_TEXT}"))),
    )
    yield Target(
        "/fine/short.html",
        False,
        _always(answer(html("领导信息", "<h1>张三</h1><p>县长，主持县政府全面工作。</p><p>2023-03-01</p>"))),
    )
    yield Target(
        "/fine/no_length.html",
        False,
        _always(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nConnection: close\r\n\r\n" + PAGE),
    )
    yield Target("/fine/old_http", False, _always(b"HTTP/1.0 200 OK\r\n\r\n" + PAGE))
    yield Target("/fine/download?id=3", False, _always(answer(PDF, kind="application/octet-stream")), "下载")
    yield Target(
        "/fine/gbk.html",
        False,
        _always(answer(PAGE.decode().replace("utf-8", "gbk").encode("gb18030"), kind="text/html; charset=gbk")),
    )
    yield Target(
        "/passing/once", False, lambda host, visit: failing("503 Service Unavailable") if visit == 1 else answer(PAGE)
    )
    yield Target("/passing/back", False, lambda host, visit: failing("404 Not Found") if visit < 3 else answer(PAGE))
    yield Target("/unknown/slow_down", False, _always(failing("429 Too Many Requests")))
    yield Target("/unknown/large", False, _always(answer(b"x" * 3_000_000, kind="application/octet-stream")))
    yield Target(
        "/unknown/scripted",
        False,
        _always(
            answer(
                b"<html><body><div id='app'></div><script>var a=1;document.cookie='__jsl_clearance=1';</script></body></html>"
            )
        ),
    )
    for number in range(12):
        yield Target(
            f"/fine/posts/t{number}.html",
            False,
            _always(answer(PAGE.replace("春耕".encode(), f"第{number}期".encode()))),
        )


@dataclass
class FailingSite:
    """Serves the targets in threads; `visits` counts the requests of each path."""

    visits: dict[str, int] = field(default_factory=dict)

    def __enter__(self) -> FailingSite:
        self._by_path = {one.path.partition("?")[0]: one for one in targets()}
        self._server = socket.create_server(("127.0.0.1", 0), backlog=128)
        self._closed = socket.create_server(("127.0.0.1", 0))
        self.refusing = f"http://127.0.0.1:{self._closed.getsockname()[1]}/"
        self._closed.close()
        self.host = f"127.0.0.1:{self._server.getsockname()[1]}"
        threading.Thread(target=self._accept, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.close()

    def url(self, target: Target) -> str:
        return f"http://{self.host}{target.path}"

    def _accept(self) -> None:
        while True:
            try:
                visitor, _ = self._server.accept()
            except OSError:
                return
            threading.Thread(target=self._take, args=(visitor,), daemon=True).start()

    def _take(self, visitor: socket.socket) -> None:
        with visitor:
            visitor.settimeout(5)
            try:
                head = b""
                while b"\r\n\r\n" not in head:
                    if not (more := visitor.recv(65536)):
                        return
                    head += more
                self._answer(visitor, head.split(b" ", 2)[1].decode("ascii", "replace"))
            except OSError:
                return

    def _answer(self, visitor: socket.socket, path: str) -> None:
        from urllib.parse import unquote

        name = unquote(path).partition("?")[0]
        if name == "/robots.txt":
            visitor.sendall(failing("404 Not Found"))
            return
        self.visits[name] = self.visits.get(name, 0) + 1
        target = self._by_path.get(name)
        if target is None:
            visitor.sendall(answer(PAGE) if name in ("/", "/index.html") else failing("404 Not Found"))
            return
        said = target.serve(self.host, self.visits[name])
        if said is None:
            visitor.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            return
        visitor.sendall(said)
        time.sleep(0.01)
