"""What the rounds have gathered of a portal: its columns, what they list, and the facts of every post.

Kept in the frontier's file and transaction. Which column a post counts for, and what its list said of it, is decided
only when it is asked for: lists and posts may come in any order, and the answer is the same.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from sqlite3 import Connection

from mingcha.model.collected import Attachment, DateSource, ListItem, PostFacts, StatedDate
from mingcha.model.site import Column

# Where a column is known from; what the office laid down is never changed by what a page says.
LAID_DOWN, FOUND = "site", "found"


@dataclass(frozen=True, slots=True)
class KnownColumn:
    """A column with its number, who named it (`origin`), and the posts its list claims to have (None: not said)."""

    number: int
    column: Column
    origin: str
    adapter: str = ""
    claimed: int | None = None


@dataclass(frozen=True, slots=True)
class Listing:
    """One column's line of a post."""

    column: int
    item: ListItem


@dataclass(frozen=True, slots=True)
class KnownPost:
    """A post with its facts as its page tells them, and the columns that list it, in the order of their addresses."""

    number: int
    facts: PostFacts
    digest: str
    listings: tuple[Listing, ...]
    first_round: int
    changed_round: int
    gone_round: int


class Gathered:
    """Reads and writes the frontier's tables of columns, lists and posts."""

    def __init__(self, db: Connection) -> None:
        self._db = db

    # What was odd of a host

    def remark(self, host: str, remark: str, *, url: str, this_round: int) -> None:
        """Something was odd on the way to this address; counted for the host and the round."""
        self._db.execute(
            "insert into remark values (?1, ?2, ?3, 1, ?4) on conflict do update set "
            "number = iif(round = ?4, number + 1, 1), example = iif(round = ?4, example, ?3), round = ?4",
            (host, remark, url, this_round),
        )

    def remarks(self, *, this_round: int) -> tuple[tuple[str, str, int, str], ...]:
        """Host, remark, how often in this round, and the first address."""
        rows = self._db.execute(
            "select host, remark, number, example from remark where round = ? order by host, remark", (this_round,)
        )
        return tuple((host, remark, number, url) for host, remark, number, url in rows)

    # Columns

    def put_column(self, column: Column, *, origin: str) -> int:
        """The column's number. A column laid down by the office keeps what the office said of it."""
        row = self._db.execute('select id, origin, name from "column" where url = ?', (column.url,)).fetchone()
        told = (column.name, column.unit, column.category, json.dumps(column.path, ensure_ascii=False))
        if row is None:
            cursor = self._db.execute(
                'insert into "column" (url, name, unit, category, path, origin) values (?, ?, ?, ?, ?, ?)',
                (column.url, *told, origin),
            )
            return int(cursor.lastrowid or 0)
        if origin == LAID_DOWN or (row[1] == FOUND and not row[2] and column.name):
            self._db.execute(
                'update "column" set name = ?, unit = ?, category = ?, path = ?, origin = ? where id = ?',
                (*told, origin, row[0]),
            )
        return int(row[0])

    def walked(self, number: int, *, adapter: str, claimed: int | None) -> None:
        """The column's first list page was read: by which adapter, and how many posts it claims."""
        self._db.execute(
            'update "column" set adapter = ?, claimed = coalesce(?, claimed), walked = walked + 1 where id = ?',
            (adapter, claimed, number),
        )

    def columns(self) -> dict[int, KnownColumn]:
        rows = self._db.execute(
            'select id, url, name, unit, category, path, origin, adapter, claimed from "column" order by url'
        )
        return {
            number: KnownColumn(
                number, Column(url, name, unit, category, tuple(json.loads(path))), origin, adapter, claimed
            )
            for number, url, name, unit, category, path, origin, adapter, claimed in rows
        }

    def name_and_category(self, column: int) -> tuple[str, str]:
        """Of one column; both empty where it is not known."""
        row = self._db.execute('select name, category from "column" where id = ?', (column,)).fetchone()
        return (row[0], row[1]) if row else ("", "")

    def lists_by_column(self) -> dict[int, tuple[int, date | None]]:
        """How many posts each column lists, and the newest day among them: the list's own, else the page's."""
        rows = self._db.execute(
            'select l."column", count(*), max(coalesce(l.published, p.published)) from listed l '
            'left join post p on p.address = l.address group by l."column"'
        )
        return {number: (count, _day(newest)) for number, count, newest in rows}

    # Lists

    def put_listing(self, column: int, address: int, item: ListItem, *, this_round: int) -> bool:
        """Whether the line is new or says something else than before."""
        published = item.published.isoformat() if item.published else None
        row = self._db.execute(
            'select title, published from listed where "column" = ? and address = ?', (column, address)
        ).fetchone()
        if row is None:
            self._db.execute(
                "insert into listed values (?, ?, ?, ?, ?, ?)",
                (column, address, item.title, published, this_round, this_round),
            )
            return True
        self._db.execute(
            'update listed set title = ?, published = ?, round = ? where "column" = ? and address = ?',
            (item.title, published, this_round, column, address),
        )
        return bool(row != (item.title, published))

    def seen_this_round(self, column: int, address: int, *, this_round: int) -> bool:
        """Whether this very column has already listed the post in this round."""
        row = self._db.execute(
            'select 1 from listed where "column" = ? and address = ? and round = ?', (column, address, this_round)
        ).fetchone()
        return row is not None

    def move_listings(self, address: int, *, to: int) -> None:
        """Two addresses turned out to be one post."""
        self._db.execute("update or ignore listed set address = ? where address = ?", (to, address))
        self._db.execute("delete from listed where address = ?", (address,))

    def merge_column(self, number: int, *, into: int) -> None:
        """A list taken for a column of its own turned out to be a further page of another."""
        self._db.execute('update or ignore listed set "column" = ? where "column" = ?', (into, number))
        self._db.execute('delete from listed where "column" = ?', (number,))
        self._db.execute('update address set "column" = ? where "column" = ?', (into, number))
        self._db.execute('delete from "column" where id = ? and origin = ?', (number, FOUND))

    def vanished(self, *, this_round: int) -> list[int]:
        """Posts that lists named before this round and none names in it, and that nobody has looked at in it."""
        rows = self._db.execute(
            "select p.address from post p join address a on a.id = p.address where p.gone_round = 0 and a.round < ?1 "
            "and (select max(l.round) from listed l where l.address = p.address) < ?1 order by p.address",
            (this_round,),
        )
        return [number for (number,) in rows]

    def drop_stale_listings(self, *, this_round: int) -> None:
        """After all lists were walked: lines that columns no longer have."""
        self._db.execute("delete from listed where round < ?", (this_round,))

    def listings(self, address: int, url: str) -> tuple[Listing, ...]:
        rows = self._db.execute(
            'select l."column", l.title, l.published from listed l join "column" c on c.id = l."column" '
            "where l.address = ? order by c.url",
            (address,),
        )
        return tuple(Listing(column, ListItem(url, title, _day(day))) for column, title, day in rows)

    # Posts

    def put_post(self, address: int, facts: PostFacts, *, digest: str, this_round: int) -> bool:
        """Whether it is new or its content changed."""
        row = self._db.execute("select body, gone_round from post where address = ?", (address,)).fetchone()
        published = facts.published.isoformat() if facts.published else None
        packed = json.dumps(_packed(facts), ensure_ascii=False)
        if row is None:
            self._db.execute(
                "insert into post values (?, ?, ?, ?, ?, ?, ?, 0, ?)",
                (address, facts.url, digest, facts.body, packed, this_round, this_round, published),
            )
            return True
        changed = bool(row[0] != facts.body or row[1] != 0)
        self._db.execute(
            "update post set url = ?, digest = ?, body = ?, facts = ?, published = ?, gone_round = 0, "
            "changed_round = iif(?, ?, changed_round) where address = ?",
            (facts.url, digest, facts.body, packed, published, changed, this_round, address),
        )
        return changed

    def remove_post(self, address: int) -> None:
        """What was taken for a post turned out to be none."""
        self._db.execute("delete from post where address = ?", (address,))

    def gone(self, address: int, *, this_round: int) -> None:
        """The page of a post is no longer there; that it was is kept."""
        self._db.execute("update post set gone_round = ? where address = ? and gone_round = 0", (this_round, address))

    def is_post(self, address: int) -> bool:
        return self._db.execute("select 1 from post where address = ?", (address,)).fetchone() is not None

    def post_count(self) -> int:
        (number,) = self._db.execute("select count(*) from post where gone_round = 0").fetchone()
        return int(number)

    def posts(self, *, with_gone: bool = False) -> Iterator[KnownPost]:
        """All posts by the date their page states and by address, undated ones last; one at a time, not all in memory."""
        rows = self._db.execute(
            "select p.address, p.facts, p.digest, p.first_round, p.changed_round, p.gone_round, "
            "c.id, l.title, l.published from post p left join listed l on l.address = p.address "
            'left join "column" c on c.id = l."column" where p.gone_round = 0 or ? '
            "order by p.published is null, p.published, p.url, p.address, c.url",
            (with_gone,),
        )
        for (address, packed, digest, first, changed, gone), lines in groupby(rows, key=lambda row: row[:6]):
            facts = _unpacked(json.loads(packed))
            listings = tuple(
                Listing(column, ListItem(facts.url, title, _day(day))) for *_, column, title, day in lines if column
            )
            yield KnownPost(address, facts, digest, listings, first, changed, gone)


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _packed(facts: PostFacts) -> list[object]:
    return [
        facts.url,
        facts.title,
        facts.published.isoformat() if facts.published else None,
        [[stated.source.name, stated.day.isoformat()] for stated in facts.dates],
        facts.source,
        facts.column,
        facts.index_number,
        [[attachment.url, attachment.name] for attachment in facts.attachments],
        facts.body,
        facts.canonical,
        facts.characters,
    ]


def _unpacked(packed: list[object]) -> PostFacts:
    url, title, published, dates, source, column, index_number, attachments, body, canonical, characters = packed
    assert isinstance(dates, list)
    assert isinstance(attachments, list)
    return PostFacts(
        str(url),
        str(title),
        _day(str(published)) if published else None,
        tuple(StatedDate(DateSource[name], date.fromisoformat(day)) for name, day in dates),
        str(source),
        str(column),
        str(index_number),
        tuple(Attachment(address, name) for address, name in attachments),
        str(body),
        str(canonical),
        int(str(characters)),
    )
