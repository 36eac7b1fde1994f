"""A few pages asked once more as a search engine, and as somebody who comes from its results, does: who hides
something from the office shows it to them.

Each page is asked for as a reader too, so that what is compared came one after the other. What is asked stands beside
the frontier's addresses and not among them: these answers are no knowledge of the page, lead nowhere, and leave no ETag.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection
from typing import Any

from mingcha.archive.faults import ArchiveError
from mingcha.archive.store import Archive
from mingcha.collect.addresses import host_of, is_attachment, is_heavy
from mingcha.collect.frontier import Frontier
from mingcha.collect.own_hosts import OwnHosts
from mingcha.model.fetch import FetchOutcome, Request
from mingcha.model.guise import Guise
from mingcha.model.page_source import OtherView
from mingcha.model.snapshot import Snapshot
from mingcha.pages.page import decode_page

__all__ = ["OtherViews", "other_views"]

# What a search engine calls itself, and where its visitors come from, as the largest one in the country does.
_HEADERS: dict[Guise, tuple[tuple[str, str], ...]] = {
    Guise.READER: (),
    Guise.SEARCH_ENGINE: (
        ("User-Agent", "Mozilla/5.0 (compatible; Baiduspider/2.0; +http://www.baidu.com/search/spider.html)"),
    ),
    Guise.SEARCH_VISITOR: (("Referer", "https://www.baidu.com/s?wd=%E6%94%BF%E5%8A%A1%E5%85%AC%E5%BC%80"),),
}
# Of so many columns the first page, beside the home page; the rest of the sample are posts.
_LISTS = 8
# Among so many of the newest posts are those of each family of columns looked for.
_NEWEST = 3000
_NAME = "other_views"
_PAGES = ("text/html", "application/xhtml+xml", "")
_SEEN = "alias = 0 and snapshot > 0 and request = '' and outcome in ('ok', 'not_modified') and "
_HOME = _SEEN + "kind = 'home'"
_FIRST_SHEETS = _SEEN + "kind = 'list' and sheet = 1 order by id"
_NEW = "(select address from post where gone_round = 0 order by published desc, address desc limit ?)"
_POSTS = _SEEN + "kind = 'post' and id in " + _NEW + " order by id desc"


class OtherViews:
    """What one round asks in another's guise: `pending` is what is still to be asked, kept in the frontier's own
    transaction, so that a killed round asks the rest and nothing twice."""

    def __init__(self, frontier: Frontier, *, hosts: OwnHosts) -> None:
        self._frontier, self._hosts = frontier, hosts
        told = _told(frontier.recall(_NAME))
        self.is_chosen = told.get("round") == frontier.round
        self._since = int(told.get("since", 0)) if self.is_chosen else 0
        asked = told.get("pending", ()) if self.is_chosen else ()
        self.pending: list[tuple[str, Guise]] = [(url, Guise(guise)) for url, guise in asked]
        self._handed: set[tuple[str, Guise]] = set()

    def choose(self, *, most: int, after: int) -> None:
        """Draw the sample of this round, for at most so many requests; `after` is the archive's last number so far."""
        pages = _sample(self._frontier, self._hosts, most=most // len(Guise))
        self.is_chosen, self._since = True, after
        self.pending = [(url, guise) for url in pages for guise in Guise]
        self._remember()

    def supply(self, how_many: int, busy: Collection[str]) -> list[Request]:
        """The next requests, each handed out once in a run; those of busy hosts wait."""
        waiting = [one for one in self.pending if one not in self._handed and host_of(one[0]) not in busy]
        waiting = waiting[: max(0, how_many)]
        self._handed.update(waiting)
        return [Request(url, headers=_HEADERS[guise], kind=guise) for url, guise in waiting]

    def arrived(self, request: Request) -> None:
        """An answer, or that none came, is in the archive: it need not be asked again."""
        one = (request.url, Guise(request.kind))
        if one in self.pending:
            self.pending.remove(one)
            self._remember()

    def _remember(self) -> None:
        told = {"round": self._frontier.round, "since": self._since, "pending": self.pending}
        self._frontier.remember(_NAME, json.dumps(told, ensure_ascii=False))


def other_views(db: sqlite3.Connection, archive: Archive) -> dict[str, tuple[OtherView, ...]]:
    """What others than its readers saw of each page of the last sample, by the page's address.

    Only answers that are pages count, and only beside a reader's of the same sample; what is missing says nothing.
    """
    row = db.execute("select value from meta where name = ?", (_NAME,)).fetchone()
    told = _told(row[0] if row else "")
    by_page: dict[str, dict[str, tuple[str, str]]] = {}
    for snapshot in archive.as_others(since=int(told.get("since", 0))) if told else ():
        view = _page(archive, snapshot)
        if view is not None:
            by_page.setdefault(snapshot.requested, {})[snapshot.kind] = view
    return {url: tuple(_views(seen)) for url, seen in by_page.items() if Guise.READER in seen}


def _views(seen: dict[str, tuple[str, str]]) -> list[OtherView]:
    ours, arrived = seen[Guise.READER]
    return [
        OtherView(guise.who, seen[guise][0], beside=ours, sent_to=seen[guise][1] if seen[guise][1] != arrived else "")
        for guise in Guise
        if guise is not Guise.READER and guise in seen
    ]


def _page(archive: Archive, snapshot: Snapshot) -> tuple[str, str] | None:
    """Source and final address of an answer; None when it is no page or can no longer be read."""
    if snapshot.outcome is not FetchOutcome.OK or snapshot.media_type not in _PAGES:
        return None
    try:
        response = archive.response(snapshot)
    except ArchiveError:
        return None
    return (decode_page(response.body, declared=response.charset)[0], response.url) if response.body else None


def _told(stored: str) -> dict[str, Any]:
    return dict(json.loads(stored)) if stored else {}


def _sample(frontier: Frontier, hosts: OwnHosts, *, most: int) -> list[str]:
    """The home page, lists and posts: one of each family after the other, so that every template has its turn.

    Lists are the same in every round, so that what was found is looked at again; of posts the newest are taken.
    """
    home = [one.url for one in frontier.addresses(_HOME)]
    lists = [one.url for one in frontier.addresses(_FIRST_SHEETS)]
    posts = [one.url for one in frontier.addresses(_POSTS, (_NEWEST,))]
    pages = [*home, *_in_turn(lists)[:_LISTS], *_in_turn(posts)]
    fit = (url for url in pages if hosts.is_inside(url) and not is_heavy(url) and not is_attachment(url))
    return list(dict.fromkeys(fit))[: max(0, most)]


def _in_turn(urls: list[str]) -> list[str]:
    """The first of every family, then the second of every one, and so on; a family is a folder below the host."""
    families: dict[str, list[str]] = {}
    for url in urls:
        host, _, path = url.partition("://")[2].partition("/")
        families.setdefault(f"{host}/{path.partition('?')[0].partition('/')[0]}", []).append(url)
    longest = max(map(len, families.values()), default=0)
    return [family[turn] for turn in range(longest) for family in families.values() if turn < len(family)]
