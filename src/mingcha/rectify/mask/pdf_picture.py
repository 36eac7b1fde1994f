"""Pages of a PDF as pictures: to prove that nothing else changed, and to stand for a page that could not be changed."""

from __future__ import annotations

import ctypes
from collections.abc import Sequence
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from mingcha.rectify.mask.pdf_page import Place, boxes

_POINTS = 72
# For a page that becomes a picture; small print stays readable.
_DOTS = 200
# For comparing: enough to see a letter that went or moved.
_COARSE = 96
# Of the page's dots: letters set one by one fall a fraction of a dot beside where they stood.
_MAY_DIFFER = 0.002
_BLACK, _WHITE = (64, 64, 64, 255), (255, 255, 255, 255)
_LARGEST = 60_000_000  # dots


def same_looks(
    page: Any, before: Any, places: Sequence[Place], *, annotations: bool = False, exactly: bool = False
) -> bool:
    """Whether two pages look the same outside the places."""
    if page.get_size() != before.get_size():
        return False
    hidden = boxes(before, places) if places else []
    pictures = []
    for one in (page, before):
        bitmap = _rendered(one, _COARSE, annotations=annotations, grey=True)
        _paint(bitmap, one, hidden, _COARSE, _WHITE)
        pictures.append(bytes(bitmap.buffer))
    one, other = pictures
    if len(one) != len(other):
        return False
    # Dots that differ in their upper half of brightness; the fraction of them decides.
    dark = int.from_bytes(b"\x80" * len(one))
    differing = ((int.from_bytes(one) ^ int.from_bytes(other)) & dark).bit_count()
    return differing <= (0 if exactly else _MAY_DIFFER * len(one))


def as_picture(document: Any, page: Any, places: Sequence[Place]) -> None:
    """Add a page that is a picture of the other, with the places painted over."""
    bitmap = _rendered(page, _DOTS, annotations=False, grey=False)
    _paint(bitmap, page, boxes(page, places), _DOTS, _BLACK)
    for place in places:
        if place.dots:  # of a picture of the same size, in which the words were recognised
            left, top, right, bottom = (round(edge) for edge in place.dots)
            bitmap.fill_rect(_BLACK, max(left, 0), max(top, 0), right - left, bottom - top)
    width, height = page.get_size()
    new = document.new_page(width, height)
    picture = pdfium.PdfImage.new(document)
    picture.set_bitmap(bitmap)
    picture.set_matrix(pdfium.PdfMatrix().scale(width, height))
    new.insert_obj(picture)
    new.gen_content()
    new.close()


def _rendered(page: Any, dots: int, *, annotations: bool, grey: bool) -> Any:
    width, height = page.get_size()
    scale = dots / _POINTS
    if width * height * scale * scale > _LARGEST:
        scale = (_LARGEST / (width * height)) ** 0.5
    return page.render(scale=scale, may_draw_forms=False, draw_annots=annotations, grayscale=grey)


def _paint(
    bitmap: Any, page: Any, some: Sequence[tuple[float, float, float, float]], dots: int, colour: tuple[int, ...]
) -> None:
    x, y = ctypes.c_int(), ctypes.c_int()
    for left, bottom, right, top in some:
        corners = []
        for across, up in ((left, bottom), (right, top)):
            # The library knows the page's rotation and the corner it counts from.
            raw.FPDF_PageToDevice(page, 0, 0, bitmap.width, bitmap.height, 0, across, up, x, y)
            corners.append((x.value, y.value))
        (a, b), (c, d) = corners
        first, second = max(min(a, c), 0), max(min(b, d), 0)
        width, height = min(max(a, c) + 1, bitmap.width) - first, min(max(b, d) + 1, bitmap.height) - second
        if width > 0 and height > 0:
            bitmap.fill_rect(colour, first, second, width, height)
