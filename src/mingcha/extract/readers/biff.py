"""Records of old workbooks (BIFF8 and BIFF5) taken apart: strings, cells, and what a record's bytes say."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass

from mingcha.extract.contents import Unreadable
from mingcha.model.document import Outcome

CONTINUE = 0x3C
_HIGH, _RICH, _PHONETIC = 1, 8, 4


@dataclass(frozen=True, slots=True)
class Record:
    """`parts` are the record's own bytes and those of the records that continue it."""

    kind: int
    at: int
    parts: tuple[bytes, ...]

    @property
    def data(self) -> bytes:
        return self.parts[0]


def records(stream: bytes, start: int = 0) -> Iterator[Record]:
    """All records from a place on; damage at the end of the file ends them."""
    at = start
    while at + 4 <= len(stream):
        kind, size = struct.unpack_from("<HH", stream, at)
        begin, at = at, at + 4
        parts = [stream[at : at + size]]
        if len(parts[0]) < size:
            return
        at += size
        while at + 4 <= len(stream) and stream[at : at + 2] == b"\x3c\x00" and kind != CONTINUE:
            (size,) = struct.unpack_from("<H", stream, at + 2)
            parts.append(stream[at + 4 : at + 4 + size])
            at += 4 + size
        yield Record(kind, begin, tuple(parts))


def u16(data: bytes, at: int) -> int:
    return int.from_bytes(data[at : at + 2], "little")


def text(data: bytes, at: int, *, encoding: str, wide_length: bool = True) -> str:
    """A string with its length before it; `encoding` is empty in BIFF8, whose strings say how they are kept."""
    size = 2 if wide_length else 1
    length = int.from_bytes(data[at : at + size], "little")
    at += size
    if encoding:
        return data[at : at + length].decode(encoding, errors="replace")
    return flagged(data[at:], length)


def flagged(data: bytes, length: int) -> str:
    """Characters behind the byte that says whether each takes one byte or two."""
    flags, at = data[0] if data else 0, 1
    at += 2 * bool(flags & _RICH) + 4 * bool(flags & _PHONETIC)
    if flags & _HIGH:
        return data[at : at + 2 * length].decode("utf-16-le", errors="replace")
    return data[at : at + length].decode("latin-1")


class SharedStrings:
    """The strings cells refer to. They run on over the borders of records, where a new flag byte stands."""

    def __init__(self, record: Record) -> None:
        self._parts = record.parts
        self._part, self._at = 0, 8

    def all(self) -> list[str]:
        count = int.from_bytes(self._parts[0][4:8], "little")
        strings: list[str] = []
        try:
            for _ in range(count):
                strings.append(self._next())  # noqa: PERF401 - what was read before the damage is kept
        except IndexError:
            pass
        return strings

    def _next(self) -> str:
        length, flags = int.from_bytes(self._take(2), "little"), self._take(1)[0]
        runs = int.from_bytes(self._take(2), "little") if flags & _RICH else 0
        sounds = int.from_bytes(self._take(4), "little") if flags & _PHONETIC else 0
        pieces = []
        while length > 0:
            here = self._parts[self._part]
            width = 2 if flags & _HIGH else 1
            count = min(length, (len(here) - self._at) // width)
            content = here[self._at : self._at + count * width]
            pieces.append(content.decode("utf-16-le" if width == 2 else "latin-1", errors="replace"))
            self._at += count * width
            length -= count
            if length > 0:
                self._part, self._at = self._part + 1, 1
                flags = self._parts[self._part][0]
        self._take(4 * runs + sounds)
        return "".join(pieces)

    def _take(self, size: int) -> bytes:
        found = b""
        while True:
            here = self._parts[self._part]
            piece = here[self._at : self._at + size]
            self._at += len(piece)
            size -= len(piece)
            found += piece
            if size == 0:
                return found
            self._part, self._at = self._part + 1, 0


def packed_number(value: int) -> float:
    """An RK number: an integer or the upper half of a float, perhaps hundredfold."""
    if value & 2:
        number = float(value >> 2 if value < 0x80000000 else (value >> 2) - 0x40000000)
    else:
        (number,) = struct.unpack("<d", b"\0\0\0\0" + (value & 0xFFFFFFFC).to_bytes(4, "little"))
    return number / 100 if value & 1 else number


def must_be_open(kind: int) -> None:
    if kind == 0x2F:
        raise Unreadable(Outcome.ENCRYPTED, "请取消打开密码后保存，再检查")
