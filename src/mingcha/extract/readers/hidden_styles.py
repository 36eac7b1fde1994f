"""Styles of a Word document whose text is not seen: hidden, white, or too small to read.

A document carries hundreds of styles and uses ten. Only those that hold one of the signs are taken apart.
"""

from __future__ import annotations

import re

from mingcha.extract.markup import parsed
from mingcha.extract.readers.word_blocks import PROPERTIES, W, why_unseen
from mingcha.model.document import Hidden

_SIGNS = re.compile(rb'<w:vanish\b|"(?:FFFFFF|FEFEFE|FDFDFD|[Ww]hite|WHITE|f{6}|background1)"|<w:sz\s[^>]*"[0-4]"')
_ROOT = re.compile(rb"<w:styles\b[^>]*>")
_OPEN, _CLOSE = b"<w:style ", b"</w:style>"
_OF_TABLE, _HEAD = b'w:type="table"', 120


def hidden_styles(xml: bytes) -> dict[str, Hidden]:
    """By the ids of styles whose text is not seen, why."""
    found = {}
    root = parsed(_telling(xml))
    for style in () if root is None else root.iter(f"{W}style"):
        properties = style.find(PROPERTIES)
        if properties is not None and (why := why_unseen(properties)):
            found[style.get(f"{W}styleId", "")] = why
    return found


def _telling(xml: bytes) -> bytes:
    """The markup with the styles that hold a sign and no others; unchanged where it is not written as always."""
    root = _ROOT.search(xml, 0, 4096)
    if root is None or xml.count(_OPEN) != xml.count(_CLOSE):
        return xml
    chosen = []
    for style in xml[root.end() :].split(_CLOSE)[:-1]:
        start = style.find(_OPEN)
        # Of a table it is the cells that are coloured, and no run names its style.
        if _OF_TABLE not in style[start : start + _HEAD] and _SIGNS.search(style, start):
            chosen += [style[start:], _CLOSE]
    return b"".join([xml[: root.end()], *chosen, b"</w:styles>"])
