"""The text of a PDF page in reading order, made of its signs: stretches of lines, and tables cell by cell."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import zip_longest

import numpy as np
from numpy.typing import NDArray

from mingcha.extract.readers.pdf_calls import Places
from mingcha.extract.readers.pdf_cells import words_of
from mingcha.extract.readers.pdf_grid import Grid
from mingcha.extract.readers.pdf_signs import NUMBERED, SPACE, Signs, text_of

# So many letters and digits in one piece are a number, and no cell's edge runs through it.
_LONG_RUN = 7
_BLANK = ord(" ")


@dataclass(slots=True)
class Block:
    """A stretch of lines, or a table as `rows`, `merges` and a `header` from a page before; `marks` are the numbers of its letters, in order."""

    text: str = ""
    rows: list[list[str]] = field(default_factory=list)
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)
    header: tuple[str, ...] = ()
    marks: array[int] = field(default_factory=lambda: array("q"))


def blocks_of(signs: Signs, grids: Sequence[Grid]) -> Iterator[Block]:
    """What stands in a table is told where the first of it stands."""
    tables, cells = _places(signs, grids)
    space = signs.are(SPACE)
    outside, inside = np.flatnonzero(tables < 0), np.flatnonzero((tables >= 0) & ~space)
    seen, at = np.unique(tables[inside], return_index=True)
    order = np.argsort(at)
    parts = np.split(outside, np.searchsorted(outside, inside[at[order]]))
    told = _tables(signs, inside, tables, cells, grids) if len(inside) else {}
    for part, table in zip_longest(parts, seen[order].tolist()):
        text = text_of(signs.codes[part]).lstrip()
        if text:
            yield Block(text, marks=_marks(signs.numbers[part[~space[part]]]))
        if table is not None:
            yield told[table]


def outside_of(signs: Signs, grids: Sequence[Grid]) -> Signs:
    """The letters that stand in none of the tables."""
    free = (signs.right > signs.left) & ~signs.are(SPACE)
    for grid in grids:
        free &= grid.cells_at(signs.x, signs.y) < 0
    return signs.those(free)


def marks_of(number: str, boxes: Sequence[tuple[float, float, float, float]], signs: Signs) -> list[int]:
    """Where on the page a number stands whose pieces have these boxes, or follow each other; empty if not found."""
    letters = signs.those(~signs.are(SPACE))
    inside = [
        place
        for left, bottom, right, top in boxes
        for place in np.flatnonzero(
            (left - 1 <= letters.x) & (letters.x <= right + 1) & (bottom - 1 <= letters.y) & (letters.y <= top + 1)
        ).tolist()
    ]
    if text_of(letters.codes[inside]) == number:
        return [*letters.numbers[inside].tolist()]
    at = text_of(letters.codes).find(number)
    return [*letters.numbers[at : at + len(number)].tolist()] if at >= 0 else []


def _places(signs: Signs, grids: Sequence[Grid]) -> tuple[Places, Places]:
    """The table that each sign stands in, -1 for none, and the number of its cell in that."""
    tables, cells = np.full(len(signs), -1), np.zeros(len(signs), np.int64)
    free = signs.right > signs.left
    for index, grid in enumerate(grids):
        cell = grid.cells_at(signs.x, signs.y)
        found = free & (cell >= 0)
        tables[found], cells[found] = index, cell[found]
        free &= ~found
    # A number too wide for its cell runs over into the next, and is still this cell's.
    starts = np.flatnonzero(~_touching(signs))
    counts = np.diff(starts, append=len(signs))
    is_long = np.repeat(counts >= _LONG_RUN, counts)
    owner = np.where(is_long, np.repeat(starts, counts), np.arange(len(signs)))
    return tables[owner], cells[owner]


def _touching(signs: Signs) -> NDArray[np.bool_]:
    """Whether each letter or digit goes on where the one before it ends."""
    number, high = signs.are(NUMBERED), (signs.top - signs.bottom)[:-1]
    found = number[1:] & number[:-1] & (signs.bottom[:-1] < signs.y[1:]) & (signs.y[1:] < signs.top[:-1])
    found &= np.abs(signs.left[1:] - signs.right[:-1]) < 0.35 * high
    return np.append(False, found)[: len(signs)]


def _tables(signs: Signs, inside: Places, tables: Places, cells: Places, grids: Sequence[Grid]) -> dict[int, Block]:
    word_ends = np.append(signs.codes[1:] == _BLANK, False)
    # Cells are counted on from one table to the next.
    sizes = [rows * columns for rows, columns in (grid.shape for grid in grids)]
    begins = np.cumsum([0, *sizes])
    edges = [grid.edges() for grid in grids]
    left, right = np.concatenate([one for one, _ in edges]), np.concatenate([one for _, one in edges])
    words = words_of(signs.those(inside), begins[tables[inside]] + cells[inside], (left, right), word_ends[inside])
    texts = [""] * int(begins[-1])
    for cell, text in zip(words.cells, words.texts, strict=True):
        texts[cell] = text
    marks = np.searchsorted(words.owners, begins)
    found = {}
    for index, grid in enumerate(grids):
        start, (rows, columns) = int(begins[index]), grid.shape
        found[index] = Block(
            rows=[texts[at : at + columns] for at in range(start, start + rows * columns, columns)],
            merges=grid.merges(),
            header=grid.header_before,
            marks=_marks(words.marks[marks[index] : marks[index + 1]]),
        )
    return found


def _marks(numbers: Places) -> array[int]:
    return array("q", numbers.astype(np.int64).tobytes())
