"""The index beside the WARC files: which snapshot lies where. It can be lost and made again from the files alone.

New rows wait in memory until somebody asks for them or `commit` comes; if the disk refuses them they wait on, and the
next attempt takes them in.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.resources import files
from itertools import count
from pathlib import Path
from typing import Any

from mingcha.archive.asked import OUTCOMES
from mingcha.archive.faults import ArchiveError, ArchiveFull, IndexUnreadable
from mingcha.archive.identity import micros, moment
from mingcha.model.snapshot import Kept, Snapshot

VERSION = "1"
_SCHEMA = files("mingcha.archive").joinpath("index.sql")
_SNAPSHOT = """select number, url, at, status, digest, size, kept, file.name, "offset", snapshot.length, media_type,
    refers_to, kind, requested, outcome from snapshot join file on file.id = snapshot.file"""


@dataclass(frozen=True, slots=True)
class HopPlace:
    """Where the record of a redirect lies."""

    file: str
    offset: int
    length: int


@dataclass(frozen=True, slots=True)
class Entry:
    """A snapshot to be indexed, with what is asked by but not shown."""

    snapshot: Snapshot
    method: str = "GET"
    hops: tuple[HopPlace, ...] = ()


@dataclass(frozen=True, slots=True)
class Moved:
    """Where a record lies in a rewritten file: a snapshot's, or that of its redirect at `hop`."""

    number: int
    hop: int | None
    offset: int
    length: int
    is_purged: bool


class Index:
    """`prefix` goes before the names of files in snapshots: the site's folder as seen from the archive's."""

    def __init__(self, path: Path, *, prefix: str, readonly: bool = False) -> None:
        self.path, self.prefix = path, prefix
        self._waiting: list[Entry] = []
        self._taken = 0  # how many of those the open transaction holds
        self._fresh: dict[str, Snapshot] = {}  # who holds the bodies that came since the last commit, by digest
        self._files: dict[str, int] = {}
        try:
            address = f"{path.absolute().as_uri()}?mode={'ro' if readonly else 'rwc'}"
            if readonly and not os.access(path.parent, os.W_OK):
                address += "&immutable=1"  # a disc or a share for reading: SQLite could not place its own files there
            self._db = sqlite3.connect(address, uri=True, isolation_level=None, timeout=20, check_same_thread=False)
            if not readonly:
                self._db.execute("pragma journal_mode = wal")
                self._db.execute(
                    "pragma synchronous = normal"
                )  # the WARC files are synced; the rest can be found again
                if not self._db.execute("select count(*) from sqlite_master").fetchone()[0]:
                    self._db.executescript(f"begin; {_SCHEMA.read_text(encoding='utf-8')} commit;")
            self._files = dict(self._db.execute("select name, id from file"))
            self.last_number: int = self._db.execute("select coalesce(max(number), 0) from snapshot").fetchone()[0]
        except sqlite3.Error as fault:
            raise _unreadable(fault, path) from fault

    @property
    def mark(self) -> str:
        """The archive's own mark; empty in a new index."""
        return self.about("mark")

    def about(self, name: str) -> str:
        row = next(self._rows("select value from about where name = ?", (name,)), None)
        return str(row[0]) if row else ""

    def describe(self, facts: Mapping[str, str]) -> None:
        """Note what the archive is: once, when it begins."""
        with self._writing():
            self._db.executemany("insert or replace into about values (?, ?)", facts.items())

    def add(self, entry: Entry) -> None:
        snapshot = entry.snapshot
        self._waiting.append(entry)
        self.last_number = snapshot.number
        if snapshot.kept is Kept.RESPONSE and snapshot.size:
            self._fresh.setdefault(snapshot.digest, snapshot)

    def commit(self, lengths: Mapping[str, int]) -> None:
        """Make the rows durable; `lengths` are how far each file was written. On failure all of it waits on."""
        if not self._waiting and not lengths:
            return
        with self._writing():
            self._take()
            for name, length in lengths.items():
                self._db.execute("update file set length = ? where id = ?", (length, self._file_id(name)))
            self._db.execute("commit")
        self._waiting.clear()
        self._fresh.clear()
        self._taken = 0

    def holder(self, digest: str) -> Snapshot | None:
        """The first response record with these bytes."""
        if fresh := self._fresh.get(digest):
            return fresh
        condition = "where digest = ? and kept = 'response' order by number limit 1"
        row = next(self._rows(f"{_SNAPSHOT} {condition}", (bytes.fromhex(digest[7:]),)), None)
        return self._snapshot(row) if row else None

    def one(self, number: int) -> Snapshot | None:
        return next(self.snapshots("where number = ?", (number,)), None)

    def snapshots(self, condition: str, values: Iterable[object] = ()) -> Iterator[Snapshot]:
        """What the condition selects, waiting rows as well. The condition is ours, never from outside."""
        if len(self._waiting) > self._taken:
            with self._writing():
                self._take()
        return map(self._snapshot, self._rows(f"{_SNAPSHOT} {condition}", tuple(values)))

    def hops(self, number: int) -> list[HopPlace]:
        if len(self._waiting) > self._taken:
            with self._writing():
                self._take()
        query = """select file.name, "offset", hop.length from hop join file on file.id = hop.file
            where snapshot = ? order by place"""
        return [HopPlace(self.prefix + name, *rest) for name, *rest in self._rows(query, (number,))]

    def lengths(self) -> dict[str, int]:
        """How far each file is indexed, by its name below the site's folder."""
        return dict(self._rows("select name, length from file order by name"))

    def faults(self) -> list[str]:
        """What SQLite finds wrong with its own file."""
        try:
            return [str(row[0]) for row in self._db.execute("pragma integrity_check(20)") if row[0] != "ok"]
        except sqlite3.Error as fault:
            return [str(fault)]

    def replace_file(self, old: str, *, new: str, length: int, moved: Iterable[Moved]) -> None:
        """A file was rewritten under a new name: all its records move there, in one transaction.

        What refers to a purged record has lost its content with it.
        """
        with self._writing():
            self._db.execute("begin immediate")
            self._db.execute("update file set name = ?, length = ? where name = ?", (new, length, old))
            for one in moved:
                place: tuple[object, ...] = (one.offset, one.length, one.number)
                if one.hop is None:
                    self._db.execute('update snapshot set "offset" = ?, length = ? where number = ?', place)
                else:
                    place = (*place, one.hop)
                    self._db.execute('update hop set "offset" = ?, length = ? where snapshot = ? and place = ?', place)
                if one.is_purged:
                    self._db.execute("update snapshot set kept = 'purged' where number = ?", (one.number,))
                    same = "update snapshot set kept = 'purged' where refers_to = ? and refers_to > 0"
                    self._db.execute(same, (one.number,))
            self._db.execute("commit")
        self._files[new] = self._files.pop(old)

    def numbers(self) -> Iterator[int]:
        """All numbers, ascending."""
        return (int(row[0]) for row in self._rows("select number from snapshot order by number"))

    def close(self) -> None:
        self._db.close()

    def _rows(self, query: str, values: tuple[object, ...] = ()) -> Iterator[Any]:
        try:
            yield from self._db.execute(query, values)
        except sqlite3.Error as fault:
            raise _unreadable(fault, self.path) from fault

    def _take(self) -> None:
        """Put the waiting rows into the open transaction, opening it where needed."""
        if not self._db.in_transaction:
            self._db.execute("begin immediate")
        rows = self._waiting[self._taken :]
        for entry in rows:
            for file in (entry.snapshot.file, *(hop.file for hop in entry.hops)):
                self._file_id(file.removeprefix(self.prefix))
        self._db.executemany(
            "insert into snapshot values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", map(self._row, rows)
        )
        self._db.executemany(
            "insert into hop values (?, ?, ?, ?, ?)",
            [
                (entry.snapshot.number, place, self._file_id(hop.file.removeprefix(self.prefix)), hop.offset, hop.length)
                for entry in rows for place, hop in enumerate(entry.hops)
            ],
        )  # fmt: skip
        self._taken = len(self._waiting)

    def _file_id(self, name: str) -> int:
        number = self._files.get(name)
        if number is None:
            made = self._db.execute("insert into file (name, length) values (?, 0) returning id", (name,)).fetchone()
            number = self._files[name] = int(made[0])
        return number

    def _row(self, entry: Entry) -> tuple[object, ...]:
        one = entry.snapshot
        return (
            one.number, one.url, one.requested if one.requested != one.url else None, micros(one.at), one.status,
            bytes.fromhex(one.digest[7:]), one.size, one.kept.value, self._file_id(one.file.removeprefix(self.prefix)),
            one.offset, one.length, one.media_type, one.refers_to, one.kind, entry.method, one.outcome.value,
        )  # fmt: skip

    def _snapshot(self, row: tuple[Any, ...]) -> Snapshot:
        (
            number,
            url,
            at,
            status,
            digest,
            size,
            kept,
            file,
            offset,
            length,
            media_type,
            refers_to,
            kind,
            requested,
            outcome,
        ) = row
        return Snapshot(
            number, url, moment(at), status, f"sha256:{digest.hex()}", size, Kept(kept), self.prefix + file, offset, length, media_type,
            refers_to, kind,
            url if requested is None else requested, OUTCOMES[outcome],
        )  # fmt: skip

    @contextmanager
    def _writing(self) -> Iterator[None]:
        """Turns a failed write into a named error, with the rows waiting as before."""
        try:
            yield
        except sqlite3.Error as fault:
            self._undo()
            raise _unwritable(fault, self.path) from fault

    def _undo(self) -> None:
        """After a failure: nothing of the transaction counts, all rows wait again."""
        if self._db.in_transaction:
            self._db.execute("rollback")
        self._taken = 0
        self._files = dict(self._db.execute("select name, id from file"))


def set_aside(path: Path) -> None:
    """Keep an unreadable index under another name, with what SQLite keeps beside it."""
    number = next(n for n in count(1) if not path.with_name(f"{path.name}.{n}.broken").exists())
    for ending in ("", "-wal", "-shm"):
        beside = path.with_name(path.name + ending)
        if beside.exists():
            beside.rename(path.with_name(f"{path.name}.{number}.broken{ending}"))


def _unwritable(fault: sqlite3.Error, path: Path) -> ArchiveError:
    if getattr(fault, "sqlite_errorcode", 0) & 0xFF == sqlite3.SQLITE_FULL:
        return ArchiveFull(f"磁盘已满，证据库的索引无法写入 {path}。请腾出空间后重试；网页内容已保存，索引会补上。")
    return ArchiveError(f"证据库的索引无法写入 {path}：{fault}。请检查磁盘和访问权限后重试。")


def _unreadable(fault: sqlite3.Error, path: Path) -> ArchiveError:
    if isinstance(fault, sqlite3.OperationalError) and "unable to open" in str(fault):
        return IndexUnreadable(f"证据库的索引打不开：{path}。请检查文件是否存在、是否有权访问。")
    return IndexUnreadable(f"证据库的索引损坏：{path}（{fault}）。索引可以从 WARC 文件重建，证据本身不受影响。")
