"""An old workbook (xls, et) written as xlsx: typed values, number formats, widths, merged and hidden parts."""

from __future__ import annotations

import io
import re
import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import openpyxl
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from mingcha.extract.contents import Unreadable
from mingcha.extract.readers.biff import Record, packed_number, records, text, u16
from mingcha.extract.readers.compound import opened, stream
from mingcha.extract.readers.old_workbook import Book, book_of
from mingcha.model.document import Hidden, Outcome

_BOF, _EOF = 0x809, 0x0A
_ROW, _COLUMNS, _MERGED, _DEFAULT_WIDTH = 0x208, 0x7D, 0xE5, 0x55
_SHARED, _LABEL, _RICH, _NUMBER, _RK, _MANY, _FORMULA, _RESULT, _TRUTH = (
    *(0xFD, 0x204, 0xD6, 0x203, 0x27E, 0xBD, 0x06, 0x207, 0x205),
)
_ERRORS = {0: "#NULL!", 7: "#DIV/0!", 15: "#VALUE!", 23: "#REF!", 29: "#NAME?", 36: "#NUM!", 42: "#N/A"}
_LAST_COLUMN = 255
_AS_TEXT = "@"
_NOT_IN_NAMES = re.compile(r"[\\*?:/\[\]]")
_LONGEST_NAME = 31
Value = str | float | bool | None


@dataclass(slots=True)
class _Sheet:
    """What is kept of a sheet; rows and columns count from 0."""

    cells: dict[tuple[int, int], tuple[Value, int]] = field(default_factory=dict)
    widths: dict[int, float] = field(default_factory=dict)
    heights: dict[int, float] = field(default_factory=dict)
    hidden_columns: set[int] = field(default_factory=set)
    hidden_rows: set[int] = field(default_factory=set)
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)


def written_anew(data: bytes) -> bytes:
    """The xlsx. Formulas become their values; pictures, charts, comments and macros stay behind. Raises Unreadable."""
    main = data
    if data[:2] != b"\x09\x08":
        file = opened(data)
        main = stream(file, "Workbook") or stream(file, "Book")
    book = book_of(main)
    made: Any = openpyxl.Workbook()
    made.remove(made.active)
    for name, start, hidden in book.sheets:
        sheet = _sheet_at(main, start, book)
        _write(made.create_sheet(_safe(_NOT_IN_NAMES.sub("_", name))[:_LONGEST_NAME] or "表"), sheet, book, hidden)
    if not made.sheetnames:
        raise Unreadable(Outcome.BROKEN, "没有任何工作表")
    if all(sheet.sheet_state == "hidden" for sheet in made.worksheets):
        made.worksheets[0].sheet_state = "visible"  # programs open no workbook that shows nothing
    if book.since_1904:
        made.epoch = CALENDAR_MAC_1904
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def _sheet_at(main: bytes, start: int, book: Book) -> _Sheet:
    sheet, depth, waiting = _Sheet(), 0, None
    for record in records(main, start):
        depth += record.kind == _BOF
        depth -= record.kind == _EOF
        if depth == 0:
            return sheet
        if depth > 1:  # a chart
            continue
        try:
            if record.kind == _RESULT and waiting is not None:
                place, style = waiting
                sheet.cells[place] = text(record.data, 0, encoding=book.encoding), style
            for row, column, value, style in _cells(record, book):
                if column <= _LAST_COLUMN:
                    sheet.cells[row, column] = value, style
                waiting = ((row, column), style) if record.kind == _FORMULA and value is None else None
            _take_shape(sheet, record)
        except (struct.error, IndexError):
            continue
    raise Unreadable(Outcome.BROKEN, "工作表在中途中断，文件可能不完整")


def _cells(record: Record, book: Book) -> Iterator[tuple[int, int, Value, int]]:
    kind, data = record.kind, record.data
    if kind == _MANY:
        for index in range((len(data) - 6) // 6):
            at = 4 + 6 * index
            number = packed_number(int.from_bytes(data[at + 2 : at + 6], "little"))
            yield u16(data, 0), u16(data, 2) + index, number, u16(data, at)
        return
    if kind not in (_SHARED, _LABEL, _RICH, _NUMBER, _RK, _FORMULA, _TRUTH):
        return
    value: Value
    if kind == _SHARED:
        place = int.from_bytes(data[6:10], "little")
        value = book.strings[place] if place < len(book.strings) else ""
    elif kind in (_LABEL, _RICH):
        value = text(data, 6, encoding=book.encoding)
    elif kind == _RK:
        value = packed_number(int.from_bytes(data[6:10], "little"))
    elif kind == _TRUTH:
        value = _ERRORS.get(data[6], "#N/A") if data[7] else bool(data[6])
    elif kind == _FORMULA and data[12:14] == b"\xff\xff":
        results: dict[int, Value] = {1: bool(data[8]), 2: _ERRORS.get(data[8], "#N/A"), 3: ""}
        value = results.get(data[6])
    else:
        (value,) = struct.unpack_from("<d", data, 6)
    yield u16(data, 0), u16(data, 2), value, u16(data, 4)


def _take_shape(sheet: _Sheet, record: Record) -> None:
    kind, data = record.kind, record.data
    if kind == _ROW:
        row, height = u16(data, 0), u16(data, 6) & 0x7FFF
        if data[12] & 0x20 or height == 0:
            sheet.hidden_rows.add(row)
        elif data[12] & 0x40:  # set by hand
            sheet.heights[row] = height / 20
    elif kind == _COLUMNS:
        for column in range(u16(data, 0), min(u16(data, 2), _LAST_COLUMN) + 1):
            sheet.widths[column] = u16(data, 4) / 256
            if data[8] & 1 or u16(data, 4) < 50:
                sheet.hidden_columns.add(column)
    elif kind == _MERGED:
        for at in range(2, len(data) - 7, 8):
            sheet.merges.append(struct.unpack_from("<HHHH", data, at))


def _write(made: Any, sheet: _Sheet, book: Book, hidden: Hidden) -> None:
    made.sheet_state = "hidden" if hidden else "visible"
    for (row, column), (value, style) in sheet.cells.items():
        if value is None or value == "":
            continue
        cell = made.cell(row + 1, column + 1)
        if isinstance(value, str):
            # Never a formula, however it begins; and what a form of long numbers is stays text.
            cell.value = _safe(value)
            cell.data_type, cell.number_format = "s", _AS_TEXT
        else:
            cell.value = int(value) if isinstance(value, float) and value.is_integer() and abs(value) < 1e15 else value
            cell.number_format = book.number_format(style)
        if book.is_white(style):
            cell.font = Font(color="FFFFFFFF")
    for column, width in sheet.widths.items():
        made.column_dimensions[get_column_letter(column + 1)].width = width
    for column in sheet.hidden_columns:
        made.column_dimensions[get_column_letter(column + 1)].hidden = True
    for row, height in sheet.heights.items():
        made.row_dimensions[row + 1].height = height
    for row in sheet.hidden_rows:
        made.row_dimensions[row + 1].hidden = True
    for top, bottom, left, right in sheet.merges:
        if top <= bottom and left <= right <= _LAST_COLUMN:
            made.merge_cells(start_row=top + 1, end_row=bottom + 1, start_column=left + 1, end_column=right + 1)


def _safe(words: str) -> str:
    """Without what no XML may hold: control characters and halves of characters, which damage leaves."""
    return str(ILLEGAL_CHARACTERS_RE.sub(" ", words.encode("utf-8", "replace").decode()))
