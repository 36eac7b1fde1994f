"""The folder of masked copies: each is kept until it is fetched, and for a day at most."""

from __future__ import annotations

import contextlib
import secrets
import threading
import time
from pathlib import Path

from django.conf import settings

KEPT_SECONDS = 24 * 60 * 60
NAME_LENGTH = 24


def keep(content: bytes) -> str:
    """Put a copy into the folder; gives the name it has there."""
    folder = _folder()
    folder.mkdir(parents=True, exist_ok=True)
    name = secrets.token_hex(NAME_LENGTH)
    path = folder / name
    path.touch(mode=0o600)
    path.write_bytes(content)
    clock = threading.Timer(KEPT_SECONDS + 1, sweep)
    clock.daemon = True
    clock.start()
    return name


def is_kept(name: str) -> bool:
    return bool(name) and (_folder() / name).is_file()


def take(name: str) -> bytes | None:
    """The copy, which is deleted with that; None when it is gone already."""
    path = _folder() / name
    try:
        content = path.read_bytes() if name else None
    except OSError:
        return None
    if content is not None:
        path.unlink(missing_ok=True)
    return content


def sweep() -> int:
    """Delete what is older than a day; how many copies that were."""
    gone = 0
    oldest = time.time() - KEPT_SECONDS
    folder = _folder()
    for path in folder.iterdir() if folder.is_dir() else ():
        with contextlib.suppress(OSError):
            if path.stat().st_mtime < oldest:
                path.unlink()
                gone += 1
    return gone


def _folder() -> Path:
    return Path(settings.MEDIA_ROOT) / "masking"
