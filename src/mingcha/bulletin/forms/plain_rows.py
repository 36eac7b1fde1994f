"""The quick way for long lists: a row of values is written as one piece of XML instead of cell by cell.

openpyxl spends some 15 microseconds on every cell of a streamed sheet, and a ledger has half a million of them.
Values always end up as text, numbers or dates here: this way knows no formulas.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from html import escape
from typing import Any

from openpyxl.utils import get_column_letter
from openpyxl.utils.datetime import to_excel
from openpyxl.xml.constants import SHEET_MAIN_NS
from openpyxl.xml.functions import fromstring

Value = str | int | float | Decimal | date | None


class PlainRow(tuple[tuple[Value, int], ...]):
    """Values, their texts printable, each with the number of its cell format."""

    __slots__ = ()


def take_plain_rows(sheet: Any) -> None:
    """Teach a write-only sheet, before its first row and after its columns are set up, to take a PlainRow."""
    sheet._get_writer()
    writer, cell_by_cell, to_cells = sheet._writer, sheet._writer.write_row, sheet._values_to_row

    def values_to_row(values: Sequence[Any], number: int) -> Iterable[Any]:
        return values if isinstance(values, PlainRow) else to_cells(values, number)

    def write_row(target: Any, row: Iterable[Any], number: int) -> None:
        if isinstance(row, PlainRow):
            target.write(_element(row, number))
        else:
            cell_by_cell(target, row, number)

    sheet._values_to_row, writer.write_row = values_to_row, write_row


def _element(row: PlainRow, number: int) -> Any:
    cells = "".join(
        _cell(value, f"{get_column_letter(column)}{number}", style)
        for column, (value, style) in enumerate(row, start=1)
    )
    return fromstring(f'<row xmlns="{SHEET_MAIN_NS}" r="{number}">{cells}</row>')


def _cell(value: Value, place: str, style: int) -> str:
    start = f'<c r="{place}" s="{style}"'
    if value is None or value == "":
        return f"{start}/>"
    if isinstance(value, str):
        # A carriage return must be written as a reference, or a reader makes a line feed of it.
        text = escape(value, quote=False).replace("\r", "&#13;")
        return f'{start} t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'
    if isinstance(value, bool):
        return f'{start} t="b"><v>{int(value)}</v></c>'
    if isinstance(value, date):
        return f"{start}><v>{_serial(value)}</v></c>"
    return f"{start}><v>{value}</v></c>"


def _serial(value: date) -> int | float:
    """A day as Excel counts it; the library's own is not typed."""
    serial: int | float = to_excel(value)  # type: ignore[no-untyped-call]
    return serial
