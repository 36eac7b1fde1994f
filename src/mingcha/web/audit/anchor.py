"""Where the operation log ended last, kept outside the database: a log cut short at its end is still a whole chain.

The file names the newest entry and its digest under a seal made with the site's key. It only ever moves on along the
log it vouches for, so that entries written after a cut do not cover the cut up.
"""

from __future__ import annotations

import json
import os
import tempfile
import threading
from dataclasses import asdict, dataclass
from pathlib import Path

from django.conf import settings
from django.utils.crypto import constant_time_compare, salted_hmac

from mingcha.web.audit.models import LogEntry

_writing = threading.Lock()


class BrokenSeal(ValueError):
    """The file is not what the site wrote; the message says so in Chinese."""


@dataclass(frozen=True, slots=True)
class Anchor:
    """The newest entry when the file was written, and the entry the file was begun at."""

    entry: int
    digest: str
    since: int


def read() -> Anchor | None:
    """The anchor, or None where there is no file yet. Raises BrokenSeal."""
    try:
        stored = json.loads(_path().read_text(encoding="ascii"))
        anchor = Anchor(stored["entry"], stored["digest"], stored["since"])
        genuine = constant_time_compare(stored["seal"], _seal(anchor))
    except FileNotFoundError:
        return None
    except (OSError, ValueError, TypeError, KeyError):
        genuine = False
    if not genuine:
        raise BrokenSeal(f"数据文件夹中的校验文件 {_path().name} 被改动或已损坏，也可能是签名密钥换过")
    return anchor


def advance() -> None:
    """Move the anchor to the newest entry; call it when a transaction that logged something has been committed.

    Where the log no longer holds the entry that was anchored, or the seal is broken, the file stays as it is, for
    `verify_chain` to tell.
    """
    with _writing:
        newest = LogEntry.objects.order_by("-id").values_list("pk", "digest").first()
        try:
            anchor = read()
        except BrokenSeal:
            return
        if newest is None or (anchor and anchor.entry >= newest[0]):
            return
        if anchor and not LogEntry.objects.filter(pk=anchor.entry, digest=anchor.digest).exists():
            return
        _write(Anchor(*newest, since=anchor.since if anchor else newest[0]))


def _write(anchor: Anchor) -> None:
    """Replace the file as a whole: whoever reads it meanwhile sees the old one or the new one."""
    path = _path()
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=path.name)
    try:
        with os.fdopen(handle, "w", encoding="ascii") as stream:
            json.dump({**asdict(anchor), "seal": _seal(anchor)}, stream)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _seal(anchor: Anchor) -> str:
    words = f"{anchor.entry} {anchor.digest} {anchor.since}"
    return salted_hmac("mingcha.audit.anchor", words, algorithm="sha256").hexdigest()


def _path() -> Path:
    return Path(settings.AUDIT_ANCHOR)
