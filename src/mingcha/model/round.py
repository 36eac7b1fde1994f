"""A round of collecting: how it goes, and at its end what was looked at and what was not."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from mingcha.model.fetch import FetchOutcome


@dataclass(frozen=True, slots=True)
class RoundState:
    """How a running round stands: answers so far, requests waiting by host, answers a second over the last while.

    `seconds_left` is an estimate, None while there is nothing to estimate it from.
    """

    done: int
    waiting: int
    hosts: tuple[tuple[str, int], ...]
    per_second: float
    seconds_left: float | None


@dataclass(frozen=True, slots=True)
class Gap:
    """What was not seen: of which kind (home, list, post, attachment …), why, how many, and the first addresses."""

    kind: str
    outcome: FetchOutcome
    number: int
    examples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Shortfall:
    """A column that claims more posts than its lists gave."""

    name: str
    url: str
    claimed: int
    listed: int


@dataclass(frozen=True, slots=True)
class Completeness:
    """What a round looked at. `asked` and `answered` count this round's requests by kind; the rest is what is known.

    `waiting` are addresses found but not asked, because the round was stopped or its page limit reached.
    `gaps` are what could not be seen; `dead` is what was looked at and is not there, which is the site's fault and no gap;
    `barred` are pages outside lists and posts that the site's robots.txt keeps to itself, such as a search.
    `trapped` are paths with more addresses than could be asked, `endless` those given up since none of their pages was a
    post or a list (calendars). `reprints` are lines of lists that lead to other sites and do not count.
    `remarks` are faults of servers that cost no page: host, fault (see Remark), how often, the first address. `finished` is None for a round that was stopped.
    `known` is how many addresses of each kind there are, `seen` how many of them were ever looked at and answered.
    """

    round: int
    name: str
    started: datetime
    finished: datetime | None
    asked: tuple[tuple[str, int], ...]
    answered: tuple[tuple[str, int], ...]
    columns: int
    posts: int
    new: int
    changed: int
    gone: int
    undated: int
    unattributed: int
    attachments: int
    gaps: tuple[Gap, ...] = ()
    dead: tuple[Gap, ...] = ()
    shortfalls: tuple[Shortfall, ...] = ()
    trapped: tuple[str, ...] = ()
    waiting: int = 0
    barred: tuple[Gap, ...] = ()
    endless: tuple[str, ...] = ()
    reprints: int = 0
    remarks: tuple[tuple[str, str, int, str], ...] = ()
    known: tuple[tuple[str, int], ...] = ()
    seen: tuple[tuple[str, int], ...] = ()

    @property
    def is_complete(self) -> bool:
        return self.finished is not None and not (self.gaps or self.waiting or self.trapped or self.shortfalls)
