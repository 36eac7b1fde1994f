"""How likely a stretch of characters is: counts of three, backed by counts of two and of one."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from mingcha.text.spelling.tables import SHIFT, Numbers, digest, tables

# What was never seen after a history seen n times shares as much as n ** _NEW occurrences: texts of another kind
# than those counted go on otherwise.
_NEW = 0.75
Bits = NDArray[np.float32]


def gain(padded: Numbers, at: NDArray[np.int64], *, length: int, instead: list[Numbers]) -> Bits:
    """Binary logarithm of how much likelier the text is with `instead` for the `length` characters from `at` on.

    `padded` has two zeros before and `length + 2` after the text; `at` counts from its own beginning.
    """
    before = [padded[at - 2], padded[at - 1]]
    after = [padded[at + length], padded[at + length + 1]]
    # Nothing beyond a mark counts.
    before[0] = np.where(before[1] == 0, 0, before[0])
    after[1] = np.where(after[0] == 0, 0, after[1])
    written = [padded[at + offset] for offset in range(length)]
    return _bits([*before, *instead, *after]) - _bits([*before, *written, *after])


def _bits(columns: list[Numbers]) -> Bits:
    """The probability of the columns from the third on, in bits."""
    known = tables()
    total = np.float32(2 ** (known.total / 8))
    unseen = known.count_of**_NEW + np.float32(1)
    told = np.zeros(len(columns[0]), np.float32)
    for a, b, c in zip(columns, columns[1:], columns[2:], strict=False):
        one = (known.count_of[known.levels[c]] + 0.5) / total
        of_two = known.count_of[known.levels[b]]
        pair = known.pairs[a << SHIFT | b]
        new = unseen[known.levels[b]]
        two = (known.count_of[known.pairs[b << SHIFT | c]] + new * one) / (of_two + new)
        two = np.where(b == 0, one, two)
        of_three, seen = known.count_of[pair], triple_count(a, b, c)
        of_three = np.maximum(of_three, seen)
        new = unseen[pair]
        three = (seen + new * two) / (of_three + new)
        told += np.where(c == 0, 0, np.log2(np.where((a == 0) | (b == 0), two, three)))
    return told


def triple_count(a: Numbers, b: Numbers, c: Numbers) -> Bits:
    """How often three characters were seen together."""
    known = tables()
    keys = (a.astype(np.int64) << 2 * SHIFT) | (b.astype(np.int64) << SHIFT) | c
    told = np.zeros(len(keys), np.float32)
    some = np.flatnonzero(known.maybe[digest(keys)])
    few = keys[some]
    index = np.minimum(np.searchsorted(known.triples, few), len(known.triples) - 1)
    told[some] = np.where(known.triples[index] == few, known.count_of[known.triple_levels[index]], np.float32(0))
    return told
