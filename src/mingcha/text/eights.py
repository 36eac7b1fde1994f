"""Many numbers at once, eight digits of each in one machine word, so that a step of arithmetic works on all of them.

The first of eight digits lies in the lowest byte. Digits are values 0–9, one a byte, in an array with zeros enough
before and behind it.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Digits = NDArray[np.uint8]
Words = NDArray[np.uint64]
Places = NDArray[np.int64]

# Zeros that must stand before and behind the digits: nothing here reaches further.
PADDING = 24
_EVEN = np.uint64(0x00FF00FF00FF00FF)
_FOURTH = np.uint64(0x0000FFFF0000FFFF)
_HALF = np.uint64(0xFFFFFFFF)
_ONE_EACH = np.uint64(0x0001000100010001)
# What carries a doubled digit of ten and more into the eighth bit of its place.
_OVER_NINE = np.uint64(0x0076007600760076)


def eights(digits: Digits, places: Places) -> Words:
    """The eight digits from each place on."""
    words: Words = np.ndarray((len(digits) - 7,), dtype="<u8", buffer=digits, strides=(1,))[places]
    return words


def numbers(words: Words, *, base: int = 10) -> Places:
    """What eight digits come to, each worth `base` times the next."""
    pairs = (words * np.uint64(base) + (words >> np.uint64(8))) & _EVEN
    fours = (pairs * np.uint64(base**2) + (pairs >> np.uint64(16))) & _FOURTH
    whole: Places = ((fours * np.uint64(base**4) + (fours >> np.uint64(32))) & _HALF).view(np.int64)
    return whole


def last_of(words: Words, counts: Places) -> Words:
    """The words with all but their last `counts` digits made zero; none stays at a count below one."""
    return words & _LAST[np.clip(counts, 0, 8)]


_LAST = np.array([0] + [2**64 - 2 ** (8 * (8 - count)) for count in range(1, 9)], dtype=np.uint64)


def luhn_sums(words: Words) -> Places:
    """The digits of ISO/IEC 7812 added up: every other one doubled, the last of the eight as it is."""
    doubled = (words & _EVEN) << np.uint64(1)
    doubled -= (((doubled + _OVER_NINE) >> np.uint64(7)) & _ONE_EACH) * np.uint64(9)
    both = doubled + ((words >> np.uint64(8)) & _EVEN)
    total: Places = ((both * _ONE_EACH) >> np.uint64(48)).view(np.int64)
    return total
