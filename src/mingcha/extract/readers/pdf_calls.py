"""The PDF library asked about all signs, stretches or objects of a page in one go.

Its functions answer for one at a time. Bound here a second time, to plain addresses in one array, each answer takes a
fifth of what it takes through the library's own binding.
"""

from __future__ import annotations

import ctypes
from collections import deque
from collections.abc import Callable, Iterable, Sequence
from itertools import chain, repeat
from typing import Any

import numpy as np
import pypdfium2.raw as raw
from numpy.typing import NDArray

Numbers = NDArray[np.float64]
Places = NDArray[np.int64]
_ADDRESS, _INT = ctypes.c_void_p, ctypes.c_int


def _bound(function: Any, *arguments: Any, answer: Any = _INT) -> Callable[..., Any]:
    """The calls are shorter than handing over the lock of the interpreter would be: it is kept."""
    found: Callable[..., Any] = ctypes.PYFUNCTYPE(answer, *arguments)(ctypes.cast(function, _ADDRESS).value or 0)
    return found


_code = _bound(raw.FPDFText_GetUnicode, _ADDRESS, _INT, answer=ctypes.c_uint)
_room = _bound(raw.FPDFText_GetLooseCharBox, _ADDRESS, _INT, _ADDRESS)
_rect = _bound(raw.FPDFText_GetRect, _ADDRESS, _INT, *[_ADDRESS] * 4)
_object = _bound(raw.FPDFPage_GetObject, _ADDRESS, _INT, answer=_ADDRESS)
_kind = _bound(raw.FPDFPageObj_GetType, _ADDRESS)
_mode = _bound(raw.FPDFTextObj_GetTextRenderMode, _ADDRESS)
_bounds = _bound(raw.FPDFPageObj_GetBounds, *[_ADDRESS] * 5)
_fill = _bound(raw.FPDFPageObj_GetFillColor, *[_ADDRESS] * 5)
_segments = _bound(raw.FPDFPath_CountSegments, _ADDRESS)
_segment = _bound(raw.FPDFPath_GetPathSegment, _ADDRESS, _INT, answer=_ADDRESS)
_matrix = _bound(raw.FPDFPageObj_GetMatrix, _ADDRESS, _ADDRESS)
_point = _bound(raw.FPDFPathSegment_GetPoint, *[_ADDRESS] * 3)
_step = _bound(raw.FPDFPathSegment_GetType, _ADDRESS)
_closes = _bound(raw.FPDFPathSegment_GetClose, _ADDRESS)


def codes_of(texts: Any, count: int) -> Places:
    """What the library takes each sign of a page's text for."""
    return np.fromiter(map(_code, repeat(_address(texts)), range(count)), np.int64, count)


def rooms_of(texts: Any, numbers: Places) -> Numbers:
    """Left, top, right and bottom of the room each of these signs takes."""
    found = np.zeros((len(numbers), 4), np.float32)
    _run(map(_room, repeat(_address(texts)), numbers.tolist(), _rows(found)))
    return found.astype(np.float64)


def stretches_of(texts: Any, count: int) -> Numbers:
    """Left, top, right and bottom of the first `count` stretches the library has found by `count_rects`."""
    found = np.zeros((count, 4), np.float64)
    _run(map(_rect, repeat(_address(texts)), range(count), *_fields(found)))
    return found


def objects_of(page: Any, count: int) -> list[int]:
    return [*map(_object, repeat(_address(page)), range(count))]


def kinds_of(objects: Sequence[int]) -> Places:
    return np.fromiter(map(_kind, objects), np.int64, len(objects))


def modes_of(objects: Sequence[int]) -> Places:
    """How each text is drawn; -1 for what is no text."""
    return np.fromiter(map(_mode, objects), np.int64, len(objects))


def bounds_of(objects: Sequence[int]) -> Numbers:
    """Left, bottom, right and top of each."""
    found = np.zeros((len(objects), 4), np.float32)
    _run(map(_bounds, objects, *_fields(found)))
    return found.astype(np.float64)


def are_white(objects: Sequence[int]) -> NDArray[np.bool_]:
    """Whether each is filled in white, or in nothing at all."""
    found = np.zeros((len(objects), 4), np.uint32)
    known = np.fromiter(map(_fill, objects, *_fields(found)), np.int64, len(objects)) != 0
    white: NDArray[np.bool_] = known & ((found[:, 3] < 10) | (found[:, :3].min(axis=1, initial=255) >= 250))
    return white


def segments_of(paths: Sequence[int]) -> list[int]:
    """How many strokes each path has."""
    return [*map(_segments, paths)]


def strokes_of(paths: Sequence[int], counts: Sequence[int]) -> tuple[Numbers, Places, NDArray[np.bool_]]:
    """Of the first strokes of each path: their points in the path's own units, what they are, and whether they close."""
    owners = chain.from_iterable(map(repeat, paths, counts))
    strokes = [*map(_segment, owners, chain.from_iterable(map(range, counts)))]
    points = np.zeros((len(strokes), 2), np.float32)
    _run(map(_point, strokes, *_fields(points)))
    kinds = np.fromiter(map(_step, strokes), np.int64, len(strokes))
    return points.astype(np.float64), kinds, np.fromiter(map(_closes, strokes), np.bool_, len(strokes))


def matrices_of(objects: Sequence[int]) -> Numbers:
    """What brings the units of each to the page's: the six figures of the format."""
    found = np.zeros((len(objects), 6), np.float32)
    _run(map(_matrix, objects, _rows(found)))
    return found.astype(np.float64)


def _address(of: Any) -> int:
    return ctypes.cast(of.raw, _ADDRESS).value or 0


def _rows(into: NDArray[Any]) -> range:
    """The addresses of an array's rows."""
    at, row = into.ctypes.data, into.itemsize * into.shape[1]
    return range(at, at + len(into) * row, row)


def _fields(into: NDArray[Any]) -> list[range]:
    """The addresses of each column of an array, row by row."""
    rows = _rows(into)
    return [range(rows.start + at, rows.stop + at, rows.step) for at in range(0, rows.step, into.itemsize)]


def _run(calls: Iterable[object]) -> None:
    deque(calls, maxlen=0)
