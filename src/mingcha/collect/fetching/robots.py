"""What a site's robots.txt lets us ask (RFC 9309), by the crawler's exact name."""

from __future__ import annotations

import re
from dataclasses import dataclass

from protego import Protego

from mingcha.model.fetch import FetchOutcome, Lasting

# The steps RFC 9309 (2.3.1.2) sets: after five redirects the file counts as not there.
HOPS = 5

_AGENT_LINE = re.compile(r"^\s*user-?\s?agent\s*:?\s*([^\s#/]+)", re.IGNORECASE | re.MULTILINE)
# A name no group of a robots.txt bears: what applies to everybody applies.
_NOBODY = "-"

# Answers that say there is no robots.txt. One that wants a browser says nothing of robots, and the pages will tell.
_NO_FILE = frozenset(
    {
        FetchOutcome.GONE,
        FetchOutcome.FORBIDDEN,
        FetchOutcome.CLIENT_ERROR,
        FetchOutcome.NEEDS_BROWSER,
        FetchOutcome.BLOCKED_PAGE,
        FetchOutcome.EMPTY,
        FetchOutcome.REDIRECT_LOOP,
        FetchOutcome.TOO_MANY_REDIRECTS,
        FetchOutcome.BAD_REDIRECT,
        FetchOutcome.ROBOTS,
        FetchOutcome.SOFT_GONE,
    }
)
# Nobody answers at that address at all: every request would end the same way, and is told so.
_NO_ANSWER = frozenset(
    {
        FetchOutcome.NO_SUCH_HOST,
        FetchOutcome.DNS_FAILED,
        FetchOutcome.PRIVATE_ADDRESS,
        FetchOutcome.REFUSED,
        FetchOutcome.CONNECT_TIMEOUT,
        FetchOutcome.TLS_UNUSABLE,
        FetchOutcome.HOST_RESTING,
    }
)


@dataclass(frozen=True, slots=True)
class Robots:
    """The rules of one origin. `denies` is set when nothing may be asked at all: how every request ends then.

    `delay` is the Crawl-delay in seconds, 0 when none is wanted.
    """

    rules: Protego | None = None
    name: str = _NOBODY
    delay: float = 0.0
    denies: FetchOutcome | None = None

    def allows(self, url: str) -> bool:
        return self.rules is None or bool(self.rules.can_fetch(url, self.name))


def read_robots(body: bytes, *, name: str) -> Robots:
    """The rules for the crawler `name`: those of the group that bears exactly this name, else those for everybody."""
    text = body.decode("utf-8-sig", "replace")
    stated = {agent.lower() for agent in _AGENT_LINE.findall(text)}
    rules = Protego.parse(text)
    ours = name.lower() if name.lower() in stated else _NOBODY
    return Robots(rules, ours, max(0.0, rules.crawl_delay(ours) or 0.0))


def robots_of(outcome: FetchOutcome, body: bytes, *, name: str, moved: bool = False) -> Robots:
    """What an attempt to get robots.txt means for the origin.

    No file (4xx): everything is allowed. A server in trouble (5xx, timeouts, cut connections): nothing is asked this
    time, since nobody knows what it would have said. `moved`: it was looked for elsewhere, after a redirect.
    """
    if outcome in (FetchOutcome.OK, FetchOutcome.TOO_LARGE):
        return read_robots(body, name=name)
    if outcome in _NO_FILE:
        return Robots()
    if moved and outcome.lasting is Lasting.PERMANENT:
        return Robots()
    return Robots(denies=outcome if outcome in _NO_ANSWER and not moved else FetchOutcome.ROBOTS_UNKNOWN)
