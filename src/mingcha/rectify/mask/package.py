"""The zip of an OOXML file taken apart and put together again, so that a part that goes leaves no trace."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Collection
from posixpath import basename, dirname, join, normpath
from typing import Any

from lxml import etree

from mingcha.model.masking import NotMasked

Element = Any
Parts = dict[str, bytes]

TYPES = "[Content_Types].xml"
MARKUP = (".xml", ".rels", ".vml")
_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
# Relations that a part names where it uses them; the others hold by their kind alone.
_NAMED = re.compile(
    r"/(?:image|oleObject|package|control|hyperlink|chart|chartEx|diagram\w+|video|audio|media|aFChunk|header|footer|"
    r"attachedTemplate|subDocument|frame|externalLinkPath)$"
)
_MEGABYTE = 1 << 20
_MOST, _LARGE, _MOST_TIMES = 800 * _MEGABYTE, 96 * _MEGABYTE, 200
_ENTITIES = re.compile(rb"<!(?:DOCTYPE|ENTITY)")
CORE = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<cp:coreProperties '
    b'xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"/>'
)
APP = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Properties '
    b'xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"/>'
)


def parts_of(data: bytes) -> Parts:
    """The parts by name, in their order. Raises NotMasked."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            entries = [entry for entry in package.infolist() if not entry.is_dir()]
            # No more comes out than the directory says.
            if sum(entry.file_size for entry in entries) > _MOST or any(map(_is_bomb, entries)):
                raise NotMasked("文件展开后大得不正常，没有处理；请把内容复制到新建的文件中再脱敏。")
            return {entry.filename.replace("\\", "/").lstrip("/"): package.read(entry) for entry in entries}
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, OSError, ValueError):
        raise NotMasked("文件已损坏或设有密码，不能遮盖。请在原软件中打开后另存，再试。") from None


def _is_bomb(entry: zipfile.ZipInfo) -> bool:
    """Whether a part says one thing over and over, as no list of anything does."""
    return entry.file_size > _LARGE and entry.file_size > entry.compress_size * _MOST_TIMES


def packed(parts: Parts) -> bytes:
    """The file of these parts; every time stamp is the same, since when a part was written is nobody's business."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            package.writestr(entry, content)
    return out.getvalue()


def tree_of(xml: bytes) -> Element:
    """The root element; entities are refused. Raises NotMasked."""
    if _ENTITIES.search(xml[:4096]):
        raise NotMasked("文件内含文档类型声明，不是正常的办公文件，没有处理。请在原软件中打开后另存，再试。")
    try:
        parser = etree.XMLParser(
            resolve_entities=False, no_network=True, huge_tree=True, remove_comments=True, remove_pis=True
        )
        return etree.fromstring(xml, parser)
    except etree.XMLSyntaxError:
        raise NotMasked("文件内部结构已损坏，不能遮盖。请在原软件中打开后另存，再试。") from None


def without_remarks(parts: Parts) -> None:
    """Take remarks and instructions to programs out of the markup: no office program shows them."""
    for name, content in parts.items():
        if name.endswith(MARKUP) and (b"<!--" in content or content.count(b"<?") > content.startswith(b"<?xml")):
            parts[name] = xml_of(tree_of(content))


def xml_of(root: Element) -> bytes:
    made: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return made


def drop(parts: Parts, unwanted: Callable[[str], bool]) -> list[str]:
    """Take out the parts that are unwanted, and after them all that nothing refers to any more."""
    gone = [name for name in parts if unwanted(name)]
    for name in gone:
        del parts[name]
    return gone + _prune(parts)


def _prune(parts: Parts) -> list[str]:
    reached = _reached(parts)
    gone = [name for name in parts if name not in reached]
    for name in gone:
        del parts[name]
    types = tree_of(parts[TYPES])
    for entry in list(types):
        name = str(entry.get("PartName", "")).lstrip("/")
        if name and name not in parts:
            types.remove(entry)
    parts[TYPES] = xml_of(types)
    return gone


def _reached(parts: Parts) -> Collection[str]:
    """The parts that can be come to from the package's own relations; relations to nothing are taken out on the way."""
    reached, waiting = {TYPES}, [""]
    while waiting:
        part = waiting.pop()
        relations = join(dirname(part), "_rels", f"{basename(part)}.rels")
        if relations not in parts:
            continue
        reached.add(relations)
        root = tree_of(parts[relations])
        for link in list(root.iter(_RELATION)):
            outside = link.get("TargetMode") == "External"
            target = normpath(join("/" + dirname(part), link.get("Target", ""))).lstrip("/")
            unused = _NAMED.search(link.get("Type", "")) and f'"{link.get("Id")}"'.encode() not in parts.get(part, b"")
            if unused or (not outside and target not in parts):
                root.remove(link)
            elif not outside and target not in reached:
                reached.add(target)
                waiting.append(target)
        parts[relations] = xml_of(root)
    return reached


def with_part(data: bytes, name: str, content: bytes) -> bytes:
    """The file with one part replaced."""
    parts = parts_of(data)
    parts[name] = content
    return packed(parts)
