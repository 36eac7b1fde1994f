"""Phrases whose characters were put apart, found in the squeezed form of a text.

Only the neighbourhoods of gaps are looked at. Whether a gap makes sense, a mark between every two characters or an
invisible one anywhere, is for `is_hidden_phrase` to say, since squeezing joins what never belonged together.
"""

from __future__ import annotations

import numpy as np

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
    at = np.flatnonzero(kinds_of(codes) == KEPT)
    if len(at) == len(codes):
        return NO_MATCHES
    short = codes[at]
    step = np.diff(at)
    gaps = np.flatnonzero((step > 1) & (step <= LONGEST_GAP + 1))
    gaps = gaps[(short[gaps] >= FIRST_CHINESE) & (short[gaps + 1] >= FIRST_CHINESE)]
    if not len(gaps):
        return NO_MATCHES
    near = _near(gaps, len(short))
    where = np.flatnonzero(near)
    some = short[where]
    # Where one neighbourhood ends and the next begins nothing may be found across.
    edges = np.flatnonzero(np.diff(where) > 1)
    some[edges], some[edges + 1] = EDGE, EDGE
    found = matcher.find(some.tobytes().decode(encoding))
    if not len(found):
        return NO_MATCHES
    starts, lasts = at[where[found.starts]], at[where[found.ends - 1]]
    apart = lasts - starts >= found.ends - found.starts
    return Matches(starts[apart], lasts[apart] + 1, found.which[apart])


def is_hidden_phrase(text: str, start: int, end: int, phrase: str, soft_breaks: frozenset[int]) -> bool:
    """Whether text[start:end] is the phrase with something put into it, and not two things that stand side by side."""
    gaps = _gaps(text, start, end)
    spread: list[str] = []
    for gap, at in gaps:
        marks = frozenset(gap) - _INVISIBLE
        if marks and marks <= _BREAKS:
            if not (at in soft_breaks or (gap == CELL_BREAK and len(phrase) >= LONG_ENOUGH)):
                return False
        elif not marks <= _QUOTES and not marks <= HIDING:
            if marks & _BREAKS:
                return False
            spread.append(gap)
    # Spaces, dots and hyphens are ordinary between words; between every two characters they are not.
    return not spread or (len(spread) == len(phrase) - 1 and len(phrase) > 2 and len(set(spread)) == 1)


def _near(gaps: Codes, length: int) -> Codes:
    """Which characters stand at most REACH from a gap, and one more on both sides to be made an edge."""
    steps = np.zeros(length + 1, dtype=np.int32)
    np.add.at(steps, np.maximum(gaps - REACH, 0), 1)
    np.add.at(steps, np.minimum(gaps + REACH + 2, length), -1)
    return np.cumsum(steps[:-1]) > 0


def _gaps(text: str, start: int, end: int) -> list[tuple[str, int]]:
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
