"""Makes the cells of one sheet in the looks its plan asks for."""

from __future__ import annotations

from collections.abc import Sequence
from copy import copy
from datetime import date, datetime
from typing import Any

from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.worksheet.hyperlink import Hyperlink

from mingcha.bulletin.forms.plain_rows import PlainRow
from mingcha.bulletin.forms.sheet_plan import FORMULA_STARTS, Cell, Formula, Line, Link, SheetPlan, printable

LOOKS = {  # font, size in points, bold
    "label": ("黑体", 16, False),
    "title": ("方正小标宋简体", 22, False),
    "subtitle": ("楷体_GB2312", 14, False),
    "header": ("黑体", 12, False),
    "body": ("宋体", 11, False),
    "note": ("楷体_GB2312", 11, False),
}


class Pen:
    """A look is built once and shared: building it for every cell costs tenfold."""

    def __init__(self, sheet: Any, plan: SheetPlan) -> None:
        self.sheet = sheet
        self.plan = plan
        self.looks: dict[tuple[str, int, bool, bool], Any] = {}
        self.numbers: dict[tuple[int, str], int] = {}
        # A plain list is not ruled like a printed table, nor set in the middle.
        self.plain = not (plan.bordered or plan.centred)

    def row(self, line: Sequence[Cell] | Line) -> Sequence[Any]:
        cells = line.cells if isinstance(line, Line) else line
        bold, marked = (line.bold, line.marked) if isinstance(line, Line) else (False, False)
        if bold or marked or any(isinstance(value, Formula | Link) for value in cells):
            return [self.cell(one, "body", column=n, bold=bold, marked=marked) for n, one in enumerate(cells)]
        return PlainRow(self._plain(value, column) for column, value in enumerate(cells))

    def cell(self, value: Cell, look: str, *, column: int = 0, bold: bool = False, marked: bool = False) -> Any:
        cell: Any = WriteOnlyCell(self.sheet)
        if isinstance(value, Formula):
            cell.value = f"={value.text}"
        elif isinstance(value, Link):
            cell.value = printable(value.text)
            cell.hyperlink = Hyperlink(ref="A1", location=value.place)
        else:
            cell.value = printable(value) if isinstance(value, str) else value
        cell._style = copy(self._look(look, column, bold, marked))
        if isinstance(value, date) and column not in self.plan.formats:
            cell.number_format = "yyyy-mm-dd hh:mm" if isinstance(value, datetime) else "yyyy-mm-dd"
        if isinstance(value, str | Link):
            # Whatever it looks like (=1+1, #REF!), it is text; the prefix keeps it so when somebody edits the cell.
            cell.data_type = "s"
            cell.quotePrefix = cell.value.startswith(FORMULA_STARTS)
        return cell

    def _plain(self, value: Any, column: int) -> tuple[Any, int]:
        """The value and the number of its cell format; one cell per column and kind of value is built to learn it."""
        kind = "text"
        if isinstance(value, str):
            value = printable(value)
            kind = "guarded" if value.startswith(FORMULA_STARTS) else "text"
        elif isinstance(value, date):
            kind = "moment" if isinstance(value, datetime) else "day"
        number = self.numbers.get((column, kind))
        if number is None:
            number = self.numbers[column, kind] = self.cell(value, "body", column=column).style_id
        return value, number

    def _look(self, look: str, column: int, bold: bool, marked: bool) -> Any:
        key = (look, column, bold, marked)
        if key not in self.looks:
            self.looks[key] = self._drawn(look, column, bold, marked)._style
        return self.looks[key]

    def _drawn(self, look: str, column: int, bold: bool, marked: bool) -> Any:
        cell = WriteOnlyCell(self.sheet)
        font, size, heavy = LOOKS[look]
        cell.font = Font(name=font, size=size, bold=heavy or bold)
        centred = look in ("title", "subtitle", "header") or (look == "body" and self.plan.centred)
        wrapped = look in ("title", "header", "note") or (look == "body" and not self.plain)
        cell.alignment = Alignment(
            horizontal="center" if centred else None, vertical="center", wrap_text=wrapped or None
        )
        if self.plan.bordered and look in ("header", "body"):
            line = Side(style="thin")
            cell.border = Border(left=line, right=line, top=line, bottom=line)
        if marked:
            cell.fill = PatternFill("solid", fgColor="FFF2CC")
        elif look == "header" and not self.plan.bordered:
            cell.fill = PatternFill("solid", fgColor="E8EEF7")
        if look == "body" and column in self.plan.formats:
            cell.number_format = self.plan.formats[column]
        return cell
