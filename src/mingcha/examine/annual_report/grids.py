"""The rows of a document as cells with their places: those of its tables, merged cells in every place they cover."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from mingcha.model.document import CELL_END, ROW_END, Document, Table
from mingcha.text.width import comparable

# A report's tables have at most 15 columns and some forty rows; what is far beyond that is no table of a report.
MOST_CELLS, MOST_ROWS = 80, 3000
# Old Word files whose merged rows ran into one: its cells are read one after the other.
MOST_CELLS_IN_ONE = 1500
# Instead of the number of a table: a line of text, and a cell of a row that ran together from many.
LINE, TORN = -1, -2


@dataclass(frozen=True, slots=True)
class Cell:
    """text[start:end]; `first` is the column where a merged cell begins, `row` the row; `own` that it begins here."""

    words: str
    start: int
    end: int
    row: int
    first: int
    own: bool


@dataclass(frozen=True, slots=True)
class GridRow:
    """One row of a table (`table` counts the tables of the document), or one cell: a line, or a cell of a torn row."""

    table: int
    cells: tuple[Cell, ...]

    @property
    def words(self) -> str:
        return " ".join(cell.words for cell in self.cells if cell.own and cell.words)

    @property
    def start(self) -> int:
        return self.cells[0].start if self.cells else 0

    @property
    def end(self) -> int:
        return max((cell.end for cell in self.cells), default=0)


def table_rows(document: Document) -> Iterator[GridRow]:
    """Every row of every table that is not far too large, in reading order."""
    for number, table in enumerate(document.tables):
        if len(table.row_starts) > MOST_ROWS or table.hidden:
            continue
        yield from _rows_of(document, table, number)


def _rows_of(document: Document, table: Table, number: int) -> Iterator[GridRow]:
    over: dict[tuple[int, int], tuple[int, int]] = {}
    for top, left, bottom, right in table.merges:
        if (bottom - top + 1) * (right - left + 1) <= MOST_CELLS * 40 and right < MOST_CELLS:
            for row in range(top, bottom + 1):
                for column in range(left, right + 1):
                    over[row, column] = top, left
    firsts: dict[tuple[int, int], Cell] = {}
    for row, start in enumerate(table.row_starts):
        end = table.row_starts[row + 1] if row + 1 < len(table.row_starts) else table.end
        line = document.text[start:end].removesuffix(ROW_END)
        parts = line.split(CELL_END, MOST_CELLS_IN_ONE + 1)
        if len(parts) > MOST_CELLS:
            yield from _apart(parts, start)
            continue
        cells = []
        at = start
        for column, words in enumerate(parts):
            origin = over.get((row, column), (row, column))
            if origin == (row, column) or origin not in firsts:
                cell = Cell(words, at, at + len(words), row, column, True)
                firsts[row, column] = cell
            else:
                first = firsts[origin]
                cell = Cell(first.words, first.start, first.end, origin[0], origin[1], False)
            cells.append(cell)
            at += len(words) + 1
        yield GridRow(number, tuple(cells))


def _apart(parts: Sequence[str], start: int) -> Iterator[GridRow]:
    """The cells of a row that is far too wide, each a line by itself."""
    if len(parts) > MOST_CELLS_IN_ONE:
        return
    at = start
    for words in parts:
        if words.strip():
            yield GridRow(TORN, (Cell(words, at, at + len(words), 0, 0, True),))
        at += len(words) + 1


def text_lines(document: Document) -> Iterator[GridRow]:
    """The lines outside tables, each one cell; what a reader does not see is left out."""
    for passage in document.passages:
        if passage.hidden:
            continue
        at = passage.start
        for line in document.text[passage.start : passage.end].split(ROW_END):
            if line.strip():
                yield GridRow(LINE, (Cell(line, at, at + len(line), 0, 0, True),))
            at += len(line) + 1


_plain = lru_cache(maxsize=4096)(comparable)


def whole(rows: Sequence[GridRow]) -> list[GridRow]:
    """Rows in the order of the text."""
    return sorted(rows, key=lambda row: row.start)


def alone(row: GridRow) -> Cell | None:
    """The only cell of a row that says anything: a line of text, or a paragraph kept in a table's cell."""
    said = [cell for cell in row.cells if cell.own and cell.words.strip()]
    return said[0] if len(said) == 1 else None


def holds(words: str, signs: Sequence[str]) -> bool:
    """Whether any of the signs stands in the words, spaces and width not counted."""
    plain = _plain(words)
    return any(_plain(sign) in plain for sign in signs)
