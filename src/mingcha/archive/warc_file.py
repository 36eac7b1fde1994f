"""The file being written: members are gathered in memory and go out in large pieces, whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from mingcha.archive.faults import ArchiveError, unwritable
from mingcha.archive.places import sync_folder

_PIECE = 1 << 20


class WarcFile:
    """`written` bytes of the file count; what the system wrote beyond them in a failed attempt is written over.

    After an ArchiveError what was gathered stays gathered, and the next `flush` tries again.
    """

    def __init__(self, path: Path, *, written: int) -> None:
        self.path, self.written = path, written
        self._gathered = bytearray()
        self._doubtful = False
        try:
            if not written:
                path.parent.mkdir(parents=True, exist_ok=True)
                with path.open("xb"):
                    sync_folder(path.parent)
            self._file = path.open("r+b", buffering=0)
        except OSError as fault:
            raise unwritable(fault, path) from fault

    @property
    def length(self) -> int:
        """How long the file is with what still waits."""
        return self.written + len(self._gathered)

    def add(self, members: Iterable[bytes]) -> list[tuple[int, int]]:
        """Offset and length of each member: all of them are added, or none when the disk refuses what waited before."""
        if len(self._gathered) > _PIECE:
            self.flush()
        places = []
        for member in members:
            places.append((self.length, len(member)))
            self._gathered += member
        return places

    def flush(self) -> None:
        """Hand what waits to the system."""
        if not self._gathered:
            return
        try:
            self._file.seek(self.written)
            with memoryview(self._gathered) as rest:
                done = 0
                while done < len(rest):
                    done += self._file.write(rest[done:]) or 0
        except OSError as fault:
            self._cut()
            raise unwritable(fault, self.path) from fault
        self.written += len(self._gathered)
        self._gathered.clear()

    def sync(self) -> None:
        """Return when what was added is on the disk."""
        self.flush()
        if self._doubtful:
            raise ArchiveError(f"上一次写盘没有成功，{self.path} 的末尾可能不完整。请重新打开证据库，由它检查并修复。")
        try:
            os.fsync(self._file.fileno())
        except OSError as fault:
            # A second attempt would succeed whatever was lost in the first: only reading it again tells.
            self._doubtful = True
            raise unwritable(fault, self.path) from fault

    def close(self) -> None:
        """What was not flushed is gone, as after a crash."""
        self._file.close()

    def _cut(self) -> None:
        try:
            self._file.truncate(self.written)
        except OSError:
            return  # repaired when the archive is next opened
