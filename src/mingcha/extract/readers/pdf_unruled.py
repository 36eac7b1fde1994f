"""The tables of a PDF page that no lines rule: columns are the gaps that many lines have in common.

A list is believed to be one only when its first row names columns, or when it goes on from the page before; prose in
three columns, forms, contents and poems have gaps as well, and stay lines.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from math import inf
from typing import Any

import numpy as np

from mingcha.extract.readers.pdf_calls import Numbers, stretches_of
from mingcha.extract.readers.pdf_grid import Grid
from mingcha.extract.readers.pdf_signs import Sign
from mingcha.extract.readers.unruled_header import ROWS, header_of, names_column
from mingcha.extract.readers.unruled_lines import (
    COLUMNS,
    GAP,
    HALF_LINE,
    Gap,
    Line,
    em_of,
    free,
    is_foot,
    lines_of,
    stretch,
)
from mingcha.extract.readers.unruled_rows import Cells, by_column_of, extent_of, filled, merged, rows_of, without_tail
from mingcha.text.width import without_space

# em: how far above the first line of a page that goes on the rest of a cut row may stand.
_CARRIED = 2.6
_RECTS = 4_000
# Fewer letters make no list.
LEAST = 2 * ROWS


@dataclass(slots=True)
class Unruled(Grid):
    """Edges run through the gaps; `extents` are how far the words of each column reach, `header` what its cells say."""

    extents: list[tuple[float, float]] = field(default_factory=list)
    header: tuple[str, ...] = ()
    em: float = 10.0
    goes_on: bool = False  # the header stands on a page before

    @property
    def header_before(self) -> tuple[str, ...]:
        return self.header if self.goes_on else ()

    def edges(self) -> tuple[Numbers, Numbers]:
        left, right = np.tile(np.array(self.extents).T, len(self.ys) - 1)
        return left, right


def may_have_columns(texts: Any, ruled: Sequence[Grid] = (), *, goes_on: bool = False) -> bool:
    """Whether a page is worth a look outside its ruled tables: the gaps of three lines, or of one when a list may go on
    from the page before.

    Costs little where there is prose.
    """
    left, top, right, bottom = stretches_of(texts, min(texts.count_rects(), _RECTS)).T
    level = (top + bottom) / 2
    free = np.ones(len(level), np.bool_)
    for grid in ruled:
        free &= grid.cells_at((left + right) / 2, level) < 0
    boxes = np.stack([level, left, right, top - bottom], axis=1)[free].tolist()
    boxes.sort(key=lambda box: -box[0])
    gaps = start = 0
    for end in range(1, len(boxes) + 1):
        if end < len(boxes) and boxes[start][0] - boxes[end][0] < 0.4 * max(boxes[start][3], boxes[end][3]):
            continue
        line = sorted(boxes[start:end], key=lambda box: box[1])
        height = max(box[3] for box in line)
        gaps += min(sum(after[1] - before[2] > 0.4 * height for before, after in pairwise(line)), COLUMNS)
        if gaps >= (COLUMNS - 1 if goes_on else 2 * ROWS):
            return True
        start = end
    return False


def unruled(letters: Sequence[Sign], before: Unruled | None = None) -> list[Unruled]:
    """The tables that letters outside of ruled ones make, from the top down; `before` is the last one of the page before."""
    if len(letters) < LEAST:
        return []
    em = em_of(letters, before.em if before is not None else None)
    lines = [*lines_of(letters, em)]
    if is_foot(lines[-1]):
        lines.pop()
    found: list[Unruled] = []
    at = 0
    while at < len(lines):
        if len(lines[at].pieces) < COLUMNS:
            at += 1
            continue
        grid = _continued(lines, at, em, before) if before is not None and not found else None
        grid = grid or _begun(lines, at, em, before)
        if grid is None:
            at += 1
        else:
            found.append(grid)
            at = next((i for i in range(at, len(lines)) if lines[i].level < grid.ys[-1]), len(lines))
    return found


def _continued(lines: Sequence[Line], at: int, em: float, before: Unruled) -> Unruled | None:
    """What goes on from the page before, in the same columns and without its header."""
    edges = before.xs[1:-1]
    half = GAP * em / 2 + 0.01
    gaps = [(-inf, -inf), *((edge - half, edge + half) for edge in edges), (inf, inf)]
    first = [*free(gaps, lines[at], em)]
    if len(first) < len(edges):
        return None
    # Of a row that the end of the page cut there may be less than looks like a row.
    while at > 0 and lines[at - 1].level - lines[at].level < _CARRIED * em:
        if len([*free(gaps, lines[at - 1], em)]) < len(gaps):
            break
        at -= 1
    end, left = stretch(lines, at, gaps, em, alike=ROWS)
    return _table(lines[at:end], left, em, before)


def _begun(lines: Sequence[Line], at: int, em: float, before: Unruled | None) -> Unruled | None:
    pieces = lines[at].pieces
    if not any(names_column(without_space(piece.text)) for piece in pieces):
        return None  # no header begins here
    inner = [(one.right, other.left) for one, other in pairwise(pieces)]
    end, gaps = stretch(lines, at, [(-inf, pieces[0].left), *inner, (pieces[-1].right, inf)], em)
    # Above the first line the upper half of a header may stand whose other cells are centred.
    while at > 0 and lines[at - 1].level - lines[at].level < HALF_LINE * em:
        at -= 1
        gaps = [*free(gaps, lines[at], em)]
    said_again = before is not None and "".join(before.header) == "".join(without_space(piece.text) for piece in pieces)
    return _table(lines[at:end], gaps, em, None, said_again=said_again) if end - at >= ROWS else None


def _table(
    lines: Sequence[Line], gaps: Sequence[Gap], em: float, before: Unruled | None, *, said_again: bool = False
) -> Unruled | None:
    inner = gaps[1:-1]
    if len(inner) < COLUMNS - 1:
        return None
    middles = [(left + right) / 2 for left, right in inner]
    by_column = [by_column_of(line, middles) for line in lines]
    rows = rows_of(lines, by_column, em, least=1 if before else 2, carried=1 if said_again else 0 if before else None)
    if rows is None:
        return None
    edges = merged(rows, inner, em) if before is None else middles
    without_tail(rows, em)
    while rows.cells and before is None and not filled(rows.cells[0]) > 1:
        del rows.cells[0], rows.levels[0]
    extents = [extent_of(rows, column) for column in range(len(edges) + 1)]
    grid = _grid(rows, edges, extents)
    if grid is None:
        return None
    header = header_of(rows, before=before.header if before is not None else None)
    if header is None:
        return None
    grid.em, grid.header, grid.goes_on = em, header, before is not None
    return grid


def _grid(rows: Cells, edges: Sequence[float], extents: list[tuple[float, float]]) -> Unruled | None:
    if len(extents) < COLUMNS or not rows.cells:
        return None
    tops, lows = [max(levels) for levels in rows.levels], [min(levels) for levels in rows.levels]
    if any(low <= top for low, top in zip(lows, tops[1:], strict=False)):
        return None  # rows that reach into each other are none
    signs = [sign for row in rows.cells for cell in row for piece in cell for sign in piece.signs]
    ys = [max(sign.centre[1] for sign in signs) + 0.5]
    ys += [(low + top) / 2 for low, top in zip(lows, tops[1:], strict=False)]
    ys.append(min(sign.centre[1] for sign in signs) - 0.5)
    xs = [min(left for left, _ in extents) - 1, *edges, max(right for _, right in extents) + 1]
    return Unruled(xs, ys, extents=extents)
