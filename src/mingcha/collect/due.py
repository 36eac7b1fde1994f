"""What a round is to ask: the lists, what failed before, posts to be looked at again."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from mingcha.collect.frontier import Frontier, Urgency
from mingcha.collect.gathered import LAID_DOWN
from mingcha.collect.own_hosts import OwnHosts
from mingcha.collect.visiting import Visitor
from mingcha.model.fetch import FetchOutcome, Lasting, Request
from mingcha.model.site import Site

# The portal itself, without outbound links and posts that stand on other sites; its lists.
OWN, LISTS = "kind not in ('link', 'external')", "sheet > 0"
PASSING = tuple(outcome for outcome in FetchOutcome if outcome.lasting is Lasting.PASSING)
DEAD = tuple(
    outcome
    for outcome in FetchOutcome
    if outcome.lasting is Lasting.PERMANENT
    and outcome
    not in (
        *(FetchOutcome.ROBOTS, FetchOutcome.TOO_LARGE, FetchOutcome.NEEDS_BROWSER, FetchOutcome.UNREADABLE),
        *(FetchOutcome.BAD_ADDRESS, FetchOutcome.NOT_HTTP, FetchOutcome.PRIVATE_ADDRESS),
    )
)
# What was once linked and did not open, a site map aside, which nobody links; so many in one round.
LOST, MOST_LOST = "kind not in ('link', 'external', 'sitemap')", 3000
_RECENT_DAYS = 7


class RoundName(StrEnum):
    DAILY = "daily"
    WEEKLY = "weekly"
    FULL = "full"
    PART = "part"


@dataclass(frozen=True, slots=True)
class Plan:
    """What a round is to do. `since`: posts published before are left alone; `most` requests at most in this run
    (None: no limit); `sample` older posts looked at again in a daily round, those first that were not for longest; with
    `browser`, pages that only a script makes are opened in a real one. `others` is how many requests a weekly or full
    round makes at most to see what pages show a search engine and those who come from it. `only` is what a partial
    round looks at: addresses of lists, posts and files; the files of those posts and what their lists newly show come
    with them."""

    name: RoundName = RoundName.DAILY
    since: date | None = None
    most: int | None = None
    audit: bool = False
    sample: int = 200
    browser: bool = False
    others: int = 60
    only: tuple[str, ...] = ()


def seed(site: Site, frontier: Frontier, visitor: Visitor, *, plan: Plan, today: date) -> None:
    """Put into the queue what this round is to ask, beside what still waits there."""
    if plan.name is RoundName.PART:
        _seed_part(site, frontier, plan.only)
        return
    for column in site.columns:
        visitor.take_column(column, origin=LAID_DOWN)
    home, _ = frontier.add(Request(site.home, kind="home"))
    frontier.enqueue(home, Urgency.ENTRANCE)
    _again(frontier, "sheet = 1", Urgency.LIST)
    passing = ", ".join("?" * len(PASSING))
    _again(frontier, f"outcome in ({passing}) and {OWN}", Urgency.POST, PASSING)
    if plan.name is RoundName.DAILY:
        _seed_daily(frontier, plan, today)
    else:
        _again(frontier, LISTS, Urgency.LIST)
    if plan.name is RoundName.FULL:
        sitemap, new = frontier.add(Request(f"{_origin(site.home)}/sitemap.xml", kind="sitemap"))
        if new:
            frontier.enqueue(sitemap, Urgency.ENTRANCE)
        _again(frontier, "kind in ('page', 'sitemap')", Urgency.PAGE)
        _again(frontier, "kind = 'post'", Urgency.POST)
        _again(frontier, "kind = 'attachment'", Urgency.ATTACHMENT)
    # What did not open is looked at again in every round: it counts as dead after three looks some hours apart.
    dead = ", ".join("?" * len(DEAD))
    _again(frontier, f"outcome in ({dead}) and {LOST} order by round, id limit {MOST_LOST}", Urgency.LINK, DEAD)
    if plan.audit:
        opened = "" if plan.name is not RoundName.DAILY else " and outcome not in ('ok', 'not_modified')"
        _again(frontier, f"kind = 'link'{opened}", Urgency.LINK)


def _seed_part(site: Site, frontier: Frontier, only: Iterable[str]) -> None:
    """These addresses, the files of the posts among them, and nothing else; one that nobody knew is a page."""
    hosts = OwnHosts(site)
    for url in map(hosts.own, only):
        if not hosts.is_inside(url):
            continue
        number, _ = frontier.add(Request(url, kind="page"))
        known = frontier.address(number)
        if known is None:
            continue
        frontier.enqueue(number, Urgency.LIST if known.sheet or known.kind == "list" else Urgency.POST)
        files = frontier.addresses("kind = 'attachment' and alias = 0 and found_on = ?", (number,))
        frontier.enqueue_all((file.id for file in files), Urgency.ATTACHMENT)


def _seed_daily(frontier: Frontier, plan: Plan, today: date) -> None:
    """Posts of the last days, and of the older ones those nobody looked at for longest."""
    recent = (today - timedelta(days=_RECENT_DAYS)).isoformat()
    joined = "id in (select address from post where gone_round = 0 and published >= ?)"
    _again(frontier, joined, Urgency.POST, (recent,))
    _again(
        frontier,
        "id in (select p.address from post p join address a on a.id = p.address where p.gone_round = 0 "
        "order by a.round, a.id limit ?)",
        Urgency.POST,
        (plan.sample,),
    )


def _again(frontier: Frontier, where: str, urgency: Urgency, values: Iterable[object] = ()) -> None:
    addresses = frontier.addresses(f"alias = 0 and round > 0 and {where}", values)
    frontier.enqueue_all((address.id for address in addresses), urgency)


def _origin(url: str) -> str:
    scheme, _, rest = url.partition("://")
    return f"{scheme}://{rest.partition('/')[0]}"
