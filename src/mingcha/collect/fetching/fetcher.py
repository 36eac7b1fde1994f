"""Asks what it is given and delivers what came of it: one thread, many connections, each host at its own pace.

Longer than most files here because it is the one place where waiting, asking and answering meet: a request's way from
being taken in hand to being delivered reads best in one piece.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Sequence
from datetime import datetime
from types import TracebackType

from mingcha import __version__
from mingcha.collect.fetching.aim import Aim, aim
from mingcha.collect.fetching.answer import Answer
from mingcha.collect.fetching.exchange import Exchange
from mingcha.collect.fetching.hosts import Slot
from mingcha.collect.fetching.limits import FetchLimits
from mingcha.collect.fetching.lines import Lines
from mingcha.collect.fetching.names import Names, Resolve
from mingcha.collect.fetching.outcomes import TLS_FAILURES, WORTH_RETRYING
from mingcha.collect.fetching.patience import asked_to_wait
from mingcha.collect.fetching.private import allowed
from mingcha.collect.fetching.redirects import REDIRECTS, Next, follow
from mingcha.collect.fetching.robots import HOPS as ROBOTS_HOPS
from mingcha.collect.fetching.robots import Robots, robots_of
from mingcha.collect.fetching.tls import Encryption
from mingcha.collect.fetching.verdict import Verdict, judge, repeat_as_get, worth_mending
from mingcha.collect.fetching.waiting import Waiting
from mingcha.model.fetch import FetchOutcome, Lasting, Request, Response
from mingcha.model.site import Politeness

Supply = Callable[[int, Collection[str]], Sequence[Request]]
Deliver = Callable[[Response], None]

NAME = "Mingcha"
AGENT = f"Mozilla/5.0 (compatible; {NAME}/{__version__})"

_AT_A_TIME = 64
_LOOK_UP_AGAIN = 0.01
_QUIET_LOOK = 0.5
_STOP_LOOK = 0.25
_MEMORY_LOOK = 0.02
_LONGEST_WAIT = 0.25
_ROBOTS_KEPT = 2048


class Fetcher:
    """Holds connections, cookies and what it learned of hosts over its life; `run` may be called again and again.

    `politeness` tells how a host may be asked, `private` names the hosts (with port where it is not the usual one)
    that may lie in the office's own network. `robots_name` is the name robots.txt knows us by. `now` dates the
    responses and tells the quiet hours; everything else goes by `monotonic`. `resolve` takes a name and gives its
    addresses, or raises socket.gaierror; it is called in other threads.
    """

    def __init__(
        self,
        politeness: Callable[[str], Politeness],
        *,
        now: Callable[[], datetime],
        limits: FetchLimits | None = None,
        private: Collection[str] = (),
        agent: str = AGENT,
        robots_name: str = NAME,
        monotonic: Callable[[], float] = time.monotonic,
        resolve: Resolve | None = None,
    ) -> None:
        self._limits = limits = limits or FetchLimits()
        self._private = frozenset(private)
        self._robots_name = robots_name
        self._now = now
        self._monotonic = monotonic
        self._names = Names(resolve, patience=limits.connect, believed=limits.names)
        self._lines = Lines(limits=limits, agent=agent, may_connect=self._may_connect)
        self._waiting = Waiting(lambda host: Slot(host, politeness(host), limits=limits))
        self._encryption = Encryption()
        self._robots: dict[str, tuple[float, Robots]] = {}
        self._robots_asked: dict[str, Slot] = {}
        self._busy: set[str] = set()
        self._in_hand = 0
        self._ask_supply = True
        self._deliver: Deliver = _nobody

    def __enter__(self) -> Fetcher:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        self._lines.close()
        self._names.close()

    def run(self, supply: Supply, deliver: Deliver, *, should_stop: Callable[[], bool] = lambda: False) -> None:
        """Ask until `supply` has nothing more and everything is delivered, or `should_stop` says so.

        `supply(how_many, busy_hosts)` gives up to so many requests, of hosts not among the busy ones; it is called
        again after a delivery. `deliver` gets every response once, in this thread; what it raises ends the run.
        When stopped, answers under way get a moment to arrive; what was not asked yet is simply not delivered.
        """
        self._deliver = deliver
        self._ask_supply = True
        stop_look = memory_look = self._monotonic()
        try:
            while True:
                at = self._monotonic()
                if at >= stop_look:
                    if should_stop():
                        self._wait_for_the_last(at)
                        return
                    stop_look = at + _STOP_LOOK
                self._waiting.wake(at)
                self._take(supply, at)
                self._serve_ready(at)
                if not self._in_hand and not self._ask_supply:
                    return
                if at >= memory_look:
                    self._lines.mind_memory()
                    memory_look = at + _MEMORY_LOOK
                if not self._collect():
                    self._sleep(at)
        finally:
            self._lines.abandon()
            self._waiting.forget()
            self._robots_asked.clear()
            self._busy.clear()
            self._in_hand = 0
            self._deliver = _nobody

    def _wait_for_the_last(self, at: float) -> None:
        until = at + self._limits.farewell
        while self._lines.active and (left := until - self._monotonic()) > 0:
            if not self._collect():
                self._lines.sleep(left)

    def _sleep(self, at: float) -> None:
        due = self._waiting.seconds(at)
        wait = _LONGEST_WAIT if due is None else min(due, _LONGEST_WAIT)
        if self._ask_supply or (self._waiting.ready and not self._lines.is_full):
            wait = 0.0
        if self._lines.active:
            self._lines.sleep(wait)
        elif wait:
            time.sleep(wait)

    # What comes in

    def _take(self, supply: Supply, at: float) -> None:
        while self._ask_supply and self._in_hand < self._limits.in_hand:
            requests = supply(min(_AT_A_TIME, self._limits.in_hand - self._in_hand), frozenset(self._busy))
            if not requests:
                self._ask_supply = False
            for request in requests:
                self._accept(request, at)

    def _accept(self, request: Request, at: float) -> None:
        self._in_hand += 1
        target = aim(request.url)
        if isinstance(target, FetchOutcome):
            self._hand_over(Response(request, request.url, target, self._now(), tries=0))
            return
        slot = self._waiting.slot(target.host, at=at)
        slot.queue.append(Exchange(request, target))
        if len(slot.queue) >= self._limits.in_hand_for_host:
            self._busy.add(slot.host)
        self._waiting.now(slot)

    def _take_from(self, slot: Slot) -> None:
        slot.take()
        if slot.host in self._busy and len(slot.queue) <= self._limits.in_hand_for_host // 2:
            self._busy.discard(slot.host)
            self._ask_supply = True

    # What is asked

    def _serve_ready(self, at: float) -> None:
        for _ in range(self._waiting.ready):
            if self._lines.is_full:
                return
            self._serve(self._waiting.next(), at)

    def _serve(self, slot: Slot, at: float) -> None:
        """Begin what may be begun for a host; what may not comes again when it may."""
        while exchange := slot.first:
            if slot.given_up:
                self._take_from(slot)
                self._conclude(exchange, Verdict(FetchOutcome.HOST_RESTING, detail="failed too often in a row"))
                continue
            if slot.is_full or slot.sending:
                return  # the end of a transfer, or its being sent, comes back here
            if self._lines.is_full:
                self._waiting.now(slot)
                return
            if (wait := self._wait(slot, at)) > 0:
                self._waiting.later(slot, at + wait)
                return
            if not self._may_ask(exchange, slot, at):
                if slot.first is exchange:
                    return  # until robots.txt is there
                continue
            found = self._names.of(exchange.aim.name, at=at)
            if found is None:
                self._waiting.later(slot, at + _LOOK_UP_AGAIN)
                return
            self._take_from(slot)
            if found.failure is not None:
                exchange.began = exchange.began or at
                self._settle(exchange, slot, Verdict(found.failure, detail=found.detail))
            elif addresses := allowed(found.addresses, host=exchange.aim.host, private=self._private):
                self._begin(exchange, slot, addresses, at)
            else:
                detail = f"{', '.join(found.addresses)} is not public and {exchange.aim.host} not registered"
                self._conclude(exchange, Verdict(FetchOutcome.PRIVATE_ADDRESS, detail=detail))

    def _wait(self, slot: Slot, at: float) -> float:
        if slot.resting_until > at:
            self._busy.add(slot.host)
        elif slot.politeness.quiet and slot.is_quiet(self._now()):
            self._busy.add(slot.host)
            return _QUIET_LOOK
        return slot.wait(at)

    def _may_ask(self, exchange: Exchange, slot: Slot, at: float) -> bool:
        """Whether robots.txt lets this be asked now. If not, it is concluded, or robots.txt comes before it."""
        if exchange.robots_of or not slot.politeness.obey_robots:
            return True
        origin = exchange.aim.origin
        known = self._robots.get(origin)
        if known is None or known[0] <= at:
            if origin not in self._robots_asked:
                self._robots_asked[origin] = slot
                target = aim(f"{origin}/robots.txt")
                assert isinstance(target, Aim)
                slot.urgent.append(Exchange(Request(target.url, kind="robots"), target, robots_of=origin))
            return False
        robots = known[1]
        if robots.denies is None and robots.allows(exchange.aim.url):
            return True
        self._take_from(slot)
        self._conclude(exchange, Verdict(robots.denies or FetchOutcome.ROBOTS, detail="robots.txt"))
        return False

    def _begin(self, exchange: Exchange, slot: Slot, addresses: tuple[str, ...], at: float) -> None:
        rung = self._encryption.rung(exchange.aim)
        if rung is None:
            self._conclude(exchange, Verdict(FetchOutcome.TLS_UNUSABLE, detail="found so before"))
            return
        exchange.began = exchange.began or at
        on_sent = (lambda: self._sent(slot)) if slot.is_paced else None
        try:
            self._lines.begin(exchange, slot, rung=rung, addresses=addresses, on_sent=on_sent)
        except ValueError as error:
            self._conclude(exchange, Verdict(FetchOutcome.BAD_ADDRESS, detail=str(error)))
            return
        slot.begun(at)

    def _may_connect(self, host: str, address: str) -> bool:
        return bool(allowed((address,), host=host, private=self._private))

    def _sent(self, slot: Slot) -> None:
        slot.sent(self._monotonic())
        self._waiting.now(slot)

    # What is answered

    def _collect(self) -> bool:
        any_ended = False
        for exchange, slot, answer in self._lines.ended():
            any_ended = True
            slot.ended()
            self._waiting.now(slot)
            self._understand(exchange, slot, answer)
        return any_ended

    def _understand(self, exchange: Exchange, slot: Slot, answer: Answer) -> None:
        """Climb down, mend, repeat or follow where that is called for; else settle."""
        if answer.refused:
            verdict = Verdict(FetchOutcome.PRIVATE_ADDRESS, detail=f"{answer.address} is not public")
            self._conclude(exchange, verdict)
            return
        if exchange.aim.scheme == "https":
            if answer.code in TLS_FAILURES and not answer.head.status:
                if self._encryption.climb_down(exchange.aim, answer):
                    self._repeat(exchange, slot)
                    return
            elif answer.connected:
                self._encryption.opened(exchange.aim, answer, now=self._now())
        verdict = judge(answer, exchange, limits=self._limits)
        slot.judge(verdict.outcome, self._monotonic())
        if not exchange.mend and worth_mending(answer):
            exchange.mend = True
            self._repeat(exchange, slot)
        elif verdict.head.status in REDIRECTS and verdict.outcome is FetchOutcome.BAD_REDIRECT:
            self._redirected(exchange, slot, verdict)
        elif exchange.method == "HEAD" and repeat_as_get(verdict) and not asked_to_wait(verdict.head, now=self._now()):
            exchange.method = "GET"
            exchange.probe = True
            self._repeat(exchange, slot)
        elif verdict.cut and exchange.cuts < min(1, exchange.request.retries):
            exchange.cuts += 1
            self._again(exchange, slot)
        else:
            self._settle(exchange, slot, verdict)

    def _redirected(self, exchange: Exchange, slot: Slot, verdict: Verdict) -> None:
        hops = ROBOTS_HOPS if exchange.robots_of else self._limits.hops
        step = follow(exchange, verdict.head, hops=hops)
        if isinstance(step, FetchOutcome):
            self._settle(exchange, slot, verdict._replace(outcome=step))
            return
        assert isinstance(step, Next)
        slot.conclude(FetchOutcome.OK, self._monotonic())
        exchange.remarks.update(dict.fromkeys(verdict.remarks))
        exchange.move(step.aim, step.hop, method=step.method)
        self._repeat(exchange, self._waiting.slot(step.aim.host, at=self._monotonic()))

    def _repeat(self, exchange: Exchange, slot: Slot) -> None:
        """Ask on at once: at once for this request, at its pace for the host."""
        slot.put_first(exchange)
        self._waiting.now(slot)

    def _again(self, exchange: Exchange, slot: Slot) -> None:
        """Ask the same once more after a while that doubles."""
        wait = self._limits.retry_wait * 2**exchange.tries
        exchange.tries += 1
        self._waiting.again(exchange, slot, self._monotonic() + wait)

    def _settle(self, exchange: Exchange, slot: Slot, verdict: Verdict) -> None:
        at = self._monotonic()
        outcome = verdict.outcome
        wait = asked_to_wait(verdict.head, now=self._now()) if outcome.lasting is Lasting.PASSING else 0.0
        if wait and not slot.leave_alone(wait, at):
            self._conclude(exchange, verdict)
        elif outcome in WORTH_RETRYING and verdict.head.status != 204 and exchange.tries < exchange.request.retries:
            self._again(exchange, slot)
        else:
            slot.conclude(outcome, at)
            self._conclude(exchange, verdict)

    def _conclude(self, exchange: Exchange, verdict: Verdict) -> None:
        at = self._monotonic()
        if origin := exchange.robots_of:
            body = verdict.body[: self._limits.robots_body]
            robots = robots_of(verdict.outcome, body, name=self._robots_name, moved=bool(exchange.hops))
            believed = self._limits.robots if robots.denies is None else self._limits.robots_missing
            if len(self._robots) >= _ROBOTS_KEPT:
                del self._robots[next(iter(self._robots))]
            self._robots[origin] = at + believed, robots
            slot = self._robots_asked.pop(origin)
            slot.want_delay(robots.delay)
            self._waiting.now(slot)
            self._in_hand += 1
        head = verdict.head
        remarks = dict.fromkeys((*exchange.remarks, *verdict.remarks, *self._encryption.remarks(exchange.aim)))
        self._hand_over(
            Response(
                exchange.request,
                exchange.aim.url,
                verdict.outcome,
                self._now(),
                status=head.status,
                reason=head.reason,
                version=head.version,
                headers=head.headers,
                body=verdict.body,
                hops=tuple(exchange.hops),
                remarks=tuple(remarks),
                detail=verdict.detail,
                tries=exchange.tries + bool(exchange.began),
                seconds=at - exchange.began if exchange.began else 0.0,
                address=verdict.address,
            )
        )

    def _hand_over(self, response: Response) -> None:
        self._in_hand -= 1
        self._ask_supply = True
        self._deliver(response)


def _nobody(_: Response) -> None:
    """Nobody is there to deliver to between two runs."""
