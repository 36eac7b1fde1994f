"""The parts a guide lacks, and whether a document is a guide at all."""

from __future__ import annotations

import re

from mingcha.model.document import Document
from mingcha.standards.guide_elements import Element, guide_elements
from mingcha.text.width import fold_all

__all__ = ["is_disclosure_guide", "is_service_guide", "missing_elements"]

_DISCLOSURE = re.compile(
    r"(?:政府)?信息公开(?:工作)?指南(?:[（(].{1,20}[)）])?\s*$|^(?:政府)?信息公开(?:工作)?指南|(?:政务|村务|校务)公开指南$"
)
_SERVICE = re.compile(r"(?:办事|服务|办理|申请|审批)指南")
_NO_GUIDE = re.compile(r"通知|通报|公告|解读|解释|启用|废止|印发|修订说明|培训|会议|图解|答记者问|新闻|动态")
# A shorter text leads to a file with the guide in it.
_A_TEXT = 150
_SPACES = re.compile(r"\s+")
# A guide to a service has parts; what names fewer of them is a piece of news about one.
_PARTS = 2


def is_disclosure_guide(document: Document) -> bool:
    """By its title or its column; a notice about guides is none."""
    title = " ".join(document.title.split())
    if len(document.text) < _A_TEXT or _NO_GUIDE.search(title):
        return False
    return _DISCLOSURE.search(title) is not None or _DISCLOSURE.search(document.column) is not None


def is_service_guide(document: Document) -> bool:
    """A title or a column that says so, and a text that has parts of one."""
    title = " ".join(document.title.split())
    if len(document.text) < _A_TEXT // 2 or _NO_GUIDE.search(title) or _DISCLOSURE.search(title):
        return False
    if "信息公开" in title or not (_SERVICE.search(title) or _SERVICE.search(document.column)):
        return False
    elements = guide_elements("service")
    return len(elements) - len(missing_elements(document, "service")) >= _PARTS


def missing_elements(document: Document, kind: str) -> tuple[Element, ...]:
    """The elements neither text nor title tells."""
    text = _SPACES.sub("", fold_all(document.text))
    title = document.title
    return tuple(
        one
        for one in guide_elements(kind)
        if not one.words.search(text) and not (one.titles is not None and one.titles.search(title))
    )
