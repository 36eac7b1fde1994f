"""The likeliest words of a short stretch, by frequency alone: what a misspelling breaks apart shows as lone characters."""

from __future__ import annotations

import math
from functools import cache, lru_cache

from mingcha.text.spelling.tables import tables

LONGEST = 8
# A word not in the list, in bits: rarer than anything that is in it.
UNKNOWN = 30.0
_ALL = math.log2(1e8)


@cache
def _bits() -> tuple[float, ...]:
    return tuple(_ALL - (level - 1) / 8 for level in range(256))


@lru_cache(maxsize=8192)
def segment(text: str) -> tuple[float, tuple[tuple[int, int], ...]]:
    """How many bits the best division into words costs, and its words as start and end."""
    words, bits = tables().words, _bits()
    size = len(text)
    cost = [0.0] + [math.inf] * size
    begun = [0] * (size + 1)
    for start in range(size):
        here = cost[start]
        best = here + UNKNOWN
        level = words.get(text[start])
        if level is not None:
            best = here + bits[level]
        if best < cost[start + 1]:
            cost[start + 1], begun[start + 1] = best, start
        for end in range(start + 2, min(size, start + LONGEST) + 1):
            level = words.get(text[start:end])
            if level is not None and here + bits[level] < cost[end]:
                cost[end], begun[end] = here + bits[level], start
    spans, end = [], size
    while end:
        spans.append((begun[end], end))
        end = begun[end]
    return cost[size], tuple(spans[::-1])
