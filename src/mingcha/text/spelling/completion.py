"""What usually fills a gap: the character that nearly always stands between two others, after two, before two, and in an idiom."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from mingcha.text.spelling.tables import DIGESTS, SHIFT, Numbers, digest, tables

# Seen this often (level of 24), and this share of all that fills the gap.
OFTEN, SHARE = 38, 0.4
_MASK = (1 << SHIFT) - 1
IDIOM = 4


@dataclass(frozen=True, eq=False, slots=True)
class Fillers:
    """Sorted keys and what each is filled with."""

    keys: NDArray[np.int64]
    fills: Numbers
    maybe: NDArray[np.bool_]  # by the digest of a key: whether there can be one; spares most of the searching

    def of(self, keys: NDArray[np.int64]) -> tuple[NDArray[np.int64], Numbers]:
        """The indexes of keys that something fills, and what."""
        some = np.flatnonzero(self.maybe[digest(keys)])
        index = np.minimum(np.searchsorted(self.keys, keys[some]), len(self.keys) - 1)
        right = self.keys[index] == keys[some]
        return some[right], self.fills[index[right]]


def _made(keys: NDArray[np.int64], fills: NDArray[np.int64]) -> Fillers:
    maybe = np.zeros(DIGESTS, bool)
    maybe[digest(keys)] = True
    return Fillers(keys, fills.astype(np.int32), maybe)


@cache
def between() -> Fillers:
    """By first << SHIFT | last of three."""
    known = tables().triples
    return _fillers((known >> 2 * SHIFT) << SHIFT | known & _MASK, known >> SHIFT & _MASK)


@cache
def after() -> Fillers:
    """By the first two of three."""
    known = tables().triples
    return _fillers(known >> SHIFT, known & _MASK)


@cache
def before() -> Fillers:
    """By the last two of three."""
    known = tables().triples
    return _fillers(known & (1 << 2 * SHIFT) - 1, known >> 2 * SHIFT)


@cache
def in_idiom() -> Fillers:
    """By idiom_key of a word of four characters without one of them."""
    known = tables()
    words = [word for word in known.words if len(word) == 4]
    marks = (
        known.number_of[np.frombuffer("".join(words).encode("utf-32-le"), np.uint32)].reshape(-1, 4).astype(np.int64)
    )
    keys, fills = [], []
    for hole in range(4):
        rest = [marks[:, index] for index in range(4) if index != hole]
        keys.append(idiom_key(hole, *rest))
        fills.append(marks[:, hole])
    all_keys, all_fills = np.concatenate(keys), np.concatenate(fills)
    order = np.argsort(all_keys, kind="stable")
    sorted_keys = all_keys[order]
    # What two idioms have in common says nothing of either.
    alone = np.ones(len(order), bool)
    same = sorted_keys[1:] == sorted_keys[:-1]
    alone[1:] &= ~same
    alone[:-1] &= ~same
    return _made(sorted_keys[alone], all_fills[order][alone])


def idiom_key(hole: int, a: NDArray[np.int64], b: NDArray[np.int64], c: NDArray[np.int64]) -> NDArray[np.int64]:
    """Three characters of four and which one is missing (0 to 3)."""
    return ((a << 2 * SHIFT | b << SHIFT | c) << 2) | hole


def _fillers(keys: NDArray[np.int64], fills: NDArray[np.int64]) -> Fillers:
    known = tables()
    counts = known.count_of[known.triple_levels]
    order = np.argsort(keys, kind="stable")
    keys, fills, counts, levels = keys[order], fills[order], counts[order], known.triple_levels[order]
    starts = np.flatnonzero(np.concatenate([[True], keys[1:] != keys[:-1]]))
    sums = np.add.reduceat(counts, starts)
    groups = np.repeat(np.arange(len(starts)), np.diff(np.append(starts, len(keys))))
    is_top = (levels >= OFTEN) & (counts >= SHARE * sums[groups])
    top = np.flatnonzero(is_top)
    # Two may reach the share; the commoner is meant.
    top = top[np.lexsort((-counts[top], keys[top]))]
    first = np.concatenate([[True], keys[top][1:] != keys[top][:-1]]) if len(top) else np.zeros(0, bool)
    return _made(keys[top][first], fills[top][first])
