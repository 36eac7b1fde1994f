"""A host is asked as its office agreed: so fast, so many at a time, not at night, and not when it says no."""

from __future__ import annotations

import dataclasses
import threading
import time
from datetime import UTC, datetime
from datetime import time as clock
from itertools import pairwise

from collect.fetching.asking import NOW, QUICK, UNLIMITED, fetch, fetch_all, supply_of
from collect.fetching.recording import FINE, NO_ROBOTS, Answer, RecordingServer

from mingcha.collect.fetching.fetcher import Fetcher
from mingcha.model.fetch import FetchOutcome, Request, Response
from mingcha.model.site import Politeness


def pages(server: RecordingServer, count: int, *, method: str = "GET") -> list[Request]:
    return [Request(server.url(f"/{number}"), method=method) for number in range(count)]


def outcomes(responses: list[Response]) -> list[FetchOutcome]:
    return [response.outcome for response in responses if response.request.kind != "robots"]


def robots(text: str, status: int = 200) -> Answer:
    return status, {"Content-Type": "text/plain"}, text.encode()


def test_the_rate_is_never_passed_not_even_with_redirects_and_repeats() -> None:
    def answer(path: str, before: int) -> Answer:
        if path.endswith("3"):
            return 302, {"Location": "/moved"}, b""
        if path.endswith("5") and not before:
            return 500, {}, b""
        if path.endswith("7"):
            return 405, {}, b""
        return FINE

    with RecordingServer(answer, delay=0.03) as server:
        requests = [*pages(server, 9), *pages(server, 9, method="HEAD")]
        responses = fetch_all(requests, politeness=Politeness(rate=12, parallel=4), private=[server.host])
    assert len(outcomes(responses)) == 18
    assert len(server.asked) > 20
    assert server.busiest_second() <= 12
    assert all(later.at - earlier.at > 0.5 / 12 for earlier, later in pairwise(server.asked))


def test_the_rate_is_made_use_of() -> None:
    with RecordingServer() as server:
        start = time.monotonic()
        fetch_all(pages(server, 12), politeness=Politeness(rate=20, parallel=2), private=[server.host])
        took = time.monotonic() - start
    assert took < 1.2


def test_there_are_never_more_connections_than_allowed_and_they_are_used_again() -> None:
    with RecordingServer(delay=0.02) as server:
        fetch_all(pages(server, 60), politeness=Politeness(rate=0, parallel=3), private=[server.host])
    assert server.most == 3
    assert len(server.asked) == 61


def test_one_connection_means_one_request_after_the_other() -> None:
    with RecordingServer(delay=0.01) as server:
        fetch_all(pages(server, 10), politeness=Politeness(rate=0, parallel=1), private=[server.host])
    assert server.most == 1


def test_a_redirect_to_another_host_goes_at_that_hosts_pace() -> None:
    with RecordingServer() as second, RecordingServer(lambda p, _: (302, {"Location": second.url(p)}, b"")) as first:
        politeness = {first.host: UNLIMITED, second.host: Politeness(rate=10, parallel=1, obey_robots=False)}
        delivered: list[Response] = []
        with Fetcher(
            politeness.__getitem__, limits=QUICK, private=[first.host, second.host], now=lambda: NOW
        ) as fetcher:
            fetcher.run(supply_of(pages(first, 8)), delivered.append)
    assert outcomes(delivered) == [FetchOutcome.OK] * 8
    assert {response.url.rpartition("/")[0] for response in delivered if response.hops} == {f"http://{second.host}"}
    assert all(later.at - earlier.at > 0.08 for earlier, later in pairwise(second.asked))


def test_a_slow_host_does_not_hold_up_a_quick_one() -> None:
    with RecordingServer(delay=0.3) as slow, RecordingServer() as quick:
        ended: list[str] = []
        with Fetcher(lambda _: UNLIMITED, limits=QUICK, private=[slow.host, quick.host], now=lambda: NOW) as fetcher:
            requests = [*pages(slow, 4), *pages(quick, 50)]
            fetcher.run(supply_of(requests), lambda response: ended.append(response.request.url))
    assert all(server.url("/") in url or "robots" in url for server, url in zip([quick] * 50, ended[:50], strict=True))


def test_robots_is_asked_once_before_everything_and_delivered() -> None:
    with RecordingServer(lambda path, _: robots("User-agent: *\nDisallow: /1") if "robots" in path else FINE) as server:
        responses = fetch_all(pages(server, 20), private=[server.host])
    assert server.paths()[0] == "/robots.txt"
    assert server.paths().count("/robots.txt") == 1
    assert responses[0].request.kind == "robots"
    assert responses[0].body.startswith(b"User-agent")
    denied = {response.url for response in responses if response.outcome is FetchOutcome.ROBOTS}
    assert denied == {server.url(f"/{number}") for number in (1, *range(10, 20))}
    assert not any(path.startswith("/1") for path in server.paths())


def test_robots_goes_by_our_exact_name() -> None:
    text = "User-agent: Ming\nDisallow: /\n\nUser-agent: mingcha\nDisallow: /secret\n\nUser-agent: *\nDisallow: /0\n"
    with RecordingServer(lambda path, _: robots(text) if "robots" in path else FINE) as server:
        requests = [Request(server.url("/0")), Request(server.url("/secret"))]
        ours = outcomes(fetch_all(requests, private=[server.host]))
        others = outcomes(fetch_all(requests, private=[server.host], robots_name="MingchaBot"))
    assert sorted(ours) == [FetchOutcome.OK, FetchOutcome.ROBOTS]
    assert others == [FetchOutcome.ROBOTS, FetchOutcome.OK]


def test_a_redirect_into_what_robots_forbids_is_not_followed() -> None:
    def answer(path: str, _: int) -> Answer:
        if "robots" in path:
            return robots("User-agent: *\nDisallow: /inner")
        return (302, {"Location": "/inner/x"}, b"")

    with RecordingServer(answer) as server:
        response = fetch(server.url("/a"), private=[server.host])
    assert response.outcome is FetchOutcome.ROBOTS
    assert "/inner/x" not in server.paths()


def test_no_robots_means_all_is_allowed_and_a_broken_one_means_not_now() -> None:
    with RecordingServer(lambda path, _: robots("no", 403) if "robots" in path else FINE) as without:
        assert fetch(without.url("/a"), private=[without.host]).outcome is FetchOutcome.OK
    with RecordingServer(lambda path, _: robots("oh", 500) if "robots" in path else FINE) as broken:
        response = fetch(broken.url("/a"), private=[broken.host])
        assert "/a" not in broken.paths()
    assert response.outcome is FetchOutcome.ROBOTS_UNKNOWN
    assert response.outcome.lasting.value == "passing"


def test_a_robots_that_recovers_in_time_is_obeyed() -> None:
    def answer(path: str, before: int) -> Answer:
        if "robots" in path:
            return robots("User-agent: *\nDisallow: /a") if before else (503, {}, b"")
        return FINE

    with RecordingServer(answer) as server:
        assert fetch(server.url("/a"), private=[server.host]).outcome is FetchOutcome.ROBOTS


def test_robots_may_be_ignored_by_order() -> None:
    with RecordingServer(lambda path, _: robots("User-agent: *\nDisallow: /")) as server:
        response = fetch(server.url("/a"), politeness=Politeness(rate=0, obey_robots=False), private=[server.host])
    assert response.outcome is FetchOutcome.OK
    assert "/robots.txt" not in server.paths()


def test_crawl_delay_sets_the_pace_from_below() -> None:
    text = "User-agent: *\nCrawl-delay: 0.3"
    with RecordingServer(lambda path, _: robots(text) if "robots" in path else FINE) as server:
        fetch_all(pages(server, 4), politeness=Politeness(rate=100, parallel=2), private=[server.host])
    assert all(later.at - earlier.at >= 0.28 for earlier, later in pairwise(server.asked[1:]))


def test_retry_after_is_waited_for_by_the_whole_host() -> None:
    def answer(path: str, before: int) -> Answer:
        return (429, {"Retry-After": "1"}, b"") if path == "/0" and not before else FINE

    with RecordingServer(answer) as server:
        responses = fetch_all(
            pages(server, 5), politeness=Politeness(rate=0, parallel=1, obey_robots=False), private=[server.host]
        )
    assert outcomes(responses).count(FetchOutcome.OK) == 5
    assert server.asked[1].at - server.asked[0].at >= 1.0


def test_a_host_that_wants_an_hour_is_left_alone_for_this_run() -> None:
    with RecordingServer(lambda path, _: (503, {"Retry-After": "3600"}, b"")) as server:
        politeness = Politeness(rate=0, parallel=1, obey_robots=False)
        responses = fetch_all(pages(server, 5), politeness=politeness, private=[server.host])
    assert outcomes(responses) == [FetchOutcome.UNAVAILABLE] + [FetchOutcome.HOST_RESTING] * 4
    assert len(server.asked) == 1
    assert [response.tries for response in responses] == [1, 0, 0, 0, 0]


def test_a_host_that_says_it_is_too_much_is_asked_more_slowly_for_a_while() -> None:
    def answer(path: str, before: int) -> Answer:
        return (503, {}, b"") if path == "/0" and not before else FINE

    with RecordingServer(answer) as server:
        politeness = Politeness(rate=0, parallel=1, obey_robots=False)
        fetch_all(pages(server, 12), politeness=politeness, private=[server.host])
    gaps = [later.at - earlier.at for earlier, later in pairwise(server.asked)]
    assert gaps[0] >= QUICK.slowdown
    assert gaps[-1] < QUICK.slowdown / 2


def test_in_quiet_hours_nothing_is_asked_and_afterwards_everything() -> None:
    hour = {"now": datetime(2023, 12, 1, 1, 59, 59, tzinfo=UTC)}
    politeness = Politeness(rate=0, quiet=((clock(22), clock(2)),), obey_robots=False)
    with RecordingServer() as server:
        timer = threading.Timer(0.7, lambda: hour.update(now=datetime(2023, 12, 1, 2, 0, tzinfo=UTC)))
        timer.start()
        start = time.monotonic()
        responses = fetch_all(pages(server, 3), politeness=politeness, private=[server.host], now=lambda: hour["now"])
    assert outcomes(responses) == [FetchOutcome.OK] * 3
    assert server.asked[0].at - start >= 0.6


def test_quiet_hours_can_be_stopped() -> None:
    politeness = Politeness(rate=0, quiet=((clock(0), clock(23, 59)),))
    delivered: list[Response] = []
    start = time.monotonic()
    with RecordingServer() as server, Fetcher(lambda _: politeness, limits=QUICK, now=lambda: NOW) as fetcher:
        fetcher.run(supply_of(pages(server, 3)), delivered.append, should_stop=lambda: time.monotonic() - start > 0.3)
    assert time.monotonic() - start < 1.5
    assert (delivered, server.asked) == ([], [])


def test_a_dead_host_is_given_up_after_a_few_rests_and_the_others_go_on() -> None:
    limits = dataclasses.replace(QUICK, failures=4, rest=0.05, rests=2)
    politeness = Politeness(rate=0, parallel=2, obey_robots=False)
    with RecordingServer() as alive, RecordingServer() as dying:
        dead = dying.host
    with RecordingServer() as alive:
        requests = [Request(f"http://{dead}/{number}", retries=0) for number in range(40)]
        responses = fetch_all(
            [*requests, *pages(alive, 5)], politeness=politeness, limits=limits, private=[dead, alive.host]
        )
    ended = outcomes(responses)
    assert ended.count(FetchOutcome.REFUSED) < 12
    assert ended.count(FetchOutcome.HOST_RESTING) > 28
    assert ended.count(FetchOutcome.OK) == 5


def test_a_host_that_comes_back_during_its_rest_loses_nothing_more() -> None:
    limits = dataclasses.replace(QUICK, failures=3, rest=0.1, rests=3)
    with RecordingServer(lambda path, before: (503, {}, b"") if len(server.asked) <= 3 else FINE) as server:
        politeness = Politeness(rate=0, parallel=1, obey_robots=False)
        requests = [Request(server.url(f"/{number}"), retries=0) for number in range(10)]
        ended = outcomes(fetch_all(requests, politeness=politeness, limits=limits, private=[server.host]))
    assert ended.count(FetchOutcome.UNAVAILABLE) == 3
    assert ended.count(FetchOutcome.OK) == 7


def test_many_failing_pages_of_one_host_make_no_storm() -> None:
    with RecordingServer(lambda path, _: NO_ROBOTS if "robots" in path else (500, {}, b""), delay=0.005) as server:
        requests = [Request(server.url(f"/{number}"), retries=2) for number in range(40)]
        fetch_all(requests, politeness=Politeness(rate=0, parallel=2), private=[server.host])
    assert server.most == 2
    assert max(server.paths().count(path) for path in set(server.paths())) == 3
