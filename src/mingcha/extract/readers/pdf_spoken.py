"""Words that a PDF gives to screen readers in place of what it draws, which the library takes for the text of the page.

They may say less or something else than people see, so a page that has them is read both ways.
"""

from __future__ import annotations

import re
import zlib
from typing import Any

import pypdfium2.raw as raw

_NAME = b"ActualText"
_STREAM = re.compile(rb"(?<!end)stream\r?\n")
# Of pictures and fonts, whose streams are large and hold no words.
_NO_WORDS = re.compile(rb"/Image\b|/Length1\b|/FontFile|/DCTDecode|/(?:CIDFontType0|Type1)C\b|/OpenType\b|/XRef\b")
_DICTIONARY = 400  # bytes before a stream, in which its own description stands
_MOST = 1 << 22
_DEEPEST = 8


def may_speak(data: bytes) -> bool:
    """Whether some part of the file has such words; where it cannot be known, it may."""
    if _NAME in data or b"/Encrypt" in data:
        return True
    for found in _STREAM.finditer(data):
        if _NO_WORDS.search(data, max(0, found.start() - _DICTIONARY), found.start()):
            continue
        try:
            end = data.find(b"endstream", found.end())
            if _NAME in zlib.decompressobj().decompress(data[found.end() : end], _MOST):
                return True
        except zlib.error:  # packed in another way, or not at all
            continue
    return False


def without_spoken(page: Any) -> bool:
    """Take such words off everything a page draws; whether there were any. The page in memory is changed."""
    objects = [raw.FPDFPage_GetObject(page, index) for index in range(raw.FPDFPage_CountObjects(page))]
    return _taken_off(objects, 0)


def _taken_off(objects: list[Any], depth: int) -> bool:
    found = False
    for one in objects:
        for index in range(max(raw.FPDFPageObj_CountMarks(one), 0)):
            found |= bool(raw.FPDFPageObjMark_RemoveParam(one, raw.FPDFPageObj_GetMark(one, index), _NAME))
        if depth < _DEEPEST and raw.FPDFPageObj_GetType(one) == raw.FPDF_PAGEOBJ_FORM:
            inside = [raw.FPDFFormObj_GetObject(one, index) for index in range(raw.FPDFFormObj_CountObjects(one))]
            found |= _taken_off(inside, depth + 1)
    return found
