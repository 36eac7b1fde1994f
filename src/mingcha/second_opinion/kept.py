"""Opinions kept on disk, so that the same words are never asked about twice."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Opinion:
    """Whether the model takes the wording to be wrong (None: it cannot say), and why, in a few words."""

    is_wrong: bool | None
    why: str = ""


class Kept:
    """A file of opinions. One that cannot be read or written only means asking again."""

    def __init__(self, file: Path | None) -> None:
        self._file = file

    def known(self, keys: Iterable[str], *, model: str) -> dict[str, Opinion]:
        if self._file is None or not self._file.is_file():
            return {}
        wanted = list(dict.fromkeys(keys))
        found: dict[str, Opinion] = {}
        try:
            with closing(sqlite3.connect(self._file)) as base:
                for key in wanted:
                    row = base.execute(
                        "select is_wrong, why from opinions where model = ? and key = ?", (model, key)
                    ).fetchone()
                    if row is not None:
                        found[key] = Opinion(None if row[0] is None else bool(row[0]), str(row[1]))
        except sqlite3.Error:
            return {}
        return found

    def keep(self, opinions: Mapping[str, Opinion], *, model: str) -> None:
        if self._file is None or not opinions:
            return
        rows = [(model, key, one.is_wrong, one.why) for key, one in opinions.items()]
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            with closing(sqlite3.connect(self._file)) as base, base:
                base.execute(
                    "create table if not exists opinions (model text, key text, is_wrong integer, why text, "
                    "primary key (model, key))"
                )
                base.executemany("insert or replace into opinions values (?, ?, ?, ?)", rows)
        except (sqlite3.Error, OSError):
            return
