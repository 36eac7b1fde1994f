"""Lines of an unruled table put together to rows, by the column that never wraps; columns that are one joined."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from mingcha.extract.readers.unruled_lines import HALF_LINE, Gap, Line, Piece

_WIDE_GAP = 1.0  # em: the room a gap without header needs to part columns
_TOTAL = re.compile(r"[总合小]\s*计|累\s*计")
_NAME = re.compile(r"姓\s*名|户主|^(申请人|补贴对象|负责人)")


@dataclass(slots=True)
class Cells:
    """Rows of a table to be: each row the lines of each column, from the top."""

    levels: list[list[float]]
    cells: list[list[list[Piece]]]

    def text(self, row: int, column: int) -> str:
        return "".join(piece.text for piece in self.cells[row][column])


def by_column_of(line: Line, middles: Sequence[float]) -> list[list[Piece]]:
    found: list[list[Piece]] = [[] for _ in range(len(middles) + 1)]
    for piece in line.pieces:
        found[bisect_left(middles, (piece.left + piece.right) / 2)].append(piece)
    return found


def rows_of(
    lines: Sequence[Line], by_column: Sequence[list[list[Piece]]], em: float, *, least: int, carried: int | None
) -> Cells | None:
    """Lines put together to rows: each row has one line with something in the column that never wraps.

    What stands after `carried` rows and before the next, above which nothing can be, belongs to a row that the end of a
    page cut, and is a row by itself.
    """
    columns = range(len(by_column[0]))
    anchor = next((column for column in columns if _counts(by_column, column)), None)
    if anchor is None:
        anchor = next((column for column in columns if _are_names(by_column, column)), None)
    if anchor is None:
        anchor = _steadiest([{index for index, cells in enumerate(by_column) if cells[c]} for c in columns])
    starts = [
        index
        for index, cells in enumerate(by_column)
        if cells[anchor] or any(_TOTAL.search(piece.text) for cell in cells for piece in cell)
    ]
    if len(starts) < least:
        return None
    is_below, is_near = _ways(lines, starts, em)
    if carried is not None and not (is_below or is_near):
        first = starts[carried - 1] + 1 if carried else 0
        if first not in starts and first < len(lines):
            starts = sorted([*starts, first])
    owner = _owners(lines, starts, is_below=is_below, is_near=is_near)
    cells: list[list[list[Piece]]] = [[[] for _ in columns] for _ in starts]
    levels: list[list[float]] = [[] for _ in starts]
    for index, line in enumerate(lines):
        row = owner[index]
        levels[row].append(line.level)
        for column in columns:
            cells[row][column] += by_column[index][column]
    return Cells(levels, cells)


def _counts(by_column: Sequence[list[list[Piece]]], column: int) -> bool:
    """Whether the column counts its rows: 1, 2, 3."""
    said = ["".join(piece.text for piece in cells[column]) for cells in by_column if cells[column]]
    figures = [int(text) for text in said if text.isascii() and text.isdigit() and len(text) <= 5]
    steps = sum(other - one == 1 for one, other in pairwise(figures))
    return len(figures) >= 2 and len(figures) >= 0.7 * len(said) and steps >= 0.8 * (len(figures) - 1)


def _are_names(by_column: Sequence[list[list[Piece]]], column: int) -> bool:
    """Whether the column holds names below the word for it: names do not wrap."""
    said = ["".join(piece.text for piece in cells[column]) for cells in by_column if cells[column]]
    most = max(sum(bool(cells[other]) for cells in by_column) for other in range(len(by_column[0])))
    is_named = any(_NAME.search(text) for text in said[:2]) and len(said) >= 0.25 * most
    return is_named and all(len(text) <= 4 or _NAME.search(text) for text in said)


def _steadiest(filled: Sequence[set[int]]) -> int:
    """The column whose cells have one line each: others stand on the same lines; those that wrap stand on more."""
    most = max(map(len, filled))
    often = [column for column, lines in enumerate(filled) if len(lines) >= max(2, 0.3 * most)]
    alike = [
        column for column in often if any(_alike(filled[column], filled[other]) for other in often if other != column)
    ]
    return min(alike or often, key=lambda column: (len(filled[column]), column), default=0)


def _alike(one: set[int], other: set[int]) -> bool:
    few, many = sorted((len(one), len(other)))
    return many <= 1.34 * few and len(one & other) >= 0.7 * few


def _ways(lines: Sequence[Line], starts: Sequence[int], em: float) -> tuple[bool, bool]:
    """Whether cells end at the bottom of their row, and whether they are centred in it; neither: they begin at the top."""
    under, over, close = [], [], 0
    for upper, lower in pairwise([-1, *starts, len(lines)]):
        if lower - upper < 2:
            continue
        up = lines[upper].level - lines[upper + 1].level if upper >= 0 else None
        down = lines[lower - 1].level - lines[lower].level if lower < len(lines) else None
        close += down is not None and down < HALF_LINE * em
        if up is not None and down is not None:
            under.append(up)
            over.append(down)
    return bool(under) and sum(over) < 0.85 * sum(under), close > 0


def _owners(lines: Sequence[Line], starts: Sequence[int], *, is_below: bool, is_near: bool) -> list[int]:
    """Which row each line belongs to: rows part where the distance between two lines is largest.

    Where the distances are all the same, how the other cells stand decides.
    """
    found = [0] * (starts[0] + 1)
    for row, (upper, lower) in enumerate(pairwise(starts)):
        steps = [lines[index].level - lines[index + 1].level for index in range(upper, lower)]
        widest = [index for index, step in enumerate(steps) if step >= 0.93 * max(steps)]
        last = widest[0] if is_below else widest[-1]
        if is_near:
            last = min(widest, key=lambda index: abs(index - (len(steps) - 1) / 2))
        found += [row if index <= last else row + 1 for index in range(1, len(steps))] + [row + 1]
    return found + [len(starts) - 1] * (len(lines) - len(found))


def merged(rows: Cells, gaps: Sequence[Gap], em: float) -> list[float]:
    """The edges that part columns, after those were joined that are one: a number's groups, a header and its cells."""
    edges, column = list(gaps), 1
    while column < len(rows.cells[0]):
        pairs = [(row[column - 1], row[column]) for row in rows.cells]
        apart = any(one and other for one, other in pairs)
        nameless = not pairs[0][0] or not pairs[0][1]
        narrow = edges[column - 1][1] - edges[column - 1][0] < _WIDE_GAP * em
        if apart and not (nameless and narrow):
            column += 1
            continue
        for row in rows.cells:
            row[column - 1] += row.pop(column)
        del edges[column - 1]
    return [(left + right) / 2 for left, right in edges]


def without_tail(rows: Cells, em: float) -> None:
    """Takes from the end what is no row: the foot of the page, a date, a signature."""
    steps = [
        one.signs[0].centre[1] - other.signs[0].centre[1]
        for row in rows.cells[:-1]
        for cell in row
        for one, other in pairwise(cell)
    ]
    steps = [step for step in steps if step > HALF_LINE * em]
    most = 1.35 * median(steps) if steps else 1.9 * em
    last = rows.levels[-1]
    for index in range(1, len(last)):
        if last[index - 1] - last[index] > most:
            low = last[index] + 0.5 * em
            rows.levels[-1] = last[:index]
            rows.cells[-1] = [[p for p in cell if p.signs[0].centre[1] > low] for cell in rows.cells[-1]]
            break
    while len(rows.cells) > 1 and filled(rows.cells[-1]) < 2:
        del rows.cells[-1], rows.levels[-1]


def filled(row: Sequence[Sequence[Piece]]) -> int:
    return sum(map(bool, row))


def extent_of(rows: Cells, column: int) -> tuple[float, float]:
    pieces = [piece for row in rows.cells for piece in row[column]]
    return min((p.signs[0].left for p in pieces), default=0.0), max((p.signs[-1].right for p in pieces), default=0.0)
