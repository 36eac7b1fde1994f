"""The engine of machines that have numpy only: a table of the first characters of phrases, then a look at each place.

For every place of a text a number is made of its first one, two and three characters. A bit table says whether any
phrase begins with such a number; the few places where one may are looked at one by one.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from mingcha.text.matching.matcher import NO_MATCHES, Matches, matches_of

HEAD = 3
# 2 MB of flags: at 100,000 phrases three places in a hundred are looked at in vain.
BITS = 21
FACTORS = (np.uint32(2654435761), np.uint32(2246822519), np.uint32(3266489917))
# Longer texts are looked at in pieces, so that the numbers stay in the processor's cache.
PIECE = 200_000

Flags = NDArray[np.bool_]


class ThreeCharacters:
    """A Matcher made of flags and a dictionary."""

    def __init__(self, phrases: Sequence[str]) -> None:
        self._which = {phrase: index for index, phrase in enumerate(phrases)}
        lengths: dict[str, set[int]] = {}
        for phrase in phrases:
            lengths.setdefault(phrase[:HEAD], set()).add(len(phrase))
        self._lengths = {head: sorted(some) for head, some in lengths.items()}
        self._longest = max(map(len, phrases), default=0)
        self._flags: list[tuple[int, Flags]] = []
        for size in range(1, HEAD + 1):
            heads = [head for head in self._lengths if len(head) == size]
            if heads:
                flags = np.zeros(1 << BITS, dtype=np.bool_)
                flags[_numbers(_codes("".join(heads)), size)[::size]] = True
                self._flags.append((size, flags))

    def find(self, text: str) -> Matches:
        found: list[tuple[int, int, int]] = []
        for begin in range(0, len(text) if self._flags else 0, PIECE):
            self._find_in(text, begin, min(begin + PIECE, len(text)), found)
        return matches_of(found) if found else NO_MATCHES

    def packed(self) -> bytes:
        return b""

    def _find_in(self, text: str, begin: int, end: int, found: list[tuple[int, int, int]]) -> None:
        """Every occurrence that begins in text[begin:end]."""
        codes = _codes(text[begin : end + HEAD - 1])
        for size, flags in self._flags:
            numbers = _numbers(codes, size)[: end - begin]
            for at in (np.flatnonzero(flags[numbers]) + begin).tolist():
                for length in self._lengths.get(text[at : at + size], ()):
                    which = self._which.get(text[at : at + length])
                    if which is not None and at + length <= len(text):
                        found.append((at, at + length, which))


def build(phrases: Sequence[str]) -> ThreeCharacters:
    return ThreeCharacters(phrases)


def unpacked(data: bytes, phrases: Sequence[str]) -> ThreeCharacters:
    return build(phrases)


def _codes(text: str) -> NDArray[np.uint32]:
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)


def _numbers(codes: NDArray[np.uint32], size: int) -> NDArray[np.uint32]:
    """One number below 2 ** BITS for every place that has `size` characters."""
    last = len(codes) - size + 1
    if last <= 0:
        return np.zeros(0, dtype=np.uint32)
    mixed = codes[:last] * FACTORS[0]
    for step in range(1, size):
        mixed ^= codes[step : step + last] * FACTORS[step]
        mixed ^= mixed >> np.uint32(15)
    return mixed * FACTORS[0] >> np.uint32(32 - BITS)
