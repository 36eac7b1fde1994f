"""A host and how it is asked: how fast, how many at a time, when not, and when no more."""

from __future__ import annotations

from collections import deque
from datetime import datetime, time

from mingcha.collect.fetching.exchange import Exchange
from mingcha.collect.fetching.limits import FetchLimits
from mingcha.collect.fetching.outcomes import OF_THE_HOST, OVERLOAD, STRAIN
from mingcha.model.fetch import FetchOutcome
from mingcha.model.site import Politeness

# Requests are set apart by a little more than the rate asks, so that a server's own clock cannot count one too many.
_MARGIN = 1.03
_NOTICEABLE = 0.02
_STRAINED = 3


class Slot:
    """What is in hand for one host, with all times monotonic.

    The gap between two requests is counted from when the first was really sent, not from when it was begun: a slow
    connection setup would otherwise let two arrive together. While one is `sending`, no other is begun.
    """

    __slots__ = (
        "_crawl_delay",
        "_failures",
        "_next",
        "_rests",
        "_slowdown",
        "_strained",
        "active",
        "given_up",
        "host",
        "limits",
        "politeness",
        "queue",
        "resting_until",
        "returning",
        "scheduled",
        "sending",
        "urgent",
    )

    def __init__(self, host: str, politeness: Politeness, *, limits: FetchLimits) -> None:
        self.host = host
        self.politeness = politeness
        self.limits = limits
        self.queue: deque[Exchange] = deque()
        self.urgent: deque[Exchange] = deque()
        self.active = 0
        self.returning = 0
        self.sending = False
        self.scheduled = False
        self.given_up = False
        self.resting_until = 0.0
        self._next = 0.0
        self._crawl_delay = 0.0
        self._slowdown = 0.0
        self._strained = 0
        self._failures = 0
        self._rests = 0

    @property
    def first(self) -> Exchange | None:
        """Whose turn it is; robots.txt goes before everything."""
        if self.urgent:
            return self.urgent[0]
        return self.queue[0] if self.queue else None

    def take(self) -> Exchange:
        return self.urgent.popleft() if self.urgent else self.queue.popleft()

    def put_first(self, exchange: Exchange) -> None:
        (self.urgent if exchange.robots_of else self.queue).appendleft(exchange)

    @property
    def gap(self) -> float:
        """Seconds between two requests."""
        rate = self.politeness.rate
        return max(_MARGIN / rate if rate > 0 else 0.0, self._crawl_delay) + self._slowdown

    @property
    def is_paced(self) -> bool:
        return self.gap > 0

    @property
    def is_full(self) -> bool:
        """Whether no connection is left; after a rest the host is tried with one."""
        return self.active >= (1 if self._rests else max(1, self.politeness.parallel))

    def is_forgettable(self, at: float) -> bool:
        """Whether nothing is in hand and nothing known of it that a new slot would not know."""
        in_hand = self.queue or self.urgent or self.active or self.returning or self.scheduled
        learned = self.given_up or self._failures or self._slowdown or self._strained or self._crawl_delay
        return not in_hand and not learned and self.wait(at) == 0

    def forget(self) -> None:
        """A run is over: drop what is in hand, and give the host a new chance in the next."""
        self.given_up = False
        self.resting_until = 0.0
        self._failures = self._rests = 0
        self.queue.clear()
        self.urgent.clear()
        self.active = self.returning = 0
        self.sending = self.scheduled = False

    def want_delay(self, delay: float) -> None:
        """Obey a Crawl-delay of robots.txt."""
        self._crawl_delay = max(self._crawl_delay, delay)

    def wait(self, at: float) -> float:
        """Seconds until the next request may be begun; 0: now."""
        return max(0.0, self._next - at, self.resting_until - at)

    def is_quiet(self, now: datetime) -> bool:
        """Whether this is an hour in which the host is left alone."""
        return any(_within(now.time(), first, last) for first, last in self.politeness.quiet)

    def begun(self, at: float) -> None:
        self.active += 1
        if self.is_paced:
            self.sending = True
            self._next = at + self.gap

    def sent(self, at: float) -> None:
        self.sending = False
        self._next = max(self._next, at + self.gap)

    def ended(self) -> None:
        self.active -= 1
        self.sending = False

    def judge(self, outcome: FetchOutcome, at: float) -> None:
        """Learn from how a try ended: slower when it was too much, back to the set gap when all is well."""
        self._strained = self._strained + 1 if outcome in STRAIN else 0
        if outcome in OVERLOAD or self._strained >= _STRAINED:
            self._slowdown = min(max(2 * self._slowdown, self.limits.slowdown), self.limits.slowest)
            self._next = max(self._next, at + self.gap)
        elif outcome not in OF_THE_HOST:
            self._slowdown = self._slowdown / 2 if self._slowdown > _NOTICEABLE else 0.0

    def conclude(self, outcome: FetchOutcome, at: float) -> None:
        """Count how a request ended for good: too many failures in a row, and the host rests, then is given up."""
        if outcome not in OF_THE_HOST:
            self._failures = self._rests = 0
            return
        if at < self.resting_until:
            return  # begun before the rest
        self._failures += 1
        if self._failures >= self.limits.failures or self._rests:
            if self._rests >= self.limits.rests:
                self.given_up = True
                return
            self.resting_until = at + self.limits.rest * 2**self._rests
            self._rests += 1

    def leave_alone(self, seconds: float, at: float) -> bool:
        """Obey Retry-After; False when that is longer than a run can wait, and the host is given up."""
        if seconds > self.limits.retry_after:
            self.given_up = True
            return False
        self._next = max(self._next, at + seconds)
        return True


def _within(now: time, first: time, last: time) -> bool:
    if first <= last:
        return first <= now < last
    return now >= first or now < last
