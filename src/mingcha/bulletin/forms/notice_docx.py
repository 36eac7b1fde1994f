"""A notice to one unit as a Word document: a plain letter, and on the pages behind it, crosswise, the unit's list."""

from __future__ import annotations

import re
from collections.abc import Sequence
from copy import deepcopy
from datetime import date, datetime
from io import BytesIO

from docx.document import Document as WordDocument
from docx.oxml.ns import qn

from mingcha.bulletin.forms import gongwen as gw
from mingcha.bulletin.forms import wording
from mingcha.bulletin.forms.dated_zip import redated
from mingcha.bulletin.forms.gongwen import Node, node, paragraph, run, style
from mingcha.bulletin.forms.notice_words import (
    COVERING_HEADER,
    LIST_HEADER,
    covering_rows,
    covering_title,
    list_title,
    printed_places,
)
from mingcha.bulletin.forms.ruled_table import ruled_table
from mingcha.bulletin.forms.ruled_table import styles as table_styles
from mingcha.model.notice import ListedCase, UnitList

# Twips. A page turned crosswise has 257 mm of text.
SIDE = 1134
ACROSS = gw.PAGE_HEIGHT - 2 * SIDE
LIST_WIDTHS = (620, 860, 3000, 4560, 2640, 1680, 1210)
COVERING_WIDTHS = (760, 3255, 1200, 1200, 2430)
# 一、逐项整改到位。 opens a paragraph like a heading.
_LEAD = re.compile(r"^[一二三四五六七八九十]{1,3}、[^。；]{2,24}。")


def write(unit_list: UnitList) -> bytes:
    """The letter with its list. The same list gives the same bytes."""
    told = wording.clean(unit_list)
    document = gw.blank(_styles())
    add = _adder(document)
    add(*_letter(told), _turn(document))
    add(
        paragraph("附件号", run("附件", gw.HEITI)),
        paragraph("附件标题", run(list_title(told), gw.XIAOBIAOSONG, size=22)),
        ruled_table(LIST_HEADER, (_cells(one) for one in told.cases), widths=LIST_WIDTHS, middle=(0, 1, 6)),
        paragraph("尾"),
    )
    _lay_across(document)
    return _saved(document, title=told.title, author=told.sender, dated=told.dated)


def write_covering(lists: Sequence[UnitList]) -> bytes:
    """One page for the office: each unit of a notice, how much it is told, and until when."""
    told = wording.clean(tuple(lists))
    first = told[0]
    document = gw.blank(_styles())
    add = _adder(document)
    add(
        paragraph("标题", run(covering_title(first), gw.XIAOBIAOSONG, size=22)),
        paragraph("日期居中", run(wording.day(first.dated), gw.KAITI)),
        ruled_table(COVERING_HEADER, covering_rows(told), widths=COVERING_WIDTHS, middle=(0, 2, 3, 4)),
        paragraph("尾"),
    )
    return _saved(document, title=covering_title(first), author=first.sender, dated=first.dated)


def _styles() -> tuple[Node, ...]:
    return (
        style("标题", gw.XIAOBIAOSONG, size=22, align="center", line=700, at_least=True, after=400, level=0),
        style("主送", align="left"),
        style("段落", indent={"firstLineChars": 200, "firstLine": gw.INDENT}),
        # The name must not stand on a page without a word of the text.
        style("末段", indent={"firstLineChars": 200, "firstLine": gw.INDENT}, keep_next=True),
        style("附件说明", before=gw.LINE, indent={"firstLineChars": 200, "firstLine": gw.INDENT}, align="left",
              keep_next=True),
        # 右空四字：落款与日期
        style("落款", before=gw.LINE, align="right", indent={"right": 2 * gw.INDENT}, keep_next=True),
        style("成文日期", align="right", indent={"right": 2 * gw.INDENT}),
        style("日期居中", gw.KAITI, align="center", after=200),
        style("附件号", gw.HEITI, align="left", keep_next=True, level=1),
        style("附件标题", gw.XIAOBIAOSONG, size=22, align="center", line=640, at_least=True, after=160, keep_next=True),
        style("尾", size=1, line=20),
        *table_styles(),
    )  # fmt: skip


def _letter(told: UnitList) -> list[Node]:
    made = [paragraph("标题", run(told.title, gw.XIAOBIAOSONG, size=22)), paragraph("主送", run(f"{told.unit}："))]
    for number, text in enumerate(told.paragraphs, 1):
        lead = _LEAD.match(text)
        cut = lead.end() if lead else 0
        heading = (run(text[:cut], gw.HEITI),) if cut else ()
        look = "末段" if number == len(told.paragraphs) else "段落"
        made.append(paragraph(look, *heading, run(text[cut:])))
    made.append(paragraph("附件说明", run(f"附件：{list_title(told)}")))
    made.append(paragraph("落款", run(told.sender)))
    made.append(paragraph("成文日期", run(wording.day(told.dated))))
    return made


def _cells(one: ListedCase) -> list[str | list[str]]:
    problem = [f"【{one.severity}】{one.problem}"]
    if one.persons > 1 and "人" not in one.problem:
        problem.append(f"涉及 {one.persons} 人。")
    if one.earlier:
        problem.append(f"{one.earlier}已交办，仍未整改到位。")
    return [
        str(one.position),
        str(one.key),
        problem,
        printed_places(one),
        one.advice,
        list(one.basis) or "—",
        wording.day(one.due),
    ]


def _turn(document: WordDocument) -> Node:
    """The end of the upright pages: a section of its own, with the page numbers of the document."""
    upright = deepcopy(document.sections[0]._sectPr)
    return node("p", None, node("pPr", None, node("pStyle", {"val": "尾"}), upright))


def _lay_across(document: WordDocument) -> None:
    """What follows lies crosswise; its page numbers go on."""
    properties = document.sections[-1]._sectPr
    size, margin = properties.find(qn("w:pgSz")), properties.find(qn("w:pgMar"))
    for name, value in (("w", gw.PAGE_HEIGHT), ("h", gw.PAGE_WIDTH), ("orient", "landscape")):
        size.set(qn(f"w:{name}"), str(value))
    for name, value in (("left", SIDE), ("right", SIDE), ("top", 1474), ("bottom", 1474), ("footer", 900)):
        margin.set(qn(f"w:{name}"), str(value))
    size.addprevious(node("type", {"val": "nextPage"}))


def _adder(document: WordDocument):  # type: ignore[no-untyped-def]
    """Puts content before the section properties, which must stay last."""
    end: Node = document.element.body.find(qn("w:sectPr"))

    def add(*nodes: Node) -> None:
        for one in nodes:
            end.addprevious(one)

    return add


def _saved(document: WordDocument, *, title: str, author: str, dated: date) -> bytes:
    stamp = datetime.combine(dated, datetime.min.time())
    properties = document.core_properties
    properties.title, properties.author, properties.last_modified_by = title[:255], author[:255], author[:255]
    properties.comments = properties.keywords = properties.subject = ""
    properties.language = "zh-CN"
    properties.created = properties.modified = stamp
    properties.revision = 1
    out = BytesIO()
    document.save(out)
    return redated(out.getvalue(), stamp=stamp)
