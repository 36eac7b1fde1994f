"""The ruled tables of a PDF page: lines drawn on it put together to rows and columns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from mingcha.extract.readers.pdf_calls import Numbers, Places
from mingcha.extract.readers.pdf_lines import Lines, lines_of
from mingcha.extract.readers.pdf_objects import Objects

_NEAR = 2.5  # points within which two edges are one
_LINES = 6_000
Cell = tuple[int, int]


@dataclass(slots=True)
class Grid:
    """Edges of columns from left to right and of rows from top to bottom; `regions` joins cells no line parts."""

    xs: list[float]
    ys: list[float]
    regions: dict[Cell, Cell] = field(default_factory=dict)

    def cells_at(self, x: Numbers, y: Numbers) -> Places:
        """For each point the number of the first cell of the region that holds it, counted by rows; -1 outside."""
        xs, depths = np.array(self.xs), -np.array(self.ys)
        rows, columns = self.shape
        column = np.searchsorted(xs, x, "right") - 1
        row = np.searchsorted(depths, -y, "right") - 1
        # The last edges belong to the last cells.
        inside = (column >= 0) & (x <= xs[-1]) & (row >= 0) & (-y <= depths[-1])
        found: Places = np.minimum(row, rows - 1) * columns + np.minimum(column, columns - 1)
        if self.regions:
            first = np.arange(rows * columns)
            for (r, c), (top, left) in self.regions.items():
                first[r * columns + c] = top * columns + left
            found = first[np.where(inside, found, 0)]
        return np.where(inside, found, -1)

    @property
    def shape(self) -> tuple[int, int]:
        return len(self.ys) - 1, len(self.xs) - 1

    @property
    def header_before(self) -> tuple[str, ...]:
        """The header that stands on a page before, where that is known."""
        return ()

    def edges(self) -> tuple[Numbers, Numbers]:
        """For each cell by its number the left and right edges of the region that begins with it."""
        rows, columns = self.shape
        left, right = np.tile(self.xs[:-1], rows), np.tile(self.xs[1:], rows)
        for top, column, _, last in self.merges():
            right[top * columns + column] = self.xs[last + 1]
        return left, right

    def merges(self) -> list[tuple[int, int, int, int]]:
        last: dict[Cell, Cell] = {}
        for (row, column), first in self.regions.items():
            bottom, right = last.get(first, first)
            last[first] = max(bottom, row), max(right, column)
        return [(*first, *end) for first, end in last.items() if end != first]


def grids(objects: Objects) -> list[Grid]:
    """The tables of two rows and two columns and more, from the top of the page down."""
    across, down = lines_of(objects, most=_LINES)
    if len(across) < 3 or len(down) < 3 or len(across) + len(down) > _LINES:
        return []
    found = [grid for some in _together(across, down) if (grid := _grid(*some)) is not None]
    return sorted(found, key=lambda grid: -grid.ys[0])


def _together(across: Lines, down: Lines) -> Iterator[tuple[Lines, Lines]]:
    """Lines that touch each other belong to one table; tables in the order of the first line across of each."""
    level, at = across.at[:, None], down.at
    touch = (level > down.start - _NEAR) & (level <= down.end + _NEAR)
    touch &= (across.start[:, None] - _NEAR <= at) & (at <= across.end[:, None] + _NEAR)
    left = touch.any(axis=1)
    while left.any():
        rows, columns = np.zeros_like(left), np.zeros(len(down), np.bool_)
        more = np.argmax(left, keepdims=True)
        while len(more):
            rows[more] = True
            columns |= touch[more].any(axis=0)
            more = np.flatnonzero(left & ~rows & touch[:, columns].any(axis=1))
        left &= ~rows
        yield across.those(rows), down.those(columns)


def _grid(across: Lines, down: Lines) -> Grid | None:
    ys, xs = _edges(across)[::-1], _edges(down)
    if len(xs) < 3 or len(ys) < 3:
        return None
    middles_x, middles_y = (xs[:-1] + xs[1:]) / 2, (ys[:-1] + ys[1:]) / 2
    # From the top down ys fall, and what is searched must rise.
    beside = ~_parted(down.at, -down.end, -down.start, edges=xs, middles=-middles_y)[1:-1]
    below = ~_parted(-across.at, across.start, across.end, edges=-ys, middles=middles_x)[1:-1]
    pairs = [((row, column), (row, column + 1)) for column, row in np.argwhere(beside).tolist()]
    pairs += [((row, column), (row + 1, column)) for row, column in np.argwhere(below).tolist()]
    return Grid(xs.tolist(), ys.tolist(), _regions(pairs))


def _edges(lines: Lines) -> Numbers:
    found: list[float] = []
    for at in np.unique(lines.at).tolist():
        if not found or at - found[-1] > _NEAR:
            found.append(at)
    return np.array(found)


def _parted(at: Numbers, start: Numbers, end: Numbers, *, edges: Numbers, middles: Numbers) -> NDArray[np.bool_]:
    """For each edge and each middle of a cell beside it, whether a line at the edge runs past the middle."""
    after = np.clip(np.searchsorted(edges, at), 1, len(edges) - 1)
    nearest = np.where(np.abs(edges[after - 1] - at) <= np.abs(edges[after] - at), after - 1, after)
    steps = np.zeros((len(edges), len(middles) + 1), np.int32)
    np.add.at(steps, (nearest, np.searchsorted(middles, start)), 1)
    np.add.at(steps, (nearest, np.searchsorted(middles, end, "right")), -1)
    parted: NDArray[np.bool_] = np.cumsum(steps, axis=1)[:, :-1] > 0
    return parted


def _regions(pairs: Sequence[tuple[Cell, Cell]]) -> dict[Cell, Cell]:
    """For every cell that is joined to one before it the first cell of all that are."""
    parent: dict[Cell, Cell] = {}

    def root(cell: Cell) -> Cell:
        while (above := parent.get(cell, cell)) != cell:
            parent[cell] = cell = parent.get(above, above)
        return cell

    for pair in pairs:
        first, second = sorted(map(root, pair))
        if first != second:
            parent[second] = first
    return {cell: root(cell) for cell in sorted(parent)}
