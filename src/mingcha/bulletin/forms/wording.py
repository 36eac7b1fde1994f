"""The words around the content: labels, headings, dates and closing lines, the same in every form.

Every form prints what stands here and adds nothing, so that the text of all forms is one text.
Rules: 党政机关公文格式 (GB/T 9704-2012) for 附件说明, dates and 版记; the masthead follows common bulletin practice.
"""

from __future__ import annotations

import unicodedata
from dataclasses import fields, is_dataclass, replace
from datetime import date
from enum import Enum
from typing import TypeVar

from mingcha.model.bulletin import Annex, Bulletin, Section

BULLET = "●"
ERRATA_TITLE = "更正说明"
GAPS_TITLE = "待补内容"

# Control and format characters draw nothing, break XML or turn text around; surrogates are half characters.
UNDRAWN = frozenset({"Cc", "Cf", "Cs"})

Value = TypeVar("Value")


def printable(text: str) -> str:
    """The text as it can be printed: line breaks and tabs become spaces, other invisible characters go."""
    if text.isprintable():
        return text
    return "".join(" " if sign in "\t\n\r" else sign for sign in text if sign in "\t\n\r" or not _is_undrawn(sign))


def _is_undrawn(sign: str) -> bool:
    return unicodedata.category(sign) in UNDRAWN or ord(sign) & 0xFFFE == 0xFFFE


def clean(value: Value) -> Value:
    """The same value, such as a whole bulletin, with every text in it printable."""
    if isinstance(value, str) and not isinstance(value, Enum):
        return printable(value)  # type: ignore[return-value]
    if isinstance(value, tuple):
        return tuple(clean(item) for item in value)  # type: ignore[return-value]
    if is_dataclass(value) and not isinstance(value, type):
        changes = {field.name: clean(getattr(value, field.name)) for field in fields(value)}
        return replace(value, **changes)
    return value


def day(value: date) -> str:
    """A date as official documents write it: 2024年1月12日, no zeros in front."""
    return f"{value.year}年{value.month}月{value.day}日"


def heading(title: str) -> str:
    return f"【{title}】"


def side_sections(bulletin: Bulletin) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """What must be read before anything else: corrections of an issued bulletin, and what a draft still lacks."""
    sides = ((ERRATA_TITLE, bulletin.errata), (GAPS_TITLE, bulletin.gaps))
    return tuple((title, lines) for title, lines in sides if lines)


def filled_sections(bulletin: Bulletin) -> tuple[Section, ...]:
    """The sections that have something to say; a heading without a paragraph is not printed."""
    return tuple(section for section in bulletin.sections if section.paragraphs)


def annex_label(bulletin: Bulletin, annex: Annex) -> str:
    """附件1; a single annex bears no number."""
    return f"附件{annex.number}" if len(bulletin.annexes) > 1 else "附件"


def annex_list(bulletin: Bulletin) -> tuple[tuple[str, str], ...]:
    """The 附件说明 line by line: what stands left, and the name aligned after it, without closing mark."""
    if len(bulletin.annexes) == 1:
        return (("附件：", bulletin.annexes[0].title),)
    return tuple(
        ("" if index else "附件：", f"{annex.number}.{annex.title}") for index, annex in enumerate(bulletin.annexes)
    )


def as_of(annex: Annex) -> str:
    return f"数据截至日期：{day(annex.as_of)}"


def distribution(bulletin: Bulletin) -> tuple[str, ...]:
    """The 报 and 发 lines of the closing block; a line without receivers is left out."""
    receivers = (("报", bulletin.report_to), ("发", bulletin.send_to))
    return tuple(f"{label}：{who.strip().rstrip('。')}。" for label, who in receivers if who.strip())


def printing(bulletin: Bulletin) -> tuple[str, str]:
    """Who printed it, and when."""
    return bulletin.printed_by, f"{day(bulletin.dated)}印发"


def annex_lines(bulletin: Bulletin, annex: Annex) -> tuple[str, ...]:
    """The text of one annex in reading order, cell by cell."""
    lines = (
        annex_label(bulletin, annex),
        annex.title,
        as_of(annex),
        *annex.header,
        *(cell.text for row in annex.rows for cell in row.cells),
        bulletin.counting,
    )
    return tuple(line for line in lines if line)


def lines(bulletin: Bulletin) -> tuple[str, ...]:
    """The whole text of a clean bulletin in reading order, as every form prints it; of charts, the title."""
    text = [bulletin.masthead, bulletin.issue, bulletin.editor, day(bulletin.dated), "".join(bulletin.note)]
    for title, items in side_sections(bulletin):
        text += [heading(title), *(BULLET + item for item in items)]
    for section in filled_sections(bulletin):
        text += [heading(section.title), *(BULLET + paragraph.text for paragraph in section.paragraphs)]
    text += [left + name for left, name in annex_list(bulletin)]
    if not bulletin.annexes:
        text.append(bulletin.counting)
    for annex in bulletin.annexes:
        text += annex_lines(bulletin, annex)
    text += [chart.title for chart in bulletin.charts]
    text += [*distribution(bulletin), *printing(bulletin)]
    return tuple(line for line in text if line)
