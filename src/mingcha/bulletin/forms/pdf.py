"""The bulletin as PDF/A-2b, laid out by typst from `bulletin.typ`.

The texts travel as JSON and are never read as markup. The same bulletin and the same fonts give the same bytes.
"""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import typst

from mingcha.bulletin.forms import chart, wording
from mingcha.bulletin.forms.columns import column_widths
from mingcha.bulletin.forms.faces import SHIPPED, SONG, Faces, at_hand
from mingcha.bulletin.forms.fault import FormFault, MissingGlyphs
from mingcha.model.bulletin import Annex, Bulletin, Chart

TEMPLATE = Path(__file__).with_name("bulletin.typ")
UNDRAWABLE = re.compile(r'the text `"(.+?)"` could not be displayed')
ESCAPED = re.compile(r"\\u\{([0-9a-f]+)\}")

MASTHEAD = 60.0  # pt, when it fits
MASTHEAD_SPACE = 0.2  # of the size, between two characters
TEXT_WIDTH = 442.0  # pt


def write(bulletin: Bulletin, *, ignore_system_fonts: bool = False, shipped: Path = SHIPPED) -> bytes:
    """The PDF. Raises MissingFont or MissingGlyphs, told in Chinese, rather than print a box.

    `ignore_system_fonts` sets it in the shipped faces alone, so that every machine prints the same;
    `shipped` is the folder of those faces.
    """
    bulletin = wording.clean(bulletin)
    faces = at_hand(ignore_system_fonts=ignore_system_fonts, shipped=shipped)
    stamp = datetime.combine(bulletin.dated, datetime.min.time(), tzinfo=UTC)
    try:
        return typst.compile(
            TEMPLATE.read_bytes(),
            format="pdf",
            font_paths=faces.fonts,
            sys_inputs={"bulletin": json.dumps(content(bulletin, faces=faces), ensure_ascii=False)},
            pdf_standards="a-2b",
            timestamp=stamp,
        )
    except typst.TypstError as error:
        raise _explained(error, bulletin) from error


def content(bulletin: Bulletin, *, faces: Faces) -> dict[str, Any]:
    """What the template prints, in its order, and the faces to print it with."""
    sides = wording.side_sections(bulletin)
    return {
        "title": bulletin.title,
        "author": bulletin.printed_by or bulletin.editor,
        "dated": {"year": bulletin.dated.year, "month": bulletin.dated.month, "day": bulletin.dated.day},
        "masthead": _masthead(bulletin),
        "note": list(bulletin.note),
        "sections": [
            {"title": wording.heading(title), "paragraphs": [{"lead": "", "text": line} for line in lines]}
            for title, lines in sides
        ]
        + [
            {
                "title": wording.heading(section.title),
                "paragraphs": [
                    {"lead": paragraph.lead, "text": "".join(run.text for run in paragraph.runs)}
                    for paragraph in section.paragraphs
                ],
            }
            for section in wording.filled_sections(bulletin)
        ],
        "annex_list": [list(line) for line in wording.annex_list(bulletin)],
        "annexes": [_annex(bulletin, annex) for annex in bulletin.annexes],
        "counting": "" if bulletin.annexes else bulletin.counting,
        "charts": [_chart(one) for one in bulletin.charts],
        "distribution": list(wording.distribution(bulletin)),
        "printing": list(wording.printing(bulletin)),
        "faces": {role: list(families) for role, families in faces.roles.items()},
        "bold": sorted(faces.bold),
        "floor": SONG,
    }


def _masthead(bulletin: Bulletin) -> dict[str, Any]:
    """A long masthead is set smaller, so that it stays on one line."""
    name = bulletin.masthead
    size = min(MASTHEAD, TEXT_WIDTH / max(1.0, len(name) * (1 + MASTHEAD_SPACE)))
    return {
        "name": name,
        "size": size,
        "tracking": size * MASTHEAD_SPACE,
        "issue": bulletin.issue,
        "editor": bulletin.editor,
        "date": wording.day(bulletin.dated),
    }


def _annex(bulletin: Bulletin, annex: Annex) -> dict[str, Any]:
    return {
        "label": wording.annex_label(bulletin, annex),
        "title": annex.title,
        "as_of": wording.as_of(annex),
        "widths": list(column_widths(annex)),
        "header": list(annex.header),
        "rows": [{"cells": [cell.text for cell in row.cells], "bold": row.unfinished} for row in annex.rows],
        "note": bulletin.counting,
    }


def _chart(one: Chart) -> dict[str, str]:
    return {"title": one.title, "svg": chart.svg(one), "alt": chart.described(one)}


def _explained(error: typst.TypstError, bulletin: Bulletin) -> FormFault:
    found = (ESCAPED.sub(lambda code: chr(int(code[1], 16)), text) for text in UNDRAWABLE.findall(error.diagnostic))
    characters = tuple(dict.fromkeys(found))
    if not characters:
        return FormFault(f"PDF 排版失败：{error.message}。请保留这份草稿并联系系统管理员。")
    listed = "、".join(f"{sign}（U+{ord(sign[0]):04X}）" for sign in characters)
    where = [line for line in wording.lines(bulletin) if any(sign in line for sign in characters)]
    shown = "；".join(f"“{line[:30]}{'…' if len(line) > 30 else ''}”" for line in where[:3])
    return MissingGlyphs(
        f"本机字体中没有这些字：{listed}，出现在{shown}。"
        "请核对是否写错；确需使用的，在本机安装收有该字的字体（如“宋体-扩展B”）后重启程序，再重新生成。",
        characters=characters,
    )
