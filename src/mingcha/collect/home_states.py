"""The home page as the rounds saw it: the newest post it leads to, and when its links last changed."""

from __future__ import annotations

import json
from datetime import date
from sqlite3 import Connection

from mingcha.archive.store import Archive
from mingcha.collect.kept_pages import kept_page
from mingcha.collect.links import links as page_links
from mingcha.model.fetch import FetchOutcome
from mingcha.model.home_state import HomeState
from mingcha.model.site import Site
from mingcha.model.snapshot import Snapshot
from mingcha.pages.page import Page
from mingcha.standards.profiles import Profile
from mingcha.text.moments import CHINA

__all__ = ["home_state"]

_SEEN = (FetchOutcome.OK, FetchOutcome.NOT_MODIFIED)
# How many different states of the page are compared, the newest first.
_STATES = 12
# A page with fewer links leads in, and is no home page of its own.
_ENTRANCE = 15


def home_state(db: Connection, archive: Archive, site: Site, *, profile: Profile, on: date) -> HomeState:
    """The state on the last day up to `on` on which the page was fetched."""
    row = db.execute(
        "select a.url, a.outcome, a.snapshot from address a where a.kind = 'home' order by a.round desc limit 1"
    ).fetchone()
    if row is None or not row[1]:
        return HomeState(site.home, on, profile.home_limit, unseen="还没有查看过")
    url, outcome, number = row
    if outcome not in [one.value for one in _SEEN]:
        return HomeState(url, on, profile.home_limit, unseen=FetchOutcome(outcome).sentence)
    looks = [one for one in archive.timeline(url) if one.outcome in _SEEN and _day(one) <= on]
    page = kept_page(archive, number)
    if page is None or not looks:
        return HomeState(url, on, profile.home_limit, unseen="证据库里没有首页")
    links = _links(page)
    newest, title = _newest(db, links, _day(looks[-1]))
    return HomeState(
        url,
        _day(looks[-1]),
        profile.home_limit,
        newest,
        title,
        looks=tuple(dict.fromkeys(_day(one) for one in looks)),
        changed_on=_changed_on(archive, looks),
        is_entrance=len(links) < _ENTRANCE,
    )


def _links(page: Page) -> frozenset[str]:
    return frozenset(link.url for link in page_links(page))


def _newest(db: Connection, links: frozenset[str], on: date) -> tuple[date | None, str]:
    """The newest post among those the page leads to."""
    best = db.execute(
        "select coalesce(p.published, l.published) as day, coalesce(l.title, p.url) from post p "
        "left join listed l on l.address = p.address where p.gone_round = 0 and day <= ? "
        "and p.url in (select value from json_each(?)) order by day desc, p.url limit 1",
        (on.isoformat(), json.dumps(sorted(links))),
    ).fetchone()
    return (date.fromisoformat(best[0]), best[1]) if best else (None, "")


def _changed_on(archive: Archive, looks: list[Snapshot]) -> date | None:
    """The last look at which the page led elsewhere than at the look before."""
    states: list[tuple[date, int]] = []
    for one in looks:
        number = one.refers_to or one.number
        if not states or states[-1][1] != number:
            states.append((_day(one), number))
    later: frozenset[str] | None = None
    day = date.min
    for seen, number in reversed(states[-_STATES:]):
        page = kept_page(archive, number)
        links = _links(page) if page is not None else None
        if links is None:
            continue
        if later is not None and links != later:
            return day
        later, day = links, seen
    return None


def _day(snapshot: Snapshot) -> date:
    return snapshot.at.astimezone(CHINA).date()
