"""Property pages of the binary Word format: which bytes of the text are hidden, and which end a row of a table."""

from __future__ import annotations

import struct
from collections.abc import Iterator

from mingcha.model.document import Hidden

_CHARACTERS, _PARAGRAPHS = 0xFA, 0x102
_PAGE = 512
# A damaged count of entries points behind the page, and must find nothing there.
_PADDING = bytes(4 * 256 + 13 * 256)
# Operations on properties: hidden, deleted, colour by index, colour by value, end of a table's row.
_VANISH, _DELETED, _INDEX, _COLOUR, _ROW_END = 0x083C, 0x0800, 0x2A42, 0x6870, 0x2417
_SIZES = {0: 1, 1: 1, 2: 2, 3: 4, 4: 2, 5: 2, 7: 3}
_WHITE_INDEX, _WHITE = 8, 0xFFFFFF


def u16(data: bytes, at: int) -> int:
    return int.from_bytes(data[at : at + 2], "little")


def u32(data: bytes, at: int) -> int:
    return int.from_bytes(data[at : at + 4], "little")


def hidden_runs(main: bytes, table: bytes) -> list[tuple[int, int, Hidden]]:
    """Stretches of the stream, in order, whose text is not seen."""
    found = []
    for page in _pages(main, table, _CHARACTERS):
        count = page[_PAGE - 1]
        for index in range(min(count, 101)):
            at = page[4 * (count + 1) + index] * 2
            if at and (why := _why(page[at + 1 : at + 1 + page[at]])):
                found.append((u32(page, 4 * index), u32(page, 4 * index + 4), why))
    return sorted(found)


def row_ends(main: bytes, table: bytes) -> set[int]:
    """Places of the marks that end rows."""
    found = set()
    for page in _pages(main, table, _PARAGRAPHS):
        count = page[_PAGE - 1]
        for index in range(min(count, 29)):
            at = page[4 * (count + 1) + 13 * index] * 2
            if not at:
                continue
            size = page[at] * 2 - 1
            if page[at] == 0:
                size, at = page[at + 1] * 2, at + 1
            # The first two bytes are the number of a style.
            if any(operation == _ROW_END and value for operation, value in _operations(page[at + 3 : at + 1 + size])):
                first, last = u32(page, 4 * index), u32(page, 4 * index + 4)
                found |= {first, last - 1, last - 2} if last - first < 8 else {last - 1, last - 2}
    return found


def _pages(main: bytes, table: bytes, at: int) -> Iterator[bytes]:
    start, length = u32(main, at), u32(main, at + 4)
    plc = table[start : start + length]
    count = max((len(plc) - 4) // 8, 0)
    for index in range(count):
        number = u32(plc, 4 * (count + 1) + 4 * index) & 0x3FFFFF
        page = main[number * _PAGE : (number + 1) * _PAGE]
        if len(page) == _PAGE:
            yield page + _PADDING


def _why(operations: bytes) -> Hidden:
    why = Hidden.VISIBLE
    for operation, value in _operations(operations):
        if operation == _VANISH and value:
            return Hidden.TEXT
        if operation == _DELETED and value:
            why = Hidden.REVISION
        elif (operation == _INDEX and value == _WHITE_INDEX) or (operation == _COLOUR and value & 0xFFFFFFFF == _WHITE):
            why = why or Hidden.WHITE
    return why


def _operations(content: bytes) -> Iterator[tuple[int, int]]:
    at = 0
    while at + 2 < len(content):
        (operation,) = struct.unpack_from("<H", content, at)
        at += 2
        size = _SIZES.get(operation >> 13)
        if size is None:  # its own length comes first; two of them count in two bytes
            size = u16(content, at) + 1 if operation == 0xD608 else content[at] + 1
        yield operation, int.from_bytes(content[at : at + min(size, 4)], "little")
        at += size
