"""Totals in tables that their rows or columns do not add up to, where others of the table do."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from mingcha.examine.declaration import doubt, found
from mingcha.examine.wording.grids import Grid, is_total_header
from mingcha.model.finding import Evidence

_RATE_HEADER = re.compile(
    "率|比|%|单价|均|排名|名次|位次|序号|编号|标准|电话|代码|编码|年份|年度$|日期|时间|得分|分数|成绩|温度|指数|增幅|增速|增长|备注|面积比"
)
# Hierarchies: a cell that begins so names a part of the row above.
_NESTED = re.compile(
    "其中|[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十0-9]{1,3}[)）]|[0-9]{1,2}[.、．]|[0-9]{3,}|[①-⑳]|#"
)
_ROUNDED = re.compile("万|亿|四舍五入|千元")
_LEVELS = tuple(
    map(
        re.compile,
        (
            "[一二三四五六七八九十]{1,3}、",
            "[（(][一二三四五六七八九十]{1,3}[)）]",
            "[0-9]{1,2}[.、．]?",
            "[0-9]{3}$",
            "[0-9]{5}$",
            "[0-9]{7}$",
        ),
    )
)


def wrong_totals(grid: Grid) -> Iterator[Evidence]:
    """Rows of totals first, then columns of totals."""
    yield from _down(grid)
    yield from _across(grid)


def _down(grid: Grid) -> Iterator[Evidence]:
    """Rows of totals: some other column must add up before one that does not is believed wrong."""
    totals = [row for row in range(len(grid.cells)) if grid.is_total(row)]
    if not totals or len(totals) > 60:
        return
    for row in totals:
        columns = [
            index
            for index, cell in enumerate(grid.cells[row])
            if cell.value is not None and "%" not in cell.text and not _RATE_HEADER.search(grid.headers[index])
        ]
        best: tuple[int, list[int], list[int]] | None = None
        for parts in _candidates(grid, row, totals):
            judged = [
                column for column in columns if sum(grid.cells[one][column].value is not None for one in parts) >= 2
            ]
            wrong = [column for column in judged if not _adds_up(grid, row, column, parts)]
            right = sum(1 for column in judged if column not in wrong and grid.cells[row][column].value)
            if judged and (best is None or (right, -len(wrong)) > (best[0], -len(best[1]))):
                best = right, wrong, parts
        if best is None or not best[1]:
            continue
        right, wrong, parts = best
        if right >= max(1, len(wrong)) or (right == 0 and len(wrong) == 1 and _is_flat(grid, parts, wrong[0])):
            sure = right > 0 or len(parts) >= 3
            for column in wrong:
                cell = grid.cells[row][column]
                added = sum(grid.cells[one][column].value or 0 for one in parts)
                name = f"{grid.name_of(row)}“{grid.headers[column]}”{cell.text}"
                tell = found if sure else doubt
                yield tell(
                    cell.start,
                    cell.end,
                    quote=name,
                    note=f"各行相加为{_plain(added)}。",
                    confidence=1.0 if sure else 0.5,
                )


def _candidates(grid: Grid, row: int, totals: Sequence[int]) -> Iterator[list[int]]:
    """Which rows a total may add up: those above it, those below it, the subtotals, the top level."""
    above = [one for one in totals if one < row]
    below = [one for one in totals if one > row]
    if grid.is_subtotal(row):
        start, end = (above[-1] + 1 if above else 0), (below[0] if below else len(grid.cells))
        yield list(range(start, row))
        yield list(range(row + 1, end))
        return
    plain = [one for one in range(len(grid.cells)) if one not in totals]
    subtotals = [one for one in totals if grid.is_subtotal(one)]
    since = max([one for one in above if not grid.is_subtotal(one)], default=-1)
    until = min([one for one in below if not grid.is_subtotal(one)], default=len(grid.cells))
    for side in ([one for one in plain if since < one < row], [one for one in plain if row < one < until]):
        yield side
        first = [
            grid.cells[one][0].text or (grid.cells[one][1].text if len(grid.cells[one]) > 1 else "") for one in side
        ]
        for pattern in _LEVELS:
            level = [one for one, name in zip(side, first, strict=True) if pattern.match(name)]
            if 2 <= len(level) < len(side):
                yield level
        yield [one for one, name in zip(side, first, strict=True) if not _NESTED.match(name)]
    yield subtotals
    yield [one for one in totals if one != row and not grid.is_subtotal(one)]


def _adds_up(grid: Grid, row: int, column: int, parts: Sequence[int]) -> bool:
    total = grid.cells[row][column]
    cells = [grid.cells[one][column] for one in parts]
    places = min([total.places, *(cell.places for cell in cells if cell.value)], default=0)
    most = max([total.places, *(cell.places for cell in cells)], default=0)
    added = sum(cell.value or 0.0 for cell in cells)
    slack = (
        0.5 * 10.0**-places * (len(cells) + 1) if most or _ROUNDED.search(grid.caption + grid.headers[column]) else 0.0
    )
    return abs(added - (total.value or 0.0)) <= min(slack, 0.02 * abs(added) + 10.0**-most) + 1e-6


def _is_flat(grid: Grid, parts: Sequence[int], column: int) -> bool:
    """Whether the rows are a plain list with a number in each, so that nothing explains the difference."""
    if len(parts) < 2 or any(grid.cells[one][column].value is None for one in parts):
        return False
    if len([column for column in range(len(grid.headers)) if grid.headers[column]]) < 2:
        return False
    names = [grid.name_of(one) for one in parts]
    return not any(_NESTED.match(name) or "其中" in name or "节选" in grid.caption for name in names)


def _across(grid: Grid) -> Iterator[Evidence]:
    """Columns of totals: rows that do not add up among many that do."""
    for column, header in enumerate(grid.headers):
        if not is_total_header(header):
            continue
        rows = [row for row, cells in enumerate(grid.cells) if cells[column].value is not None]
        best: tuple[int, list[int], list[int]] | None = None
        for parts in _sides(grid, column):
            if len(parts) < 2:
                continue
            wrong = [row for row in rows if not _row_adds_up(grid, row, column, parts)]
            right = len(rows) - len(wrong)
            if best is None or right > best[0]:
                best = right, wrong, parts
        if best is None or best[0] < 3 or best[0] < 0.7 * len(rows):
            continue
        for row in best[1]:
            cell = grid.cells[row][column]
            added = sum(grid.cells[row][one].value or 0 for one in best[2])
            yield found(
                cell.start,
                cell.end,
                quote=f"{grid.name_of(row)}“{header}”{cell.text}",
                note=f"各列相加为{_plain(added)}。",
            )


def _sides(grid: Grid, column: int) -> Iterator[list[int]]:
    totals = [index for index, header in enumerate(grid.headers) if is_total_header(header)]
    numbers = [
        index
        for index in range(len(grid.headers))
        if index not in totals
        and not _RATE_HEADER.search(grid.headers[index])
        and any(cells[index].value is not None for cells in grid.cells)
    ]
    before = max([one for one in totals if one < column], default=-1)
    after = min([one for one in totals if one > column], default=len(grid.headers))
    yield [one for one in numbers if before < one < column]
    yield [one for one in numbers if column < one < after]
    yield numbers
    yield [one for one in totals if one != column]


def _row_adds_up(grid: Grid, row: int, column: int, parts: Sequence[int]) -> bool:
    cells = grid.cells[row]
    places = max([cells[column].places, *(cells[one].places for one in parts)])
    slack = 0.5 * 10.0**-places * (len(parts) + 1) if places or _ROUNDED.search(grid.caption) else 0.0
    return abs(sum(cells[one].value or 0.0 for one in parts) - (cells[column].value or 0.0)) <= slack + 1e-6


def _plain(value: float) -> str:
    return f"{value:.10g}"
