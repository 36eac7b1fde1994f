"""What servers send, read without ever stumbling: heads, bodies, locations, robots, waits."""

from __future__ import annotations

import gzip
import zlib
from datetime import UTC, datetime

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from mingcha.collect.fetching.aim import Aim, aim
from mingcha.collect.fetching.answer import Answer, Encrypted
from mingcha.collect.fetching.blocked import stands_in
from mingcha.collect.fetching.exchange import Exchange
from mingcha.collect.fetching.head import read_head
from mingcha.collect.fetching.limits import FetchLimits
from mingcha.collect.fetching.mending import Mender, mended
from mingcha.collect.fetching.patience import asked_to_wait
from mingcha.collect.fetching.redirects import follow, location
from mingcha.collect.fetching.robots import read_robots, robots_of
from mingcha.collect.fetching.rungs import Rung
from mingcha.collect.fetching.trail import Trail
from mingcha.collect.fetching.unpack import unpack
from mingcha.collect.fetching.verdict import judge
from mingcha.model.fetch import FetchOutcome, Remark, Request

NOW = datetime(2023, 12, 1, 9, 30, tzinfo=UTC)
LIMITS = FetchLimits()
LINES = st.lists(
    st.binary(max_size=60)
    | st.sampled_from(
        [
            b"HTTP/1.1 200 OK\r\n",
            b"HTTP/1.1 302 Found\r\n",
            b"HTTP/1.1 999\r\n",
            b"HTTP/1.1 304 \xb2\xbb\xb1\xe4\r\n",
            b"\r\n",
            b"Location: /a\r\n",
            b"Location: http://[::1\r\n",
            b"Location: \xff\xfe//\x00\r\n",
            b"Retry-After: 99999999999999999999\r\n",
            b"Retry-After: Fri, 31 Dec 9999 23:59:59 GMT\r\n",
            b"Content-Encoding: gzip, br, deflate\r\n",
            b"Content-Type: \xd6\xd0; charset=\xb9\xfa\r\n",
        ]
    ),
    max_size=12,
)


@given(LINES, st.binary(max_size=200), st.sampled_from(["GET", "HEAD", "POST"]), st.integers(0, 100))
@example([b"HTTP/1.1 200 OK\r\n", b"Content-Encoding: gzip\r\n"], b"\x1f\x8b", "GET", 0)
def test_no_bytes_of_a_server_ever_raise(lines: list[bytes], body: bytes, method: str, code: int) -> None:
    head = read_head(lines)
    target = aim("http://example.com/a")
    assert isinstance(target, Aim)
    exchange = Exchange(Request(target.url, method=method), target)
    answer = Answer(code, "words", head, body, True, False, "", Encrypted(Rung.STRICT))
    assert judge(answer, exchange, limits=LIMITS).outcome in FetchOutcome
    assert asked_to_wait(head, now=NOW) >= 0
    follow(exchange, head, hops=8)
    assert read_robots(body, name="Mingcha").allows("http://example.com/a") in (True, False)


@given(st.text(max_size=60) | st.text(max_size=40).map("http://example.com/{}".format))
def test_any_address_is_read_or_told_to_be_none(url: str) -> None:
    target = aim(url)
    if isinstance(target, Aim):
        assert target.url.startswith(f"{target.origin}/")
        assert target.url.isascii()
        assert target.port > 0
    else:
        assert target in (FetchOutcome.BAD_ADDRESS, FetchOutcome.NOT_HTTP)


@pytest.mark.parametrize(
    ("url", "host", "name", "port", "sent"),
    [
        ("http://WWW.Example.COM/a", "www.example.com", "www.example.com", 80, "http://www.example.com/a"),
        ("https://example.com:443/a#b", "example.com", "example.com", 443, "https://example.com/a"),
        ("http://example.com:8080", "example.com:8080", "example.com", 8080, "http://example.com:8080/"),
        ("http://[2400::1]:81/", "[2400::1]:81", "2400::1", 81, "http://[2400::1]:81/"),
        ("http://样例县.example/信息 公开", "xn--fsq55hd5w.example", "xn--fsq55hd5w.example", 80, None),
        ("http://example.com/a/../b", "example.com", "example.com", 80, "http://example.com/b"),
        ("http://example.com\\a", "example.com", "example.com", 80, "http://example.com/a"),
        ("http://0x7f.1/", "127.0.0.1", "127.0.0.1", 80, "http://127.0.0.1/"),
        ("http://%31%32%37.1/", "127.0.0.1", "127.0.0.1", 80, "http://127.0.0.1/"),
        ("http://example.com./", "example.com.", "example.com.", 80, "http://example.com./"),
    ],
)
def test_an_address_is_read_as_browsers_do(url: str, host: str, name: str, port: int, sent: str | None) -> None:
    target = aim(url)
    assert isinstance(target, Aim)
    assert (target.host, target.name, target.port) == (host, name, port)
    assert sent is None or target.url == sent


def test_the_head_that_counts_is_the_last_and_trailers_are_none() -> None:
    head = read_head(
        [
            *(b"HTTP/1.1 100 Continue\r\n", b"\r\n", b"HTTP/1.0 404 \xc3\xbb\xd3\xd0\r\n", b"A: 1\r\n", b" 2\r\n"),
            *(b"B:\xff\r\n", b"\r\n", b"X-Trailer: 1\r\n"),
        ]
    )
    assert (head.status, head.reason, head.version) == (404, "没有", "HTTP/1.0")
    assert head.headers == ((b"A", b"1 2"), (b"B", b"\xff"))


@given(st.binary(max_size=2000), st.sampled_from([b"gzip", b"deflate", b"x-gzip", b"identity", b"br", b"gzip, gzip"]))
def test_unpacking_anything_gives_something(body: bytes, coding: bytes) -> None:
    unpacked = unpack(body, coding=coding, limit=1000)
    assert len(unpacked.body) <= max(1000, len(body))


@given(st.binary(max_size=5000), st.integers(1, 6000))
def test_what_was_packed_is_unpacked_up_to_the_limit(body: bytes, limit: int) -> None:
    for coding, packed in ((b"gzip", gzip.compress(body)), (b"deflate", zlib.compress(body))):
        unpacked = unpack(packed, coding=coding, limit=limit)
        assert unpacked.body == body[:limit]
        assert unpacked.whole == (len(body) <= limit)
        assert unpacked.remarks == ()


def test_two_layers_of_packing_come_off_in_their_order() -> None:
    assert unpack(gzip.compress(zlib.compress(b"page")), coding=b"deflate, gzip", limit=100).body == b"page"


@given(st.binary(max_size=300), st.lists(st.integers(1, 40), max_size=20))
def test_a_mended_answer_does_not_depend_on_how_its_bytes_came(data: bytes, cuts: list[int]) -> None:
    whole = Mender()
    at_once = whole.feed(b"HTTP/1.1 200 OK\r\nbroken\r\nA: 1\r\n\r\n" + data) + whole.finish()
    pieces = Mender()
    sent = b"HTTP/1.1 200 OK\r\nbroken\r\nA: 1\r\n\r\n" + data
    came = b""
    for size in cuts:
        came += pieces.feed(sent[:size])
        sent = sent[size:]
    assert came + pieces.feed(sent) + pieces.finish() == at_once
    assert at_once == b"HTTP/1.1 200 OK\r\nA: 1\r\n\r\n" + data


@given(st.binary(max_size=300))
def test_any_head_can_be_mended(head: bytes) -> None:
    assert mended(head).endswith(b"\r\n\r\n")


@pytest.mark.parametrize(
    ("sent", "target"),
    [
        (b"/b", "http://example.com/b"),
        (b"c?d=1", "http://example.com/dir/c?d=1"),
        (b"//other.example/x", "http://other.example/x"),
        (b"HTTPS://EXAMPLE.com/", "https://example.com/"),
        (b" http://example.com/a b ", "http://example.com/a%20b"),
        ("http://example.com/附件".encode("gb18030"), "http://example.com/%B8%BD%BC%FE"),
        ("http://example.com/附件".encode(), "http://example.com/%E9%99%84%E4%BB%B6"),
        (b"?page=2", "http://example.com/dir/a?page=2"),
        (b"", None),
        (b"javascript:history.back()", None),
        (b"http://", None),
        (b"http://a:b:c/", None),
    ],
)
def test_where_a_location_leads(sent: bytes, target: str | None) -> None:
    found = location("http://example.com/dir/a", ((b"location", sent),))
    assert (found.url if isinstance(found, Aim) else None) == target


def test_a_loop_is_known_when_it_closes_and_a_cookie_opens_it_once() -> None:
    trail = Trail("GET", "a")
    assert not trail.closes("GET", "b", cookie=False)
    assert trail.closes("GET", "a", cookie=False)
    trail = Trail("GET", "a")
    assert not trail.closes("GET", "a", cookie=True)
    assert trail.closes("GET", "a", cookie=True)
    assert not Trail("POST", "a").closes("GET", "a", cookie=False)


@pytest.mark.parametrize(
    ("stated", "seconds"),
    [
        (b"120", 120),
        (b" 5 ", 5),
        (b"Fri, 01 Dec 2023 09:31:00 GMT", 60),
        (b"Fri, 01 Dec 2023 09:00:00 GMT", 0),
        (b"soon", 0),
        (b"-5", 0),
        (b"\xb2", 0),
        (b"", 0),
    ],
)
def test_how_long_a_server_wants_to_be_left_alone(stated: bytes, seconds: float) -> None:
    head = read_head([b"HTTP/1.1 503 X\r\n", b"Retry-After: " + stated + b"\r\n"])
    assert asked_to_wait(head, now=NOW) == seconds


def test_a_servers_wrong_clock_does_not_change_how_long_it_waits() -> None:
    lines = [b"Date: Sat, 01 Jan 2000 00:00:00 GMT\r\n", b"Retry-After: Sat, 01 Jan 2000 00:00:30 GMT\r\n"]
    assert asked_to_wait(read_head([b"HTTP/1.1 503 X\r\n", *lines]), now=NOW) == 30


def test_robots_in_gbk_with_a_mark_and_without_order() -> None:
    text = "\ufeffUser-Agent:*\r\nDisallow:/a\r\nDisallow: /搜索\r\nCrawl-Delay: 2\r\n"
    robots = read_robots(text.encode(), name="Mingcha")
    assert not robots.allows("http://example.com/a1")
    assert not robots.allows("http://example.com/%E6%90%9C%E7%B4%A2")
    assert robots.allows("http://example.com/b")
    assert robots.delay == 2


@pytest.mark.parametrize(
    ("outcome", "moved", "denies"),
    [
        (FetchOutcome.GONE, False, None),
        (FetchOutcome.FORBIDDEN, False, None),
        (FetchOutcome.NEEDS_BROWSER, False, None),
        (FetchOutcome.SERVER_ERROR, False, FetchOutcome.ROBOTS_UNKNOWN),
        (FetchOutcome.TIMEOUT, False, FetchOutcome.ROBOTS_UNKNOWN),
        (FetchOutcome.RESET, False, FetchOutcome.ROBOTS_UNKNOWN),
        (FetchOutcome.NO_SUCH_HOST, False, FetchOutcome.NO_SUCH_HOST),
        (FetchOutcome.PRIVATE_ADDRESS, False, FetchOutcome.PRIVATE_ADDRESS),
        (FetchOutcome.PRIVATE_ADDRESS, True, None),
        (FetchOutcome.REFUSED, True, FetchOutcome.ROBOTS_UNKNOWN),
    ],
)
def test_what_a_missing_robots_means(outcome: FetchOutcome, moved: bool, denies: FetchOutcome | None) -> None:
    assert robots_of(outcome, b"", name="Mingcha", moved=moved).denies is denies


def page(text: str, *, links: int = 0) -> bytes:
    return f"<html><title>t</title><body>{text}{'<a href=x>x</a>' * links}</body></html>".encode()


@pytest.mark.parametrize(
    ("status", "body", "outcome"),
    [
        (200, page("您的访问被拦截"), FetchOutcome.BLOCKED_PAGE),
        (405, page("很抱歉，由于您访问的URL有可能对网站造成安全威胁"), FetchOutcome.BLOCKED_PAGE),
        (200, page("您的访问被拦截", links=20), None),
        (200, page("我县部署网站防火墙，" + "加强网络安全防护工作。" * 100), None),
        (412, page("<script>$_ts</script>"), FetchOutcome.NEEDS_BROWSER),
        (412, page("no"), None),
        (202, page("<script>$_ts=window['$_ts'];if(!$_ts)$_ts={};</script>"), FetchOutcome.NEEDS_BROWSER),
        (200, page("公告：今日停水"), None),
        (200, b"", None),
    ],
)
def test_what_a_firewall_shows_in_a_pages_stead(status: int, body: bytes, outcome: FetchOutcome | None) -> None:
    assert stands_in(status, b"text/html", body) is outcome
    assert stands_in(status, b"application/pdf", body) is None


def test_a_short_page_that_closes_is_whole_enough() -> None:
    target = aim("http://example.com/a")
    assert isinstance(target, Aim)
    head = read_head([b"HTTP/1.1 200 OK\r\n"])
    exchange = Exchange(Request(target.url), target)
    for body, cut in ((b"<html>all of it</html>\r\n", False), (b"<html>half of", True)):
        answer = Answer(18, "short", head, body, True, False, "", Encrypted(Rung.STRICT))
        verdict = judge(answer, exchange, limits=LIMITS)
        assert (verdict.outcome, verdict.remarks, verdict.cut) == (FetchOutcome.OK, (Remark.SHORT_BODY,), cut)
