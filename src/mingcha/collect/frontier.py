"""What is known of a portal's addresses and what is still to be asked: one SQLite file beside the archive.

Everything changes in one open transaction, which `commit` closes together with the number of the last snapshot that
was handled: after a crash the file is as it was at some commit, and the snapshots after that number are handled again.
"""

from __future__ import annotations

import json
import sqlite3
from collections import deque
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import IntEnum
from pathlib import Path

from mingcha.collect.addresses import host_of
from mingcha.collect.frontier_file import opened, unwritable
from mingcha.collect.identity import identity, packed, unpacked, without_session
from mingcha.model.fetch import FetchOutcome, Request

# How many requests of one host wait in memory; what is more urgent and comes later waits behind no more than these.
_AT_HAND = 48


class Urgency(IntEnum):
    """The order of asking: what tells of other pages goes first, so that a post is read knowing where it is listed."""

    ENTRANCE = 0
    LIST = 1
    PAGE = 2
    POST = 3
    ATTACHMENT = 4
    LINK = 5


@dataclass(frozen=True, slots=True)
class Address:
    """One thing that can be asked, and what came of it last.

    `column` is the column whose list this is (0: none). `sheet` is the place of a list page within it, from 1.
    `round` is the last round that got an answer or a final failure; 0: never asked.
    """

    id: int
    url: str
    kind: str
    column: int = 0
    sheet: int = 0
    depth: int = 0
    etag: str = ""
    modified: str = ""
    outcome: str = ""
    snapshot: int = 0
    round: int = 0


_ADDRESS = 'id, url, kind, "column", sheet, depth, etag, modified, outcome, snapshot, round'


class Frontier:
    """Open with `Frontier.open(folder)`; one process at a time (the archive's lock sees to that)."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.db = connection
        # Hashes of the identities, so that the hundred links of every page cost no query; 64 bits are told apart.
        self._known = {hash(key) for (key,) in self.db.execute("select key from address")}
        self.db.execute("update queue set handed = 0")
        self._waiting: dict[str, int] = dict(self.db.execute("select host, count(*) from queue group by host"))
        # Hosts that may have something not yet handed out; the others need not be looked for.
        self._open = dict.fromkeys(self._waiting)
        self._at_hand: dict[str, deque[Request]] = {}
        self.round = self._last_round()

    @classmethod
    def open(cls, folder: Path) -> Frontier:
        """The frontier of a folder, a new one where there is none. Raises FrontierFault."""
        try:
            return cls(opened(folder))
        except sqlite3.DatabaseError as error:
            raise unwritable(folder, error) from error

    def close(self) -> None:
        """Give up what was not committed and close."""
        self.db.rollback()
        self.db.close()

    def commit(self, handled: int) -> None:
        """All that changed holds, and snapshots up to this number need not be handled again."""
        self.remember("handled", str(handled))
        self.db.execute("commit")
        self.db.execute("begin immediate")

    @property
    def handled(self) -> int:
        return int(self.recall("handled") or 0)

    def remember(self, name: str, value: str) -> None:
        self.db.execute(
            "insert into meta values (?, ?) on conflict do update set value = excluded.value", (name, value)
        )

    def recall(self, name: str) -> str:
        row = self.db.execute("select value from meta where name = ?", (name,)).fetchone()
        return str(row[0]) if row else ""

    # Addresses

    def is_known(self, url: str) -> bool:
        """Whether a page (not a form) is known under this address, perhaps with a session in it."""
        return hash(url) in self._known or (";" in url and hash(without_session(url)) in self._known)

    def find(self, url: str) -> Address | None:
        row = self.db.execute(f"select {_ADDRESS} from address where key = ?", (without_session(url),)).fetchone()
        return Address(*row) if row else None

    def address(self, identity_number: int) -> Address | None:
        row = self.db.execute(f"select {_ADDRESS} from address where id = ?", (identity_number,)).fetchone()
        return Address(*row) if row else None

    def addresses(self, where: str, values: Iterable[object] = ()) -> list[Address]:
        """Addresses by a condition of ours; `where` is never made of anything that was collected."""
        return [
            Address(*row) for row in self.db.execute(f"select {_ADDRESS} from address where {where}", tuple(values))
        ]

    def add(
        self, request: Request, *, column: int = 0, sheet: int = 0, depth: int = 0, found_on: int = 0
    ) -> tuple[int, bool]:
        """The number of the address and whether it is new. A known one is left as it is.

        One that leads to another page of the site has that page's number.
        """
        key = identity(request)
        if hash(key) in self._known:
            row = self.db.execute("select id, alias from address where key = ?", (key,)).fetchone()
            if row:
                return int(row[1] or row[0]), False
        cursor = self.db.execute(
            'insert into address (key, url, host, kind, "column", sheet, depth, request, first_round, found_on) '
            "values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (key, request.url, host_of(request.url), request.kind, column, sheet, depth, packed(request), self.round,
             found_on),
        )  # fmt: skip
        self._known.add(hash(key))
        return int(cursor.lastrowid or 0), True

    def become(self, number: int, *, kind: str, column: int = 0, sheet: int = 0) -> None:
        """An address turned out to be something else than it was taken for."""
        self.db.execute(
            'update address set kind = ?, "column" = ?, sheet = ? where id = ?', (kind, column, sheet, number)
        )

    def is_alias(self, number: int, *, of: int) -> None:
        """The address leads to another one of the site, which stands for both."""
        self.db.execute("update address set alias = ? where id = ?", (of, number))

    def answered(
        self, number: int, *, outcome: FetchOutcome, status: int, snapshot: int, etag: str = "", modified: str = ""
    ) -> None:
        """What came of asking; takes it out of the queue. What is not modified keeps its snapshot."""
        if outcome is FetchOutcome.NOT_MODIFIED:
            self.db.execute("update address set outcome = ?, round = ? where id = ?", (outcome, self.round, number))
        else:
            self.db.execute(
                "update address set outcome = ?, status = ?, snapshot = ?, round = ?, etag = ?, modified = ? "
                "where id = ?",
                (outcome, status, snapshot, self.round, etag, modified, number),
            )
        self._drop(number)

    # Queue

    def enqueue(self, number: int, urgency: Urgency) -> None:
        """Ask this one in this round; what waits already may become more urgent, never less."""
        row = self.db.execute("select urgency from queue where id = ?", (number,)).fetchone()
        if row is None:
            (host,) = self.db.execute("select host from address where id = ?", (number,)).fetchone()
            self.db.execute("insert into queue (id, host, urgency) values (?, ?, ?)", (number, host, urgency))
            self._waiting[host] = self._waiting.get(host, 0) + 1
            self._open[host] = None
        elif row[0] > urgency:
            self.db.execute("update queue set urgency = ? where id = ?", (urgency, number))

    def enqueue_all(self, numbers: Iterable[int], urgency: Urgency) -> None:
        for number in numbers:
            self.enqueue(number, urgency)

    def _drop(self, number: int) -> None:
        row = self.db.execute("delete from queue where id = ? returning host", (number,)).fetchone()
        if row:
            self._waiting[row[0]] -= 1
            if not self._waiting[row[0]]:
                del self._waiting[row[0]]

    @property
    def waiting(self) -> int:
        return sum(self._waiting.values())

    @property
    def hosts(self) -> Mapping[str, int]:
        """How many wait, by host."""
        return self._waiting

    def take(self, how_many: int, busy: Collection[str]) -> list[Request]:
        """The next requests of hosts that are not busy, each handed out once until the file is opened again."""
        taken: list[Request] = []
        for host in list(self._open):
            if host in busy:
                continue
            ready = self._at_hand.get(host)
            while len(taken) < how_many:
                if not ready:
                    ready = self._refilled(host)
                    if not ready:
                        break
                taken.append(ready.popleft())
            if len(taken) == how_many:
                break
        return taken

    def _refilled(self, host: str) -> deque[Request] | None:
        rows = self.db.execute(
            "select a.id, a.url, a.kind, a.request, a.etag, a.modified from queue q join address a on a.id = q.id "
            "where q.host = ? and q.handed = 0 order by q.urgency, q.id limit ?",
            (host, _AT_HAND),
        ).fetchall()
        if not rows:
            self._at_hand.pop(host, None)
            self._open.pop(host, None)
            return None
        self.db.executemany("update queue set handed = 1 where id = ?", [(row[0],) for row in rows])
        ready = deque(unpacked(*row) for row in rows)
        self._at_hand[host] = ready
        return ready

    def put_back(self) -> None:
        """What was handed out or lies at hand may be taken again: the fetcher has stopped."""
        self.db.execute("update queue set handed = 0 where handed = 1")
        self._at_hand.clear()
        self._open = dict.fromkeys(self._waiting)

    # Rounds

    def _last_round(self) -> int:
        (number,) = self.db.execute("select coalesce(max(id), 0) from round").fetchone()
        return int(number)

    def unfinished(self) -> tuple[str, dict[str, str]] | None:
        """The name and the options of the last round if it was not finished."""
        row = self.db.execute(
            "select name, options from round where id = ? and finished is null", (self.round,)
        ).fetchone()
        return (row[0], json.loads(row[1])) if row else None

    def begin_round(self, name: str, *, at: str, options: Mapping[str, str]) -> int:
        self.round += 1
        self.db.execute(
            "insert into round values (?, ?, ?, null, ?)",
            (self.round, name, at, json.dumps(options, ensure_ascii=False)),
        )
        return self.round

    def finish_round(self, *, at: str) -> None:
        self.db.execute("update round set finished = ? where id = ?", (at, self.round))

    def rounds(self) -> Iterator[tuple[int, str, str, str | None]]:
        yield from self.db.execute("select id, name, started, finished from round order by id")
