"""Columns of rates in tables: rows that do not follow from the two columns from which all others follow."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from mingcha.examine.declaration import found
from mingcha.examine.wording.grids import Grid
from mingcha.model.finding import Evidence

# A column of rates is believed when so many rows follow from it, and so large a share.
ROWS, SHARE = 4, 0.75
_RATE_HEADER = re.compile("率|占比|比例|比重|百分比|[%％]")
_NOT_OF_TWO = re.compile("增长|增速|增幅|同比|环比|税率|利率|费率|汇率|增减|排名|比上|较上")


def wrong_rates(grid: Grid) -> Iterator[Evidence]:
    """Rows of a column of rates that do not follow from the two columns from which all others follow."""
    for column, header in enumerate(grid.headers):
        if not _RATE_HEADER.search(header) or _NOT_OF_TWO.search(header):
            continue
        rates = grid.column(column)
        if len(rates) < ROWS + 1:
            continue
        best: tuple[int, list[int], int, int] | None = None
        for part, whole in ((a, b) for a in range(column) for b in range(column) if a != b):
            right, wrong = _follow(grid, rates, column, part, whole)
            if right >= ROWS and (best is None or right > best[0]):
                best = right, wrong, part, whole
        if best is None or best[0] < SHARE * (best[0] + len(best[1])):
            continue
        _, wrong, part, whole = best
        for row in wrong[:3]:
            a, b = grid.cells[row][part], grid.cells[row][whole]
            assert a.value is not None and b.value is not None
            name = grid.name_of(row)
            cell = grid.cells[row][column]
            quote = f"{name}：{grid.headers[part]}{a.text}，{grid.headers[whole]}{b.text}，{header}{cell.text}"
            yield found(cell.start, cell.end, quote=quote, note=f"按所列数字计算应为{100 * a.value / b.value:.2f}%。")


def _follow(grid: Grid, rates: Sequence[int], column: int, part: int, whole: int) -> tuple[int, list[int]]:
    """In how many rows the rate follows from the two columns, and the rows in which it does not."""
    right, wrong = 0, []
    is_share = all(
        (grid.cells[row][column].value or 0) <= 1.5 and "%" not in grid.cells[row][column].text for row in rates
    )
    for row in rates:
        cells = grid.cells[row]
        a, b, rate = cells[part].value, cells[whole].value, cells[column].value
        if a is None or b is None or rate is None or b <= 0 or "%" in cells[part].text:
            continue
        scale = 100 if is_share else 1
        if abs(100 * a / b - scale * rate) <= 1.05 * scale * 10.0 ** -cells[column].places:
            right += 1
        else:
            wrong.append(row)
    return right, wrong
