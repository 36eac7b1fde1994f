"""What the fetcher promises whoever supplies and receives: everything once, in time, and no surprises."""

from __future__ import annotations

import dataclasses
import gc
import socket
import threading
import time
from collections.abc import Collection, Sequence

import pytest
from collect.fetching.asking import NOW, QUICK, UNLIMITED, fetch, fetch_all, supply_of
from collect.fetching.recording import FINE, Answer, RecordingServer
from collect.fetching.zoo import ODD, Zoo

from mingcha.collect.fetching.fetcher import Fetcher
from mingcha.collect.fetching.limits import FetchLimits
from mingcha.model.fetch import FetchOutcome, Request, Response
from mingcha.model.site import Politeness


@pytest.mark.parametrize(
    ("url", "outcome"),
    [
        ("mailto:someone@example.com", FetchOutcome.NOT_HTTP),
        ("javascript:void(0)", FetchOutcome.NOT_HTTP),
        ("file:///etc/passwd", FetchOutcome.NOT_HTTP),
        ("ftp://example.com/a", FetchOutcome.NOT_HTTP),
        ("http://", FetchOutcome.BAD_ADDRESS),
        ("http://[::1", FetchOutcome.BAD_ADDRESS),
        ("http://a b/", FetchOutcome.BAD_ADDRESS),
        ("http://example.com:99999/", FetchOutcome.BAD_ADDRESS),
        ("http://example.com:0/", FetchOutcome.BAD_ADDRESS),
        ("/relative", FetchOutcome.BAD_ADDRESS),
        ("", FetchOutcome.BAD_ADDRESS),
        ("http://\ud800/", FetchOutcome.BAD_ADDRESS),
    ],
)
def test_what_is_no_web_address_is_told_and_never_asked(url: str, outcome: FetchOutcome) -> None:
    response = fetch(url)
    assert (response.outcome, response.tries) == (outcome, 0)


def test_names_that_do_not_exist_are_told_from_name_servers_that_fail() -> None:
    def resolve(name: str) -> list[str]:
        code = socket.EAI_NONAME if name == "gone.example" else socket.EAI_AGAIN
        raise socket.gaierror(code, "no")

    gone = fetch("http://gone.example/", resolve=resolve)
    failed = fetch("http://failed.example/", resolve=resolve)
    assert (gone.outcome, failed.outcome) == (FetchOutcome.NO_SUCH_HOST, FetchOutcome.DNS_FAILED)


def test_a_name_server_that_hangs_holds_nobody_up() -> None:
    release = threading.Event()

    def resolve(name: str) -> list[str]:
        release.wait(5)
        return ["127.0.0.1"]

    start = time.monotonic()
    with RecordingServer() as server:
        requests = [Request("http://hangs.example/", retries=0), Request(server.url("/a"))]
        limits = dataclasses.replace(QUICK, connect=0.3)
        politeness = Politeness(rate=0, obey_robots=False)
        responses = fetch_all(requests, private=[server.host], resolve=resolve, limits=limits, politeness=politeness)
    release.set()
    assert [response.outcome for response in responses] == [FetchOutcome.OK, FetchOutcome.DNS_FAILED]
    assert time.monotonic() - start < 2


def test_a_port_nobody_listens_on_is_refused() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        host = f"127.0.0.1:{free.getsockname()[1]}"
        assert fetch(f"http://{host}/", private=[host]).outcome is FetchOutcome.REFUSED


def test_what_is_sent_is_what_was_asked_for() -> None:
    with RecordingServer() as server:
        request = Request(
            server.url("/a?b=%C4%E3&c=中"),
            headers=(("Referer", server.url("/")), ("User-Agent", "Special")),
            etag='"v1"',
            modified="Mon, 23 Nov 2026 10:00:00 GMT",
        )
        plain = Request(server.url("/plain"))
        fetch_all([request, plain], private=[server.host], politeness=Politeness(rate=0, parallel=1))
    _, asked, after = server.asked
    assert asked.path == "/a?b=%C4%E3&c=%E4%B8%AD"
    assert asked.headers["referer"] == server.url("/")
    assert asked.headers["user-agent"] == "Special"
    assert asked.headers["if-none-match"] == '"v1"'
    assert asked.headers["if-modified-since"].startswith("Mon, 23")
    assert not {"referer", "if-none-match", "if-modified-since"} & set(after.headers)
    assert "Mingcha" in after.headers["user-agent"]


def test_a_form_is_posted_and_a_get_after_it_is_a_get() -> None:
    with Zoo() as zoo:
        posted = Request(zoo.url("plain_page"), method="POST", body=b"a=%C4%E3", kind="form")
        empty = Request(zoo.url("plain_page"), method="POST", kind="empty form")
        plain = Request(zoo.url("plain_page"), kind="page")
        responses = fetch_all([posted, empty, plain], private=zoo.hosts, politeness=Politeness(rate=0, parallel=1))
    methods = [
        (method, headers.get("content-length", "")) for method, path, headers in zoo.seen if "robots" not in path
    ]
    assert methods == [("POST", "8"), ("POST", "0"), ("GET", "")]
    assert [response.outcome for response in responses[1:]] == [FetchOutcome.OK] * 3


def test_a_post_that_is_sent_elsewhere_becomes_a_get() -> None:
    with RecordingServer(lambda path, _: FINE if path == "/done" else (302, {"Location": "/done"}, b"")) as server:
        request = Request(server.url("/form"), method="POST", body=b"a=1")
        response = fetch(request, private=[server.host], politeness=Politeness(rate=0, obey_robots=False))
    assert [(asked.method, asked.path) for asked in server.asked] == [("POST", "/form"), ("GET", "/done")]
    assert response.hops[0].status == 302


def test_cookies_are_kept_for_the_run_and_for_their_host() -> None:
    def answer(path: str, _: int) -> Answer:
        return 200, {"Set-Cookie": "session=abc; path=/"} if path == "/login" else {}, b"<html>x"

    with RecordingServer(answer) as server, RecordingServer(answer) as other:
        requests = [Request(server.url("/login")), Request(server.url("/a")), Request(other.url("/a"))]
        delivered: list[Response] = []
        private = [server.host, "localhost:" + str(other.port)]
        requests[2] = Request(f"http://localhost:{other.port}/a")
        with Fetcher(
            lambda _: Politeness(rate=0, parallel=1), limits=QUICK, private=private, now=lambda: NOW
        ) as fetcher:
            fetcher.run(supply_of(requests[:1]), delivered.append)
            fetcher.run(supply_of(requests[1:]), delivered.append)
    assert server.asked[-1].headers["cookie"] == "session=abc"
    assert "cookie" not in other.asked[-1].headers


def test_what_deliver_asks_for_anew_is_fetched_in_the_same_run() -> None:
    waiting: list[str] = ["/1"]
    with RecordingServer() as server:

        def supply(how_many: int, busy: Collection[str]) -> Sequence[Request]:
            found, waiting[:] = waiting[:how_many], waiting[how_many:]
            return [Request(server.url(path)) for path in found]

        def deliver(response: Response) -> None:
            if response.request.kind != "robots" and len(response.url) < len(server.url("/")) + 5:
                waiting.append(response.url.removeprefix(server.url("/")[:-1]) + "1")

        with Fetcher(lambda _: UNLIMITED, limits=QUICK, private=[server.host], now=lambda: NOW) as fetcher:
            fetcher.run(supply, deliver)
    assert server.paths() == ["/robots.txt", "/1", "/11", "/111", "/1111", "/11111"]


def test_a_host_with_enough_in_hand_is_named_busy() -> None:
    limits = dataclasses.replace(QUICK, in_hand_for_host=10)
    left = list(range(200))
    most, given_while_busy = [0], [0]
    in_hand = [0]
    with RecordingServer(delay=0.001) as server:

        def supply(how_many: int, busy: Collection[str]) -> Sequence[Request]:
            if server.host in busy:
                given_while_busy[0] += 1
                return []
            found, left[:] = left[: min(5, how_many)], left[min(5, how_many) :]
            in_hand[0] += len(found)
            most[0] = max(most[0], in_hand[0])
            return [Request(server.url(f"/{number}")) for number in found]

        def deliver(response: Response) -> None:
            in_hand[0] -= response.request.kind != "robots"

        with Fetcher(lambda _: UNLIMITED, limits=limits, private=[server.host], now=lambda: NOW) as fetcher:
            fetcher.run(supply, deliver)
    assert len(server.asked) == 201
    assert given_while_busy[0] > 0
    assert most[0] <= 10 + 5 + UNLIMITED.parallel


def test_never_more_is_taken_in_hand_than_the_limit() -> None:
    limits = dataclasses.replace(QUICK, in_hand=20, in_hand_for_host=1000)
    given: list[int] = []
    left = list(range(100))
    with RecordingServer() as server:

        def supply(how_many: int, busy: Collection[str]) -> Sequence[Request]:
            given.append(how_many)
            found, left[:] = left[:how_many], left[how_many:]
            return [Request(server.url(f"/{number}")) for number in found]

        with Fetcher(lambda _: UNLIMITED, limits=limits, private=[server.host], now=lambda: NOW) as fetcher:
            fetcher.run(supply, lambda _: None)
    assert max(given) <= 20
    assert len(server.asked) == 101


def test_what_deliver_raises_ends_the_run_and_the_fetcher_can_go_on() -> None:
    class Full(Exception):
        pass

    def deliver(response: Response) -> None:
        if response.request.kind != "robots":
            raise Full

    delivered: list[Response] = []
    with (
        RecordingServer() as server,
        Fetcher(lambda _: UNLIMITED, limits=QUICK, private=[server.host], now=lambda: NOW) as fetcher,
    ):
        with pytest.raises(Full):
            fetcher.run(supply_of(Request(server.url(f"/{number}")) for number in range(50)), deliver)
        fetcher.run(supply_of([Request(server.url("/after"))]), delivered.append)
    assert [response.url for response in delivered] == [server.url("/after")]


def test_what_supply_raises_ends_the_run_as_well() -> None:
    def supply(how_many: int, busy: Collection[str]) -> Sequence[Request]:
        raise OSError("disk full")

    with Fetcher(lambda _: UNLIMITED, limits=QUICK, now=lambda: NOW) as fetcher, pytest.raises(OSError, match="disk"):
        fetcher.run(supply, lambda _: None)


def test_told_to_stop_it_begins_nothing_more_and_brings_in_what_is_under_way() -> None:
    with RecordingServer(delay=0.2) as server:
        stop = threading.Event()
        delivered: list[Response] = []

        def deliver(response: Response) -> None:
            delivered.append(response)
            if len(delivered) == 5:
                stop.set()

        politeness = Politeness(rate=0, parallel=2)
        start = time.monotonic()
        with Fetcher(lambda _: politeness, limits=QUICK, private=[server.host], now=lambda: NOW) as fetcher:
            requests = (Request(server.url(f"/{number}")) for number in range(500))
            fetcher.run(supply_of(requests), deliver, should_stop=stop.is_set)
    assert len(delivered) == len(server.asked) < 12
    assert time.monotonic() - start < 3


def test_an_answer_that_will_not_come_does_not_keep_it_from_stopping() -> None:
    with Zoo() as zoo:
        start = time.monotonic()
        with Fetcher(
            lambda _: UNLIMITED, limits=FetchLimits(farewell=0.2), private=zoo.hosts, now=lambda: NOW
        ) as fetcher:
            asked = supply_of([Request(zoo.url("never_answers"))])
            fetcher.run(asked, lambda _: None, should_stop=lambda: time.monotonic() - start > 0.5)
    assert time.monotonic() - start < 1.5


def test_a_clock_that_jumps_changes_dates_and_nothing_else() -> None:
    from datetime import timedelta

    hours = iter(range(0, 10_000, 7))
    with RecordingServer() as server:
        requests = [Request(server.url(f"/{number}")) for number in range(20)]
        responses = fetch_all(
            requests,
            private=[server.host],
            now=lambda: NOW - timedelta(hours=next(hours)),
            politeness=Politeness(rate=50, parallel=2),
        )
    assert [response.outcome for response in responses if not response.request.kind] == [FetchOutcome.OK] * 20
    assert all(0 < response.seconds < 1 for response in responses)


def test_large_answers_wait_for_each_other_when_together_they_would_fill_the_memory() -> None:
    size = 8_000_000

    def answer(path: str, _: int) -> Answer:
        return 200, {"Content-Type": "application/pdf"}, b"x" * size

    sizes: list[int] = []
    limits = dataclasses.replace(QUICK, held=size, body=2 * size, total=20.0, slow_time=5.0)
    politeness = Politeness(rate=0, parallel=12, obey_robots=False)
    with RecordingServer(answer) as server:
        requests = supply_of([Request(server.url(f"/{number}")) for number in range(12)])
        with Fetcher(lambda _: politeness, limits=limits, private=[server.host], now=lambda: NOW) as fetcher:
            filled: list[int] = []
            perform = fetcher._lines.mind_memory
            fetcher._lines.mind_memory = lambda: (filled.append(held_by(fetcher)), perform())  # type: ignore[method-assign]
            start = time.monotonic()
            fetcher.run(requests, lambda response: sizes.append(len(response.body)))
    assert sizes == [size] * 12
    assert time.monotonic() - start < 10
    assert size < max(filled) < 5 * size


def held_by(fetcher: Fetcher) -> int:
    return sum(transfer.held for transfer in fetcher._lines._active)


def test_the_whole_zoo_on_one_host_ends_as_well() -> None:
    with Zoo() as zoo:
        slow = {odd.name for odd in ODD.values() if odd.is_slow} | {"come_back_next_week"}
        requests = [
            Request(zoo.shared_url(odd.name), method=odd.method, etag=odd.etag, retries=0, kind=odd.name)
            for odd in ODD.values()
            if odd.name not in slow
        ]
        limits = dataclasses.replace(QUICK, slowdown=0.01, slowest=0.05)
        responses = fetch_all(requests, private=zoo.hosts, limits=limits, politeness=Politeness(rate=0, parallel=8))
    ended = {response.request.kind: response.outcome for response in responses}
    del ended["robots"]
    once = {"status_503_once", "closed_once_then_fine", "cut_once_then_whole"}
    wrong = {name: end for name, end in ended.items() if name not in once and end is not ODD[name].outcome}
    assert wrong == {}
    assert set(ended) == set(ODD) - slow


def test_nothing_is_left_open() -> None:
    before = threading.active_count()
    with RecordingServer() as server:
        fetch_all([Request(server.url(f"/{number}")) for number in range(10)], private=[server.host])
        deadline = time.monotonic() + 2
        while server.open and time.monotonic() < deadline:
            time.sleep(0.01)
        assert server.open == 0
    gc.collect()
    assert threading.active_count() <= before


def test_an_address_of_the_new_kind_is_fetched_like_any_other() -> None:
    try:
        listener = socket.create_server(("::1", 0), family=socket.AF_INET6)
    except OSError as error:
        pytest.skip(f"no IPv6 on this machine: {error}")
    with listener:
        port = listener.getsockname()[1]

        def answer() -> None:
            for _ in range(2):
                connection, _ = listener.accept()
                with connection:
                    connection.recv(1000)
                    connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok")

        thread = threading.Thread(target=answer, daemon=True)
        thread.start()
        politeness = Politeness(rate=0, obey_robots=False)
        by_number = fetch(f"http://[::1]:{port}/", private=[f"[::1]:{port}"], politeness=politeness)
        host = f"six.example:{port}"
        by_name = fetch(f"http://{host}/", private=[host], politeness=politeness, resolve=lambda _: ["::1"])
        thread.join(5)
    assert [(response.outcome, response.address) for response in (by_number, by_name)] == [(FetchOutcome.OK, "::1")] * 2
