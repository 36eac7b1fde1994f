"""One page of a PDF drawn anew where it leaks: its text objects taken out, what stays of them put back sign by sign."""

from __future__ import annotations

import ctypes
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pypdfium2.raw as raw

from mingcha.rectify.mask.placing import is_gap
from mingcha.text.mask_pattern import HIDDEN

_NOTHING = frozenset("\ufffe\u00ad\u200b\u200c\u200d\u2060\ufeff")
_ASCII = "".join(map(chr, range(0x21, 0x7F)))
_MARGIN = 1.5
# In heights of its ink: beside signs without width the library knows a digit's ink only.
_DIGIT_WIDTH = 0.65
# Of Helvetica's asterisk, in its size; stars are drawn as wide as what they hide, so that they stay one word.
_STAR_WIDTH, _WIDEST = 0.389, 1.7


@dataclass(frozen=True, slots=True)
class Place:
    """The numbers of the signs that leak, in order, and the mask that takes their place.

    What was recognised on a scanned page has `dots` instead: left, top, right, bottom of its picture.
    """

    marks: Sequence[int]
    text: str
    dots: tuple[float, float, float, float] | None = None


@dataclass(frozen=True, slots=True)
class _Drawn:
    """A sign of a text object: its number, where on the page it begins, and how wide the sign there is or was."""

    number: int
    text: str
    x: float
    y: float
    width: float


def redrawn(document: Any, number: int, places: Sequence[Place], *, in_helvetica: bool = False) -> bool | None:
    """Whether the page could be changed so that its text is what it shall be and nothing of the old is left.

    None: it cannot be, however it is tried. Fonts that draw two signs as one have no code for either; then letters
    and digits can be drawn in Helvetica.
    """
    page = document[number]
    texts = page.get_textpage()
    own = {
        _address(one): index
        for index in range(raw.FPDFPage_CountObjects(page))
        if (one := raw.FPDFPage_GetObject(page, index))
    }
    masks = {mark: sign for place in places for mark, sign in _by_sign(place).items()}
    touched: dict[int, Any] = {}
    for mark in masks:
        one = raw.FPDFText_GetTextObject(texts, mark)
        if not one or _address(one) not in own or _is_covered(page, one, own[_address(one)]):
            texts.close()
            return None
        touched[_address(one)] = one
    signs: dict[int, list[_Drawn]] = {address: [] for address in touched}
    known: Counter[tuple[int, str]] = Counter()
    wanted: Counter[str] = Counter()
    for sign, one in _signs(texts):
        address, font = _address(one) if one else 0, raw.FPDFTextObj_GetFont(one) if one else None
        known[_address(font) if font else 0, sign.text] += 1
        if sign.number in masks:
            continue
        wanted[sign.text] += 1
        if address in signs:
            signs[address].append(sign)
    for mark, text in masks.items():
        one = raw.FPDFText_GetTextObject(texts, mark)
        font = _address(raw.FPDFTextObj_GetFont(one))
        if text and text != HIDDEN and not known[font, text]:
            text = HIDDEN  # the font has no such sign
        if text:
            signs[_address(one)].append(_Drawn(mark, text, *_origin(texts, mark)))
            wanted[text] += 1
    texts.close()
    helvetica = raw.FPDFText_LoadStandardFont(document.raw, b"Helvetica")
    plain = _ASCII if in_helvetica else HIDDEN
    for address in sorted(touched, key=lambda address: -own[address]):
        _replace(document, page, touched[address], own[address], signs[address], helvetica, plain)
    raw.FPDFFont_Close(helvetica)
    if not raw.FPDFPage_GenerateContent(page):
        return False
    page.close()
    after = document[number].get_textpage()
    said = Counter(sign.text for sign, _ in _signs(after))
    after.close()
    return said == wanted


def boxes(page: Any, places: Sequence[Place]) -> list[tuple[float, float, float, float]]:
    """Left, bottom, right, top of every sign that leaks, with a margin, in points of the page."""
    texts, box = page.get_textpage(), raw.FS_RECTF()
    found = []
    for place in places:
        for mark in place.marks:
            raw.FPDFText_GetLooseCharBox(texts, mark, box)
            height = box.top - box.bottom
            right = max(box.right, box.left + _DIGIT_WIDTH * abs(height))
            low, high = min(box.bottom, box.top) - _MARGIN - 0.2 * abs(height), max(box.bottom, box.top) + _MARGIN
            found.append((box.left - _MARGIN, low, right + _MARGIN, high))
    texts.close()
    return found


def _by_sign(place: Place) -> dict[int, str]:
    """For each leaking sign the one that is drawn where it stood; nothing where the mask is shorter."""
    drawn = [sign for sign in place.text if not is_gap(sign)]
    return {mark: drawn[index] if index < len(drawn) else "" for index, mark in enumerate(place.marks)}


def _signs(texts: Any) -> list[tuple[_Drawn, Any]]:
    """Every letter of a page with the object that draws it; what the library adds is left out."""
    found = []
    for number in range(texts.count_chars()):
        if raw.FPDFText_IsGenerated(texts, number) == 1:
            continue
        code = raw.FPDFText_GetUnicode(texts, number)
        text = chr(code) if 0x20 < code < 0x110000 and not 0xD800 <= code < 0xE000 else ""
        if not text or is_gap(text) or text in _NOTHING:
            continue
        one = raw.FPDFText_GetTextObject(texts, number)
        found.append((_Drawn(number, text, *_origin(texts, number)), one))
    return found


def _origin(texts: Any, number: int) -> tuple[float, float, float]:
    """Where a sign begins, across and up, and its width."""
    x, y, box = ctypes.c_double(), ctypes.c_double(), raw.FS_RECTF()
    raw.FPDFText_GetCharOrigin(texts, number, x, y)
    raw.FPDFText_GetLooseCharBox(texts, number, box)
    return x.value, y.value, max(box.right - box.left, _DIGIT_WIDTH * abs(box.top - box.bottom))


def _replace(
    document: Any, page: Any, old: Any, index: int, signs: Sequence[_Drawn], helvetica: Any, plain: str
) -> None:
    """A text object gives way to one object for each of its signs, at the same place in the order of drawing."""
    size, matrix = ctypes.c_float(), raw.FS_MATRIX()
    raw.FPDFTextObj_GetFontSize(old, size)
    raw.FPDFPageObj_GetMatrix(old, matrix)
    colour = [ctypes.c_uint() for _ in range(4)]
    has_colour = raw.FPDFPageObj_GetFillColor(old, *colour)
    font = raw.FPDFTextObj_GetFont(old)
    made = []
    for sign in sorted(signs, key=lambda sign: sign.number):
        new = raw.FPDFPageObj_CreateTextObj(document.raw, helvetica if sign.text in plain else font, size)
        letters = (sign.text + "\0").encode("utf-16-le")
        raw.FPDFText_SetText(new, ctypes.cast(ctypes.create_string_buffer(letters), raw.FPDF_WIDESTRING))
        wider = 1.0
        if sign.text == HIDDEN:
            across = (matrix.a**2 + matrix.b**2) ** 0.5 * size.value * _STAR_WIDTH
            wider = min(max(sign.width / across, 1.0), _WIDEST) if across else 1.0
        place = raw.FS_MATRIX(matrix.a * wider, matrix.b * wider, matrix.c, matrix.d, sign.x, sign.y)
        raw.FPDFPageObj_SetMatrix(new, place)
        if has_colour:
            raw.FPDFPageObj_SetFillColor(new, *colour)
        made.append(new)
    raw.FPDFPage_RemoveObject(page, old)
    raw.FPDFPageObj_Destroy(old)
    for new in reversed(made):
        raw.FPDFPage_InsertObjectAtIndex(page, new, index)


def _is_covered(page: Any, one: Any, index: int) -> bool:
    """Whether a picture or another drawing is laid over a text: then what people see is not the text."""
    left, bottom, right, top = _bounds(one)
    for other in range(index + 1, raw.FPDFPage_CountObjects(page)):
        above = raw.FPDFPage_GetObject(page, other)
        if raw.FPDFPageObj_GetType(above) not in (raw.FPDF_PAGEOBJ_IMAGE, raw.FPDF_PAGEOBJ_FORM):
            continue
        a, b, c, d = _bounds(above)
        if a < right and left < c and b < top and bottom < d:
            return True
    return raw.FPDFTextObj_GetTextRenderMode(one) not in (
        raw.FPDF_TEXTRENDERMODE_FILL,
        raw.FPDF_TEXTRENDERMODE_UNKNOWN,
    )


def _bounds(one: Any) -> tuple[float, float, float, float]:
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    raw.FPDFPageObj_GetBounds(one, left, bottom, right, top)
    return left.value, bottom.value, right.value, top.value


def _address(pointer: Any) -> int:
    return ctypes.cast(pointer, ctypes.c_void_p).value or 0
