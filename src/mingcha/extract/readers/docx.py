"""A Word document (docx, newer wps): everything that is printed, and everything that is only carried along."""

from __future__ import annotations

from mingcha.extract.contents import Contents, Gap, Unreadable
from mingcha.extract.limits import Limits
from mingcha.extract.markup import Element, all_text, parsed
from mingcha.extract.package import Package
from mingcha.extract.readers.hidden_styles import hidden_styles
from mingcha.extract.readers.numbers_behind import add_numbers_behind
from mingcha.extract.readers.office_parts import (
    add_descriptions,
    add_drawings,
    add_link,
    add_properties,
    embedded,
    outside_links,
    relations,
)
from mingcha.extract.readers.word_blocks import Blocks, Story, W
from mingcha.model.assembly import Assembly
from mingcha.model.document import Hidden, Outcome

_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_SHOWN = 20
_NOTES = (
    ("word/footnotes", f"{W}footnote", "脚注", Hidden.VISIBLE),
    ("word/endnotes", f"{W}endnote", "尾注", Hidden.VISIBLE),
    ("word/comments.xml", f"{W}comment", "批注", Hidden.COMMENT),
)
_EDGES = (("word/header", "页眉"), ("word/footer", "页脚"))


def read(data: bytes, limits: Limits) -> Contents:
    package = Package(data, limits)
    assembly, gaps = Assembly(), []
    blocks = Blocks(assembly, hidden_styles(package.read("word/styles.xml")))
    main = next((part for part in package.names("word/document", ".xml")), "word/document.xml")
    root = parsed(package.read(main))
    if root is None:
        raise Unreadable(Outcome.BROKEN, "没有正文部分")
    blocks.add(root, Story())
    if not len(assembly):  # written in words that no office program uses: better told without places than not at all
        assembly.add(all_text(root), "正文")
    add_descriptions(assembly, root)
    _add_links(assembly, package, main, root)
    for part in [*package.names("word/", ".xml"), *package.names("customXml/item", ".xml")]:
        try:
            _add_part(blocks, package, part)
        except Unreadable as fault:
            gaps.append(Gap(fault.outcome, part, fault.reason))
    add_drawings(assembly, package, "word")
    add_properties(assembly, package)
    add_numbers_behind(assembly, package)
    return Contents(
        "docx",
        assembly,
        links=tuple(outside_links(package)),
        inside=embedded(package),
        gaps=tuple(gaps),
    )


def _add_links(assembly: Assembly, package: Package, main: str, root: Element) -> None:
    """Links are found by the words a reader clicks."""
    links = [*root.iter(f"{W}hyperlink")]
    addresses = relations(package, main) if links else {}
    for link in links:
        words = "".join(piece.text or "" for piece in link.iter(f"{W}t")).strip()[:_SHOWN]
        where = f"超链接“{words}”" if words else "超链接"
        add_link(assembly, addresses.get(link.get(_RELATION, ""), ""), link.get(f"{W}tooltip", "").strip(), where)


def _add_part(blocks: Blocks, package: Package, part: str) -> None:
    for start, label in _EDGES:
        if part.startswith(start):
            root = parsed(package.read(part))
            if root is not None:
                blocks.add(root, Story(label))
                add_descriptions(blocks.assembly, root)
            return
    for start, tag, label, hidden in _NOTES:
        if part.startswith(start) and "Ex" not in part:
            root = parsed(package.read(part))
            notes = () if root is None else root.iter(tag)
            shown = [note for note in notes if note.get(f"{W}type") in (None, "normal")]
            for number, note in enumerate(shown, 1):
                blocks.add(note, Story(f"{label}{number}", hidden))
            return
    if part == "word/glossary/document.xml":
        root = parsed(package.read(part))
        if root is not None:
            blocks.add(root, Story("构建基块", Hidden.TEXT))
    elif part == "word/settings.xml":
        root = parsed(package.read(part))
        for variable in () if root is None else root.iter(f"{W}docVar", f"{W}query", f"{W}connectString"):
            if words := variable.get(f"{W}val"):
                blocks.assembly.add(words, "文档变量", hidden=Hidden.PROPERTY)
    elif part.startswith("word/people") or part.startswith("customXml/item"):
        root = parsed(package.read(part))
        if root is not None and (words := all_text(root)):
            blocks.assembly.add(words, "自定义数据", hidden=Hidden.PROPERTY)
