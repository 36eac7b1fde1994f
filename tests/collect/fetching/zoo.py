"""A served zoo: every odd way a web server has of answering, each at an address of its own.

`with Zoo() as zoo` serves on loopback; `zoo.url(case)` gives each case its own port, so that no case slows another down,
`zoo.shared_url(case)` all of them on one host. `ODD` are the cases by name, with the outcome each must end in.
"""

from __future__ import annotations

import asyncio
import contextlib
import gzip
import socket
import struct
import threading
import zlib
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from mingcha.model.fetch import FetchOutcome, Remark

TITLE = "关于样例县二〇二三年预算公开的通知"
PAGE = f"<html><head><meta charset=utf-8><title>{TITLE}</title></head><body><p>{TITLE}</p></body></html>".encode()
GBK_NAME = "附件".encode("gb18030")
UTF8_NAME = "附件".encode()


@dataclass(frozen=True)
class Odd:
    """A case: how the fetch must end, what must be remarked, and how it is asked for."""

    name: str
    answer: Callable[[Visit], Awaitable[None]]
    outcome: FetchOutcome
    remarks: frozenset[Remark] = frozenset()
    has_page: bool = False
    method: str = "GET"
    etag: str = ""
    retries: int = 1
    is_slow: bool = False
    status: int | None = None


@dataclass
class Visit:
    """One request as it arrived. `times` counts the requests for this case so far, from 1."""

    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter
    method: str
    path: str
    headers: dict[str, str]
    host: str
    times: int
    body: bytes = b""

    async def say(self, *parts: bytes) -> None:
        for part in parts:
            self.writer.write(part)
        await self.writer.drain()

    async def page(self, status: str = "200 OK", *headers: str, body: bytes = PAGE) -> None:
        lines = [f"HTTP/1.1 {status}", "Content-Type: text/html", f"Content-Length: {len(body)}", *headers]
        head = "\r\n".join([*lines, "Connection: close", "", ""]).encode()
        await self.say(head, b"" if self.method == "HEAD" else body)

    async def redirect(self, target: bytes, *headers: bytes, status: bytes = b"302 Found") -> None:
        lines = [b"HTTP/1.1 " + status, b"Location: " + target, b"Content-Length: 0", b"Connection: close", *headers]
        await self.say(b"\r\n".join([*lines, b"", b""]))

    def cut(self) -> None:
        """Reset the connection instead of closing it."""
        self.writer.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.writer.transport.abort()


ODD: dict[str, Odd] = {}


def odd(
    outcome: FetchOutcome,
    *remarks: Remark,
    has_page: bool | None = None,
    method: str = "GET",
    etag: str = "",
    retries: int = 1,
    is_slow: bool = False,
    status: int | None = None,
) -> Callable[[Callable[[Visit], Awaitable[None]]], Callable[[Visit], Awaitable[None]]]:
    """Declare a case: the function answers it, its name is the case's."""

    def declare(answer: Callable[[Visit], Awaitable[None]]) -> Callable[[Visit], Awaitable[None]]:
        page = (outcome is FetchOutcome.OK and method == "GET") if has_page is None else has_page
        name = answer.__name__
        ODD[name] = Odd(name, answer, outcome, frozenset(remarks), page, method, etag, retries, is_slow, status)
        return answer

    return declare


@dataclass
class Zoo:
    """Serves in a thread of its own. `asked` counts requests by case, `seen` keeps them as (method, path, headers)."""

    asked: Counter[str] = field(default_factory=Counter)
    seen: list[tuple[str, str, dict[str, str]]] = field(default_factory=list)

    def __enter__(self) -> Zoo:
        self._loop = asyncio.new_event_loop()
        self._ports: dict[str, int] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()
        asyncio.run_coroutine_threadsafe(self._open(), self._loop).result(10)
        return self

    def __exit__(self, *_: object) -> None:
        asyncio.run_coroutine_threadsafe(self._close(), self._loop).result(10)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)
        self._loop.close()

    @property
    def hosts(self) -> tuple[str, ...]:
        """Every host the zoo answers at, as `private` wants them."""
        return tuple(f"127.0.0.1:{port}" for port in self._ports.values())

    def url(self, case: str, rest: str = "") -> str:
        return f"http://127.0.0.1:{self._ports[case]}/{case}{rest}"

    def shared_url(self, case: str) -> str:
        return f"http://127.0.0.1:{self._ports['']}/{case}"

    async def _open(self) -> None:
        self._servers = []
        for name in ("", *ODD):
            server = await asyncio.start_server(self._take, "127.0.0.1", 0)
            self._servers.append(server)
            self._ports[name] = server.sockets[0].getsockname()[1]

    async def _close(self) -> None:
        for server in self._servers:
            server.close()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _take(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task
        self._tasks.add(task)
        try:
            await self._answer(reader, writer)
        except (OSError, asyncio.IncompleteReadError, asyncio.CancelledError):
            pass
        finally:
            self._tasks.discard(task)
            with contextlib.suppress(OSError, RuntimeError):
                writer.close()

    async def _answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
        first, *lines = head.split("\r\n")
        method, path, _ = first.split(" ", 2)
        headers = {name.lower(): value.strip() for line in lines if line for name, _, value in [line.partition(":")]}
        body = await reader.readexactly(int(headers.get("content-length", 0)))
        self.seen.append((method, path, headers))
        name = path.strip("/").partition("/")[0].partition("?")[0]
        if name == "robots.txt":
            writer.write(b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
            await writer.drain()
            return
        self.asked[name] += 1
        case = ODD.get(name)
        visit = Visit(reader, writer, method, path, headers, headers.get("host", ""), self.asked[name], body)
        await (case.answer(visit) if case else visit.page("404 Not Found", body=b"gone"))


# Heads


@odd(FetchOutcome.OK)
async def plain_page(visit: Visit) -> None:
    await visit.page()


@odd(FetchOutcome.OK)
async def http_1_0_without_length(visit: Visit) -> None:
    await visit.say(b"HTTP/1.0 200 OK\r\nContent-Type: text/html\r\n\r\n", PAGE)


@odd(FetchOutcome.OK)
async def no_length_until_close(visit: Visit) -> None:
    await visit.say(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n", PAGE)


@odd(FetchOutcome.BAD_ANSWER, Remark.BAD_HEADERS, has_page=True)
async def http_0_9(visit: Visit) -> None:
    await visit.say(PAGE)


@odd(FetchOutcome.OK)
async def no_reason_phrase(visit: Visit) -> None:
    await visit.say(b"HTTP/1.1 200\r\nContent-Length: %d\r\nConnection: close\r\n\r\n" % len(PAGE), PAGE)


@odd(FetchOutcome.OK)
async def bare_line_feeds(visit: Visit) -> None:
    await visit.say(b"HTTP/1.1 200 OK\nContent-Type: text/html\nContent-Length: %d\n\n" % len(PAGE), PAGE)


@odd(FetchOutcome.OK)
async def interim_answers(visit: Visit) -> None:
    await visit.say(b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </a.css>\r\n\r\n")
    await visit.page()


@odd(FetchOutcome.OK, Remark.BAD_HEADERS)
async def space_before_colon(visit: Visit) -> None:
    await visit.say(b"HTTP/1.1 200 OK\r\nContent-Length : %d\r\nConnection: close\r\n\r\n" % len(PAGE), PAGE)


@odd(FetchOutcome.OK, Remark.BAD_HEADERS)
async def line_without_colon(visit: Visit) -> None:
    await visit.say(b"HTTP/1.1 200 OK\r\nthis is no header\r\nContent-Length: %d\r\n\r\n" % len(PAGE), PAGE)


@odd(FetchOutcome.OK, Remark.BAD_HEADERS)
async def zero_byte_in_header(visit: Visit) -> None:
    await visit.say(b"HTTP/1.1 200 OK\r\nX-Powered-By: a\0b\r\nContent-Length: %d\r\n\r\n" % len(PAGE), PAGE)


@odd(FetchOutcome.OK)
async def folded_header(visit: Visit) -> None:
    await visit.page("200 OK", "X-Long: one\r\n two\r\n\tthree")


@odd(FetchOutcome.OK, Remark.BAD_HEADERS)
async def two_lengths(visit: Visit) -> None:
    await visit.say(b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: %d\r\n\r\n" % len(PAGE), PAGE)


@odd(FetchOutcome.OK, Remark.BAD_HEADERS)
async def negative_length(visit: Visit) -> None:
    await visit.say(b"HTTP/1.1 200 OK\r\nContent-Length: -1\r\nConnection: close\r\n\r\n", PAGE)


@odd(FetchOutcome.OK)
async def length_and_chunks(visit: Visit) -> None:
    await visit.say(b"HTTP/1.1 200 OK\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n")
    await visit.say(b"%x\r\n" % len(PAGE), PAGE, b"\r\n0\r\n\r\n")


@odd(FetchOutcome.OK, Remark.BAD_HEADERS)
async def a_hundred_and_fifty_headers(visit: Visit) -> None:
    await visit.page("200 OK", *(f"X-{number}: {number}" for number in range(150)))


@odd(FetchOutcome.OK)
async def header_of_20_kilobytes(visit: Visit) -> None:
    await visit.page("200 OK", "X-Long: " + "x" * 20_000)


@odd(FetchOutcome.OK)
async def gbk_header_values(visit: Visit) -> None:
    name = b'Content-Disposition: attachment; filename="' + GBK_NAME + b'.html"\r\n'
    await visit.say(b"HTTP/1.1 200 OK\r\n", name, b"Content-Length: %d\r\n\r\n" % len(PAGE), PAGE)


@odd(FetchOutcome.OK)
async def trailers_after_chunks(visit: Visit) -> None:
    await visit.say(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nTrailer: X-Sum\r\n\r\n")
    await visit.say(b"%x\r\n" % len(PAGE), PAGE, b"\r\n0\r\nX-Sum: 1\r\n\r\n")


@odd(FetchOutcome.OK)
async def more_than_declared(visit: Visit) -> None:
    await visit.say(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % len(PAGE), PAGE, b"<!-- trailing -->" * 10)


@odd(FetchOutcome.BAD_ANSWER, status=999)
async def status_999(visit: Visit) -> None:
    await visit.page("999 Request denied")


@odd(FetchOutcome.OK, Remark.BAD_HEADERS)
async def status_line_of_its_own(visit: Visit) -> None:
    await visit.say(b"HTTP 200 OK\r\nContent-Length: %d\r\nConnection: close\r\n\r\n" % len(PAGE), PAGE)


@odd(FetchOutcome.BAD_ANSWER)
async def ssh_banner(visit: Visit) -> None:
    await visit.say(b"SSH-2.0-OpenSSH_8.4\r\n")


@odd(FetchOutcome.BAD_ANSWER, retries=0)
async def endless_headers(visit: Visit) -> None:
    await visit.say(b"HTTP/1.1 200 OK\r\n")
    while True:
        await visit.say(b"X-More: " + b"x" * 1000 + b"\r\n")


@odd(FetchOutcome.TIMEOUT, retries=0, is_slow=True)
async def headers_drip(visit: Visit) -> None:
    await visit.say(b"HTTP/1.1 200 OK\r\n")
    while True:
        await visit.say(b"X")
        await asyncio.sleep(0.1)


# Bodies


@odd(FetchOutcome.OK, Remark.FALSE_COMPRESSION)
async def gzip_that_is_none(visit: Visit) -> None:
    await visit.page("200 OK", "Content-Encoding: gzip")


@odd(FetchOutcome.OK)
async def gzip_page(visit: Visit) -> None:
    await visit.page("200 OK", "Content-Encoding: gzip", body=gzip.compress(PAGE))


@odd(FetchOutcome.OK)
async def gzip_of_two_members(visit: Visit) -> None:
    packed = gzip.compress(PAGE[:50]) + gzip.compress(PAGE[50:])
    await visit.page("200 OK", "Content-Encoding: x-gzip", body=packed)


@odd(FetchOutcome.OK, Remark.TRAILING_DATA)
async def gzip_with_junk_behind(visit: Visit) -> None:
    await visit.page("200 OK", "Content-Encoding: gzip", body=gzip.compress(PAGE) + b"junk behind")


@odd(FetchOutcome.OK, Remark.SHORT_BODY, has_page=False)
async def gzip_cut_short(visit: Visit) -> None:
    await visit.page("200 OK", "Content-Encoding: gzip", body=gzip.compress(PAGE)[:-30])


@odd(FetchOutcome.OK)
async def deflate_with_wrapper(visit: Visit) -> None:
    await visit.page("200 OK", "Content-Encoding: deflate", body=zlib.compress(PAGE))


@odd(FetchOutcome.OK)
async def raw_deflate(visit: Visit) -> None:
    packer = zlib.compressobj(wbits=-15)
    await visit.page("200 OK", "Content-Encoding: deflate", body=packer.compress(PAGE) + packer.flush())


@odd(FetchOutcome.TOO_LARGE, retries=0)
async def gzip_bomb(visit: Visit) -> None:
    await visit.page("200 OK", "Content-Encoding: gzip", body=gzip.compress(b"\0" * 30_000_000))


@odd(FetchOutcome.OK, Remark.SHORT_BODY, has_page=False)
async def shorter_than_declared(visit: Visit) -> None:
    await visit.say(b"HTTP/1.1 200 OK\r\nContent-Length: 99999\r\n\r\n", PAGE[:100])


@odd(FetchOutcome.OK, Remark.SHORT_BODY)
async def whole_page_with_wrong_length(visit: Visit) -> None:
    await visit.say(b"HTTP/1.1 200 OK\r\nContent-Length: 99999\r\n\r\n", PAGE)


@odd(FetchOutcome.OK)
async def cut_once_then_whole(visit: Visit) -> None:
    if visit.times == 1:
        await visit.say(b"HTTP/1.1 200 OK\r\nContent-Length: 99999\r\n\r\n", PAGE[:100])
    else:
        await visit.page()


@odd(FetchOutcome.OK, Remark.SHORT_BODY)
async def chunks_without_end(visit: Visit) -> None:
    await visit.say(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n%x\r\n" % len(PAGE), PAGE, b"\r\n")


@odd(FetchOutcome.OK, Remark.SHORT_BODY)
async def chunk_length_that_is_none(visit: Visit) -> None:
    chunk = b"%x\r\n" % len(PAGE) + PAGE + b"\r\n"
    await visit.say(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", chunk, b"zz\r\n")


@odd(FetchOutcome.OK, Remark.SHORT_BODY, has_page=False)
async def reset_in_the_middle(visit: Visit) -> None:
    await visit.say(b"HTTP/1.1 200 OK\r\nContent-Length: 99999\r\n\r\n", PAGE[:100])
    await asyncio.sleep(0.05)
    visit.cut()


@odd(FetchOutcome.TOO_LARGE, retries=0)
async def endless_body(visit: Visit) -> None:
    await visit.say(b"HTTP/1.1 200 OK\r\n\r\n")
    while True:
        await visit.say(b"x" * 65536)


@odd(FetchOutcome.TOO_LARGE, retries=0)
async def declared_as_enormous(visit: Visit) -> None:
    await visit.say(b"HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\n")
    await asyncio.sleep(5)


@odd(FetchOutcome.TIMEOUT, retries=0, is_slow=True)
async def body_drips(visit: Visit) -> None:
    await visit.say(b"HTTP/1.1 200 OK\r\nContent-Length: 99999\r\n\r\n")
    while True:
        await visit.say(b"x")
        await asyncio.sleep(0.1)


@odd(FetchOutcome.TIMEOUT, retries=0, is_slow=True)
async def never_answers(visit: Visit) -> None:
    await asyncio.sleep(30)


@odd(FetchOutcome.RESET)
async def reset_at_once(visit: Visit) -> None:
    visit.cut()


@odd(FetchOutcome.RESET)
async def closed_without_a_word(visit: Visit) -> None:
    return


@odd(FetchOutcome.OK)
async def closed_once_then_fine(visit: Visit) -> None:
    if visit.times > 1:
        await visit.page()


@odd(FetchOutcome.EMPTY)
async def no_bytes(visit: Visit) -> None:
    await visit.page(body=b"")


# Statuses


@odd(FetchOutcome.EMPTY, status=204)
async def status_204(visit: Visit) -> None:
    await visit.say(b"HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n")


@odd(FetchOutcome.NOT_MODIFIED, etag='"v1"', status=304)
async def not_modified(visit: Visit) -> None:
    if visit.headers.get("if-none-match") == '"v1"':
        await visit.say(b'HTTP/1.1 304 Not Modified\r\nETag: "v1"\r\n\r\n')
    else:
        await visit.page()


@odd(FetchOutcome.BAD_ANSWER, status=304)
async def not_modified_unasked(visit: Visit) -> None:
    await visit.say(b"HTTP/1.1 304 Not Modified\r\n\r\n")


@odd(FetchOutcome.CLIENT_ERROR)
async def status_400(visit: Visit) -> None:
    await visit.page("400 Bad Request")


@odd(FetchOutcome.FORBIDDEN)
async def status_401(visit: Visit) -> None:
    await visit.page("401 Unauthorized", "WWW-Authenticate: Basic")


@odd(FetchOutcome.FORBIDDEN)
async def status_403(visit: Visit) -> None:
    await visit.page("403 Forbidden")


@odd(FetchOutcome.GONE)
async def status_404(visit: Visit) -> None:
    await visit.page("404 Not Found")


@odd(FetchOutcome.GONE)
async def status_410(visit: Visit) -> None:
    await visit.page("410 Gone")


@odd(FetchOutcome.CLIENT_ERROR)
async def status_412(visit: Visit) -> None:
    await visit.page("412 Precondition Failed")


@odd(FetchOutcome.TOO_MANY_REQUESTS)
async def status_429(visit: Visit) -> None:
    await visit.page("429 Too Many Requests")


@odd(FetchOutcome.FORBIDDEN)
async def status_451(visit: Visit) -> None:
    await visit.page("451 Unavailable For Legal Reasons")


@odd(FetchOutcome.SERVER_ERROR)
async def status_500(visit: Visit) -> None:
    await visit.page("500 Internal Server Error")


@odd(FetchOutcome.UNAVAILABLE)
async def status_503(visit: Visit) -> None:
    await visit.page("503 Service Unavailable")


@odd(FetchOutcome.OK)
async def status_503_once(visit: Visit) -> None:
    await (visit.page("503 Service Unavailable") if visit.times == 1 else visit.page())


@odd(FetchOutcome.TOO_MANY_REQUESTS)
async def come_back_next_week(visit: Visit) -> None:
    await visit.page("429 Too Many Requests", "Retry-After: 604800")


# Firewalls


@odd(FetchOutcome.NEEDS_BROWSER)
async def script_with_521(visit: Visit) -> None:
    await visit.page("521 ", body=b"<script>document.cookie=('_')+('_')+('j')+('s');location.reload()</script>")


@odd(FetchOutcome.NEEDS_BROWSER)
async def script_with_412(visit: Visit) -> None:
    await visit.page("412 Precondition Failed", body=b"<html><head><script src=/x.js r=m></script></head></html>")


@odd(FetchOutcome.NEEDS_BROWSER)
async def script_with_200(visit: Visit) -> None:
    await visit.page(body=b"<html><script>var arg1='A';setCookie('acw_sc__v2', x);</script></html>")


@odd(FetchOutcome.BLOCKED_PAGE)
async def firewall_page_with_200(visit: Visit) -> None:
    body = "<html><title>提示</title><body>您的访问被拦截，如有疑问请联系管理员</body></html>"
    await visit.page(body=body.encode("gb18030"))


@odd(FetchOutcome.BLOCKED_PAGE)
async def firewall_page_with_403(visit: Visit) -> None:
    await visit.page("403 Forbidden", body="<html>网站防火墙：请求带有不合法参数</html>".encode())


# Redirects


@odd(FetchOutcome.OK)
async def relative_redirect(visit: Visit) -> None:
    await (visit.page() if visit.path.endswith("/there") else visit.redirect(b"/relative_redirect/./x/../there"))


@odd(FetchOutcome.OK)
async def gbk_location(visit: Visit) -> None:
    if visit.path.endswith("/%B8%BD%BC%FE.html"):
        await visit.page()
    else:
        await visit.redirect(b"/gbk_location/" + GBK_NAME + b".html")


@odd(FetchOutcome.OK)
async def utf8_location(visit: Visit) -> None:
    if visit.path.endswith("/%E9%99%84%E4%BB%B6.html"):
        await visit.page()
    else:
        await visit.redirect(b"/utf8_location/" + UTF8_NAME + b".html", status=b"301 Moved")


@odd(FetchOutcome.OK)
async def cookie_and_same_address(visit: Visit) -> None:
    if "wzws_sid=1" in visit.headers.get("cookie", ""):
        await visit.page()
    else:
        await visit.redirect(b"/cookie_and_same_address", b"Set-Cookie: wzws_sid=1; path=/")


@odd(FetchOutcome.OK)
async def cookie_by_a_detour(visit: Visit) -> None:
    if visit.path.endswith("/check"):
        await visit.redirect(b"/cookie_by_a_detour", b"Set-Cookie: seen=1; path=/")
    elif "seen=1" in visit.headers.get("cookie", ""):
        await visit.page()
    else:
        await visit.redirect(b"/cookie_by_a_detour/check")


@odd(FetchOutcome.REDIRECT_LOOP)
async def redirect_to_itself(visit: Visit) -> None:
    await visit.redirect(b"/redirect_to_itself")


@odd(FetchOutcome.REDIRECT_LOOP)
async def cookie_and_same_address_for_ever(visit: Visit) -> None:
    await visit.redirect(b"/cookie_and_same_address_for_ever", b"Set-Cookie: n=%d" % visit.times)


@odd(FetchOutcome.REDIRECT_LOOP)
async def redirects_in_a_ring(visit: Visit) -> None:
    here = int(visit.path.rpartition("/")[2]) if visit.path[-1].isdigit() else 0
    await visit.redirect(b"/redirects_in_a_ring/%d" % ((here + 1) % 3))


@odd(FetchOutcome.TOO_MANY_REDIRECTS)
async def redirects_without_end(visit: Visit) -> None:
    await visit.redirect(b"/redirects_without_end/%d" % visit.times)


@odd(FetchOutcome.BAD_REDIRECT)
async def redirect_without_location(visit: Visit) -> None:
    await visit.page("302 Found")


@odd(FetchOutcome.BAD_REDIRECT)
async def redirect_to_an_app(visit: Visit) -> None:
    await visit.redirect(b"weixin://dl/business")


@odd(FetchOutcome.BAD_REDIRECT)
async def redirect_to_nonsense(visit: Visit) -> None:
    await visit.redirect(b"http://[::bad/")


@odd(FetchOutcome.PRIVATE_ADDRESS)
async def redirect_into_the_office(visit: Visit) -> None:
    await visit.redirect(b"http://169.254.169.254/latest/meta-data/")


@odd(FetchOutcome.PRIVATE_ADDRESS)
async def redirect_to_this_machine_in_disguise(visit: Visit) -> None:
    await visit.redirect(b"http://0x7f.1:8000/")


@odd(FetchOutcome.GONE)
async def redirect_to_nothing(visit: Visit) -> None:
    await (visit.page("404 Not Found") if visit.path.endswith("/x") else visit.redirect(b"/redirect_to_nothing/x"))


# HEAD


@odd(FetchOutcome.OK, method="HEAD")
async def head_fine(visit: Visit) -> None:
    await visit.page()


@odd(FetchOutcome.OK, method="HEAD", status=200)
async def head_refused(visit: Visit) -> None:
    await (visit.page("405 Method Not Allowed") if visit.method == "HEAD" else visit.page())


@odd(FetchOutcome.OK, method="HEAD", status=200)
async def head_says_gone(visit: Visit) -> None:
    await (visit.page("404 Not Found") if visit.method == "HEAD" else visit.page())


@odd(FetchOutcome.OK, method="HEAD", status=200)
async def head_cut_off(visit: Visit) -> None:
    if visit.method == "HEAD":
        visit.cut()
    else:
        await visit.page()


@odd(FetchOutcome.OK, method="HEAD", status=200)
async def head_refused_and_file_large(visit: Visit) -> None:
    if visit.method == "HEAD":
        await visit.page("501 Not Implemented")
    else:
        await visit.say(b"HTTP/1.1 200 OK\r\nContent-Length: 900000000\r\n\r\n", b"x" * 100_000)


@odd(FetchOutcome.GONE, method="HEAD")
async def head_and_get_gone(visit: Visit) -> None:
    await visit.page("404 Not Found")
