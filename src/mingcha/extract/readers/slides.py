"""Slides (pptx, newer dps): each slide's texts and tables, notes, comments, hidden slides."""

from __future__ import annotations

import re

from mingcha.extract.contents import Contents, Gap, Unreadable
from mingcha.extract.limits import Limits
from mingcha.extract.markup import Element, parsed
from mingcha.extract.package import Package
from mingcha.extract.readers.numbers_behind import add_numbers_behind
from mingcha.extract.readers.office_parts import add_descriptions, add_properties, embedded, outside_links
from mingcha.model.assembly import Assembly
from mingcha.model.document import Hidden

_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_FOLDERS = (
    ("ppt/slides/slide", "第{}张幻灯片", Hidden.VISIBLE),
    ("ppt/notesSlides/notesSlide", "第{}张备注页", Hidden.NOTE),
    ("ppt/comments/", "批注文件{}", Hidden.COMMENT),
    ("ppt/slideMasters/slideMaster", "母版{}", Hidden.VISIBLE),
    ("ppt/diagrams/data", "图形{}", Hidden.VISIBLE),
    ("ppt/charts/chart", "图表{}", Hidden.CACHE),
)


def read(data: bytes, limits: Limits) -> Contents:
    package = Package(data, limits)
    assembly, gaps = Assembly(), []
    for start, label, hidden in _FOLDERS:
        for part in sorted(package.names(start, ".xml"), key=_number):
            try:
                root = parsed(package.read(part))
            except Unreadable as fault:
                gaps.append(Gap(fault.outcome, label.format(_number(part)), fault.reason))
                continue
            if root is not None:
                why = hidden or (Hidden.TEXT if root.get("show") == "0" else Hidden.VISIBLE)
                _add(assembly, root, label.format(_number(part)), why)
                add_descriptions(assembly, root)
    add_properties(assembly, package)
    add_numbers_behind(assembly, package)
    links = tuple(outside_links(package))
    return Contents("pptx", assembly, links=links, inside=embedded(package), gaps=tuple(gaps))


def _add(assembly: Assembly, root: Element, label: str, hidden: Hidden) -> None:
    tables = list(root.iter(f"{_A}tbl"))
    lines = [
        words
        for paragraph in root.iter(f"{_A}p", "{*}text", "{*}v")
        if not any(above.tag == f"{_A}tbl" for above in paragraph.iterancestors()) and (words := _words(paragraph))
    ]
    assembly.add_lines("\n".join(lines), label, hidden=hidden, measure="段")
    for number, table in enumerate(tables, 1):
        rows = [
            ["\n".join(filter(None, map(_words, cell.iter(f"{_A}p")))) for cell in row.iter(f"{_A}tc")]
            for row in table.iter(f"{_A}tr")
        ]
        assembly.add_table(rows, f"{label}第{number}个表格", is_sheet=False, hidden=hidden)


def _words(paragraph: Element) -> str:
    if not paragraph.tag.startswith(_A):
        return (paragraph.text or "").strip()
    return "".join(piece.text or "" for piece in paragraph.iter(f"{_A}t"))


def _number(part: str) -> int:
    found = re.search(r"(\d+)\.xml$", part)
    return int(found[1]) if found else 0
