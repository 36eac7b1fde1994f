"""The ruled tables of a PDF page: lines drawn on it put together to rows and columns."""

from __future__ import annotations

import ctypes
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pypdfium2.raw as raw

_THIN, _SHORT = 3.0, 4.0  # points: how thick a line may be, how short a stroke is no line
_NEAR = 2.5  # points within which two edges are one
_OBJECTS = 20_000
_LINES = 6_000


@dataclass(frozen=True, slots=True)
class Line:
    """A line along one axis: at `at` on the other, from `start` to `end`."""

    at: float
    start: float
    end: float


@dataclass(slots=True)
class Grid:
    """Edges of columns from left to right and of rows from top to bottom; `regions` joins cells no line parts."""

    xs: list[float]
    ys: list[float]
    regions: dict[tuple[int, int], tuple[int, int]] = field(default_factory=dict)
    _depths: list[float] = field(default_factory=list, init=False, repr=False, compare=False)  # `ys`, ascending

    def __post_init__(self) -> None:
        self._depths = [-y for y in self.ys]

    def cell_at(self, x: float, y: float) -> tuple[int, int] | None:
        """The first cell, row and column, of the region that holds a point."""
        if not (self.xs[0] <= x <= self.xs[-1] and self.ys[-1] <= y <= self.ys[0]):
            return None
        column = min(bisect_right(self.xs, x), len(self.xs) - 1) - 1
        row = min(bisect_right(self._depths, -y), len(self.ys) - 1) - 1
        return self.regions.get((row, column), (row, column))

    def room_at(self, x: float, y: float) -> tuple[float, float, float, float]:
        """Left, low, right and high edge of the first cell that holds a point within the table: all in it share it."""
        column = min(bisect_right(self.xs, x), len(self.xs) - 1) - 1
        row = min(bisect_right(self._depths, -y), len(self.ys) - 1) - 1
        return self.xs[column], self.ys[row + 1], self.xs[column + 1], self.ys[row]

    @property
    def shape(self) -> tuple[int, int]:
        return len(self.ys) - 1, len(self.xs) - 1

    @property
    def header_before(self) -> tuple[str, ...]:
        """The header that stands on a page before, where that is known."""
        return ()

    def edges_of(self, cell: tuple[int, int]) -> tuple[float, float]:
        """The left and right edges of the region that begins with the cell."""
        last = max((c for (_, c), first in self.regions.items() if first == cell), default=cell[1])
        return self.xs[cell[1]], self.xs[last + 1]

    def merges(self) -> list[tuple[int, int, int, int]]:
        last: dict[tuple[int, int], tuple[int, int]] = {}
        for (row, column), first in self.regions.items():
            bottom, right = last.get(first, first)
            last[first] = max(bottom, row), max(right, column)
        return [(*first, *end) for first, end in last.items() if end != first]


def grids(page: Any) -> list[Grid]:
    """The tables of two rows and two columns and more, from the top of the page down."""
    across, down = _lines(page)
    if len(across) < 3 or len(down) < 3 or len(across) + len(down) > _LINES:
        return []
    found = [grid for some in _together(across, down) if (grid := _grid(*some)) is not None]
    return sorted(found, key=lambda grid: -grid.ys[0])


def _lines(page: Any) -> tuple[list[Line], list[Line]]:
    across: list[Line] = []
    down: list[Line] = []
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    for index in range(min(raw.FPDFPage_CountObjects(page), _OBJECTS)):
        one = raw.FPDFPage_GetObject(page, index)
        if raw.FPDFPageObj_GetType(one) != raw.FPDF_PAGEOBJ_PATH:
            continue
        segments = raw.FPDFPath_CountSegments(one)
        raw.FPDFPageObj_GetBounds(one, left, bottom, right, top)
        width, height = right.value - left.value, top.value - bottom.value
        if height <= _THIN < width:
            across.append(Line((top.value + bottom.value) / 2, left.value, right.value))
        elif width <= _THIN < height:
            down.append(Line((left.value + right.value) / 2, bottom.value, top.value))
        elif segments >= 4 and width > _THIN and height > _THIN:
            for level, line in _strokes(one, segments):
                (across if level else down).append(line)
    return across, down


def _strokes(one: Any, segments: int) -> Iterator[tuple[bool, Line]]:
    """The straight strokes of a path that draws more than one: a frame, or a whole grid at once."""
    matrix, x, y = raw.FS_MATRIX(), ctypes.c_float(), ctypes.c_float()
    raw.FPDFPageObj_GetMatrix(one, matrix)
    begin = last = None
    for index in range(min(segments, _LINES)):
        segment = raw.FPDFPath_GetPathSegment(one, index)
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        point = (
            matrix.a * x.value + matrix.c * y.value + matrix.e,
            matrix.b * x.value + matrix.d * y.value + matrix.f,
        )
        kind = raw.FPDFPathSegment_GetType(segment)
        if kind == raw.FPDF_SEGMENT_MOVETO:
            begin = point
        elif kind == raw.FPDF_SEGMENT_LINETO and last is not None:
            yield from _stroke(last, point)
        last = point
        if raw.FPDFPathSegment_GetClose(segment) and begin is not None:
            yield from _stroke(point, begin)
            last = begin


def _stroke(one: tuple[float, float], other: tuple[float, float]) -> Iterator[tuple[bool, Line]]:
    (left, low), (right, high) = one, other
    if abs(low - high) < 0.5 and abs(left - right) > _SHORT:
        yield True, Line((low + high) / 2, min(left, right), max(left, right))
    elif abs(left - right) < 0.5 and abs(low - high) > _SHORT:
        yield False, Line((left + right) / 2, min(low, high), max(low, high))


def _together(across: list[Line], down: list[Line]) -> Iterator[tuple[list[Line], list[Line]]]:
    """Lines that touch each other belong to one table."""
    owner = list(range(len(across) + len(down)))

    def root(index: int) -> int:
        while owner[index] != index:
            owner[index] = owner[owner[index]]
            index = owner[index]
        return index

    order = sorted(range(len(across)), key=lambda index: across[index].at)
    levels = [across[index].at for index in order]
    for number, line in enumerate(down, len(across)):
        first = bisect_right(levels, line.start - _NEAR)
        for index in order[first : bisect_right(levels, line.end + _NEAR)]:
            if across[index].start - _NEAR <= line.at <= across[index].end + _NEAR:
                owner[root(number)] = root(index)
    groups: dict[int, tuple[list[Line], list[Line]]] = {}
    for index in range(len(owner)):
        rows, columns = groups.setdefault(root(index), ([], []))
        if index < len(across):
            rows.append(across[index])
        else:
            columns.append(down[index - len(across)])
    yield from groups.values()


def _grid(across: list[Line], down: list[Line]) -> Grid | None:
    ys, xs = _edges(across)[::-1], _edges(down)
    if len(xs) < 3 or len(ys) < 3:
        return None
    grid = Grid(xs, ys)
    parent = {(row, column): (row, column) for row in range(len(ys) - 1) for column in range(len(xs) - 1)}

    def root(cell: tuple[int, int]) -> tuple[int, int]:
        while parent[cell] != cell:
            cell = parent[cell]
        return cell

    by_x, by_y = _by_edge(down, xs), _by_edge(across, ys)
    for row, column in list(parent):
        middle_x, middle_y = (xs[column] + xs[column + 1]) / 2, (ys[row] + ys[row + 1]) / 2
        for cell, lines, middle in (
            ((row, column + 1), by_x[column + 1], middle_y),
            ((row + 1, column), by_y[row + 1], middle_x),
        ):
            if cell in parent and not any(line.start <= middle <= line.end for line in lines):
                first, second = sorted((root((row, column)), root(cell)))
                parent[second] = first
    grid.regions = {cell: root(cell) for cell in parent if root(cell) != cell}
    return grid


def _edges(lines: list[Line]) -> list[float]:
    found: list[float] = []
    for at in sorted(line.at for line in lines):
        if not found or at - found[-1] > _NEAR:
            found.append(at)
    return found


def _by_edge(lines: list[Line], edges: list[float]) -> list[list[Line]]:
    found: list[list[Line]] = [[] for _ in edges]
    for line in lines:
        nearest = min(range(len(edges)), key=lambda index: abs(edges[index] - line.at))
        found[nearest].append(line)
    return found
