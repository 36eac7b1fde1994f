"""Posts that came later than the day they bear, with every earlier look at their column that did not hold them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from sqlite3 import Connection

from mingcha.archive.store import Archive
from mingcha.collect.column_states import round_days
from mingcha.collect.kept_pages import kept_page
from mingcha.collect.lists import read_list
from mingcha.model.arrival import Arrival
from mingcha.model.fetch import FetchOutcome
from mingcha.model.site import Column, Site
from mingcha.text.moments import CHINA

__all__ = ["arrivals"]

# What comes within so many days is put up in time: an approval, a weekend, a holiday.
_DAYS = 7
_SEEN = (FetchOutcome.OK, FetchOutcome.NOT_MODIFIED)
# A post some rounds did not see though its column was known: first listed after the column was.
_LATE = """
select l.address, a.url, l.title, coalesce(p.published, l.published) as stated, l.first_round, c.id, c.url, c.name, c.unit
from listed l join "column" c on c.id = l."column" join address a on a.id = l.address
left join post p on p.address = l.address
where stated is not null and l.first_round > (select min(b.first_round) from listed b where b."column" = l."column")
and l.first_round = (select min(b.first_round) from listed b where b.address = l.address)
order by a.url, c.url
"""


@dataclass
class _ListSeen:
    """A list page as it was on a day: what it held, and the oldest day on it (None: nothing follows, it was whole)."""

    day: date
    urls: frozenset[str]
    oldest: date | None
    is_whole: bool


@dataclass
class _Lists:
    """The first list pages of columns over time, each read once."""

    archive: Archive
    _known: dict[str, list[_ListSeen]] = field(default_factory=dict)

    def of(self, url: str) -> list[_ListSeen]:
        known = self._known.get(url)
        if known is None:
            known = self._known[url] = list(self._read(url))
        return known

    def _read(self, url: str) -> Iterator[_ListSeen]:
        before: _ListSeen | None = None
        for one in self.archive.timeline(url):
            day = one.at.astimezone(CHINA).date()
            if one.outcome is FetchOutcome.NOT_MODIFIED and before is not None:
                yield _ListSeen(day, before.urls, before.oldest, before.is_whole)
            elif one.outcome is FetchOutcome.OK and (page := kept_page(self.archive, one.number)) is not None:
                found = read_list(page, today=day)
                if found is None:
                    continue
                dated = [item.published for item in found.items if item.published is not None]
                before = _ListSeen(
                    day,
                    frozenset(item.url for item in found.items),
                    min(dated, default=None) if len(dated) == len(found.items) else None,
                    not found.following and bool(found.items),
                )
                yield before


def arrivals(db: Connection, archive: Archive, site: Site) -> Iterator[Arrival]:
    """Every post first seen more than a week after the day it bears, with the looks that prove it was not there.

    A look proves it when the column's first page was read, did not hold the post, and would have: it was the whole
    list, or it reached further back than the post's day.
    """
    days = round_days(db)
    late = []
    for row in db.execute(_LATE):
        stated, seen = date.fromisoformat(row[3]), days.get(row[4])
        if seen is not None and seen - stated > timedelta(days=_DAYS):
            late.append((row, stated, seen))
    if not late:
        return
    together = Counter((row[5], row[4]) for row, _, _ in late)
    titles, lists, told = _titles(db), _Lists(archive), set()
    owned = {column.url: column for column in site.columns}
    for (address, url, title, _, first_round, number, column_url, name, unit), stated, seen in late:
        if address in told:
            continue
        looks = tuple(
            dict.fromkeys(
                look.day
                for look in lists.of(column_url)
                if stated < look.day < seen
                and url not in look.urls
                and (look.is_whole or (look.oldest is not None and look.oldest < stated))
            )
        )
        if not looks:
            continue
        told.add(address)
        before = [other for other, round_ in titles.get(title, ()) if other != url and round_ < first_round]
        yield Arrival(
            url,
            title,
            owned.get(column_url) or Column(column_url, name, unit),
            stated,
            seen,
            looks,
            together[number, first_round],
            before[0] if before else "",
            unit,
        )


def _titles(db: Connection) -> dict[str, list[tuple[str, int]]]:
    """The addresses under which each title has stood, and since which round; gone posts too."""
    found: dict[str, list[tuple[str, int]]] = {}
    for title, url, first in db.execute(
        "select l.title, a.url, min(l.first_round) from listed l join address a on a.id = l.address group by l.address"
    ):
        found.setdefault(title, []).append((url, first))
    for title, url, first in db.execute(
        "select json_extract(facts, '$[1]'), url, first_round from post where gone_round"
    ):
        found.setdefault(title, []).append((url, first))
    return found
