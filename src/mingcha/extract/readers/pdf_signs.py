"""The signs of a PDF page with their places, all of them in a few long arrays."""

from __future__ import annotations

import string
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mingcha.extract.readers.pdf_calls import Numbers, Places, codes_of, rooms_of

# Signs the library makes up or marks, and characters without width: no letters of the page.
_NOTHING = (*range(9), *range(11, 32), 0x7F, 0xFFFE, 0xAD, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF)
_MOST = 400_000
_DIGITS = "0123456789０１２３４５６７８９Xx*"
# In heights of its ink: digits of all fonts are about half an em wide.
_DIGIT_WIDTH = 0.65
_RETURN, _FEED = ord("\r"), ord("\n")
# What a sign is, as one bit each.
SPACE, DIGIT, NUMBERED, LETTER, WORD, PLAIN, _VOID = (1 << bit for bit in range(7))


def _kinds() -> NDArray[np.uint8]:
    """The bits of every sign of the basic plane; none of those beyond it has any."""
    found = np.zeros(1 << 16, np.uint8)
    for bit, signs in (
        (SPACE, (code for code in range(0x3001) if chr(code).isspace())),
        (DIGIT, map(ord, _DIGITS)),
        (NUMBERED, map(ord, string.ascii_letters + string.digits + "*")),
        (LETTER, map(ord, string.ascii_letters)),
        (WORD, map(ord, string.ascii_letters + string.digits)),
        (PLAIN, range(128)),
        (_VOID, _NOTHING),
    ):
        found[[*signs]] |= bit
    return found


_KINDS = _kinds()


@dataclass(slots=True)
class Sign:
    """One sign; `number` is the library's, the edges are points from the lower left of the page."""

    text: str
    number: int
    left: float
    bottom: float
    right: float
    top: float
    x: float  # of its centre
    y: float

    @property
    def centre(self) -> tuple[float, float]:
        return self.x, self.y


@dataclass(frozen=True, slots=True)
class Signs:
    """Signs in the order of the page's text; spaces and line ends the library adds are among them."""

    codes: Places
    kinds: NDArray[np.uint8]
    numbers: Places
    left: Numbers
    bottom: Numbers
    right: Numbers
    top: Numbers
    x: Numbers  # of the centre
    y: Numbers

    def __len__(self) -> int:
        return len(self.codes)

    def are(self, kind: int) -> NDArray[np.bool_]:
        found: NDArray[np.bool_] = (self.kinds & kind) != 0
        return found

    def those(self, which: NDArray[Any]) -> Signs:
        return Signs(*(getattr(self, name)[which] for name in self.__slots__))

    def each(self) -> list[Sign]:
        columns = (self.numbers, self.left, self.bottom, self.right, self.top, self.x, self.y)
        return [*map(Sign, text_of(self.codes), *(column.tolist() for column in columns))]


def signs_of(texts: Any, words: str) -> Signs:
    """Every sign of a page; `words` are what the library gives as the page's text."""
    count = min(texts.count_chars(), _MOST)
    # The page's text leaves out signs without a code and counts rare ones twice; mostly there are none of either.
    if len(words) == texts.count_chars() and max(words, default="") <= "\uffff":
        codes = _codes(words[:count])
    else:
        codes = _in_one_piece(codes_of(texts, count))
    kinds = _KINDS[np.minimum(codes, 0xFFFF)]
    numbers = np.flatnonzero((kinds & _VOID) == 0)
    # The ends of lines that the library adds take no room, and there are many in a table.
    is_end = np.append(False, (codes[:-1] == _RETURN) & (codes[1:] == _FEED))
    placed = np.flatnonzero(~is_end[numbers])
    codes, kinds = codes[numbers], kinds[numbers]
    boxes = np.zeros((len(numbers), 4))
    # The box from where a sign begins to where the next may; that of its ink tells nothing of the room it takes.
    boxes[placed] = rooms_of(texts, numbers[placed])
    left, top, right, bottom = boxes.T.copy()
    # Beside a sign without width the library gives the ink of a digit only.
    right = np.where(kinds & DIGIT, np.maximum(right, left + _DIGIT_WIDTH * (top - bottom)), right)
    return Signs(codes, kinds, numbers, left, bottom, right, top, (left + right) / 2, (bottom + top) / 2)


def _in_one_piece(codes: Places) -> Places:
    """Rare signs come in two halves: the second becomes the sign, the first nothing, as does what is no sign at all."""
    is_high, is_low = (codes >= 0xD800) & (codes < 0xDC00), (codes >= 0xDC00) & (codes < 0xE000)
    high = np.append(0, codes[:-1])
    whole = np.where(np.append(False, is_high[:-1]), 0x10000 + ((high - 0xD800) << 10) + codes - 0xDC00, 0xFFFD)
    found: Places = np.where(is_low, whole, np.where(is_high | (codes > 0x10FFFF), 0, codes))
    return found


def _codes(text: str) -> Places:
    return np.frombuffer(text.encode("utf-32-le", errors="surrogatepass"), "<u4").astype(np.int64)


def text_of(codes: Places) -> str:
    return codes.astype("<u4").tobytes().decode("utf-32-le", errors="surrogatepass")
