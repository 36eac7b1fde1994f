"""Records read from WARC files with FastWARC: one by its place, or all of a file in order.

A gzip member is unpacked with zlib first: FastWARC takes a member that breaks off before its checksum for whole.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from fastwarc import ArchiveIterator

from mingcha.archive import asked
from mingcha.archive.faults import ArchiveUnreadable
from mingcha.archive.headers import Headers, parsed
from mingcha.archive.identity import RecordId, record_id
from mingcha.text.system_faults import why

_PIECE = 1 << 18
_MAGIC = b"\x1f\x8b\x08"  # how a gzip member begins
# Fields hold addresses and, for malformed answers, all headers once more; FastWARC's own limit is 32 KB.
_LONGEST_FIELDS = 1 << 24


class NotARecord(ValueError):
    """These bytes are no whole record; the message is for the log."""


@dataclass(frozen=True, slots=True)
class Stored:
    """A record as it lies in a file. `content` is all of it: header block and body, or fields."""

    type: str
    fields: dict[str, str]
    content: bytes

    @property
    def id(self) -> RecordId | None:
        return record_id(self.fields.get("WARC-Record-ID", ""))

    @property
    def target(self) -> str:
        return self.fields.get("WARC-Target-URI", "")

    @property
    def content_type(self) -> str:
        return self.fields.get("Content-Type", "")

    @property
    def at(self) -> datetime:
        """Raises ValueError when the record tells no time."""
        return datetime.fromisoformat(self.fields.get("WARC-Date", ""))

    @property
    def told(self) -> asked.Told:
        """What was asked. Raises NotARecord where that is not said."""
        try:
            return asked.read(self.fields[asked.FIELD], target=self.target)
        except (KeyError, ValueError, TypeError) as fault:
            raise NotARecord(f"{asked.FIELD}: {fault!r}") from fault

    def http(self) -> tuple[int, str, Headers, bytes]:
        """Status, reason, headers and body."""
        head, mark, body = self.content.partition(b"\r\n\r\n")
        line, headers = parsed(head + mark)
        _, _, rest = line.decode("utf-8", "surrogateescape").partition(" ")
        status, _, reason = rest.partition(" ")
        return int(status) if status.isdecimal() else 0, reason, headers, body

    def faults(self) -> Iterator[str]:
        """Which of its digests are wrong: block, payload."""
        if self.fields.get("WARC-Block-Digest") != f"sha256:{sha256(self.content).hexdigest()}":
            yield "block"
        stated = self.fields.get("WARC-Payload-Digest")
        if stated and self.type in ("response", "request"):
            _, _, body = self.content.partition(b"\r\n\r\n")
            if stated != f"sha256:{sha256(body).hexdigest()}":
                yield "payload"


@dataclass(frozen=True, slots=True)
class Place:
    """A member of a file: its record, or why it is none. A member that is none is the last one found."""

    offset: int
    length: int
    record: Stored | None
    why: str = ""


def stored(member: bytes) -> Stored:
    """The record of exactly one whole gzip member. Raises NotARecord."""
    unpack = zlib.decompressobj(wbits=31)
    try:
        data = unpack.decompress(member)
    except zlib.error as fault:
        raise NotARecord(str(fault)) from fault
    if not unpack.eof or unpack.unused_data:
        raise NotARecord("not exactly one gzip member")
    return _record(data)


def read_at(path: Path, *, offset: int, length: int) -> Stored:
    """The record at a place of a file. Raises ArchiveUnreadable."""
    try:
        with path.open("rb", buffering=0) as file:
            file.seek(offset)
            return stored(file.read(length) or b"")
    except FileNotFoundError as fault:
        raise ArchiveUnreadable(f"证据文件不见了：{path}。请从备份中恢复该文件。") from fault
    except OSError as fault:
        raise ArchiveUnreadable(f"证据文件读不出来：{path}（{why(fault)}）。请检查磁盘。") from fault
    except NotARecord as fault:
        raise ArchiveUnreadable(
            f"证据文件 {path} 从第 {offset} 字节起的记录损坏。请运行证据核验，并从备份中恢复该文件。"
        ) from fault


def members(path: Path, *, start: int = 0, through_damage: bool = False) -> Iterator[Place]:
    """The members of a file from `start` on, in order. Raises OSError.

    Ends after the first that is not whole; or goes on `through_damage` with the next whole one, if there is any.
    """
    with path.open("rb") as file:
        offset: int | None = start
        while offset is not None:
            damaged = None
            for place in _members(file, start=offset):
                yield place
                if place.record is None:
                    damaged = place.offset
            offset = None if damaged is None or not through_damage else _next_member(file, after=damaged)


def _members(file: BinaryIO, *, start: int) -> Iterator[Place]:
    file.seek(start)
    offset, rest = start, file.read(_PIECE)
    while rest:
        unpack = zlib.decompressobj(wbits=31)
        parts, length = [], 0
        try:
            while rest and not unpack.eof:
                parts.append(unpack.decompress(rest))
                length += len(rest) - len(unpack.unused_data)
                rest = unpack.unused_data or file.read(_PIECE)
            if not unpack.eof:
                raise NotARecord("ends in the middle")
            place = Place(offset, length, _record(b"".join(parts)))
        except (zlib.error, NotARecord) as fault:
            yield Place(offset, 0, None, str(fault))
            return
        yield place
        offset += length


def _next_member(file: BinaryIO, *, after: int) -> int | None:
    """Where the next whole member begins."""
    offset = after + 1
    while True:
        file.seek(offset)
        piece = file.read(_PIECE)
        found = piece.find(_MAGIC)
        if found < 0:
            if len(piece) < _PIECE:
                return None
            offset += len(piece) - len(_MAGIC) + 1
            continue
        offset += found
        first = next(_members(file, start=offset), None)
        if first is not None and first.record is not None:
            return offset
        offset += 1


def _record(data: bytes) -> Stored:
    found = ArchiveIterator(BytesIO(data), parse_http=False, stream_detect=False, max_header_len=_LONGEST_FIELDS)
    try:
        record = next(iter(found))
        fields = dict(record.headers.items())
        content = record.reader.read()
    except StopIteration:
        raise NotARecord("no WARC record in this member") from None
    except (OSError, ValueError, RuntimeError) as fault:
        raise NotARecord(str(fault)) from fault
    if fields.get("Content-Length") != str(len(content)) or not data.endswith(b"\r\n\r\n"):
        raise NotARecord("the record is shorter than it says")
    return Stored(fields.get("WARC-Type", ""), fields, content)
