"""The straight lines drawn on a PDF page: strokes, thin bars, and the sides of frames."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pypdfium2.raw as raw
from numpy.typing import NDArray

from mingcha.extract.readers.pdf_calls import Numbers, Places, matrices_of, segments_of, strokes_of
from mingcha.extract.readers.pdf_objects import Objects

_THIN, _SHORT = 3.0, 4.0  # points: how thick a line may be, how short a stroke is no line
# Of one path.
_STROKES = 6_000
_STRAIGHT = 0.5
# Strokes looked at together.
_PORTION = 50_000


@dataclass(frozen=True, slots=True)
class Lines:
    """Lines along one axis in the order they were drawn: at `at` on the other, from `start` to `end`."""

    at: Numbers
    start: Numbers
    end: Numbers

    def __len__(self) -> int:
        return len(self.at)

    def those(self, which: NDArray[np.bool_]) -> Lines:
        return Lines(self.at[which], self.start[which], self.end[which])


def lines_of(objects: Objects, *, most: int) -> tuple[Lines, Lines]:
    """Those across the page and those down; somewhat more than `most` when there are."""
    places = objects.of_kind(raw.FPDF_PAGEOBJ_PATH)
    left, bottom, right, top = objects.bounds(places).T
    width, height = right - left, top - bottom
    flat = (height <= _THIN) & (width > _THIN)
    upright = (width <= _THIN) & (height > _THIN)
    across = [np.stack([places, (top + bottom) / 2, left, right], axis=1)[flat]]
    down = [np.stack([places, (left + right) / 2, bottom, top], axis=1)[upright]]
    for some, counts in _portions(objects, places[(width > _THIN) & (height > _THIN)]):
        if sum(map(len, [*across, *down])) > most:
            break
        level, plumb = _strokes(objects, some, counts)
        across.append(level)
        down.append(plumb)
    return _in_order(across), _in_order(down)


def _in_order(parts: list[Numbers]) -> Lines:
    lines = np.concatenate(parts)
    if len(parts) > 1:
        lines = lines[np.argsort(lines[:, 0], kind="stable")]
    return Lines(*lines[:, 1:].T)


def _portions(objects: Objects, places: Places) -> Iterator[tuple[Places, Places]]:
    """Paths that draw more than one line, with how many strokes of each count: so many that memory holds them."""
    counts = np.minimum(segments_of(objects.those(places)), _STROKES)
    places, counts = places[counts >= 4], counts[counts >= 4]
    if not len(places):
        return
    parts = np.flatnonzero(np.diff(np.cumsum(counts) // _PORTION)) + 1
    yield from zip(np.split(places, parts), np.split(counts, parts), strict=True)


def _strokes(objects: Objects, places: Places, counts: Places) -> tuple[Numbers, Numbers]:
    """The straight strokes of paths that draw a frame, or a whole grid at once, each with the place of its path."""
    paths = objects.those(places)
    own, kinds, closes = strokes_of(paths, counts.tolist())
    a, b, c, d, e, f = np.repeat(matrices_of(paths), counts, axis=0).T
    points = np.stack([a * own[:, 0] + c * own[:, 1] + e, b * own[:, 0] + d * own[:, 1] + f], axis=1)
    here = np.arange(len(points))
    first = np.repeat(np.cumsum(counts) - counts, counts)
    begun = np.maximum.accumulate(np.where(kinds == raw.FPDF_SEGMENT_MOVETO, here, -1))
    closes &= begun >= first
    after = np.where(closes, begun, here)  # where the pen stands after each stroke
    lines = np.flatnonzero((kinds == raw.FPDF_SEGMENT_LINETO) & (here > first))
    closing = np.flatnonzero(closes)
    ones, others = np.append(after[lines - 1], closing), np.append(lines, begun[closing])
    order = np.argsort(np.append(lines, closing), kind="stable")
    one, other, place = points[ones[order]], points[others[order]], np.repeat(places, counts)[others[order]]
    wide, high = np.abs(one - other).T
    level = (high < _STRAIGHT) & (wide > _SHORT)
    plumb = (wide < _STRAIGHT) & (high > _SHORT) & ~level
    low, top = np.minimum(one, other), np.maximum(one, other)
    middle = (one + other) / 2
    return (
        np.stack([place, middle[:, 1], low[:, 0], top[:, 0]], axis=1)[level],
        np.stack([place, middle[:, 0], low[:, 1], top[:, 1]], axis=1)[plumb],
    )
