"""What the text of a PDF page does not say by itself: numbers that cells wrap, invisible words, pictures."""

from __future__ import annotations

import ctypes
import re
from collections import defaultdict
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
import pypdfium2.raw as raw
from numpy.typing import NDArray

from mingcha.extract.readers.pdf_calls import Numbers, Places
from mingcha.extract.readers.pdf_objects import Objects
from mingcha.text.bank_card import is_bank_card
from mingcha.text.id_number import is_id_number
from mingcha.text.phone import is_mobile

_PIECE = re.compile(r"[0-9]{2,18}[Xx]?|[Xx]")
# Where signs without width let a number wrap anywhere, the library ends a line after every digit.
_ANY_PIECE = re.compile(r"(?<![0-9])[0-9]{4,17}(?![0-9Xx])|(?:[0-9]\n){6}")
_TAIL, _START = re.compile(r"[0-9]{3,17}$"), re.compile(r"[0-9]{1,15}[Xx]?(?![0-9])|[Xx](?![A-Za-z])")
_NO_WIDTH = re.compile("[\0\u200b-\u200d\u2060\ufeff]")
_SAME_EDGE = 1.6  # points
_PIECES = 4
# How far apart lines of one cell may be, in heights of their ink.
_NEAR, _FAR = 0.9, 1.25
_LETTERS = 400_000


@dataclass(slots=True)
class _Segment:
    text: str
    left: float
    top: float
    right: float
    bottom: float

    def continues(self, left: float, top: float, right: float, bottom: float) -> bool:
        """Whether a piece with these edges goes on where this one ends: the library cuts words at will."""
        height = max(self.top - self.bottom, top - bottom)
        level = min(self.top, top) - max(self.bottom, bottom) > 0.5 * height
        return level and not self.text[-1:].isspace() and -0.3 * height < left - self.right < 0.4 * height


@dataclass(frozen=True, slots=True)
class Joined:
    """A number that stands on the page in pieces; `boxes` of the pieces, empty where a line's end parts them."""

    number: str
    boxes: tuple[tuple[float, float, float, float], ...] = ()


def has_pieces(text: str) -> bool:
    """Whether anything in the text could be a piece of a number."""
    return _ANY_PIECE.search(text) is not None


def joined_numbers(texts: Any, text: str) -> list[Joined]:
    """Numbers in one piece that the page's text holds in several, because a cell or a line ended."""
    found: dict[str, Joined] = {}
    lines = [line.strip() for line in text.split("\n")]
    for above, below in pairwise(lines):
        tail, start = _TAIL.search(above), _START.match(below)
        if tail and start and is_whole_number(number := tail[0] + start[0]):
            found[number] = Joined(number)
    for segments in _columns(texts):
        for index, first in enumerate(segments):
            pieces, last, near = [first], first, True
            best = int(is_whole_number(first.text))  # in one piece here, and cut sign by sign in the page's text
            for other in segments[index + 1 : index + _PIECES]:
                gap = last.bottom - other.top
                # The next line of the same cell, not the next row of the table.
                if not -0.5 < gap / max(other.top - other.bottom, 0.1) < _FAR:
                    break
                near = near and gap < _NEAR * (other.top - other.bottom)
                pieces.append(other)
                last = other
                number = "".join(piece.text for piece in pieces)
                # The longest: an identity number may begin as a mobile does. Its check digit bears out wide lines too.
                if is_whole_number(number) and (near or is_id_number(number.upper())):
                    best = len(pieces)
            if best:
                number = "".join(piece.text for piece in pieces[:best])
                boxes = tuple((piece.left, piece.bottom, piece.right, piece.top) for piece in pieces[:best])
                found.setdefault(number, Joined(number, boxes))
    return [joined for number, joined in found.items() if number not in text]


def is_whole_number(number: str) -> bool:
    """An identity number, a bank card, a mobile number: what must not be found in two pieces only."""
    if is_id_number(number.upper()):
        return True
    return is_mobile(number) if len(number) == 11 else number.startswith("62") and is_bank_card(number)


def _columns(texts: Any) -> list[list[_Segment]]:
    """Pieces of numbers under each other, from top to bottom: with the same left edge, or centred on one line."""
    lefts: dict[int, list[_Segment]] = defaultdict(list)
    centres: dict[int, list[_Segment]] = defaultdict(list)
    for segment in _segments(texts):
        if _PIECE.fullmatch(segment.text):
            for side, key in ((lefts, segment.left), (centres, (segment.left + segment.right) / 2)):
                for step in (0, 1):  # of two overlapping grids, so that no edge falls between
                    side[2 * int(key / (2 * _SAME_EDGE) + step / 2) + step].append(segment)
    groups = [*lefts.values(), *centres.values()]
    return [sorted(group, key=lambda segment: -segment.top) for group in groups if len(group) > 1]


def _segments(texts: Any) -> list[_Segment]:
    left, top, right, bottom = (ctypes.c_double() for _ in range(4))
    found: list[_Segment] = []
    for index in range(min(texts.count_rects(), _LETTERS)):
        raw.FPDFText_GetRect(texts, index, left, top, right, bottom)
        edges = (left.value, top.value, right.value, bottom.value)
        size = raw.FPDFText_GetBoundedText(texts, *edges, None, 0)
        if not 0 < size < 200:
            continue
        buffer = (ctypes.c_ushort * size)()
        raw.FPDFText_GetBoundedText(texts, *edges, buffer, size)
        words = _NO_WIDTH.sub("", bytes(buffer).decode("utf-16-le", errors="replace"))
        if found and not words[:1].isspace() and found[-1].continues(*edges):
            found[-1].text += words
            found[-1].right = edges[2]
        else:
            found.append(_Segment(words, *edges))
    for segment in found:
        segment.text = segment.text.strip()
    return found


def invisible(objects: Objects, texts: Any) -> tuple[str, str]:
    """Words drawn in no colour at all, and words drawn in white on nothing dark."""
    words = objects.of_kind(raw.FPDF_PAGEOBJ_TEXT)
    unseen = objects.modes[words] == raw.FPDF_TEXTRENDERMODE_INVISIBLE
    white = objects.white(words[~unseen])
    if len(white):
        white = white[~_stand_on(objects.bounds(white), white, *_grounds(objects))]
    found = ["".join(_words(one, texts) for one in objects.those(some)).strip() for some in (words[unseen], white)]
    return found[0], found[1]


def _grounds(objects: Objects) -> tuple[Numbers, Places]:
    """What words may stand on so that white ones are seen, with the places of it in the page's order."""
    paths = objects.of_kind(raw.FPDF_PAGEOBJ_PATH)
    dark = np.setdiff1d(paths, objects.white(paths), assume_unique=True)
    places = np.sort(np.append(dark, objects.of_kind(raw.FPDF_PAGEOBJ_IMAGE, raw.FPDF_PAGEOBJ_SHADING)))
    return objects.bounds(places), places


def _stand_on(boxes: Numbers, numbers: Places, grounds: Numbers, places: Places) -> NDArray[np.bool_]:
    """Whether the middle of each box stands on what was drawn before it."""
    across, up = (boxes[:, 0] + boxes[:, 2]) / 2, (boxes[:, 1] + boxes[:, 3]) / 2
    before = np.searchsorted(places, numbers)
    left, low, right, high = grounds.T
    return np.fromiter(
        (
            np.any((left[:end] <= x) & (x <= right[:end]) & (low[:end] <= y) & (y <= high[:end]))
            for x, y, end in zip(across.tolist(), up.tolist(), before.tolist(), strict=True)
        ),
        np.bool_,
        len(boxes),
    )


def picture_share(page: Any, objects: Objects) -> float:
    """How much of the page its largest picture covers, 0 to 1."""
    largest = 0.0
    whole = max(page.get_width() * page.get_height(), 1.0)
    places = objects.of_kind(raw.FPDF_PAGEOBJ_IMAGE, raw.FPDF_PAGEOBJ_FORM)
    for place, (left, bottom, right, top) in zip(places.tolist(), objects.bounds(places).tolist(), strict=True):
        if objects.kinds[place] == raw.FPDF_PAGEOBJ_IMAGE or _parts(objects.handles[place]) < 4:
            largest = max(largest, (right - left) * (top - bottom) / whole)
    return min(largest, 1.0)


def _parts(form: int) -> int:
    return int(raw.FPDFFormObj_CountObjects(ctypes.cast(form, raw.FPDF_PAGEOBJECT)))


def _words(one: int, texts: Any) -> str:
    handle = ctypes.cast(one, raw.FPDF_PAGEOBJECT)
    size = raw.FPDFTextObj_GetText(handle, texts, None, 0)
    if not 2 < size < 1 << 20:
        return ""
    buffer = (ctypes.c_ushort * (size // 2))()
    raw.FPDFTextObj_GetText(handle, texts, buffer, size)
    return bytes(buffer).decode("utf-16-le", errors="replace").rstrip("\0")
