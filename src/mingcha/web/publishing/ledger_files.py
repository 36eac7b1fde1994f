"""Files handed to people who fill in ledgers: the empty template, and their own rows with what is wrong in them."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime
from pathlib import Path

from django.utils import timezone

from mingcha.bulletin.forms.sheet import Line, SheetPlan, workbook_bytes
from mingcha.collect.ledger_header import find_header
from mingcha.collect.ledger_lines import text_of
from mingcha.extract.readers import spreadsheet
from mingcha.model.ledger import Field, FileFault, RowFault, Sheet
from mingcha.web.publishing.looking import look_at, read
from mingcha.web.publishing.models import Import
from mingcha.web.publishing.refusals import Refused
from mingcha.web.units import queries as units

HEADER = tuple(field.value for field in Field)
WIDTHS = (24, 20, 60, 60, 14)
# Colouring each cell costs; a file with more wrong rows than this is wrong as a whole.
_COLOURED = 5000

# The first words of a line must be no column's name, or the sheet would look like a ledger itself.
_GUIDE = (
    ("A 列 责任单位", "必填", "从下拉名单中选，或写单位全称、简称；名单见“单位名单”工作表。", "县财政局"),
    ("B 列 栏目", "可空", "信息所在栏目的名称，不超过 120 字。", "通知公告"),
    ("C 列 标题", "必填", "与网页上的标题一致，不超过 300 字。", "关于开展专项检查的通知"),
    ("D 列 网址", "可空", "从浏览器地址栏复制，以 http:// 或 https:// 开头。填了网址，同一条信息不会重复计数。", ""),
    ("E 列 发布日期", "必填", "网页上的发布日期，写到日，不晚于当天。", "2024-1-9 或 2024年1月9日"),
    ("", "", "", ""),
    ("一行一条信息；合计行、空行和表下的说明不会被导入。", "", "", ""),
    ("没有网址的信息，按单位、标题、日期判断是否重复。", "", "", ""),
)


def template() -> bytes:
    """The ledger to fill in (xlsx): the columns with a list of units to choose from, a guide, and the list itself."""
    names = [unit.name for unit in units.units() if unit.active_to is None]
    choices = {0: f"'单位名单'!$A$2:$A${len(names) + 1}"} if names else {}
    return workbook_bytes(
        [
            SheetPlan("台账", HEADER, (), widths=WIDTHS, choices=choices),
            SheetPlan("填写说明", ("列", "是否必填", "怎样填写", "示例"), _GUIDE, widths=(20, 10, 70, 30)),
            SheetPlan("单位名单", ("可选的单位",), ((name,) for name in names), widths=(30,)),
        ]
    )


def marked_sheet(item: Import) -> bytes:
    """The wrong rows of an import as they stand in its file, each with its reasons (xlsx). Raises Refused.

    Corrected, the same file can be uploaded: the columns that were added are passed over.
    """
    at: datetime = timezone.now()
    try:
        sheets = spreadsheet.read(Path(item.file.path))
        look = look_at(item, read(item, at=item.uploaded_at or at))
    except (OSError, ValueError, FileFault) as error:
        raise Refused("上传的文件已读不出来，无法标出有误的行。请重新上传。") from error
    reasons: dict[tuple[str, int], list[RowFault]] = defaultdict(list)
    for fault in look.faults:
        reasons[fault.sheet, fault.line].append(fault)
    if not reasons:
        raise Refused("这个文件没有有误的行。")
    plans = [_marked(sheet, reasons) for sheet in sheets if any(name == sheet.name for name, _ in reasons)]
    return workbook_bytes(plans)


def _marked(sheet: Sheet, reasons: dict[tuple[str, int], list[RowFault]]) -> SheetPlan:
    header = find_header(sheet)
    names = [text_of(cell) for cell in sheet.rows[header.row]] if header else []
    lines = []
    for (name, number), faults in reasons.items():
        if name != sheet.name:
            continue
        told = "；".join(f"{fault.field.value}：{fault.message}" if fault.field else fault.message for fault in faults)
        cells = [text_of(cell) for cell in sheet.rows[number - sheet.first_line]]
        lines.append(Line((number, told, *cells), marked=len(reasons) <= _COLOURED))
    return SheetPlan(sheet.name, ("原行号", "有误之处", *names), lines, widths=(8, 60, *(24 for _ in names)))
