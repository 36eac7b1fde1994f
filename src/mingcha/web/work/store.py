"""Where safety copies keep files: each content once, under its SHA-256, shared by all copies.

Evidence is only added to, so that a day's copy costs the day's evidence. A database that is being written is copied
through its own backup interface and so is whole at one moment.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import sqlite3
import uuid
from collections.abc import Collection
from contextlib import closing
from pathlib import Path

FOLDER = "contents"
_DATABASE = ".sqlite"  # .sqlite3 too, and what a test run adds behind it
_CHUNK = 1 << 20


class Store:
    """The contents in a folder of safety copies."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / FOLDER

    def place(self, digest: str) -> Path:
        return self.folder / digest[:2] / digest

    def put(self, source: Path) -> tuple[str, int, bool]:
        """Keep a file's content; gives its digest, its size, and whether it is new here."""
        self.folder.mkdir(parents=True, exist_ok=True)
        part = self.folder / f".part-{uuid.uuid4().hex}"
        try:
            if is_database(source):
                copy_database(source, part)
                digest = digest_of(part)
            else:
                digest = _copied(source, part)
            size = part.stat().st_size
            held = self.place(digest)
            if held.exists() and held.stat().st_size == size:
                return digest, size, False
            held.parent.mkdir(exist_ok=True)
            settle(part, held)
            return digest, size, True
        finally:
            part.unlink(missing_ok=True)

    def drop_all_but(self, wanted: Collection[str]) -> int:
        """Remove what no copy names any more; returns how many bytes that freed."""
        freed = 0
        for file in self.folder.glob("*/*") if self.folder.exists() else ():
            if file.name not in wanted:
                freed += file.stat().st_size
                file.unlink()
        for part in self.folder.glob(".part-*") if self.folder.exists() else ():
            part.unlink(missing_ok=True)
        return freed


def is_database(path: Path) -> bool:
    """By its name alone: to open and close a database's file by hand would drop all locks this process holds on it, and
    what it writes next could be lost."""
    return path.suffix.startswith(_DATABASE)


def copy_database(source: Path, target: Path) -> None:
    """A SQLite file as it stands at this moment, while others write into it."""
    with (
        closing(sqlite3.connect(f"{source.resolve().as_uri()}?mode=ro", uri=True, timeout=60)) as live,
        closing(sqlite3.connect(target)) as copy,
    ):
        live.backup(copy)
        copy.execute("pragma journal_mode = delete")  # one file, nothing beside it
    with target.open("rb+") as file:
        os.fsync(file.fileno())


def digest_of(path: Path) -> str:
    found = hashlib.sha256()
    with path.open("rb") as file:
        while part := file.read(_CHUNK):
            found.update(part)
    return found.hexdigest()


def settle(part: Path, target: Path) -> None:
    """Let a finished file take its name: before, nobody can take it for whole."""
    part.replace(target)
    if os.name == "posix":
        handle = os.open(target.parent, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _copied(source: Path, target: Path) -> str:
    found = hashlib.sha256()
    with source.open("rb") as file, target.open("wb") as out:
        while part := file.read(_CHUNK):
            found.update(part)
            out.write(part)
        out.flush()
        os.fsync(out.fileno())
    shutil.copystat(source, target)
    return found.hexdigest()
