"""The three tables of a report as cells that span rows and columns, the way word processors and pages hold them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from mingcha.standards.annual_reports import Form, Format
from quality.annual_report.figures import Figures


@dataclass
class Cell:
    """Words over `down` rows and `across` columns."""

    words: str
    down: int = 1
    across: int = 1
    is_figure: bool = False


Grid = list[list[Cell]]
Write = Callable[[Decimal], str]
ITEMS = {"reg": "（一）", "lic": "（五）", "pun": "（六）", "fee": "（八）", "buy": "（九）"}
NOTE = "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"


def plain(value: Decimal) -> str:
    return f"{value:f}"


def grids(form: Format, figures: Figures, *, write: Write = plain, labels: dict[str, str] | None = None) -> list[Grid]:
    """Tables 2, 3 and 4. `labels` changes the words of labels."""
    said = labels or {}
    made = [
        _second(form.form("2"), figures, write),
        _third(form.form("3"), figures, write),
        _fourth(form.form("4"), figures, write),
    ]
    for grid in made:
        for row in grid:
            for cell in row:
                cell.words = said.get(cell.words, cell.words)
    return made


def _figure(figures: Figures, write: Write, key: tuple[str, str, str], across: int = 1) -> Cell:
    return Cell(write(figures[key]), across=across, is_figure=True)


def _second(form: Form, figures: Figures, write: Write) -> Grid:
    grid: Grid = []
    columns: tuple[str, ...] = ()
    for row in form.rows:
        of_row = form.columns_of(row)
        spans = {1: (3,), 2: (2, 1), 3: (1, 1, 1)}[len(of_row)]
        if row.id in ITEMS:
            grid.append([Cell(f"第二十条第{ITEMS[row.id]}项", across=4)])
            columns = ()
        if tuple(one.id for one in of_row) != columns:
            columns = tuple(one.id for one in of_row)
            heads = [Cell(one.label, across=n) for one, n in zip(of_row, spans, strict=True)]
            grid.append([Cell("信息内容"), *heads])
        values = [_figure(figures, write, ("2", row.id, one.id), n) for one, n in zip(of_row, spans, strict=True)]
        grid.append([Cell(row.label), *values])
    return grid


def _third(form: Form, figures: Figures, write: Write) -> Grid:
    names = {one.id: one.label for one in form.columns}
    grid: Grid = [
        [Cell(NOTE, down=3, across=3), Cell("申请人情况", across=7)],
        [Cell(names["C1"], down=2), Cell("法人或其他组织", across=5), Cell(names["C7"], down=2)],
        [Cell(names[code]) for code in ("C2", "C3", "C4", "C5", "C6")],
    ]
    results = [row for row in form.rows if row.id not in ("A", "B", "E")]
    group = ""
    for row in form.rows:
        line: list[Cell] = []
        if row.id in ("A", "B", "E"):
            line.append(Cell(row.label, across=3))
        else:
            if row is results[0]:
                line.append(Cell("三、本年度办理结果", down=len(results)))
            if row.group and row.group != group:
                line.append(Cell(_whole(form, row.group), down=sum(one.group == row.group for one in results)))
            line.append(Cell(row.label, across=1 if row.group else 2))
            group = row.group
        line += [_figure(figures, write, ("3", row.id, column.id)) for column in form.columns]
        grid.append(line)
    return grid


def _whole(form: Form, group: str) -> str:
    return next(one.label for one in form.groups if group in one.label)


def _fourth(form: Form, figures: Figures, write: Write) -> Grid:
    words = ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"]
    return [
        [Cell("行政复议", across=5), Cell("行政诉讼", across=10)],
        [*(Cell(word, down=2) for word in words), Cell("未经复议直接起诉", across=5), Cell("复议后起诉", across=5)],
        [Cell(word) for word in words * 2],
        [_figure(figures, write, ("4", "R4", column.id)) for column in form.columns],
    ]
