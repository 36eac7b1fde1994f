"""XML of Office and OFD parts parsed safely: no entities, no network, damage mended where it can be."""

from __future__ import annotations

from typing import Any

from lxml import etree

from mingcha.extract.contents import Unreadable
from mingcha.model.document import Outcome

# lxml ships no types; an element is what its functions give.
Element = Any

_STRICT = {
    b"http://purl.oclc.org/ooxml/wordprocessingml/main": b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    b"http://purl.oclc.org/ooxml/spreadsheetml/main": b"http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    b"http://purl.oclc.org/ooxml/drawingml/main": b"http://schemas.openxmlformats.org/drawingml/2006/main",
    b"http://purl.oclc.org/ooxml/officeDocument/relationships": (
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    ),
}


def parsed(xml: bytes) -> Element:
    """The root element; None for an empty part. Raises Unreadable."""
    if not xml.strip():
        return None
    if b"<!DOCTYPE" in xml or b"<!ENTITY" in xml or b"<\0!\0D\0O\0C\0T" in xml:
        # No office program writes them; entities can refer to each other and grow without end.
        raise Unreadable(Outcome.BROKEN, "内含文档类型声明，不是正常的办公文件")
    if b"purl.oclc.org" in xml[:4096]:
        for strict, usual in _STRICT.items():
            xml = xml.replace(strict, usual)
    # A parser for each part: one that met an error remembers it.
    parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=True, huge_tree=True, load_dtd=False)
    try:
        return etree.fromstring(xml, parser)
    except etree.XMLSyntaxError as error:
        if error.code == etree.ErrorTypes.ERR_NO_MEMORY:
            raise MemoryError from error
        raise Unreadable(Outcome.BROKEN, "内部结构已损坏") from error
    except ValueError as error:
        raise Unreadable(Outcome.BROKEN, "内部结构已损坏") from error


def local(element: Element) -> str:
    """The name of an element without its namespace; empty for comments."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def all_text(element: Element) -> str:
    return " ".join(words for piece in element.itertext() if (words := piece.strip()))
