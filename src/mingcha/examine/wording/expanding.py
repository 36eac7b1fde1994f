"""Signs that stand for several characters (㎏, ㈱, ﬁ), and the phrases found across them.

They are rare, so that only their neighbourhoods are written out and looked at again.
"""

from __future__ import annotations

import unicodedata
from functools import cache

import numpy as np

from mingcha.text.matching.matcher import NO_MATCHES, Matcher, Matches, in_order
from mingcha.text.normal import Codes, folded

# Enclosed and squared signs, and ligatures of Latin letters.
SQUARED, LIGATURES = (0x3200, 0x3400), (0xFB00, 0xFB07)
REACH = 24


def expanded_matches(matcher: Matcher, codes: Codes, plain: str) -> Matches:
    """What the matcher finds across such signs of a plain text; offsets are those of the text."""
    squared = (codes >= SQUARED[0]) & (codes < SQUARED[1])
    ligatures = (codes >= LIGATURES[0]) & (codes < LIGATURES[1])
    if not squared.any() and not ligatures.any():
        return NO_MATCHES
    starts: list[int] = []
    ends: list[int] = []
    which: list[int] = []
    last = 0
    for at in np.flatnonzero(squared | ligatures).tolist():
        if at < last:
            continue
        first, last = max(0, at - REACH), min(len(plain), at + REACH + 1)
        written, offsets = _written_out(plain, first, last)
        found = matcher.find(written)
        for start, end, phrase in zip(found.starts.tolist(), found.ends.tolist(), found.which.tolist(), strict=True):
            begin, stop = offsets[start], offsets[end - 1] + 1
            if stop - begin < end - start:
                starts.append(begin)
                ends.append(stop)
                which.append(phrase)
    return in_order(*(np.array(some, dtype=np.int64) for some in (starts, ends, which)))


def _written_out(plain: str, first: int, last: int) -> tuple[str, list[int]]:
    pieces, offsets = [], []
    for at in range(first, last):
        piece = _expansion(plain[at])
        pieces.append(piece)
        offsets += [at] * len(piece)
    return "".join(pieces), offsets


@cache
def _expansion(character: str) -> str:
    code = ord(character)
    if SQUARED[0] <= code < SQUARED[1] or LIGATURES[0] <= code < LIGATURES[1]:
        return folded(unicodedata.normalize("NFKC", character))
    return character
