"""Numbers of a list that the end of a page cuts: the last row's cell goes on at the top of the next page."""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from dataclasses import dataclass, field

from mingcha.extract.readers.pdf_blocks import Block
from mingcha.extract.readers.pdf_pages import is_whole_number
from mingcha.extract.readers.pdf_unruled import Unruled

_ROWS = 2  # a header said again may stand above what was carried over


@dataclass(frozen=True, slots=True)
class Cell:
    """What a cell says, and the numbers of its letters on its page."""

    text: str
    marks: list[int]


@dataclass(slots=True)
class PageBefore:
    """What the page before ended with: its last list without lines, and the last row of its last table."""

    page: int = 0
    lists: list[Unruled] = field(default_factory=list)
    row: list[Cell] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Carried:
    """A number whose beginning stands on the page before."""

    number: str
    before: list[int]
    here: list[int]

    @property
    def cut(self) -> int:
        return len(self.before)


def carried(row: list[Cell], blocks: list[Block]) -> Iterator[Carried]:
    """Numbers that are whole only when the last row before and the first rows here are put together."""
    first = next((block for block in blocks if block.rows), None)
    if first is None or not row or len(first.rows[0]) != len(row):
        return
    for begun, *ends in zip(row, *_cells(first.rows[:_ROWS], first.marks), strict=True):
        for end in ends:
            head, tail = begun.text.rpartition("\n")[2], end.text.partition("\n")[0]
            number = head + tail
            if head and tail and number.isascii() and is_whole_number(number) and not is_whole_number(head):
                yield Carried(number, begun.marks[-len(head) :], end.marks[: len(tail)])
                break


def last_row(blocks: list[Block]) -> list[Cell]:
    """The last row of a page's last table; nothing when it has none."""
    last = next((block for block in reversed(blocks) if block.rows), None)
    if last is None:
        return []
    return next(_cells(last.rows[-1:], last.marks[len(last.marks) - sum(map(_letters, last.rows[-1])) :]))


def _letters(text: str) -> int:
    """Marks are counted over letters; spaces have none."""
    return len("".join(text.split()))


def _cells(rows: list[list[str]], marks: array[int]) -> Iterator[list[Cell]]:
    """Rows of a table with the marks of their cells; `marks` are those from the first of these rows on."""
    at = 0
    for row in rows:
        cells = []
        for text in row:
            count = _letters(text)
            cells.append(Cell(text, list(marks[at : at + count])))
            at += count
        yield cells
