"""Sketches of many texts: 64 numbers a text, whose share of equal ones is the share of five-letter runs in common.

One hash of every run of five letters is dealt into 64 boxes, and each box keeps its smallest (one-permutation MinHash;
an empty box borrows from the next full one). That is one pass of numpy over all letters, with the same answer on every
machine.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sized
from dataclasses import dataclass
from functools import cache
from itertools import islice

import numpy as np
import numpy.typing as npt

from mingcha.text.width import FULL

__all__ = ["BOXES", "RUN", "Sketches", "letter_codes", "sketch"]

Codes = npt.NDArray[np.uint32]
Hashes = npt.NDArray[np.uint64]

# Letters in a run: five tell Chinese sentences apart, and one changed letter costs only five runs.
RUN, BOXES = 5, 64
_EMPTY = np.uint32(0xFFFFFFFF)
# Letters taken at a time: as many as the processor keeps near itself with all that is made of them.
_TOGETHER = 400_000
_ODD = [
    np.uint64(number)
    for number in (0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9, 0x27D4EB2F165667C5, 0x85EBCA77C2B2AE63)
]
_STEP = np.uint32(0x9E3779B1)
_BMP = 0x10000


@dataclass(frozen=True, slots=True, eq=False)
class Sketches:
    """`boxes` is one row of 64 a text; `sums` are equal for texts of the same letters; `lengths` count letters.

    A text with fewer letters than a run has no row to speak of: it is compared as a whole only.
    """

    boxes: npt.NDArray[np.uint32]
    sums: Hashes
    lengths: npt.NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.lengths)


def sketch(texts: Iterable[str]) -> Sketches:
    """The sketches of texts, in their order. Spaces, signs and punctuation, width and case make no difference."""
    if not isinstance(texts, Sized):
        texts = list(texts)
    count = len(texts)
    # One table for all: parts put together at the end would need the room twice.
    boxes = np.empty((count, BOXES), np.uint32)
    sums, lengths = np.empty(count, np.uint64), np.empty(count, np.int64)
    at = 0
    for some in _together(texts):
        end = at + len(some)
        codes, edges = _joined(some)
        boxes[at:end], sums[at:end], lengths[at:end] = _sketched(codes, edges)
        at = end
    return Sketches(boxes, sums, lengths)


def letter_codes(texts: Iterable[str]) -> tuple[Codes, npt.NDArray[np.int64]]:
    """The letters and digits of the texts one behind the other, folded, and where each text begins; one edge more."""
    return _joined(list(texts))


def _together(texts: Iterable[str]) -> Iterator[list[str]]:
    rest = iter(texts)
    while some := list(islice(rest, 1)):
        size = len(some[0])
        for text in rest:
            some.append(text)
            size += len(text)
            if size >= _TOGETHER:
                break
        yield some


@cache
def _folded() -> Codes:
    """What each sign of the basic plane becomes; 0 for what is no letter or digit."""
    codes = np.zeros(_BMP, np.uint32)
    for code in range(_BMP):
        sign = chr(FULL.get(code, code))
        if sign.isalnum():
            codes[code] = ord(folded) if len(folded := sign.lower()) == 1 else ord(sign)
    return codes


def _joined(texts: list[str]) -> tuple[Codes, npt.NDArray[np.int64]]:
    starts = np.zeros(len(texts) + 1, np.int64)
    np.cumsum(np.fromiter(map(len, texts), np.int64, len(texts)), out=starts[1:])
    raw = np.frombuffer("".join(texts).encode("utf-32-le", "surrogatepass"), np.uint32)
    codes = _folded()[np.minimum(raw, _BMP - 1)]
    if len(rare := np.flatnonzero(raw >= _BMP)):
        codes[rare] = raw[rare]
    kept = codes != 0
    before = np.zeros(len(raw) + 1, np.int64)
    np.cumsum(kept, out=before[1:])
    return codes[kept], before[starts]


def _sketched(
    codes: Codes, edges: npt.NDArray[np.int64]
) -> tuple[npt.NDArray[np.uint32], Hashes, npt.NDArray[np.int64]]:
    count, lengths = len(edges) - 1, np.diff(edges)
    # One box more than there are, for the runs that reach into the next text and belong to none.
    boxes = np.full(count * BOXES + 1, _EMPTY, np.uint32)
    sums = lengths.astype(np.uint64) * _ODD[3]
    if len(codes) >= RUN:
        hashes = _mixed(codes)
        crossing = (edges[1:, None] - np.arange(1, RUN)).ravel()
        crossing = crossing[(crossing >= 0) & (crossing < len(hashes))]
        box = np.repeat(np.arange(0, count * BOXES, BOXES), lengths)[: len(hashes)]
        box |= (hashes & np.uint64(BOXES - 1)).view(np.int64)
        box[crossing] = count * BOXES
        np.minimum.at(boxes, box, (hashes >> np.uint64(32)).astype(np.uint32))
        hashes[crossing] = 0
        if len(filled := np.flatnonzero((lengths > 0) & (edges[:-1] < len(hashes)))):
            sums[filled] += np.add.reduceat(hashes, edges[filled])
    for short in np.flatnonzero((lengths < RUN) & (lengths > 0)):
        whole = codes[edges[short] : edges[short + 1]].astype(np.uint64) + np.uint64(1)
        sums[short] ^= np.bitwise_xor.reduce(whole * np.array(_ODD[: len(whole)], np.uint64))
    table = boxes[:-1].reshape(count, BOXES)
    _fill(table)
    return table, sums, lengths


def _mixed(codes: Codes) -> Hashes:
    """One hash for every run of letters; the last four letters begin none."""
    wide = codes.astype(np.uint64)
    end = len(wide) - RUN + 1
    hashes: Hashes = wide[:end] * _ODD[0]
    for place in range(1, RUN):
        hashes += wide[place : end + place] * _ODD[place]
    hashes ^= hashes >> np.uint64(29)
    hashes *= _ODD[1]
    hashes ^= hashes >> np.uint64(32)
    return hashes


def _fill(table: npt.NDArray[np.uint32]) -> None:
    """Let every empty box borrow from the next full one, marked by the way it came, in place."""
    rows = np.flatnonzero((table == _EMPTY).any(axis=1) & (table != _EMPTY).any(axis=1))
    if not len(rows):
        return
    some = table[rows]
    at = np.arange(BOXES)
    full = some != _EMPTY
    # The next full box to the right, going round: the least place >= own among places and places + 64.
    places = np.where(np.concatenate((full, full), axis=1), np.arange(2 * BOXES), 4 * BOXES)
    nearest = np.minimum.accumulate(places[:, ::-1], axis=1)[:, ::-1][:, :BOXES]
    borrowed = np.take_along_axis(some, nearest % BOXES, axis=1)
    table[rows] = borrowed + ((nearest - at).astype(np.uint32) * _STEP)
