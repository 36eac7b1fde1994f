"""Tables as grids of numbers: what each column is called, what each cell is worth, which rows and columns are totals."""

from __future__ import annotations

import re
from dataclasses import dataclass

from mingcha.model.document import CELL_END, Document, Table
from mingcha.text.width import fold_all

# Longer tables are lists of persons or things; adding them up is the work of the program that made them.
MOST_ROWS, MOST_COLUMNS, HEADER_ROWS = 2000, 40, 5
_NUMBER = re.compile(r"-?(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?P<part>\.[0-9]+)?[%]?")
_NOTHING = frozenset(("", "-", "--", "—", "——", "/", "\\", "无", "0"))
_TOTAL = re.compile(
    "(?:[\u4e00-\u9fff]{0,6}(?:总合计|合计|总计|共计|总和|小计)|[\u4e00-\u9fff]{2,4}总数)(?:[（(].{0,8}[)）])?[:：]?"
)
SUBTOTAL = "小计"


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell's text without white space, its place, its number (None: none) and that number's decimal places."""

    text: str
    start: int
    end: int
    value: float | None
    places: int = 0

    @property
    def is_nothing(self) -> bool:
        return self.text in _NOTHING


@dataclass(frozen=True, slots=True, eq=False)
class Grid:
    """A table below its header rows. `headers` are their cells put together, column by column."""

    document: Document
    table: Table
    headers: list[str]
    cells: list[list[Cell]]
    caption: str = ""

    def column(self, index: int) -> list[int]:
        """The rows that are no totals in which that column holds a number."""
        return [
            row for row, cells in enumerate(self.cells) if cells[index].value is not None and not self.is_total(row)
        ]

    def name_of(self, row: int) -> str:
        """What a row is called: its first cell that is words."""
        return next(
            (cell.text for cell in self.cells[row] if cell.value is None and not cell.is_nothing), f"第{row + 1}行"
        )

    def is_total(self, row: int) -> bool:
        """Whether one of the first cells of a row says that it adds up others."""
        return any(_TOTAL.fullmatch(cell.text) for cell in self.cells[row][:3])

    def is_subtotal(self, row: int) -> bool:
        return any(SUBTOTAL in cell.text for cell in self.cells[row][:3])


def grids(document: Document) -> tuple[Grid, ...]:
    """The tables that hold numbers; use `document.once(grids)`."""
    return tuple(grid for table in document.tables if (grid := _grid(document, table)) is not None)


def is_total_header(header: str) -> bool:
    return bool(_TOTAL.fullmatch(header))


def _grid(document: Document, table: Table) -> Grid | None:
    count = len(table.row_starts)
    # Rows put out of sight may count in a total or not; nobody can tell from the numbers.
    if not 2 <= count <= MOST_ROWS or table.is_listed or table.hidden_rows:
        return None
    rows = [_row(document, table, row) for row in range(count)]
    width = max(map(len, rows))
    if not 2 <= width <= MOST_COLUMNS:
        return None
    for row in rows:
        end = row[-1].end if row else table.start
        row.extend(Cell("", end, end, None) for _ in range(width - len(row)))
    first = next((index for index, row in enumerate(rows) if _is_data(row)), count)
    if first == 0 or first > HEADER_ROWS or first == count:
        return None
    spread = [[cell.text for cell in row] for row in rows[:first]]
    for top, left, _, right in table.merges:
        if top < first and right < width:
            spread[top][left : right + 1] = [spread[top][left]] * (right + 1 - left)
    names = [[row[column] for row in spread if row[column]] for column in range(width)]
    # A title over the whole table is no part of a column's name.
    headers = [(some[-1] if some else "") for some in names]
    caption = document.text[max(0, table.start - 80) : table.start] + "".join(
        cell.text for row in rows[:first] for cell in row
    )
    return Grid(document, table, headers, rows[first:], caption)


def _row(document: Document, table: Table, row: int) -> list[Cell]:
    at = table.row_starts[row]
    cells = []
    for text in document.row(table, row):
        plain = fold_all("".join(text.split()))
        match = _NUMBER.fullmatch(plain)
        value = float(plain.rstrip("%").replace(",", "")) if match else None
        cells.append(
            Cell(plain, at, at + len(text), value, len(match["part"] or "") - 1 if match and match["part"] else 0)
        )
        at += len(text) + len(CELL_END)
    return cells


def _is_data(row: list[Cell]) -> bool:
    """Whether a row holds numbers that are no years and no numbers of columns."""
    numbers = [cell for cell in row if cell.value is not None]
    words = [cell for cell in row if cell.value is None and not cell.is_nothing]
    if not numbers or not words:
        return False
    return not all(1990 <= (cell.value or 0) <= 2100 and not cell.places for cell in numbers)
