"""The lines of a workbook people edited: found below their header, read cell by cell, every fault told by line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from mingcha.model.ledger import Cell, Sheet


@dataclass(frozen=True, slots=True)
class WorkbookFault:
    """One thing wrong in one cell, in the words the clerk reads."""

    sheet: str
    line: int
    field: str
    message: str

    def __str__(self) -> str:
        return f"{self.sheet} 第 {self.line} 行 {self.field}：{self.message}"


@dataclass(frozen=True, slots=True)
class Row:
    """One line below the header, cells by header word, all as tidy text."""

    sheet: str
    line: int
    cells: dict[str, str]


def table(
    sheets: Sequence[Sheet], header: Sequence[str], *, need: Sequence[str], unless: Sequence[str] = ()
) -> list[Row] | None:
    """The rows of the first sheet that has a header with these words in its first twenty lines."""
    for sheet in sheets:
        for number, line in enumerate(sheet.rows[:20]):
            heads = [tidy(cell) for cell in line]
            if not set(need) <= set(heads) or set(unless) & set(heads):
                continue
            rows = []
            for offset, cells in enumerate(sheet.rows[number + 1 :], number + 1):
                named = {head: tidy(cell) for head, cell in zip(heads, cells, strict=False) if head in header}
                if any(named.values()):
                    rows.append(Row(sheet.name, sheet.first_line + offset, named))
            return rows
    return None


def tidy(cell: Cell) -> str:
    if isinstance(cell, datetime):
        return f"{cell:%Y-%m-%d}"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).replace("\n", "").strip()


class Cells:
    """Reads the cells of lines, and collects what is wrong with them."""

    def __init__(self) -> None:
        self.faults: list[WorkbookFault] = []

    def blame(self, row: Row, label: str, message: str) -> None:
        self.faults.append(WorkbookFault(row.sheet, row.line, label, message))

    def whole(self, row: Row, label: str, *, most: int, empty: int) -> int:
        """A whole number of a cell; a faulty one is blamed and read as `empty`."""
        text = row.cells.get(label, "")
        if not text:
            return empty
        try:
            number = int(text)
        except ValueError:
            self.blame(row, label, f"“{text}”不是整数")
            return empty
        if not 0 <= number <= most:
            self.blame(row, label, f"“{text}”不在 0 至 {most} 之间" if number > 0 else f"不能为负数，现为 {number}")
            return empty
        return number

    def yes(self, row: Row, label: str, empty: bool) -> bool:
        text = row.cells.get(label, "")
        if text not in {"", "是", "否"}:
            self.blame(row, label, f"“{text}”应为“是”或“否”")
        return text == "是" if text else empty

    def day(self, row: Row, label: str, empty: date | None) -> date | None:
        if label not in row.cells:
            return empty
        text = row.cells[label]
        try:
            return date(*(int(number) for number in text.split("-"))) if text else None
        except (ValueError, TypeError, OverflowError):
            self.blame(row, label, f"“{text}”不是日期，应写成 2023-05-31")
            return None
