"""A ledger of posts understood row by row: what can be taken, and what cannot and why."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from enum import StrEnum
from functools import partial
from typing import TypeVar

from mingcha.collect import ledger_cells as cells
from mingcha.collect.ledger_cells import Judge, Unfit
from mingcha.collect.ledger_header import Header, find_header, required, words
from mingcha.collect.ledger_lines import Line
from mingcha.collect.table_rows import rows_of, told
from mingcha.model.ledger import Cell, Field, FileFault, LedgerReading, LedgerRow, RowFault, Sheet
from mingcha.text.canonical_url import NotAnAddress
from mingcha.text.dates import NotADate
from mingcha.text.unit_names import UnitNames, UnknownUnit

Value = TypeVar("Value")

_NO_RESULT = "是公式，但文件里没有算出的结果。请用 WPS 或 Excel 打开后保存一次，或直接填写内容"


def understand(
    sheets: Sequence[Sheet], *, names: UnitNames, today: date, only_unit: str | None = None
) -> LedgerReading:
    """All sheets that have a ledger's header, row by row; the others are told in `skipped`.

    `only_unit` is the code of the one unit whose posts may come; a sheet then needs no 责任单位 column. Raises
    FileFault when no sheet has a header.
    """
    judge = Judge(names, today, only_unit)
    rows: list[LedgerRow] = []
    faults: list[RowFault] = []
    skipped: list[str] = []
    unread: list[str] = []
    for sheet in sheets:
        header = find_header(sheet)
        if header is None or _missing(header, judge):
            unread.append(_why_unread(sheet, header, judge))
            # Half a header is more likely a ledger with a slip than another table: passing over it would lose posts.
            if header is not None and len(header.columns) > 1 and Field.TITLE in header.columns:
                message = f"表头缺少{_quoted(_missing(header, judge))}，请补上后重新上传"
                faults.append(RowFault(sheet.name, sheet.first_line + header.row, None, message))
            else:
                skipped.append(f"{unread[-1]}，未读取")
            continue
        passed: dict[Line, list[int]] = {}
        for line, row in rows_of(sheet, header, words(), passed, day=Field.PUBLISHED, title=Field.TITLE, url=Field.URL):
            outcome = _understood(row, line, sheet, header.columns, judge)
            if isinstance(outcome, LedgerRow):
                rows.append(outcome)
            else:
                faults.extend(outcome)
        if passed:
            skipped.append(told(sheet, passed))
    if len(unread) == len(sheets):
        raise FileFault(
            f"没有找到台账的表头。台账应有{_quoted(required())}等列，而{'；'.join(unread)}。"
            "请确认选对了文件，或下载模板，把内容填入模板后再上传。"
        )
    return LedgerReading(tuple(rows), tuple(faults), tuple(skipped))


def _missing(header: Header, judge: Judge) -> tuple[Field, ...]:
    return tuple(field for field in header.missing if field is not Field.UNIT or not judge.only_unit)


def _why_unread(sheet: Sheet, header: Header | None, judge: Judge) -> str:
    if not sheet.rows:
        return f"工作表“{sheet.name}”是空的"
    if header is None:
        return f"工作表“{sheet.name}”没有认得的列名"
    found = tuple(field for field in Field if field in header.columns)
    return f"工作表“{sheet.name}”只认出{_quoted(found)}，缺少{_quoted(_missing(header, judge))}"


def _understood(
    row: Sequence[Cell], line: int, sheet: Sheet, columns: Mapping[Field, int], judge: Judge
) -> LedgerRow | list[RowFault]:
    faults: list[RowFault] = []

    def read(field: Field, reader: Callable[[Cell], Value]) -> Value | None:
        column = columns.get(field)
        if column is not None and sheet.broken and (line, column + 1) in sheet.broken:
            faults.append(RowFault(sheet.name, line, field, _NO_RESULT))
            return None
        try:
            return reader("" if column is None else row[column])
        except (Unfit, NotADate, NotAnAddress, UnknownUnit) as reason:
            faults.append(RowFault(sheet.name, line, field, str(reason)))
            return None

    published = read(Field.PUBLISHED, judge.published)
    unit = read(Field.UNIT, partial(judge.unit, published=published, column=Field.UNIT in columns))
    column = read(Field.COLUMN, cells.column)
    title = read(Field.TITLE, cells.title)
    url = read(Field.URL, cells.url)
    if faults or published is None or unit is None or column is None or title is None or url is None:
        return sorted(faults, key=lambda fault: _ORDER.index(fault.field))
    return LedgerRow(sheet.name, line, unit, column, title, url, published)


_ORDER: list[StrEnum | None] = [*Field]


def _quoted(fields: Sequence[Field]) -> str:
    return "、".join(f"“{field.value}”" for field in fields)
