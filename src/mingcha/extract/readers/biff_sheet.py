"""One sheet of an old workbook: its cells, what of it is hidden, its comments, choices and margins."""

from __future__ import annotations

import re
import struct
from collections import defaultdict

from mingcha.extract.readers.biff import Record, flagged, packed_number, records, text, u16
from mingcha.extract.readers.cell_looks import Looks
from mingcha.extract.readers.cell_words import written_out
from mingcha.model.assembly import Assembly
from mingcha.model.document import Hidden, letters

_BOF, _EOF = 0x809, 0x0A
_ROW, _COLUMNS, _MERGED, _NOTE, _OBJECT, _BOX, _CHOICE = 0x208, 0x7D, 0xE5, 0x1C, 0x5D, 0x1B6, 0x1BE
_HEADER, _FOOTER = 0x14, 0x15
_SHARED, _LABEL, _RICH, _NUMBER, _RK, _MANY, _FORMULA, _RESULT, _TRUTH = (
    *(0xFD, 0x204, 0xD6, 0x203, 0x27E, 0xBD, 0x06, 0x207, 0x205),
)
_ERRORS = {0: "#NULL!", 7: "#DIV/0!", 15: "#VALUE!", 23: "#REF!", 29: "#NAME?", 36: "#NUM!", 42: "#N/A"}
_CODE = re.compile(r'&(?:"[^"]*"|\d{1,3}|[A-Z])')
_LONG_NUMBER = 12
_LAST_COLUMN = 255


class OldSheet:
    """Reads at once; then `add_to` an assembly."""

    def __init__(self, main: bytes, start: int, strings: list[str], looks: Looks, *, encoding: str) -> None:
        self._strings, self._looks, self._encoding = strings, looks, encoding
        self._rows: dict[int, dict[int, str]] = defaultdict(dict)
        self._styled: dict[tuple[int, int], Hidden] = {}
        self._whole: set[tuple[int, int]] = set()
        self._hidden_rows: set[int] = set()
        self._hidden_columns: set[int] = set()
        self._merged: list[tuple[int, int, int, int]] = []
        self._notes: list[tuple[int, int, int]] = []
        self._boxes: dict[int, str] = {}
        self._others: list[tuple[str, str, Hidden]] = []
        self._waiting: tuple[int, int] | None = None  # the cell whose computed text the next record holds
        self._object = 0
        self.damaged = True
        depth = 0
        for record in records(main, start):
            depth += record.kind == _BOF
            depth -= record.kind == _EOF
            if depth == 0:
                self.damaged = False
                break
            if depth == 1:  # deeper are charts
                try:
                    self._take(record)
                except (struct.error, IndexError):
                    continue

    def add_to(self, assembly: Assembly, name: str, hidden: Hidden) -> None:
        numbers = sorted(row for row, cells in self._rows.items() if cells)
        place = {row: index for index, row in enumerate(numbers)}
        rows = [self._line(self._rows[row]) for row in numbers]
        assembly.add_table(
            rows,
            name,
            row_numbers=[row + 1 for row in numbers],
            hidden=hidden,
            hidden_rows=[place[row] for row in self._hidden_rows if row in place],
            hidden_columns=self._hidden_columns & {*range(max(map(len, rows), default=0))},
            hidden_cells={(place[row], column): why for (row, column), why in self._styled.items() if row in place},
            whole_numbers=[(place[row], column) for row, column in self._whole],
            merges=self._merges(place),
        )
        for row, column, number in self._notes:
            assembly.add(self._boxes.pop(number, ""), f"{name}!{letters(column + 1)}{row + 1}", hidden=Hidden.COMMENT)
        for number, words in enumerate(self._boxes.values(), 1):
            assembly.add(words, f"{name} 文本框{number}", hidden=hidden)
        for label, words, why in self._others:
            assembly.add(words, f"{name}{label}", hidden=why or hidden)

    def _take(self, record: Record) -> None:
        kind, data = record.kind, record.data
        if kind in (_SHARED, _LABEL, _RICH, _NUMBER, _RK, _FORMULA, _TRUTH):
            self._take_cell(kind, data)
        elif kind == _MANY:
            row, first = u16(data, 0), u16(data, 2)
            for index in range((len(data) - 6) // 6):
                at = 4 + 6 * index
                number = packed_number(int.from_bytes(data[at + 2 : at + 6], "little"))
                self._put_number(row, first + index, u16(data, at), number)
        elif kind == _RESULT and self._waiting:
            self._rows[self._waiting[0]][self._waiting[1]] = text(data, 0, encoding=self._encoding)
            self._waiting = None
        elif kind == _ROW:
            if data[12] & 0x20 or u16(data, 6) & 0x7FFF == 0:
                self._hidden_rows.add(u16(data, 0))
        elif kind == _COLUMNS:
            if data[8] & 1 or u16(data, 4) < 50:  # 256ths of a character
                self._hidden_columns |= {*range(u16(data, 0), min(u16(data, 2), _LAST_COLUMN) + 1)}
        elif kind == _MERGED:
            for at in range(2, len(data) - 7, 8):
                self._merged.append(struct.unpack_from("<HHHH", data, at))
        else:
            self._take_other(record)

    def _take_cell(self, kind: int, data: bytes) -> None:
        row, column, style = u16(data, 0), u16(data, 2), u16(data, 4)
        if column > _LAST_COLUMN:  # no such column: a damaged record
            return
        if (why := self._looks.hidden.get(style)) is not None:
            self._styled[row, column] = why
        self._waiting = None
        if kind == _SHARED:
            place = int.from_bytes(data[6:10], "little")
            self._rows[row][column] = self._strings[place] if place < len(self._strings) else ""
        elif kind in (_LABEL, _RICH):
            self._rows[row][column] = text(data, 6, encoding=self._encoding)
        elif kind == _RK:
            self._put_number(row, column, style, packed_number(int.from_bytes(data[6:10], "little")))
        elif kind == _TRUTH:
            self._rows[row][column] = _ERRORS.get(data[6], "#N/A") if data[7] else ("TRUE" if data[6] else "FALSE")
        elif kind == _FORMULA and data[12:14] == b"\xff\xff":
            if data[6] == 0:
                self._waiting = row, column
            elif data[6] in (1, 2):
                self._rows[row][column] = _ERRORS.get(data[8], "#N/A") if data[6] == 2 else str(bool(data[8])).upper()
        else:
            (number,) = struct.unpack_from("<d", data, 6)
            self._put_number(row, column, style, number)

    def _put_number(self, row: int, column: int, style: int, number: float) -> None:
        if column > _LAST_COLUMN:
            return
        words = repr(number) if number != int(number if abs(number) < 1e300 else 0) else written_out(repr(number))
        if style in self._looks.dates:
            words = self._looks.day(words)
        elif len(words) >= _LONG_NUMBER and words.isdigit():
            self._whole.add((row, column))
        self._rows[row][column] = words

    def _take_other(self, record: Record) -> None:
        kind, data = record.kind, record.data
        if kind == _NOTE:
            self._notes.append((u16(data, 0), u16(data, 2), u16(data, 6)))
        elif kind == _OBJECT and u16(data, 0) == 0x15:
            self._object = u16(data, 6)
        elif kind == _BOX and len(record.parts) > 1:
            self._boxes[self._object] = _boxed(record, u16(data, 10))
        elif kind in (_HEADER, _FOOTER) and data:
            words = _CODE.sub(" ", text(data, 0, encoding=self._encoding)).strip()
            self._others.append((" 页眉" if kind == _HEADER else " 页脚", words, Hidden.VISIBLE))
        elif kind == _CHOICE and not self._encoding:
            self._others += [(" 数据有效性", words, Hidden.CHOICE) for words in _choice(data)]

    def _merges(self, place: dict[int, int]) -> list[tuple[int, int, int, int]]:
        found = []
        for top, bottom, left, right in self._merged:
            if top in place:
                last = max(place[row] for row in range(top, min(bottom, top + 5000) + 1) if row in place)
                found.append((place[top], left, last, right))
        return found

    @staticmethod
    def _line(cells: dict[int, str]) -> list[str]:
        line = [""] * (max(cells) + 1)
        for column, words in cells.items():
            line[column] = words
        return line


def _boxed(record: Record, length: int) -> str:
    """The text of a box, which stands in the records that continue it, each with its own flag."""
    pieces = []
    for part in record.parts[1:]:
        if length <= 0 or not part:
            break
        count = min(length, (len(part) - 1) // (2 if part[0] & 1 else 1))
        pieces.append(flagged(bytes([part[0] & 1]) + part[1:], count))
        length -= count
    return "".join(pieces)


def _choice(data: bytes) -> list[str]:
    """Prompts, messages and the list of a validation."""
    found, at = [], 4
    for _ in range(4):
        length = u16(data, at)
        found.append(flagged(data[at + 2 :], length))
        at += 3 + length * (2 if data[at + 2] & 1 else 1)
    size = u16(data, at)
    formula = data[at + 4 : at + 4 + size]
    if formula[:1] == b"\x17":
        found.append(flagged(formula[2:], formula[1]).replace("\0", ","))
    return [words for words in found if words.strip("\0")]
