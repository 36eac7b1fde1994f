"""Phrases whose characters were put apart, found in the squeezed form of a text.

Only the neighbourhoods of gaps are looked at. Whether a gap makes sense, a mark between every two characters or an
invisible one anywhere, is for `is_hidden_phrase` to say, since squeezing joins what never belonged together.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from mingcha.text.matching.matcher import NO_MATCHES, Matcher, Matches
from mingcha.text.normal import BREAKS, INSERTED, INVISIBLE, KEPT, QUOTES, SPACES, Codes, kinds_of

# How many characters on both sides of a gap a phrase may reach; longer phrases are not looked for apart.
REACH = 24
# A gap of more than this parts two things.
LONGEST_GAP = 6
# The first Chinese character: gaps between letters and digits are ordinary.
FIRST_CHINESE = 0x3400
# Marks that nobody puts between two Chinese characters but to hide a word.
HIDING = frozenset("*＊☆★●○◆◇■□▲△※╱╲丨丶^＾#＃@＠$＄")
EDGE = 0x0A
# A line break inside a cell parts two words as often as it parts one.
CELL_BREAK, LONG_ENOUGH = "\v", 4

_INVISIBLE, _QUOTES, _SPACES, _BREAKS = map(frozenset, (INVISIBLE, QUOTES, SPACES, BREAKS))
_LEFT_OUT = frozenset(INVISIBLE + QUOTES + SPACES + BREAKS + INSERTED)


def squeezed_matches(matcher: Matcher, codes: Codes, encoding: str) -> Matches:
    """What the matcher finds across gaps of a text whose plain code points are given; offsets are those of the text."""
    kinds = kinds_of(codes)
    firsts, ends = _gaps(codes, kinds)
    if not len(firsts):
        return NO_MATCHES
    near = _near(firsts, ends, len(codes))
    where = np.flatnonzero(near & (kinds == KEPT))
    some = codes[where]
    # Where one neighbourhood ends and the next begins nothing may be found across.
    left = np.cumsum(~near)[where]
    edges = np.flatnonzero(left[1:] != left[:-1])
    some[edges], some[edges + 1] = EDGE, EDGE
    found = matcher.find(some.tobytes().decode(encoding))
    if not len(found):
        return NO_MATCHES
    starts, lasts = where[found.starts], where[found.ends - 1]
    apart = lasts - starts >= found.ends - found.starts
    return Matches(starts[apart], lasts[apart] + 1, found.which[apart])


def is_hidden_phrase(text: str, start: int, end: int, phrase: str, soft_breaks: frozenset[int]) -> bool:
    """Whether text[start:end] is the phrase with something put into it, and not two things that stand side by side."""
    spread: list[str] = []
    for gap, at in _put_in(text, start, end):
        marks = frozenset(gap) - _INVISIBLE
        if len(gap) > LONGEST_GAP:
            return False
        if marks and marks <= _BREAKS:
            if not (at in soft_breaks or (gap == CELL_BREAK and len(phrase) >= LONG_ENOUGH)):
                return False
        elif not marks <= _QUOTES and not marks <= HIDING:
            if marks & _BREAKS:
                return False
            spread.append(gap)
    # Spaces, dots and hyphens are ordinary between words; between every two characters they are not.
    return not spread or (len(spread) == len(phrase) - 1 and len(phrase) > 2 and len(set(spread)) == 1)


def _gaps(codes: Codes, kinds: Codes) -> tuple[Codes, Codes]:
    """First offset and end of every short run of left-out characters between two Chinese ones."""
    left_out = np.flatnonzero(kinds)
    if not len(left_out):
        return left_out, left_out
    cuts = np.flatnonzero(np.diff(left_out) > 1)
    firsts = left_out[np.concatenate([[0], cuts + 1])]
    ends = left_out[np.concatenate([cuts, [len(left_out) - 1]])] + 1
    inside = (firsts > 0) & (ends < len(codes)) & (ends - firsts <= LONGEST_GAP)
    firsts, ends = firsts[inside], ends[inside]
    chinese = (codes[firsts - 1] >= FIRST_CHINESE) & (codes[ends] >= FIRST_CHINESE)
    return firsts[chinese], ends[chinese]


def _near(firsts: Codes, ends: Codes, length: int) -> NDArray[np.bool_]:
    """Which characters stand at most REACH from a gap, and one more on both sides to be made an edge."""
    begins = np.bincount(np.maximum(firsts - REACH - 1, 0), minlength=length + 1)
    stops = np.bincount(np.minimum(ends + REACH + 1, length), minlength=length + 1)
    near: NDArray[np.bool_] = np.cumsum(begins - stops)[:length] > 0
    return near


def _put_in(text: str, start: int, end: int) -> list[tuple[str, int]]:
    """What is left out of the squeezed form between two characters of it, and where."""
    found, at = [], start
    while at < end:
        last = at
        while last < end and text[last] in _LEFT_OUT:
            last += 1
        if last > at:
            found.append((text[at:last], at))
        at = last + 1
    return found
