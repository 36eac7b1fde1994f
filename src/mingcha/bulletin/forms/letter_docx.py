"""A letter as a Word document in the form of GB/T 9704-2012: title, whom it goes to, text, sender and date, copies."""

from __future__ import annotations

from datetime import datetime
from io import BytesIO

from mingcha.bulletin.forms import gongwen as gw
from mingcha.bulletin.forms import wording
from mingcha.bulletin.forms.dated_zip import redated
from mingcha.bulletin.forms.gongwen import Node, paragraph, run, style
from mingcha.model.letter import Letter


def write(letter: Letter) -> bytes:
    """The DOCX; the same letter gives the same bytes. Without a number it says that it is a draft."""
    letter = wording.clean(letter)
    document = gw.blank(_styles())
    body: Node = document.element.body
    end: Node = body[-1]
    for one in _paragraphs(letter):
        end.addprevious(one)
    stamp = datetime.combine(letter.dated, datetime.min.time())
    facts = document.core_properties
    facts.title = letter.title
    facts.author = facts.last_modified_by = letter.sender
    facts.comments = facts.keywords = facts.subject = ""
    facts.language = "zh-CN"
    facts.created = facts.modified = stamp
    facts.revision = 1
    out = BytesIO()
    document.save(out)
    return redated(out.getvalue(), stamp=stamp)


def _styles() -> tuple[Node, ...]:
    first_line: dict[str, object] = {"firstLineChars": 200, "firstLine": gw.INDENT}
    return (
        style("编号", align="right", after=200),
        style("函标题", gw.XIAOBIAOSONG, size=22, align="center", line=640, at_least=True, after=400, level=0),
        style("主送", align="left", keep_next=True),
        style("段落", indent=first_line),
        style("落款", align="right", before=gw.LINE, indent={"right": gw.INDENT}, keep_next=True),
        style("日期", align="right", indent={"right": 2 * gw.INDENT}),
        style("签发", gw.KAITI, align="left", before=gw.LINE),
        style("抄送", size=14, align="left", line=440, before=gw.LINE),
    )


def _paragraphs(letter: Letter) -> list[Node]:
    made = [
        paragraph("编号", run(letter.number or "（草稿，未签发）")),
        paragraph("函标题", run(letter.title, gw.XIAOBIAOSONG, size=22)),
        paragraph("主送", run(f"{letter.addressed}：")),
    ]
    made += [paragraph("段落", run(text)) for text in letter.paragraphs]
    made += [paragraph("落款", run(letter.sender)), paragraph("日期", run(wording.day(letter.dated)))]
    if letter.signed:
        made.append(paragraph("签发", run(f"签发：{'、'.join(letter.signed)}", gw.KAITI)))
    if letter.copies:
        made.append(paragraph("抄送", run(f"抄送：{letter.copies}。", size=14)))
    return made
