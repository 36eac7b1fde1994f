"""Columns of tables: which rows are the header, what the header says, and what stands below it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from mingcha.model.document import CELL_END, Document, Hidden, Table
from mingcha.standards.privacy_words import roles_of_header
from mingcha.text.width import without_space

# Titles, notes and dates may stand above the header; a header cell is short.
ROWS_LOOKED_AT, LONGEST_HEADER, LONGEST_TITLE = 12, 24, 40
# How much of the text before a table belongs to it: its caption or the title of the page.
CAPTION = 160


@dataclass(frozen=True, slots=True, eq=False)
class Column:
    """One column below its header. `roles` are what the header claims, `caption` what is said above the table,
    `heading` the part of it that names the table; `headers` are those of all columns, `beside` what they claim.
    """

    document: Document
    table: Table
    index: int
    header: str
    roles: frozenset[str]
    body: int
    caption: str
    heading: str
    beside: tuple[frozenset[str], ...]
    headers: tuple[str, ...]

    @property
    def hidden(self) -> Hidden:
        if self.table.hidden:
            return self.table.hidden
        return Hidden.COLUMN if self.index in self.table.hidden_columns else Hidden.VISIBLE

    def cells(self) -> Iterator[tuple[int, int, str]]:
        """Row, offset and text of every cell below the header that is not empty."""
        text, starts, table = self.document.text, self.table.row_starts, self.table
        for row in range(self.body, len(starts)):
            end = starts[row + 1] if row + 1 < len(starts) else table.end
            line = text[starts[row] : end - 1]
            cells = line.split(CELL_END, self.index + 1)
            if len(cells) <= self.index or not (cell := cells[self.index]):
                continue
            yield row, starts[row] + sum(map(len, cells[: self.index])) + self.index, cell

    def other(self, role: str) -> int | None:
        """The index of the first column of the same table whose header claims the role."""
        return next((index for index, claims in enumerate(self.beside) if role in claims), None)


def columns(document: Document) -> tuple[Column, ...]:
    """Every column of every table; use `document.once(columns)`."""
    return tuple(column for table in document.tables for column in _columns(document, table))


def column_at(document: Document, table: Table, index: int) -> Column | None:
    found: dict[tuple[int, int], Column] = document.once(_by_place)
    return found.get((table.start, index))


def _by_place(document: Document) -> dict[tuple[int, int], Column]:
    return {(column.table.start, column.index): column for column in document.once(columns)}


def _columns(document: Document, table: Table) -> Iterator[Column]:
    first, last = (0, 0) if table.header else header_rows(document, table)
    rows = [document.row(table, row) for row in range(last)]
    _spread(rows, table)
    sample = [len(document.row(table, row)) for row in range(last, min(last + ROWS_LOOKED_AT, len(table.row_starts)))]
    width = max([len(row) for row in rows[first:]] + sample, default=0)
    headers = [_header(rows[first:], index) for index in range(width)]
    if table.header:
        headers, last = [without_space(cell) for cell in table.header], 0
    beside, told = tuple(roles_of_header(header) for header in headers), tuple(headers)  # shared by all columns
    above = document.text[max(0, table.start - CAPTION) : table.start] + " ".join(" ".join(row) for row in rows[:first])
    caption = f"{document.title} {above} {table.name}"
    heading = " ".join([document.title, _line_above(document, table), table.name, *map(" ".join, rows[:first])])
    for index, header in enumerate(headers):
        yield Column(document, table, index, header, beside[index], last, caption, heading, beside, told)


def header_rows(document: Document, table: Table) -> tuple[int, int]:
    """The header as rows first … last (exclusive); (0, 0) when the table has none."""
    scores = []
    for row in range(min(ROWS_LOOKED_AT, len(table.row_starts))):
        cells = document.row(table, row)
        if any(_is_long_number(cell) for cell in cells):
            scores.append(0)
            continue
        scores.append(sum(1 for cell in cells if 0 < len(cell) <= LONGEST_HEADER and roles_of_header(cell)))
    best = max(scores, default=0)
    if best == 0:
        return 0, 0
    # A name such as 李书记 in the body is no header: one claim counts only in the first rows.
    first = next(i for i, score in enumerate(scores) if score >= min(best, 2))
    last = first + 1
    while last < len(scores) and last <= first + 2 and _continues(document.row(table, last)):
        last += 1
    return first, last


def _line_above(document: Document, table: Table) -> str:
    """The last line before the table, if it is short enough to be its title."""
    lines = document.text[max(0, table.start - CAPTION) : table.start].split("\n")
    last = next((line.strip() for line in reversed(lines) if line.strip()), "")
    return last if len(last) <= LONGEST_TITLE and not any(c.isdigit() for c in last[-6:]) else ""


def _continues(cells: list[str]) -> bool:
    """Whether a row below a header row is its second line: words of the header and nothing that looks like data."""
    filled = [cell for cell in cells if cell.strip()]
    if not filled or any(any(c.isdigit() for c in cell) or "*" in cell for cell in filled):
        return False
    return all(len(cell) <= LONGEST_HEADER for cell in filled) and sum(
        bool(roles_of_header(c)) for c in filled
    ) * 2 > len(filled)


def _header(rows: list[list[str]], index: int) -> str:
    parts = [row[index].strip() for row in rows if index < len(row) and row[index].strip()]
    return without_space("".join(dict.fromkeys(parts)))


def _spread(rows: list[list[str]], table: Table) -> None:
    """Merged header cells speak for every column they cover."""
    for top, left, _, right in table.merges:
        if top < len(rows) and left < len(rows[top]):
            row = rows[top]
            row.extend([""] * (right + 1 - len(row)))
            row[left : right + 1] = [row[left]] * (right + 1 - left)


def _is_long_number(cell: str) -> bool:
    return sum(c.isdigit() for c in cell) >= 6
