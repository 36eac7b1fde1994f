"""A round: what is due is asked, every answer is kept first and understood second, and a killed round goes on.

Longer than most files because all that asks shares one count of requests, one stop and one commit.
"""

from __future__ import annotations

import hashlib
import sqlite3
import time
from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Protocol

from mingcha.archive.store import Archive
from mingcha.collect.addresses import host_of
from mingcha.collect.completeness import completeness
from mingcha.collect.due import LISTS, OWN, PASSING, Plan, RoundName, seed
from mingcha.collect.fetching.fetcher import AGENT, Fetcher
from mingcha.collect.fetching.limits import FetchLimits
from mingcha.collect.following import Reach
from mingcha.collect.frontier import Frontier, Urgency
from mingcha.collect.frontier_file import unwritable
from mingcha.collect.gathered import Gathered
from mingcha.collect.other_views import OtherViews
from mingcha.collect.own_hosts import OwnHosts
from mingcha.collect.rendering import browser
from mingcha.collect.visiting import Visitor
from mingcha.model.fetch import FetchOutcome, Request, Response
from mingcha.model.guise import Guise
from mingcha.model.round import Completeness, RoundState
from mingcha.model.site import Politeness, Site

# What is done between two commits, by answers and by seconds: so much is asked again at most after a power cut, and
# handled again after a crash.
_ANSWERS, _SECONDS = 500, 1.0
# What may pass is asked again at the end of the round, after so many seconds: a server being restarted comes back.
_PAUSES = (1.0, 4.0, 15.0)
# Rounds that leave a list where it shows nothing new.
_STEP_BY_STEP = (RoundName.DAILY, RoundName.PART)


class Fetching(Protocol):
    """What a round needs of a fetcher."""

    def run(
        self,
        supply: Callable[[int, Collection[str]], Sequence[Request]],
        deliver: Callable[[Response], None],
        *,
        should_stop: Callable[[], bool],
    ) -> None: ...


class Unreachable(Exception):
    """The portal's home page did not answer; the message says how, and what to do next."""


class Round:
    """One run of `collect`: takes up an unfinished round or begins a new one, and leaves everything committed."""

    def __init__(
        self,
        site: Site,
        archive: Archive,
        frontier: Frontier,
        *,
        plan: Plan,
        now: Callable[[], datetime],
        advance: Callable[[RoundState], None] = lambda state: None,
        should_stop: Callable[[], bool] = lambda: False,
        on_answer: Callable[[Response, str], None] = lambda response, digest: None,
    ) -> None:
        self._site, self._archive, self._frontier, self._plan = site, archive, frontier, plan
        self._now, self._advance, self._stop, self._on_answer = now, advance, should_stop, on_answer
        self.gathered = Gathered(frontier.db)
        self._done = self._handed = self._since_commit = 0
        self._last_commit = self._began = time.monotonic()
        self._rendered: set[int] = set()
        self._pace: list[tuple[float, int]] = []

    def run(self, fetcher: Fetching) -> Completeness:
        """The round to its end, or as far as it may go. Raises Unreachable, FrontierFault and the archive's faults."""
        try:
            return self._run(fetcher)
        except sqlite3.Error as error:
            raise unwritable(self._archive.folder, error) from error

    def _run(self, fetcher: Fetching) -> Completeness:
        first = self._frontier.round == 0
        continued = self._continues()
        if not continued:
            options = {"since": self._plan.since.isoformat() if self._plan.since else "", **self._part}
            self._frontier.begin_round(self._plan.name, at=self._now().isoformat(), options=options)
        self._visitor = Visitor(
            self._site,
            self._frontier,
            self.gathered,
            reach=Reach(
                since=self._plan.since,
                whole_lists=self._plan.since is None
                and (first or self._is_first() or self._plan.name not in _STEP_BY_STEP)
                and self._plan.name is not RoundName.PART,
                audit=self._plan.audit,
            ),
            today=self._now().date(),
            archived=self._archived,
        )
        self._others = OtherViews(self._frontier, hosts=OwnHosts(self._site))
        self._replay()
        if not continued:
            seed(self._site, self._frontier, self._visitor, plan=self._plan, today=self._now().date())
        self._commit()
        self._ask(fetcher)
        if self._has_walked_all() and self._vanished():
            self._ask(fetcher)
        while self._plan.browser and not self._is_over() and self._render():
            self._ask(fetcher)  # what the browser has brought leads on
        self._ask_as_others(fetcher)
        finished = not self._frontier.waiting and not self._others.pending
        if finished:
            if self._has_walked_all():
                self.gathered.drop_stale_listings(this_round=self._frontier.round)
            self._frontier.finish_round(at=self._now().isoformat())
        self._commit()
        self._must_be_reachable()
        told = completeness(
            self._frontier,
            self.gathered,
            self._site,
            trapped=self._visitor.trapped,
            endless=self._visitor.endless,
            since=self._plan.since,
        )
        return replace(told, waiting=told.waiting + len(self._others.pending))

    def _is_first(self) -> bool:
        """No round before this one has come to its end: lists were never walked whole."""
        return not any(finished for _, _, _, finished in self._frontier.rounds())

    def _continues(self) -> bool:
        unfinished = self._frontier.unfinished()
        since = self._plan.since.isoformat() if self._plan.since else ""
        if unfinished is None or unfinished[0] != self._plan.name or unfinished[1].get("since") != since:
            return False
        return unfinished[1].get("only") == self._part.get("only")

    @property
    def _part(self) -> dict[str, str]:
        """Which part a partial round looks at: only that one is gone on with."""
        only = "\n".join(self._plan.only)
        return {"only": hashlib.sha256(only.encode()).hexdigest()} if only else {}

    # Asking

    def _ask(self, fetcher: Fetching) -> None:
        for pause in (*_PAUSES, None):
            fetcher.run(self._supply, self._deliver, should_stop=self._is_over)
            self._frontier.put_back()
            if self._is_over() or pause is None:
                return
            failed = self._failed(OWN)
            if not failed:
                return
            if not self._waited(pause):
                return
            self._frontier.enqueue_all(failed, Urgency.POST)
            self._commit()

    def _has_walked_all(self) -> bool:
        """Whether this round walks whole lists and none of their pages is missing."""
        walks = self._plan.since is None and self._plan.name not in _STEP_BY_STEP
        return walks and not self._is_over() and not self._failed(LISTS)

    def _vanished(self) -> bool:
        """Look again at posts that no list names any more: that is how a withdrawn one is known."""
        vanished = self.gathered.vanished(this_round=self._frontier.round)
        self._frontier.enqueue_all(vanished, Urgency.POST)
        return bool(vanished)

    def _render(self) -> bool:
        """Open in a browser what asked for one in this round; whether that has brought something more to ask."""
        needed = self._frontier.addresses(
            f"round = ? and outcome = ? and {OWN}", (self._frontier.round, FetchOutcome.NEEDS_BROWSER)
        )
        needed = [address for address in needed if address.id not in self._rendered]
        if not needed:
            return False
        private = OwnHosts(self._site).private(self._site.private)
        with browser(hosts=self._site.hosts, private=private, agent=AGENT, now=self._now) as render:
            for address in needed:
                if self._is_over():
                    break
                self._rendered.add(address.id)
                self._deliver(render(Request(address.url, kind=address.kind, tag=address.id)))
        self._commit()
        return self._frontier.waiting > 0

    def _ask_as_others(self, fetcher: Fetching) -> None:
        """When all else is asked: what a sample of pages shows a search engine. Not in a daily round."""
        if self._plan.name in _STEP_BY_STEP or self._frontier.waiting:
            return
        if not self._others.is_chosen:
            self._others.choose(most=self._plan.others, after=self._archive.last_number)
            self._commit()
        if self._others.pending and not self._is_over():
            fetcher.run(self._supply_as_others, self._deliver, should_stop=self._is_over)

    def _supply_as_others(self, how_many: int, busy: Collection[str]) -> list[Request]:
        if self._plan.most is not None:
            how_many = min(how_many, self._plan.most - self._handed)
        taken = self._others.supply(how_many, busy)
        self._handed += len(taken)
        return taken

    def _failed(self, which: str) -> list[int]:
        """What failed in this round in a way that may pass."""
        passing = ", ".join("?" * len(PASSING))
        found = self._frontier.addresses(
            f"round = ? and outcome in ({passing}) and {which}", (self._frontier.round, *PASSING)
        )
        return [address.id for address in found]

    def _waited(self, seconds: float) -> bool:
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            if self._is_over():
                return False
            time.sleep(min(0.2, seconds))
        return True

    def _is_over(self) -> bool:
        return self._stop() or (self._plan.most is not None and self._handed >= self._plan.most <= self._done)

    def _supply(self, how_many: int, busy: Collection[str]) -> list[Request]:
        if self._plan.most is not None:
            how_many = min(how_many, self._plan.most - self._handed)
        taken = self._frontier.take(how_many, busy) if how_many > 0 else []
        self._handed += len(taken)
        return taken

    def _deliver(self, response: Response) -> None:
        snapshot = self._archive.append(response)
        self._handle(response, snapshot.number, snapshot.digest)
        self._done += response.request.kind != "robots"
        self._since_commit += 1
        if self._since_commit >= _ANSWERS or time.monotonic() - self._last_commit > _SECONDS:
            self._commit()
            self._advance(self.state())

    def _handle(self, response: Response, number: int, digest: str) -> None:
        if response.request.kind in tuple(Guise):
            self._others.arrived(response.request)  # evidence, and nothing that is known of the page
            return
        self._visitor.handle(response, snapshot=number, digest=digest)
        for remark in response.remarks:
            self.gathered.remark(host_of(response.url), remark, url=response.url, this_round=self._frontier.round)
        self._on_answer(response, digest)

    def _replay(self) -> None:
        """What was kept but not yet understood when the last run was killed."""
        for snapshot in self._archive.since(self._frontier.handled):
            if snapshot.kind != "hop":
                self._handle(self._archive.response(snapshot), snapshot.number, snapshot.digest)

    def _archived(self, number: int) -> tuple[Response, str]:
        snapshot = self._archive.snapshot(number)
        assert snapshot is not None, "the frontier only names snapshots that the archive has given it"
        return self._archive.response(snapshot), snapshot.digest

    def _commit(self) -> None:
        """First the evidence, then what was understood of it: never the other way round."""
        self._archive.commit()
        self._frontier.commit(self._archive.last_number)
        self._since_commit, self._last_commit = 0, time.monotonic()

    def _must_be_reachable(self) -> None:
        home = self._frontier.find(self._site.home)
        if home is None or not home.outcome or FetchOutcome(home.outcome).is_answered or self.gathered.post_count():
            return
        sentence = FetchOutcome(home.outcome).sentence
        raise Unreachable(f"网站首页 {self._site.home} 打不开：{sentence}。请核对网址，确认本机能访问该网站后再试。")

    def state(self) -> RoundState:
        at = time.monotonic()
        self._pace = [*(entry for entry in self._pace if at - entry[0] < 30), (at, self._done)]
        begun, before = self._pace[0] if len(self._pace) > 1 else (self._began, 0)
        per_second = (self._done - before) / max(at - begun, 0.001)
        waiting = self._frontier.waiting
        left = waiting / per_second if per_second > 0 else None
        return RoundState(self._done, waiting, tuple(sorted(self._frontier.hosts.items())), per_second, left)


def collect(
    site: Site,
    folder: Path,
    *,
    plan: Plan,
    now: Callable[[], datetime],
    limits: FetchLimits | None = None,
    advance: Callable[[RoundState], None] = lambda state: None,
    should_stop: Callable[[], bool] = lambda: False,
    on_answer: Callable[[Response, str], None] = lambda response, digest: None,
) -> Completeness:
    """Collect a portal into the folder: evidence in `warc/`, knowledge in the frontier. Raises Unreachable,
    FrontierFault and the archive's own fault."""

    own = OwnHosts(site)

    def politeness(host: str) -> Politeness:
        # Hosts that are not the site's are guests' hosts: one connection, and not often.
        return site.politeness if host in own.hosts else Politeness(rate=2.0, parallel=1)

    with Archive.open(folder, site=host_of(site.home), now=now) as archive:
        frontier = Frontier.open(folder)
        try:
            with Fetcher(
                politeness, limits=limits or FetchLimits(), private=own.private(site.private), now=now
            ) as fetcher:
                return Round(
                    site,
                    archive,
                    frontier,
                    plan=plan,
                    now=now,
                    advance=advance,
                    should_stop=should_stop,
                    on_answer=on_answer,
                ).run(fetcher)
        finally:
            frontier.close()
