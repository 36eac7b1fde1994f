"""One writer at a time: a lock of the operating system, gone with the process that holds it, however it ends."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from mingcha.archive.faults import ArchiveLocked, unwritable


class Lock:
    """Held from creation to `release`. Raises ArchiveLocked when somebody else holds it."""

    def __init__(self, path: Path) -> None:
        try:
            self._handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
        except OSError as fault:
            raise unwritable(fault, path) from fault
        try:
            _lock(self._handle)
        except OSError as fault:
            os.close(self._handle)
            raise ArchiveLocked(f"证据库正由另一个程序写入：{path.parent}。请等它结束，或先停止它，再重试。") from fault

    def release(self) -> None:
        if self._handle >= 0:
            os.close(self._handle)
            self._handle = -1


if sys.platform == "win32":
    import msvcrt

    def _lock(handle: int) -> None:
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _lock(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
