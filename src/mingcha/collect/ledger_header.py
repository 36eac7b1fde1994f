"""Where a sheet's header is, and which of its columns are ours."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from mingcha.model.ledger import Cell, Field, Sheet
from mingcha.standards.load import ledger_columns
from mingcha.text.width import comparable

# Title, note and date lines stand above a header; nobody writes more of them than this.
_DEPTH = 50
_REMARK = re.compile(r"[(\[【〔].*?[)\]】〕]|[*※:]")


@dataclass(frozen=True, slots=True)
class Header:
    """A header found: the index of its last row in the sheet, and the index of each known column.

    `missing` are required columns it lacks; a sheet with any is not read.
    """

    row: int
    columns: Mapping[Field, int]

    @property
    def missing(self) -> tuple[Field, ...]:
        return tuple(field for field in required() if field not in self.columns)


@cache
def _fields() -> Mapping[str, tuple[Field, int]]:
    """Every known column name with its field and its place among the field's names."""
    known: dict[str, tuple[Field, int]] = {}
    for column in ledger_columns():
        for place, name in enumerate(column.names):
            known[comparable(name)] = (column.field, place)
    return known


@cache
def required() -> tuple[Field, ...]:
    return tuple(column.field for column in ledger_columns() if column.required)


def find_header(sheet: Sheet) -> Header | None:
    """The first complete header; else the one with most of the required columns; None when no name is known.

    A header over two rows, such as 发布信息 above 网址 and 发布日期, is read as one, the lower name counting.
    """
    best: Header | None = None
    for index, row in enumerate(sheet.rows[:_DEPTH]):
        names = [field_of(cell) for cell in row]
        if not any(names):
            continue
        header = Header(index, _columns([names]))
        below = sheet.rows[index + 1] if index + 1 < len(sheet.rows) else ()
        if _continues(below):
            both = Header(index + 1, _columns([names, [field_of(cell) for cell in below]]))
            # A row of names that takes a column away is no second line of the header.
            header = both if len(both.missing) <= len(header.missing) else header
        if best is None or len(header.missing) < len(best.missing):
            best = header
        if not header.missing:
            break
    return best


def field_of(cell: Cell) -> tuple[Field, int] | None:
    """The field a header cell names, and how good a name for it that is (0 best)."""
    if not isinstance(cell, str) or not cell or len(cell) > 60:
        return None
    return _fields().get(_REMARK.sub("", comparable(cell)))


def repeats_header(row: Sequence[Cell], header: Header) -> bool:
    """Whether a row is the header once more, as at the top of each printed page."""
    named = [field_of(row[column]) for column in header.columns.values() if column < len(row)]
    return sum(1 for field in named if field) >= 2


def _continues(row: Sequence[Cell]) -> bool:
    """Whether a row below a header row still belongs to it: it has a known name, and no cell is a date."""
    return any(field_of(cell) for cell in row) and not any(isinstance(cell, date) for cell in row)


def _columns(rows: Sequence[Sequence[tuple[Field, int] | None]]) -> Mapping[Field, int]:
    """The best named column of each field, the leftmost of equals; lower rows speak before upper ones."""
    best: dict[Field, tuple[int, int]] = {}
    for column in range(max(map(len, rows))):
        named = [row[column] for row in rows if column < len(row)]
        known = next((name for name in reversed(named) if name), None)
        if known is not None and (known[0] not in best or known[1] < best[known[0]][0]):
            best[known[0]] = (known[1], column)
    return {field: column for field, (_, column) in best.items()}
