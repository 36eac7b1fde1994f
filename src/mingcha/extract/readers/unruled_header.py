"""Whether rows of an unruled table are a list: its first row names columns, and what follows is no form and no prose."""

from __future__ import annotations

import re
from collections.abc import Sequence
from statistics import median

from mingcha.extract.readers.unruled_lines import COLUMNS, HAN
from mingcha.extract.readers.unruled_rows import Cells
from mingcha.standards.privacy_words import roles_of_header
from mingcha.text.width import without_space

ROWS = 3
_LEADERS = re.compile(r"[.．·…‥。-]{4,}|…")
_PROSE_END = re.compile("[，。；！？、：,;]$")
_PROSE = re.compile("[，。；！？、#]|^第.{1,4}[条章]")
# What heads a column and names nothing of a person.
_LABEL = re.compile(
    r"^(序号|编号|备注|说明|单位|部门|年龄|性别|民族|学历|职务|岗位|人数|户数|时间|日期|班级|类别|类型|等级|[^\d]{0,8}"
    r"(名称|姓名|金额|面积|数量|标准|代码|编码|日期|时间|单位|人数|年份|情况|类别|类型|等级|号码|地址|结果|电话|账号|号|元）))"
)
_LONGEST_HEADER, _LONGEST_CELL = 16, 60


def header_of(rows: Cells, *, before: tuple[str, ...] | None) -> tuple[str, ...] | None:
    """The header of a list; `before` is that of the page before when the list may go on from there. None: no list."""
    count, width = len(rows.cells), len(rows.cells[0])
    header = tuple(without_space(rows.text(0, column)) for column in range(width))
    named = [bool(names_column(cell)) for cell in header]
    is_header = (
        sum(map(bool, header)) >= max(COLUMNS, 0.7 * width)
        and sum(named) >= max(2, 0.6 * sum(map(bool, header)))
        and all(len(cell) <= _LONGEST_HEADER and not _PROSE.search(cell) for cell in header)
        and sum(sign.isdigit() for cell in header for sign in cell) <= 4
    )
    if before is not None:
        if is_header:
            return None  # not the same list, or its header is said again: read it by itself
        header, first = before, 0
    elif is_header and count >= ROWS:
        first = 1
    else:
        return None
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
    is_list = (
        cells
        and steady >= COLUMNS
        and told <= 0.7 * width
        and labels <= 0.2 * len(body)
        and sum(bool(_PROSE_END.search(cell)) for cell in cells) <= 0.25 * len(cells)
        and sum(bool(_LEADERS.search(cell)) for cell in cells) <= 0.1 * len(cells)
        and median(map(len, cells)) <= 24
        and max(map(len, cells)) <= 4 * _LONGEST_CELL
    )
    return header if is_list else None


def _is_prose(cells: Sequence[str]) -> bool:
    long = sum(len(han) >= 6 and len(han) >= 0.75 * len(cell) for cell in cells for han in [HAN.findall(cell)])
    return long >= 0.6 * len(cells) > 0


def names_column(cell: str) -> bool:
    return 0 < len(cell) <= _LONGEST_HEADER and bool(_LABEL.match(cell) or roles_of_header(cell))
