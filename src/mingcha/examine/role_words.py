"""Where in a document a word of a role may begin: found at once for the whole text, so that most numbers need no look.

The first two characters are compared through a table with a place for each hash of them; at what it lets pass the words
themselves are looked for.
"""

from __future__ import annotations

from bisect import bisect_left
from functools import cache, lru_cache

import numpy as np
from numpy.typing import NDArray

from mingcha.model.document import Document
from mingcha.standards.privacy_words import begins_with_word, roles
from mingcha.text.digit_runs import code_points
from mingcha.text.width import FULL, fold_all

_CODES = 1 << 16
_SPREAD = np.uint16(40_503)  # odd, so that no two second characters meet


def may_hold_words(document: Document, start: int, end: int) -> bool:
    """Whether a word of a role may begin in text[start:end]; False is certain."""
    places = document.once(word_starts)
    at = bisect_left(places, start)
    return at < len(places) and places[at] < end


def word_starts(document: Document) -> list[int]:
    """Where words may begin, in order; use `document.once(word_starts)`."""
    codes = _folded()[code_points(document.text)]
    if len(codes) < 2:
        return []
    likely: list[int] = np.flatnonzero(_pairs()[codes[:-1] * _SPREAD + codes[1:]]).tolist()
    text = document.text
    return [place for place in likely if _are_pair(text[place : place + 2]) and begins_with_word(text, place)]


def without_words(document: Document, begins: NDArray[np.int64], ends: NDArray[np.int64]) -> NDArray[np.bool_]:
    """For many stretches at once, in which of them no word of a role begins."""
    places = document.once(_as_array)
    alone: NDArray[np.bool_] = np.searchsorted(places, begins) == np.searchsorted(places, ends)
    return alone


def _as_array(document: Document) -> NDArray[np.int64]:
    return np.array(document.once(word_starts), dtype=np.int64)


@cache
def _folded() -> NDArray[np.uint16]:
    """Every code point as it is compared: half width, lower case."""
    table = np.arange(_CODES, dtype=np.uint16)
    for full, half in FULL.items():
        table[full] = half
    for code in range(_CODES):
        low = chr(int(table[code])).lower()
        if len(low) == 1 and ord(low) < _CODES:
            table[code] = ord(low)
    return table


@lru_cache(maxsize=_CODES)
def _are_pair(characters: str) -> bool:
    """Whether a word begins with these two; some that do not share their place in the table with one that does."""
    return fold_all(characters).lower() in _first_two()


@cache
def _first_two() -> frozenset[str]:
    return frozenset(word[:2] for words in roles().values() for word in words)


@cache
def _pairs() -> NDArray[np.bool_]:
    table = np.zeros(_CODES, dtype=bool)
    for words in roles().values():
        for word in words:
            first, second = (np.array([ord(c)], dtype=np.uint16) for c in word[:2])
            table[first * _SPREAD + second] = True
    return table
