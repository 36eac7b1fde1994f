"""A ledger of posts on its way in: sheets as read, rows as understood, faults as told to people."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

# What a spreadsheet cell can hold once read; an empty cell is "".
Cell = str | int | float | bool | date | datetime


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet of a file: rows of cells, and the file's own number of the first row (1-based).

    Merged ranges are filled: every cell of the range carries the value of its first cell.
    `broken` are places (row number, column number, both 1-based) of formulas that carry no computed value.
    """

    name: str
    rows: tuple[tuple[Cell, ...], ...]
    first_line: int = 1
    broken: frozenset[tuple[int, int]] = frozenset()


class Field(StrEnum):
    """The columns of a ledger, by the name the office's template gives them."""

    UNIT = "责任单位"
    COLUMN = "栏目"
    TITLE = "标题"
    URL = "网址"
    PUBLISHED = "发布日期"


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """One post as a file states it; `unit` is the unit's code."""

    sheet: str
    line: int
    unit: str
    column: str
    title: str
    url: str
    published: date


@dataclass(frozen=True, slots=True)
class RowFault:
    """What is wrong in one row, in the words the clerk reads; `field` is one of the table's own."""

    sheet: str
    line: int
    field: StrEnum | None
    message: str

    def __str__(self) -> str:
        where = f"第 {self.line} 行"
        if self.field is not None:
            where += f" {self.field.value}"
        return f"{where}：{self.message}"


@dataclass(frozen=True, slots=True)
class LedgerReading:
    """A file understood row by row: what can be taken, and what cannot and why.

    `skipped` says in Chinese what was passed over on purpose: sheets without a header, empty rows, total rows.
    """

    rows: tuple[LedgerRow, ...]
    faults: tuple[RowFault, ...]
    skipped: tuple[str, ...] = ()


class FileFault(Exception):
    """A file that cannot be taken at all; the message says what, where and what to do next, in Chinese."""
