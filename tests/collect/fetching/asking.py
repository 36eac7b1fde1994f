"""Asking in tests: short limits, everything delivered into a list."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import UTC, datetime
from typing import Any

from mingcha.collect.fetching.fetcher import Fetcher
from mingcha.collect.fetching.limits import FetchLimits
from mingcha.model.fetch import Request, Response
from mingcha.model.site import Politeness

QUICK = FetchLimits(
    connect=1.0,
    total=2.0,
    slow_speed=100,
    slow_time=1.0,
    body=2_000_000,
    retry_wait=0.02,
    slowdown=0.1,
    slowest=0.4,
    rest=0.2,
    farewell=0.5,
)
UNLIMITED = Politeness(rate=0, parallel=4)
NOW = datetime(2023, 12, 1, 9, 30, tzinfo=UTC)


def supply_of(requests: Iterable[Request]) -> Callable[[int, Collection[str]], Sequence[Request]]:
    """Gives the requests in their order, however many are wanted at a time."""
    rest = iter(requests)

    def supply(how_many: int, busy: Collection[str]) -> Sequence[Request]:
        return [request for _, request in zip(range(how_many), rest, strict=False)]

    return supply


def fetch_all(
    requests: Iterable[Request],
    *,
    politeness: Politeness = UNLIMITED,
    limits: FetchLimits = QUICK,
    private: Collection[str] = (),
    **others: Any,
) -> list[Response]:
    """Ask for everything in one run."""
    delivered: list[Response] = []
    now = others.pop("now", lambda: NOW)
    with Fetcher(lambda host: politeness, limits=limits, private=private, now=now, **others) as fetcher:
        fetcher.run(supply_of(requests), delivered.append)
    return delivered


def fetch(request: Request | str, **options: Any) -> Response:
    """Ask for one thing; what robots.txt said is left out."""
    asked = request if isinstance(request, Request) else Request(request)
    (response,) = (found for found in fetch_all([asked], **options) if found.request.kind != "robots")
    return response
