"""Lines of a ledger that are no posts: blank, totals, notes and signatures below the table."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from enum import StrEnum

from mingcha.model.ledger import Cell
from mingcha.text.dates import NotADate, read_date
from mingcha.text.width import comparable, one_line


class Line(StrEnum):
    """What a passed-over line was, as people are told."""

    BLANK = "空行"
    HEADER = "重复的表头"
    TOTAL = "合计行"
    NOTE = "说明"


# The whole of a cell, with its number perhaps: 累计发放补贴… is how the title of a post begins.
_TOTAL = re.compile(
    r"(?:本?[页月季年]度?|全[县年])?(?:合计|总计|小计|累计|共计|总数)(?:数|条数)?[:(]?共?\d*[条篇个件]?\)?"
)
_NOTE = re.compile(
    r"(?:填[表报写]说明|说明|备注|注意?|填[表报]人|制表人?|审核人?|审批人|联系人|联系电话|电话|(?:单位)?负责人|分管领导"
    r"|填[表报](?:日期|时间|单位)|制表(?:日期|时间)|数据截[至止].*?)[\d一二三四五六七八九十]*(?:[:：.、,]|$)"
)


def text_of(cell: Cell) -> str:
    """A cell as the text a person sees in it, on one line."""
    if isinstance(cell, str):
        return one_line(cell)
    if isinstance(cell, bool):
        return "是" if cell else "否"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, date):
        return f"{cell.year}-{cell.month}-{cell.day}"
    return str(cell)


def is_total(row: Sequence[Cell], *, dated: Cell, url: Cell) -> bool:
    """Whether one of the first cells is 合计 and nothing else, where neither a day nor an address is given."""
    address = text_of(url)
    if text_of(dated) or not (address == "" or address.isdecimal()):
        return False
    first = (comparable(text_of(cell)) for cell in [cell for cell in row if cell != ""][:3])
    return any(_TOTAL.fullmatch(text) for text in first)


def is_note(row: Sequence[Cell], *, ours: Sequence[Cell], after_note: bool) -> bool:
    """Whether a row is a remark: it begins like one, or is one text merged over the table, or goes on below one."""
    texts = [text_of(cell) for cell in row if cell != ""]
    merged = [text for text in map(text_of, ours) if text]
    if len(merged) >= 3 and len(set(merged)) == 1:
        return True
    if any(_is_date(cell) for cell in ours):
        return False
    return bool(texts) and (_NOTE.match(comparable(texts[0])) is not None or (after_note and len(set(texts)) == 1))


def _is_date(cell: Cell) -> bool:
    try:
        return bool(read_date(cell))
    except NotADate:
        return False
