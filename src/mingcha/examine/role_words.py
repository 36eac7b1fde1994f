"""Where in a document a word of a role may begin: found at once for the whole text, so that most numbers need no look.

Only the first two characters are compared, through a table with a place for each hash of them: what it lets pass is
looked at closely by whoever asks; what it does not holds no word.
"""

from __future__ import annotations

from bisect import bisect_left
from functools import cache

import numpy as np
from numpy.typing import NDArray

from mingcha.model.document import Document
from mingcha.standards.privacy_words import roles
from mingcha.text.digit_runs import code_points
from mingcha.text.width import FULL

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
    found: list[int] = np.flatnonzero(_pairs()[codes[:-1] * _SPREAD + codes[1:]]).tolist()
    return found


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


@cache
def _pairs() -> NDArray[np.bool_]:
    table = np.zeros(_CODES, dtype=bool)
    for words in roles().values():
        for word in words:
            first, second = (np.array([ord(c)], dtype=np.uint16) for c in word[:2])
            table[first * _SPREAD + second] = True
    return table
