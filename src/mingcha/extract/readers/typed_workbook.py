"""A workbook opened by calamine to sheets of plain typed cells. Only ever run in a child process; see spreadsheet.py."""

from __future__ import annotations

from datetime import time, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

from mingcha.extract.readers.packed_workbook import broken_formulas, inspected
from mingcha.extract.readers.signatures import SAVE_AS
from mingcha.model.ledger import Cell, FileFault, Sheet


def sheets(path: Path, unpacked: int, cells: int) -> tuple[Sheet, ...]:
    """Every sheet, hidden ones too, with its rows from the first line on and places of formulas without a value.

    `unpacked` bytes and `cells` a sheet are the most that is read. Raises FileFault.
    """
    broken: dict[str, list[tuple[int, int]]] = {}
    content = BytesIO(path.read_bytes())
    if content.read(2) == b"PK":
        broken = broken_formulas(inspected(content, limit=unpacked))
    content.seek(0)
    import python_calamine as calamine  # after the limit is set, and not where a file is refused before

    try:
        # Not from the path: calamine would believe the file's name, and half of all .xls are not.
        workbook = calamine.CalamineWorkbook.from_filelike(content)
    except calamine.PasswordError:
        raise FileFault("文件设有打开密码，无法读取。请在 WPS 或 Excel 中取消密码后保存，再上传。") from None
    except Exception as error:  # calamine raises a dozen kinds, all meaning that it cannot be read
        raise FileFault(f"文件已损坏或不完整，可能没有传完。{SAVE_AS}。") from error
    found = []
    for entry in workbook.sheets_metadata:
        if entry.typ != calamine.SheetTypeEnum.WorkSheet:
            continue
        try:
            sheet = workbook.get_sheet_by_name(entry.name)
        except Exception as error:
            raise FileFault(f"工作表“{entry.name}”已损坏，无法读取。{SAVE_AS}。") from error
        if sheet.total_height * sheet.total_width > cells:
            raise FileFault(
                f"工作表“{entry.name}”的范围达到 {sheet.total_height} 行 × {sheet.total_width} 列，"
                "可能是表格以外很远的地方还有内容。请删去后再上传。"
            )
        rows = sheet.to_python(skip_empty_area=False)
        fill_merged(rows, sheet.merged_cell_ranges or [])
        while rows and not any(cell != "" for cell in rows[-1]):
            rows.pop()
        plain = tuple(tuple(map(_plain, row)) for row in rows)
        found.append(Sheet(name=entry.name, rows=plain, broken=frozenset(broken.get(entry.name, []))))
    if not found:
        raise FileFault(f"文件里没有可以读取的工作表。{SAVE_AS}。")
    return tuple(found)


def fill_merged(rows: list[list[Any]], ranges: list[tuple[tuple[int, int], tuple[int, int]]]) -> None:
    """Give every cell of a merged range the value of its first cell."""
    for (top, left), (bottom, right) in ranges:
        if top >= len(rows) or left >= len(rows[top]):
            continue
        value = rows[top][left]
        if value == "":
            continue
        for row in rows[top : bottom + 1]:
            row[left : right + 1] = [value] * (min(right + 1, len(row)) - left)


def _plain(value: Any) -> Cell:
    """Times of day and spans of time are told as text; a ledger knows no others than days."""
    return str(value) if isinstance(value, time | timedelta) else value
