"""Who is who among records: an archive's own mark and a record's number make its id, so that ids need no memory."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from hashlib import sha256

# The country keeps one time, eight hours ahead; a fixed offset needs no tables of time zones.
CHINA = timezone(timedelta(hours=8))
_EPOCH_IN_CHINA = datetime(1970, 1, 1, 8, tzinfo=CHINA)
_ID = re.compile(r"<urn:uuid:([0-9a-f]{8})-([0-9a-f]{4})-8([0-9a-f]{3})-9([0-9a-f]{3})-([0-9a-f]{12})>")
_MARK = re.compile(r"[0-9a-f]{15}")

# What a record is for its snapshot: the answer itself, what was asked, or the first, second, … redirect on the way.
ANSWER, ASKED, HOP = 0, 0x100, 0x200
# Records that belong to no snapshot.
FILE_START, PURGE = 0x300, 0x400


@dataclass(frozen=True, slots=True)
class RecordId:
    """`mark` is the archive's (15 hexadecimal digits), `role` one of those above (HOP + place), `number` counts."""

    mark: str
    number: int
    role: int = ANSWER

    def __str__(self) -> str:
        """A UUID of version 8, whose bits are its maker's to choose (RFC 9562 §5.8)."""
        mark = self.mark
        return f"<urn:uuid:{mark[:8]}-{mark[8:12]}-8{self.role:03x}-9{mark[12:]}-{self.number:012x}>"


def record_id(text: str) -> RecordId | None:
    """The parts of an id; None when no archive of ours gave it."""
    match = _ID.fullmatch(text)
    return RecordId(match[1] + match[2] + match[4], int(match[5], 16), int(match[3], 16)) if match else None


def new_mark(site: str, *, at: datetime) -> str:
    """The mark of an archive that begins now."""
    return sha256(f"{site}\n{at.isoformat()}".encode("utf-8", "surrogatepass")).hexdigest()[:15]


def is_mark(text: str) -> bool:
    return _MARK.fullmatch(text) is not None


def warc_date(at: datetime) -> str:
    """2023-12-01T00:00:00.000000Z, as WARC/1.1 writes it. Raises ValueError for a time without its zone."""
    if at.tzinfo is None:
        raise ValueError(f"时间没有写明时区：{at}")
    return f"{at.astimezone(UTC):%Y-%m-%dT%H:%M:%S.%fZ}"


def micros(at: datetime) -> int:
    """Microseconds since 1970, exact: what the index sorts by."""
    return (at - _EPOCH_IN_CHINA) // timedelta(microseconds=1)


def moment(micros: int) -> datetime:
    """The moment, told in China's time."""
    return _EPOCH_IN_CHINA + timedelta(microseconds=micros)
