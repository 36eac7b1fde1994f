"""The tables of a PDF page that no lines rule: columns are the gaps that many lines have in common.

A list is believed to be one only when its first row names columns, or when it goes on from the page before; prose in
three columns, forms, contents and poems have gaps as well, and stay lines.

It is one file because finding columns, rows and the header need each other.
"""

from __future__ import annotations

import ctypes
import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from math import inf
from statistics import median
from typing import Any

import pypdfium2.raw as raw

from mingcha.extract.readers.pdf_grid import Grid
from mingcha.extract.readers.pdf_signs import Sign
from mingcha.standards.privacy_words import roles_of_header
from mingcha.text.width import without_space

# All in em, the width of a Chinese sign of the page: the narrowest gap between columns; the room a gap without header
# needs to part columns; how far signs of one line stand from its level; how far lines of one table may be apart.
_GAP, _WIDE_GAP, _LEVEL, _APART = 0.4, 1.0, 0.3, 5.0
_CARRIED = 2.6
_HALF_LINE = 0.95  # nearer to each other two lines stand beside each other, one cell's middle and another's
_Gap = tuple[float, float]
_ROWS, _COLUMNS = 3, 3
_RECTS = 4_000
_HAN = re.compile("[\u3400-\u9fff]")
_LEADERS = re.compile(r"[.．·…‥。-]{4,}|…")
_PROSE_END = re.compile("[，。；！？、：,;]$")
_PROSE = re.compile("[，。；！？、#]|^第.{1,4}[条章]")
_TOTAL = re.compile(r"[总合小]\s*计|累\s*计")
_NAME = re.compile(r"姓\s*名|户主|^(申请人|补贴对象|负责人)")
_FOOT = re.compile(r"[-—–－·第共]*\d{1,4}(?:[/页]|[-—–－·])*(?:[,，共/]*\d{1,4}页?)?")
# What heads a column and names nothing of a person.
_LABEL = re.compile(
    r"^(序号|编号|备注|说明|单位|部门|年龄|性别|民族|学历|职务|岗位|人数|户数|时间|日期|班级|类别|类型|等级|[^\d]{0,8}"
    r"(名称|姓名|金额|面积|数量|标准|代码|编码|日期|时间|单位|人数|年份|情况|类别|类型|等级|号码|地址|结果|电话|账号|号|元）))"
)
_LONGEST_HEADER, _LONGEST_CELL = 16, 60


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

    def edges_of(self, cell: tuple[int, int]) -> tuple[float, float]:
        return self.extents[cell[1]]


@dataclass(slots=True)
class _Piece:
    """Signs of one line without a gap between them."""

    signs: list[Sign]
    left: float
    right: float

    @property
    def text(self) -> str:
        return "".join(sign.text for sign in self.signs)


@dataclass(slots=True)
class _Line:
    level: float
    pieces: list[_Piece]


@dataclass(slots=True)
class _Cells:
    """Rows of a table to be: each row the lines of each column, from the top."""

    levels: list[list[float]]
    cells: list[list[list[_Piece]]]

    def text(self, row: int, column: int) -> str:
        return "".join(piece.text for piece in self.cells[row][column])


def may_have_columns(texts: Any, *, goes_on: bool = False) -> bool:
    """Whether a page is worth a look: the gaps of three lines, or of one when a list may go on from the page before.

    Costs little where there is prose.
    """
    left, top, right, bottom = (ctypes.c_double() for _ in range(4))
    boxes = []
    for index in range(min(texts.count_rects(), _RECTS)):
        raw.FPDFText_GetRect(texts, index, left, top, right, bottom)
        boxes.append(((top.value + bottom.value) / 2, left.value, right.value, top.value - bottom.value))
    boxes.sort(key=lambda box: -box[0])
    gaps = start = 0
    for end in range(1, len(boxes) + 1):
        if end < len(boxes) and boxes[start][0] - boxes[end][0] < 0.4 * max(boxes[start][3], boxes[end][3]):
            continue
        line = sorted(boxes[start:end], key=lambda box: box[1])
        height = max(box[3] for box in line)
        gaps += min(sum(after[1] - before[2] > 0.4 * height for before, after in pairwise(line)), _COLUMNS)
        if gaps >= (_COLUMNS - 1 if goes_on else 2 * _ROWS):
            return True
        start = end
    return False


def unruled(signs: Sequence[Sign], ruled: Sequence[Grid], before: Unruled | None = None) -> list[Unruled]:
    """The tables outside the ruled ones, from the top down; `before` is the last one of the page before."""
    letters = [
        sign
        for sign in signs
        if sign.right > sign.left
        and not sign.text.isspace()
        and not any(grid.cell_at(*sign.centre) is not None for grid in ruled)
    ]
    if len(letters) < 2 * _ROWS:
        return []
    em = _em(letters, before)
    lines = [*_lines(letters, em)]
    if _is_foot(lines[-1]):
        lines.pop()
    found: list[Unruled] = []
    at = 0
    while at < len(lines):
        if len(lines[at].pieces) < _COLUMNS:
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


def _is_foot(line: _Line) -> bool:
    return _FOOT.fullmatch("".join(piece.text for piece in line.pieces)) is not None


def _continued(lines: Sequence[_Line], at: int, em: float, before: Unruled) -> Unruled | None:
    """What goes on from the page before, in the same columns and without its header."""
    edges = before.xs[1:-1]
    half = _GAP * em / 2 + 0.01
    gaps = [(-inf, -inf), *((edge - half, edge + half) for edge in edges), (inf, inf)]
    first = [*_free(gaps, lines[at], em)]
    if len(first) < len(edges):
        return None
    # Of a row that the end of the page cut there may be less than looks like a row.
    while at > 0 and lines[at - 1].level - lines[at].level < _CARRIED * em:
        if len([*_free(gaps, lines[at - 1], em)]) < len(gaps):
            break
        at -= 1
    end, left = _stretch(lines, at, gaps, em, alike=_ROWS)
    return _table(lines[at:end], left, em, before)


def _begun(lines: Sequence[_Line], at: int, em: float, before: Unruled | None) -> Unruled | None:
    pieces = lines[at].pieces
    if not any(_names(without_space(piece.text)) for piece in pieces):
        return None  # no header begins here
    inner = [(one.right, other.left) for one, other in pairwise(pieces)]
    end, gaps = _stretch(lines, at, [(-inf, pieces[0].left), *inner, (pieces[-1].right, inf)], em)
    # Above the first line the upper half of a header may stand whose other cells are centred.
    while at > 0 and lines[at - 1].level - lines[at].level < _HALF_LINE * em:
        at -= 1
        gaps = [*_free(gaps, lines[at], em)]
    said_again = before is not None and "".join(before.header) == "".join(without_space(piece.text) for piece in pieces)
    return _table(lines[at:end], gaps, em, None, said_again=said_again) if end - at >= _ROWS else None


def _em(letters: Sequence[Sign], before: Unruled | None) -> float:
    wide = [sign.right - sign.left for sign in letters if _HAN.match(sign.text)]
    if len(wide) >= 6:
        return median(wide)
    # Of a digit sometimes the ink alone is known, and tells little.
    return before.em if before is not None else 0.8 * median(sign.top - sign.bottom for sign in letters)


def _lines(letters: Sequence[Sign], em: float) -> Iterator[_Line]:
    order = sorted(letters, key=lambda sign: -sign.centre[1])
    start = 0
    for end in range(1, len(order) + 1):
        if end < len(order) and order[start].centre[1] - order[end].centre[1] < _LEVEL * em:
            continue
        some = sorted(order[start:end], key=lambda sign: sign.left)
        level = median(sign.centre[1] for sign in some)
        yield _Line(level, [*_pieces(some, em)])
        start = end


def _pieces(signs: Sequence[Sign], em: float) -> Iterator[_Piece]:
    piece: _Piece | None = None
    for sign in signs:
        # The width of a digit is a guess; that from the digit before to this one is not.
        right = sign.right
        if piece is not None and sign.text.isascii() and piece.signs[-1].text.isascii():
            step = sign.left - piece.signs[-1].left
            if 0.3 * em < step < right - sign.left:
                right = sign.left + step
        if piece is not None and sign.left - piece.right <= _GAP * em:
            piece.signs.append(sign)
            piece.right = max(piece.right if len(piece.signs) < 2 else sign.left, right)
            continue
        if piece is not None:
            yield piece
        piece = _Piece([sign], sign.left, right)
    if piece is not None:
        yield piece


def _stretch(
    lines: Sequence[_Line], start: int, gaps: list[_Gap], em: float, *, alike: int = 1
) -> tuple[int, list[_Gap]]:
    """How far lines from `start` on leave the same gaps free, and these gaps; `alike` lines have them so far."""
    end = start + 1
    while end < len(lines) and lines[end - 1].level - lines[end].level <= _APART * em:
        line = lines[end]
        left = [*_free(gaps, line, em)]
        is_row = len(line.pieces) >= _COLUMNS
        if len(left) < _COLUMNS + 1:
            break
        kept = sum(any(one[0] >= gap[0] and one[1] <= gap[1] for one in left) for gap in gaps)
        if kept < len(gaps) and not (alike < 2 or (is_row and kept >= 0.6 * len(gaps))):
            break
        gaps = left
        alike += len(line.pieces) > 1
        end += 1
    return end, gaps


def _free(gaps: Sequence[_Gap], line: _Line, em: float) -> Iterator[_Gap]:
    for left, right in gaps:
        if left == right:  # beyond the outer columns of a page before
            yield left, right
            continue
        at = left
        for piece in line.pieces:
            if piece.right <= at or piece.left >= right:
                continue
            if piece.left - at >= _GAP * em:
                yield at, piece.left
            at = max(at, piece.right)
        if right - at >= _GAP * em:
            yield at, right


def _table(
    lines: Sequence[_Line], gaps: Sequence[_Gap], em: float, before: Unruled | None, *, said_again: bool = False
) -> Unruled | None:
    inner = gaps[1:-1]
    if len(inner) < _COLUMNS - 1:
        return None
    middles = [(left + right) / 2 for left, right in inner]
    by_column = [_by_column(line, middles) for line in lines]
    rows = _rows(lines, by_column, em, least=1 if before else 2, carried=1 if said_again else 0 if before else None)
    if rows is None:
        return None
    edges = _merged(rows, inner, em) if before is None else middles
    _without_tail(rows, em)
    while rows.cells and before is None and not _filled(rows.cells[0]) > 1:
        del rows.cells[0], rows.levels[0]
    extents = [_extent(rows, column) for column in range(len(edges) + 1)]
    grid = _grid(rows, edges, extents)
    if grid is None:
        return None
    grid.em = em
    if not _is_list(rows, grid, before):
        return None
    return grid


def _by_column(line: _Line, middles: Sequence[float]) -> list[list[_Piece]]:
    found: list[list[_Piece]] = [[] for _ in range(len(middles) + 1)]
    for piece in line.pieces:
        found[bisect_left(middles, (piece.left + piece.right) / 2)].append(piece)
    return found


def _rows(
    lines: Sequence[_Line], by_column: Sequence[list[list[_Piece]]], em: float, *, least: int, carried: int | None
) -> _Cells | None:
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
    cells: list[list[list[_Piece]]] = [[[] for _ in columns] for _ in starts]
    levels: list[list[float]] = [[] for _ in starts]
    for index, line in enumerate(lines):
        row = owner[index]
        levels[row].append(line.level)
        for column in columns:
            cells[row][column] += by_column[index][column]
    return _Cells(levels, cells)


def _counts(by_column: Sequence[list[list[_Piece]]], column: int) -> bool:
    """Whether the column counts its rows: 1, 2, 3."""
    said = ["".join(piece.text for piece in cells[column]) for cells in by_column if cells[column]]
    figures = [int(text) for text in said if text.isascii() and text.isdigit() and len(text) <= 5]
    steps = sum(other - one == 1 for one, other in pairwise(figures))
    return len(figures) >= 2 and len(figures) >= 0.7 * len(said) and steps >= 0.8 * (len(figures) - 1)


def _are_names(by_column: Sequence[list[list[_Piece]]], column: int) -> bool:
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


def _ways(lines: Sequence[_Line], starts: Sequence[int], em: float) -> tuple[bool, bool]:
    """Whether cells end at the bottom of their row, and whether they are centred in it; neither: they begin at the top."""
    under, over, close = [], [], 0
    for upper, lower in pairwise([-1, *starts, len(lines)]):
        if lower - upper < 2:
            continue
        up = lines[upper].level - lines[upper + 1].level if upper >= 0 else None
        down = lines[lower - 1].level - lines[lower].level if lower < len(lines) else None
        close += down is not None and down < _HALF_LINE * em
        if up is not None and down is not None:
            under.append(up)
            over.append(down)
    return bool(under) and sum(over) < 0.85 * sum(under), close > 0


def _owners(lines: Sequence[_Line], starts: Sequence[int], *, is_below: bool, is_near: bool) -> list[int]:
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


def _merged(rows: _Cells, gaps: Sequence[_Gap], em: float) -> list[float]:
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


def _without_tail(rows: _Cells, em: float) -> None:
    """Takes from the end what is no row: the foot of the page, a date, a signature."""
    steps = [
        one.signs[0].centre[1] - other.signs[0].centre[1]
        for row in rows.cells[:-1]
        for cell in row
        for one, other in pairwise(cell)
    ]
    steps = [step for step in steps if step > _HALF_LINE * em]
    most = 1.35 * median(steps) if steps else 1.9 * em
    last = rows.levels[-1]
    for index in range(1, len(last)):
        if last[index - 1] - last[index] > most:
            low = last[index] + 0.5 * em
            rows.levels[-1] = last[:index]
            rows.cells[-1] = [[p for p in cell if p.signs[0].centre[1] > low] for cell in rows.cells[-1]]
            break
    while len(rows.cells) > 1 and _filled(rows.cells[-1]) < 2:
        del rows.cells[-1], rows.levels[-1]


def _filled(row: Sequence[Sequence[_Piece]]) -> int:
    return sum(map(bool, row))


def _extent(rows: _Cells, column: int) -> tuple[float, float]:
    pieces = [piece for row in rows.cells for piece in row[column]]
    return min((p.signs[0].left for p in pieces), default=0.0), max((p.signs[-1].right for p in pieces), default=0.0)


def _grid(rows: _Cells, edges: Sequence[float], extents: list[tuple[float, float]]) -> Unruled | None:
    if len(extents) < _COLUMNS or not rows.cells:
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


def _is_list(rows: _Cells, grid: Unruled, before: Unruled | None) -> bool:
    count, width = grid.shape
    header = tuple(without_space(rows.text(0, column)) for column in range(width))
    named = [bool(_names(cell)) for cell in header]
    is_header = (
        sum(map(bool, header)) >= max(_COLUMNS, 0.7 * width)
        and sum(named) >= max(2, 0.6 * sum(map(bool, header)))
        and all(len(cell) <= _LONGEST_HEADER and not _PROSE.search(cell) for cell in header)
        and sum(sign.isdigit() for cell in header for sign in cell) <= 4
    )
    if before is not None:
        if is_header:
            return False  # not the same list, or its header is said again: read it by itself
        grid.header, grid.goes_on = before.header, True
        first = 0
    elif is_header and count >= _ROWS:
        grid.header, first = header, 1
    else:
        return False
    body = [[rows.text(row, column) for column in range(width)] for row in range(first, count)]
    cells = [cell for row in body for cell in row if cell]
    # A form has names of cells in its rows too.
    labels = sum(sum(bool(_LABEL.fullmatch(without_space(cell))) for cell in row) >= 2 for row in body)
    steady = sum(
        sum(bool(row[column]) for row in body) >= (0.6 if before is None else 0.5) * len(body)
        for column in range(width)
    )
    # Columns of a newspaper are prose one and all.
    told = sum(_is_prose([row[column] for row in body if row[column]]) for column in range(width))
    return (
        steady >= _COLUMNS
        and told <= 0.7 * width
        and labels <= 0.2 * len(body)
        and sum(bool(_PROSE_END.search(cell)) for cell in cells) <= 0.25 * len(cells)
        and sum(bool(_LEADERS.search(cell)) for cell in cells) <= 0.1 * len(cells)
        and median(map(len, cells)) <= 24
        and max(map(len, cells)) <= 4 * _LONGEST_CELL
    )


def _is_prose(cells: Sequence[str]) -> bool:
    long = sum(len(han) >= 6 and len(han) >= 0.75 * len(cell) for cell in cells for han in [_HAN.findall(cell)])
    return long >= 0.6 * len(cells) > 0


def _names(cell: str) -> bool:
    return 0 < len(cell) <= _LONGEST_HEADER and bool(_LABEL.match(cell) or roles_of_header(cell))
