"""Where the digits stand in a text, found for a whole chunk at once with numpy.

Every character becomes one of a few classes, full-width forms folded, so offsets never move. All spans are
half-open offsets into the text given.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mingcha.text.eights import PADDING

Numbers = NDArray[np.int64]
Codes = NDArray[np.uint8]

# 0–9 are the digits themselves.
X, LETTER, JOINER, BREAK, MASK, PROVINCE, AT, POINT, OTHER = 10, 11, 12, 13, 14, 15, 16, 17, 18

# What people put between the digits of one number: spaces of every width, hyphens, invisible marks, a line break
# inside a cell.
JOINERS = (
    " \u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000-‐‑‒–—―－\u00ad"
)
JOINERS += "\u200b\u200c\u200d\u2060\ufeff\v"
MASKS = "*＊∗﹡×✕✖╳●•■█▇▓○◯〇◎□◆▲△＃#☆★※"
PROVINCES = "京津冀晋蒙辽吉黑沪苏浙皖闽赣鲁豫鄂湘粤桂琼渝川贵云藏陕甘青宁新"


def _classes() -> Codes:
    table = np.full(0x10000, OTHER, dtype=np.uint8)
    for first in (ord("0"), ord("０")):
        table[first : first + 10] = np.arange(10)
    for first in (ord("A"), ord("a"), ord("Ａ"), ord("ａ")):
        table[first : first + 26] = LETTER
        table[first + 23] = X
    for marks, code in (
        (JOINERS, JOINER),
        ("\t\n\r", BREAK),
        (MASKS, MASK),
        (PROVINCES, PROVINCE),
        ("@＠", AT),
        (".．", POINT),
    ):
        for mark in marks:
            table[ord(mark)] = code
    # An underscore makes a longer name of what it touches, as a letter does.
    table[ord("_")] = LETTER
    return table


CLASSES = _classes()


@dataclass(frozen=True, slots=True)
class Runs:
    """The classes of a text's characters, with MARGIN breaks before and after, and its maximal runs of digits.

    `starts` and `ends` index `codes`, not the text: subtract MARGIN for offsets into the text. `digits` are all
    digits in a row with zeros around them, so that a number written in several runs is one slice of it; `firsts` index
    it, one a run.
    """

    codes: Codes
    starts: Numbers
    ends: Numbers
    lengths: Numbers
    digits: Codes
    firsts: Numbers


MARGIN = 4


def digit_runs(text: str) -> Runs:
    """The runs of digits of a text, in order."""
    codes = classes(text)
    is_digit = codes < 10
    edges = np.flatnonzero(is_digit[1:] != is_digit[:-1]) + 1
    starts, ends = edges[0::2], edges[1::2]
    lengths = ends - starts
    after = np.cumsum(lengths)
    count = int(after[-1]) if len(after) else 0
    digits = np.zeros(count + 2 * PADDING, dtype=np.uint8)
    digits[PADDING : PADDING + count] = codes[is_digit]
    return Runs(codes, starts, ends, lengths, digits, after - lengths + PADDING)


def classes(text: str) -> Codes:
    """One class a character, with a margin of breaks at both ends."""
    codes = np.empty(len(text) + 2 * MARGIN, dtype=np.uint8)
    codes[:MARGIN] = BREAK
    codes[len(text) + MARGIN :] = BREAK
    np.take(CLASSES, code_points(text), out=codes[MARGIN : len(text) + MARGIN], mode="clip")
    return codes


def code_points(text: str) -> NDArray[Any]:
    """Code points, one a character; those beyond the basic plane are all 0xFFFF, which is no character."""
    if text.isascii():
        return np.frombuffer(text.encode("ascii"), dtype=np.uint8)
    short = text.encode("utf-16-le", "surrogatepass")
    if len(short) == 2 * len(text):
        return np.frombuffer(short, dtype=np.uint16)
    full = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    return np.minimum(full, 0xFFFF)


def linked(runs: Runs, *, across: int = 3) -> NDArray[np.bool_]:
    """For each run but the last: whether only joiners and breaks, at most `across` of them, part it from the next."""
    gaps = runs.starts[1:] - runs.ends[:-1]
    near = gaps <= across
    for step in range(across):
        code = runs.codes[np.minimum(runs.ends[:-1] + step, runs.starts[1:] - 1)]
        near &= (code == JOINER) | (code == BREAK)
    return near
