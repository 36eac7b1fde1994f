"""What kinds of signs a document holds and where, seen in one pass for all checks of marks, digits and scripts."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mingcha.model.document import Document
from mingcha.text.standard_characters import standard_character
from mingcha.text.width import fold_width

# The kinds, one bit each. HAN are characters; HALF the half-width ,;:?! ; MARK the full-width ones that end or part;
# FULL full-width letters and digits; OPEN and CLOSE paired marks, half-width brackets among them; OLD characters that
# are traditional or variants; BREAK what ends a line or cell; DIGIT and LETTER those of ASCII;
# TO what stands between the two ends of a range, CLOCK what parts hours and minutes;
# DOT and HYPHEN the half-width ones and their like, which few texts hold.
HAN, HALF, MARK, FULL, OPEN, CLOSE, OLD, BREAK, DIGIT, LETTER, TO, CLOCK, DOT, HYPHEN = (1 << bit for bit in range(14))

OPENING, CLOSING = "《〈“‘（【〔「『(", "》〉”’）】〕」』)"
CLOCK_MARKS = ":：时点"
RANGE = "至到—–-－～~―"
HALF_MARKS, FULL_MARKS = ",;:?!", "，、；：。？！"


@dataclass(frozen=True, slots=True, eq=False)
class Signs:
    """The kinds of every character of the text, and all of them together."""

    codes: NDArray[Any]
    kinds: NDArray[np.uint16]
    present: int
    _known: dict[int, NDArray[np.int64]] = field(default_factory=dict)

    def text_of(self, at: NDArray[np.int64]) -> str:
        """The characters at those offsets, put together; all of the basic plane."""
        return self.codes[at].astype(np.uint16).tobytes().decode("utf-16-le", "replace")

    def before(self, first: int, then: int) -> NDArray[np.int64]:
        """Offsets of characters of the one kind that one of the other follows at once."""
        at = self.at(first)
        at = at[:-1] if len(at) and at[-1] == len(self.kinds) - 1 else at
        kept: NDArray[np.int64] = at[(self.kinds[at + 1] & then) != 0]
        return kept

    def at(self, kind: int) -> NDArray[np.int64]:
        """Offsets of the characters of that kind, ascending."""
        known = self._known.get(kind)
        if known is None:
            known = self._known[kind] = ((self.kinds & kind) != 0).nonzero()[0]
        return known


def signs(document: Document) -> Signs:
    """The signs of a document; use `document.once(signs)`."""
    text = document.text
    codes = _codes(text)
    kinds = np.take(_kinds(), codes, mode="clip")
    return Signs(codes, kinds, int(np.bitwise_or.reduce(kinds, initial=0)))


def _codes(text: str) -> NDArray[Any]:
    short = text.encode("utf-16-le", "surrogatepass")
    if len(short) == 2 * len(text):
        return np.frombuffer(short, dtype=np.uint16)
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)


@cache
def _kinds() -> NDArray[np.uint16]:
    """The kind of every code point of the basic plane; beyond it all are as its last one, nothing."""
    table = np.zeros(0x10000, dtype=np.uint16)
    table[0x3400:0x4DC0] = HAN
    table[0x4E00:0xA000] = HAN
    table[0x3007] = HAN
    for code in range(0x4E00, 0xA000):
        if standard_character(chr(code)) != chr(code):
            table[code] |= OLD
    for code in range(0xFF01, 0xFF5F):
        if fold_width(chr(code)).isalnum():
            table[code] = FULL
    for code in range(0x80):
        table[code] = DIGIT if chr(code).isdecimal() else LETTER if chr(code).isalpha() else 0
    for kind, marks in (
        (HALF, HALF_MARKS),
        (MARK, FULL_MARKS),
        (OPEN, OPENING),
        (CLOSE, CLOSING),
        (BREAK, "\n\t\v\f\r"),
        (TO, RANGE),
        (CLOCK, CLOCK_MARKS),
        (DOT, ".．·"),
        (HYPHEN, "-/"),
    ):
        for mark in marks:
            table[ord(mark)] |= kind
    return table
