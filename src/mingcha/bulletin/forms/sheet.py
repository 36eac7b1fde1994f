"""Excel workbooks written row by row: what a person typed stays text and can never become a formula.

The only place of the house that writes xlsx. Rows are streamed, so an export of 100,000 rows needs little memory.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime
from io import BytesIO
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.cell_range import CellRange
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.writer.excel import ExcelWriter

from mingcha.bulletin.forms.dated_zip import DatedZip
from mingcha.bulletin.forms.pen import Pen
from mingcha.bulletin.forms.plain_rows import take_plain_rows
from mingcha.bulletin.forms.sheet_plan import Cell, Formula, Line, Link, SheetPlan, printable, safe_text

__all__ = ["Cell", "Formula", "Line", "Link", "SheetPlan", "printable", "safe_text", "workbook_bytes"]

A4 = 9  # the number Excel knows the paper by
LONGEST_NAME = 31  # characters a sheet name can hold
LONGEST_CHOICES = 255  # characters Excel takes for a drop-down written out in full
NOT_IN_A_NAME = re.compile(r"[\[\]:*?/\\]")


def workbook_bytes(sheets: Sequence[SheetPlan], *, dated: date | None = None) -> bytes:
    """The sheets as an xlsx file. The same sheets and date give the same bytes."""
    for plan in sheets:
        _check_choices(plan)
    book: Any = Workbook(write_only=True)
    stamp = datetime.combine(dated, datetime.min.time()) if dated else DatedZip.EARLIEST
    book._fonts[0] = Font(name="宋体", size=11)  # what cells without a look of their own are set in
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
    take_plain_rows(sheet)
    pen = Pen(sheet, plan)
    for row, text in enumerate(above, start=1):
        look = "title" if text is plan.title else "subtitle" if text is plan.subtitle else "label"
        sheet.append([pen.cell(text, look)])
        _merge(sheet, row, columns)
    sheet.append([pen.cell(text, "header") for text in plan.header])
    last = header_row
    for line in plan.rows:
        sheet.append(pen.row(line))
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
