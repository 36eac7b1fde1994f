"""What every OOXML package has besides its main text: properties, relations, drawings, charts, embedded files."""

from __future__ import annotations

import re
from collections.abc import Iterator
from posixpath import basename, dirname, join, normpath

from mingcha.extract.contents import Inside, Unreadable
from mingcha.extract.markup import all_text, local, parsed
from mingcha.extract.package import Package
from mingcha.model.assembly import Assembly
from mingcha.model.document import Hidden, Link

PROPERTIES = {
    "creator": "作者",
    "lastModifiedBy": "最后修改者",
    "title": "标题",
    "subject": "主题",
    "description": "备注",
    "keywords": "关键词",
    "category": "类别",
    "contentStatus": "状态",
    "Manager": "主管",
    "Company": "单位",
    "HyperlinkBase": "超链接基础",
    "Template": "模板",
}
_DRAWING_TEXT = "{http://schemas.openxmlformats.org/drawingml/2006/main}t"
_DRAWING_PARAGRAPH = "{http://schemas.openxmlformats.org/drawingml/2006/main}p"
_EMBEDDED = re.compile(
    r"(?:.*/)?(?:embeddings|media|ink|controls|activeX|afchunk)[^/]*/.*|.*afchunk.*|.*\.(?:docx?|xlsx?|pptx?|pdf|html?|mht|zip)",
    re.IGNORECASE,
)
_TELLING = re.compile(r"^(?:mailto|tel|sms):|[0-9]{11}", re.IGNORECASE)
_NUMBER = re.compile(r"[0-9]{11}")
_PICTURE_PARTS = (".emf", ".wmf", ".xml", ".rels", ".svg", ".vml")


def add_properties(assembly: Assembly, package: Package) -> None:
    for part in package.names("docProps/", ".xml"):
        root = parsed(package.read(part))
        for element in () if root is None else root:
            name = element.get("name") or PROPERTIES.get(local(element), "")
            words = all_text(element)
            if words and (name or _NUMBER.search(words)):
                assembly.add(words, f"文档属性：{name or '其他'}", hidden=Hidden.PROPERTY)


def relations(package: Package, part: str) -> dict[str, str]:
    """By id, the parts a part refers to; addresses outside stay as they are."""
    root = parsed(package.read(f"{dirname(part)}/_rels/{basename(part)}.rels".lstrip("/")))
    found = {}
    for link in () if root is None else root:
        target = link.get("Target", "")
        if link.get("TargetMode") != "External":
            target = normpath(join("/" + dirname(part), target)).lstrip("/")
        found[link.get("Id", "")] = target
    return found


def outside_links(package: Package) -> Iterator[Link]:
    """Every address outside the file that any part refers to."""
    for part in package.names("", ".rels"):
        root = parsed(package.read(part))
        for link in () if root is None else root:
            if link.get("TargetMode") == "External" and link.get("Target"):
                yield Link(link.get("Target"))


def add_link(assembly: Assembly, address: str, tip: str, where: str) -> None:
    """What a link says behind its words: its tip, and an address that says more than where it leads."""
    assembly.add(tip, where, hidden=Hidden.BEHIND)
    if _TELLING.search(address):
        assembly.add(address, where, hidden=Hidden.BEHIND)


def add_drawings(assembly: Assembly, package: Package, folder: str) -> None:
    """Text boxes, descriptions of pictures, charts and diagrams of the parts in a folder."""
    boxes = 0
    for part in package.names(f"{folder}/", ".xml"):
        if "/drawings/" in part or "/diagrams/data" in part:
            root = parsed(package.read(part))
            if root is None:
                continue
            for paragraph in root.iter(_DRAWING_PARAGRAPH):
                if words := "".join(piece.text or "" for piece in paragraph.iter(_DRAWING_TEXT)):
                    boxes += 1
                    assembly.add(words, f"文本框{boxes}")
            add_descriptions(assembly, root)
        elif "/charts/chart" in part:
            root = parsed(package.read(part))
            if root is not None and (words := all_text(root)):
                assembly.add(words, f"图表 {basename(part).removesuffix('.xml')}", hidden=Hidden.CACHE)


def add_descriptions(assembly: Assembly, root: object) -> None:
    for element in root.iter("{*}docPr", "{*}cNvPr", "{*}shape"):  # type: ignore[attr-defined]
        for words in {element.get("descr"), element.get("title"), element.get("alt")} - {None, ""}:
            assembly.add(words, "图片说明", hidden=Hidden.ALT_TEXT)


def embedded(package: Package) -> Iterator[Inside]:
    """Embedded objects and pictures, one at a time, wherever in the package they lie."""
    for part in package.members:
        if _EMBEDDED.fullmatch(part) and not part.endswith(_PICTURE_PARTS) and "/activeX/" not in part:
            try:
                yield Inside(part, package.read(part))
            except Unreadable as fault:
                yield Inside(part, b"", fault)
