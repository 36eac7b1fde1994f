"""An xlsx workbook masked: formats, widths and values stay, whatever is hidden goes.

Formulas become their values, since a formula could compute the number again. What openpyxl would lose on the way
(charts, pictures, macros, embedded files) is a reason to refuse, not to lose it.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from typing import Any

import openpyxl
from openpyxl.packaging.core import DocumentProperties

from mingcha.model.document import BREAK_IN_CELL, Document
from mingcha.model.masking import Made, NotMasked, Replacement, replaced

WOULD_BE_LOST = {
    "xl/charts/": "图表",
    "xl/media/": "图片",
    "xl/embeddings/": "嵌入对象",
    "xl/vbaProject": "宏",
    "xl/pivotCache/": "数据透视表",
    "xl/activeX/": "控件",
}
AS_TEXT = "@"


def masked_workbook(data: bytes, document: Document, replacements: Sequence[Replacement]) -> Made:
    """The masked file, and in Chinese what was taken out. Raises NotMasked."""
    names = zipfile.ZipFile(io.BytesIO(data)).namelist()
    lost = [told for part, told in WOULD_BE_LOST.items() if any(name.startswith(part) for name in names)]
    if lost:
        raise NotMasked(f"文件含有{'、'.join(lost)}，遮盖后会丢失或仍藏有信息，没有处理。请在 Excel 中删去后再遮盖。")
    book: Any = openpyxl.load_workbook(io.BytesIO(data), data_only=True)
    _mask_cells(book, document, replacements)
    taken = _take_out_hidden(book)
    out = io.BytesIO()
    book.save(out)
    return Made(out.getvalue(), tuple(taken))


def _mask_cells(book: Any, document: Document, replacements: Sequence[Replacement]) -> None:
    rows: set[tuple[int, int]] = set()
    tables = {id(table): table for table in document.tables}
    for one in replacements:
        table = document.table_at(one.start)
        if table is not None and table.is_sheet and table.name in book.sheetnames:
            rows |= {(id(table), row) for row in range(table.row_of(one.start), table.row_of(one.end - 1) + 1)}
    for key, row in sorted(rows, key=lambda pair: (tables[pair[0]].start, pair[1])):
        table = tables[key]
        sheet, offset = book[table.name], table.row_starts[row]
        line = [
            one for one in replacements if one.end > offset and one.start < offset + len(_line(document, table, row))
        ]
        for index, cell in enumerate(document.row(table, row)):
            text = replaced(cell, offset, line)
            if text != cell:
                target = sheet.cell(table.row_numbers[row], table.first_column + index)
                target.value, target.number_format = text.replace(BREAK_IN_CELL, "\n"), AS_TEXT
                target.hyperlink = None
            offset += len(cell) + 1


def _line(document: Document, table: Any, row: int) -> str:
    return "\t".join(document.row(table, row)) + "\n"


def _take_out_hidden(book: Any) -> list[str]:
    taken = []
    visible = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
    for sheet in list(book.worksheets):
        if sheet.sheet_state != "visible" and visible:
            taken.append(f"隐藏工作表“{sheet.title}”")
            del book[sheet.title]
    for sheet in book.worksheets:
        comments = _empty_hidden(sheet)
        taken += comments
        sheet.data_validations.dataValidation = []
        for part in ("oddHeader", "oddFooter", "evenHeader", "evenFooter", "firstHeader", "firstFooter"):
            for side in ("left", "center", "right"):
                getattr(getattr(sheet, part), side).text = None
    for name in list(book.defined_names):
        del book.defined_names[name]
    book._external_links = []
    book.properties = DocumentProperties(creator="")
    for name in list(book.custom_doc_props.names):
        del book.custom_doc_props[name]
    return [*taken, "文档属性、定义的名称、外部链接、数据有效性、页眉页脚"]


def _empty_hidden(sheet: Any) -> list[str]:
    """Comments go; cells in hidden rows and columns are emptied and stay hidden."""
    taken = []
    columns = {
        number
        for dimension in sheet.column_dimensions.values()
        if dimension.hidden or dimension.width == 0
        for number in range(dimension.min or 0, (dimension.max or 0) + 1)
    }
    rows = {number for number, dimension in sheet.row_dimensions.items() if dimension.hidden or dimension.height == 0}
    comments = emptied = 0
    for row in sheet.iter_rows():
        for cell in row:
            if getattr(cell, "comment", None) is not None:
                cell.comment, comments = None, comments + 1
            if cell.value is not None and (cell.column in columns or cell.row in rows):
                if type(cell).__name__ != "MergedCell":
                    cell.value = None
                emptied += 1
    if comments:
        taken.append(f"“{sheet.title}”的 {comments} 条批注")
    if emptied:
        taken.append(f"“{sheet.title}”隐藏行列中的 {emptied} 个单元格")
    return taken
