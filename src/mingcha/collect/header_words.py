"""Headers found by the names people give their columns: one way of looking, whatever the table is about."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Generic, TypeVar

from mingcha.model.ledger import Cell, Sheet
from mingcha.text.dates import NotADate, read_date
from mingcha.text.width import comparable

# Title, note and date lines stand above a header; nobody writes more of them than this.
_DEPTH = 50
_REMARK = re.compile(r"[(\[【〔].*?[)\]】〕]|[*※:]")

F = TypeVar("F", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class Header(Generic[F]):
    """A header found: the index of its last row in the sheet, and the index of each known column.

    `missing` are required columns it lacks.
    """

    row: int
    columns: Mapping[F, int]
    required: tuple[F, ...]

    @property
    def missing(self) -> tuple[F, ...]:
        return tuple(field for field in self.required if field not in self.columns)


class HeaderWords(Generic[F]):
    """The names of a table's columns: for each field whether it is required, and its names, likeliest first."""

    def __init__(self, columns: Iterable[tuple[F, bool, Sequence[str]]]) -> None:
        self._fields: dict[str, tuple[F, int]] = {}
        required: list[F] = []
        for field, needed, names in columns:
            if needed:
                required.append(field)
            for place, name in enumerate(names):
                self._fields[comparable(name)] = (field, place)
        self.required = tuple(required)

    def find(self, sheet: Sheet) -> Header[F] | None:
        """The first complete header; else the one with most of the required columns; None when no name is known.

        A header over two rows, such as 发布信息 above 网址 and 发布日期, is read as one, the lower name counting.
        """
        best: Header[F] | None = None
        for index, row in enumerate(sheet.rows[:_DEPTH]):
            names = [self.field_of(cell) for cell in row]
            if not any(names):
                continue
            header = self._header(index, [names])
            below = sheet.rows[index + 1] if index + 1 < len(sheet.rows) else ()
            if self._continues(below):
                both = self._header(index + 1, [names, [self.field_of(cell) for cell in below]])
                # A row of names that takes a column away is no second line of the header.
                header = both if len(both.missing) <= len(header.missing) else header
            if best is None or len(header.missing) < len(best.missing):
                best = header
            if not header.missing:
                break
        return best

    def field_of(self, cell: Cell) -> tuple[F, int] | None:
        """The field a header cell names, and how good a name for it that is (0 best)."""
        if not isinstance(cell, str) or not cell or len(cell) > 60:
            return None
        return self._fields.get(_REMARK.sub("", comparable(cell)))

    def repeated(self, row: Sequence[Cell], header: Header[F]) -> bool:
        """Whether a row is the header once more, as at the top of each printed page."""
        named = [self.field_of(row[column]) for column in header.columns.values() if column < len(row)]
        return sum(1 for field in named if field) >= 2

    def _continues(self, row: Sequence[Cell]) -> bool:
        """Whether a row below a header row still belongs to it: it has a known name, and no cell is a date or a link."""
        return any(self.field_of(cell) for cell in row) and not any(_is_content(cell) for cell in row)

    def _header(self, index: int, rows: Sequence[Sequence[tuple[F, int] | None]]) -> Header[F]:
        """The best named column of each field, the leftmost of equals; lower rows speak before upper ones."""
        best: dict[F, tuple[int, int]] = {}
        for column in range(max(map(len, rows))):
            named = [row[column] for row in rows if column < len(row)]
            known = next((name for name in reversed(named) if name), None)
            if known is not None and (known[0] not in best or known[1] < best[known[0]][0]):
                best[known[0]] = (known[1], column)
        return Header(index, {field: column for field, (_, column) in best.items()}, self.required)


def _is_content(cell: Cell) -> bool:
    """Whether a cell can only stand in a row: 公众号 may be a column's name or what stands in it, a day may not."""
    if not isinstance(cell, str):
        return isinstance(cell, date)
    if cell.lower().startswith(("http://", "https://")):
        return True
    try:
        return bool(read_date(cell))
    except NotADate:
        return False
