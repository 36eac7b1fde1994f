"""Excel workbooks written row by row: what a person typed stays text and can never become a formula.

The only place of the house that writes xlsx. Rows are streamed, so an export of 100,000 rows needs little memory.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from copy import copy
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.cell_range import CellRange
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.writer.excel import ExcelWriter

from mingcha.bulletin.forms.dated_zip import DatedZip

A4 = 9  # the number Excel knows the paper by
LONGEST_TEXT = 32_767  # characters a cell can hold
LONGEST_NAME = 31  # characters a sheet name can hold
LONGEST_CHOICES = 255  # characters Excel takes for a drop-down written out in full

# Excel refuses a file that holds one of these; the last two are no characters at all.
UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
LOOKS = {  # font, size in points, bold
    "label": ("黑体", 16, False),
    "title": ("方正小标宋简体", 22, False),
    "subtitle": ("楷体_GB2312", 14, False),
    "header": ("黑体", 12, False),
    "body": ("宋体", 11, False),
    "note": ("楷体_GB2312", 11, False),
}
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")
NOT_IN_A_NAME = re.compile(r"[\[\]:*?/\\]")


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula that this house wrote itself, without its equals sign. Never build one from people's text."""

    text: str


@dataclass(frozen=True, slots=True)
class Link:
    """Text that leads to another place of the same workbook, such as `'信息'!A5:H20`."""

    text: str
    place: str


Cell = str | int | float | Decimal | date | datetime | Formula | Link | None


@dataclass(frozen=True, slots=True)
class Line:
    """A row that stands out: `bold` for what must be noticed, `marked` (yellow) for what must be corrected."""

    cells: Sequence[Cell]
    bold: bool = False
    marked: bool = False


@dataclass(frozen=True, slots=True)
class SheetPlan:
    """One sheet: lines above the header, the header, the rows, lines below.

    `label` stands left above the `title`, `subtitle` beneath it, `notes` at the foot; all are optional.
    `widths` are in characters of the body font, one per column (12 where missing).
    `formats` gives a column (0-based) its Excel number format, such as "0.00".
    `choices` gives a column a drop-down list of permitted values, for templates that people fill in: the values, or
    where they stand, such as `'单位名单'!$A$2:$A$57`, when they are too many for a list written out.
    `bordered` rules every cell, as a printed table is; a plain list is left without rules.
    """

    name: str
    header: Sequence[str]
    rows: Iterable[Sequence[Cell] | Line]
    label: str = ""
    title: str = ""
    subtitle: str = ""
    notes: Sequence[str] = ()
    widths: Sequence[float] = ()
    formats: Mapping[int, str] = field(default_factory=dict)
    choices: Mapping[int, Sequence[str] | str] = field(default_factory=dict)
    centred: bool = False
    bordered: bool = False
    landscape: bool = False


def printable(value: str) -> str:
    """The text without characters that a spreadsheet cannot hold, cut to what a cell can."""
    return UNPRINTABLE.sub("", value)[:LONGEST_TEXT]


def safe_text(value: str) -> str:
    """Text for places that take nothing but a string (CSV, another writer): guarded by an apostrophe
    when a spreadsheet could read it as a formula. `workbook_bytes` needs no guard and keeps the text as it is."""
    text = printable(value)
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text


def workbook_bytes(sheets: Sequence[SheetPlan], *, dated: date | None = None) -> bytes:
    """The sheets as an xlsx file. The same sheets and date give the same bytes."""
    for plan in sheets:
        _check_choices(plan)
    book: Any = Workbook(write_only=True)
    stamp = datetime.combine(dated, datetime.min.time()) if dated else DatedZip.EARLIEST
    book._fonts[0] = Font(name="宋体", size=11)  # what bare cells are set in
    book.properties.creator = "明察"
    book.properties.created = book.properties.modified = stamp
    names: set[str] = set()
    for plan in sheets:
        _write_sheet(book, plan, name=_free_name(plan.name, names))
    out = BytesIO()
    with DatedZip(out, stamp=stamp) as archive:
        ExcelWriter(book, archive).write_data()
    return out.getvalue()


def _free_name(wanted: str, taken: set[str]) -> str:
    """A sheet name that Excel accepts and that no other sheet of the book bears."""
    base = NOT_IN_A_NAME.sub("_", printable(wanted)).strip("'")[:LONGEST_NAME] or "表"
    name, number = base, 2
    while name.casefold() in taken:
        suffix = f"({number})"
        name, number = base[: LONGEST_NAME - len(suffix)] + suffix, number + 1
    taken.add(name.casefold())
    return name


def _write_sheet(book: Any, plan: SheetPlan, *, name: str) -> None:
    sheet = book.create_sheet(name)
    above = [text for text in (plan.label, plan.title, plan.subtitle) if text]
    columns = max(len(plan.header), 1)
    header_row = len(above) + 1
    sheet.page_setup.paperSize = A4
    sheet.page_setup.orientation = "landscape" if plan.landscape else "portrait"
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.merged_cells = []  # a list keeps its order, where the set of openpyxl would write another file each time
    sheet.print_options.horizontalCentered = True
    sheet.oddFooter.center.text = "— &P —"
    sheet.print_title_rows = f"{header_row}:{header_row}"
    sheet.freeze_panes = f"A{header_row + 1}"
    for index in range(columns):
        width = plan.widths[index] if index < len(plan.widths) else 12
        sheet.column_dimensions[get_column_letter(index + 1)].width = width
    pen = _Pen(sheet, plan)
    for row, text in enumerate(above, start=1):
        look = "title" if text is plan.title else "subtitle" if text is plan.subtitle else "label"
        sheet.append([pen.cell(text, look)])
        _merge(sheet, row, columns)
    sheet.append([pen.cell(text, "header") for text in plan.header])
    last = header_row
    for line in plan.rows:
        sheet.append(list(pen.row(line)))
        last += 1
    _offer_choices(sheet, plan, header_row=header_row, last=last)
    for row, text in enumerate(plan.notes, start=last + 1):
        sheet.append([pen.cell(text, "note")])
        _merge(sheet, row, columns)
    sheet.close()


def _merge(sheet: Any, row: int, columns: int) -> None:
    if columns > 1:
        sheet.merged_cells.append(CellRange(min_col=1, min_row=row, max_col=columns, max_row=row))


def _listed(choices: Sequence[str]) -> str:
    return ",".join(printable(choice).replace(",", "，").replace('"', "”") for choice in choices)


def _check_choices(plan: SheetPlan) -> None:
    """Before anything is written: a workbook that was begun cannot be dropped half-way."""
    for index, choices in plan.choices.items():
        length = 0 if isinstance(choices, str) else len(_listed(choices))
        if length > LONGEST_CHOICES:
            header = plan.header[index]
            raise ValueError(f"“{header}”的下拉选项共 {length} 字，超过 Excel 的 {LONGEST_CHOICES} 字限制")


def _offer_choices(sheet: Any, plan: SheetPlan, *, header_row: int, last: int) -> None:
    """Drop-down lists on the rows at hand and on a thousand more, which people will fill."""
    for index, choices in plan.choices.items():
        letter = get_column_letter(index + 1)
        if isinstance(choices, str):
            _offer(sheet, choices, f"{letter}{header_row + 1}:{letter}{last + 1000}")
            continue
        _offer(sheet, f'"{_listed(choices)}"', f"{letter}{header_row + 1}:{letter}{last + 1000}")


def _offer(sheet: Any, choices: str, place: str) -> None:
    rule = DataValidation(type="list", formula1=choices, allow_blank=True, showErrorMessage=True)
    rule.errorTitle, rule.error = "不在选项之内", "请从下拉选项中选择"
    rule.add(place)
    sheet.data_validations.append(rule)


class _Pen:
    """Makes the styled cells of one sheet. A look is built once and shared: building it per cell costs tenfold."""

    def __init__(self, sheet: Any, plan: SheetPlan) -> None:
        self.sheet = sheet
        self.plan = plan
        self.looks: dict[tuple[str, int, bool, bool], Any] = {}
        # Cells of a plain list need no style of their own and are handed over as bare values.
        self.plain = not (plan.bordered or plan.centred)

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

    def row(self, line: Sequence[Cell] | Line) -> Iterator[Any]:
        bold, marked = (line.bold, line.marked) if isinstance(line, Line) else (False, False)
        cells = line.cells if isinstance(line, Line) else line
        for column, value in enumerate(cells):
            if self.plain and not bold and not marked and column not in self.plan.formats and _is_bare(value):
                yield value
            else:
                yield self.cell(value, "body", column=column, bold=bold, marked=marked)

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


def _is_bare(value: Cell) -> bool:
    """Whether the value may be written without a cell of its own: a number, or text nobody could mistake."""
    if isinstance(value, str):
        return not value.startswith((*FORMULA_STARTS, "#")) and UNPRINTABLE.search(value) is None
    return value is None or isinstance(value, int | float | Decimal)
