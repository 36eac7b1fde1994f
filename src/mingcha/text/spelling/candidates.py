"""Where a text may be misspelt, and what may have been meant: many cheap guesses for a stricter judge.

Only what stands beside a pair of characters hardly ever seen together is looked at. All of it is numpy over a whole
text at once, because a judge in Python can look at one character in a thousand, not at every one.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import IntEnum
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mingcha.text.spelling.completion import after, before, between, idiom_key, in_idiom
from mingcha.text.spelling.likeness import alike, same_sounding_words, sound_key
from mingcha.text.spelling.probability import gain
from mingcha.text.spelling.tables import SHIFT, Numbers, tables

# A pair seen up to 8 times (level) is weak; one seen 16 times and 8 times more often than chance is strong.
WEAK, STRONG, BOUND = 25, 33, 24
# So is one seen half as often as chance would have it.
RARER = 8
# Seen 512 times and 256 times more often than chance.
TIGHT, TIGHTLY = 41, 40
# Two levels of pairs together must rise by this before more is asked.
RISE, RISE_OF_FILLER, RISE_OF_IDIOM, RISE_OF_TWO = 32, 44, 16, 40
LEAST_GAIN = 6.0
# Texts are looked at in pieces that fit a cache.
PIECE = 1 << 16
OVERLAP = 8
_MASK = (1 << SHIFT) - 1


class Edit(IntEnum):
    """What was done to the word."""

    SUBSTITUTED = 0  # one character by one that sounds or looks like it
    SOUNDED = 1  # a word of two by two others that sound the same
    SWAPPED = 2
    DOUBLED = 3
    MISSING = 4
    BETWEEN = 5  # one character by any other, known from both sides
    AFTER = 6  # … known from the two before
    BEFORE = 7  # … known from the two after
    IDIOM = 8  # one of four characters by any other


@dataclass(frozen=True, eq=False, slots=True)
class Candidates:
    """One row a guess: at `at`, `length` characters should be `first` and `second` (0: none); `gain` in bits."""

    at: NDArray[np.int64]
    length: NDArray[np.int8]
    first: Numbers
    second: Numbers
    edit: NDArray[np.int8]
    how: NDArray[np.uint8]
    gain: NDArray[np.float32]
    beside: NDArray[np.uint8]  # levels of the pairs on both sides, as written and as meant: four columns
    written: NDArray[np.uint8]  # level of the first character written

    def steps(self) -> NDArray[np.int16]:
        """What can be told of every guess at once, as small whole numbers: one column a sign of FIRST_SIGNS."""
        columns: list[NDArray[Any]] = [
            self.edit,
            self.edit.astype(np.int16) * 12 + np.minimum(self.gain / 3, 11).astype(np.int16),
            self.edit.astype(np.int16) * 8 + self.how,
            self.how.astype(np.int16) * 12 + np.minimum(self.gain / 3, 11).astype(np.int16),
            self.written // 16,
            self.beside[:, 0] // 12 * np.int16(12) + np.minimum(self.beside[:, 1] // 12, 11),
            self.beside[:, 2] // 16 * np.int16(16) + np.minimum(self.beside[:, 3] // 16, 15),
        ]
        return np.stack([column.astype(np.int16) for column in columns], axis=1)

    def where(self, kept: NDArray[np.bool_]) -> Candidates:
        """Those rows only."""
        return Candidates(*(getattr(self, name)[kept] for name in self.__dataclass_fields__))

    def moved(self, by: int) -> Candidates:
        """The same that far on."""
        return replace(self, at=self.at + by)


FIRST_SIGNS = ("f_edit", "f_edit_gain", "f_edit_how", "f_how_gain", "f_written", "f_pairs", "f_new_pairs")


def candidates(numbers: Numbers) -> Candidates:
    """Every guess worth a second look, in order of place."""
    pieces = []
    for start in range(0, max(len(numbers), 1), PIECE):
        piece = numbers[max(0, start - OVERLAP) : start + PIECE + OVERLAP]
        shift = start - max(0, start - OVERLAP)
        found = _candidates(piece, lowest=shift, highest=shift + PIECE)
        pieces.append((found[0] + np.int64(start - shift), *found[1:]))
    columns = [np.concatenate([piece[index] for piece in pieces]) for index in range(9)]
    order = np.argsort(columns[0], kind="stable")
    return Candidates(*(column[order] for column in columns))


def _candidates(numbers: Numbers, *, lowest: int, highest: int) -> tuple[Any, ...]:
    known = tables()
    padded = np.concatenate([np.zeros(3, np.int32), numbers, np.zeros(5, np.int32)])
    codes = padded[2:-5] << SHIFT | padded[3:-4]  # the pair before each character, and the one after the last
    pair_levels = known.pairs[codes]
    levels = known.levels[padded]
    chance = levels[2:-5] + levels[3:-4] - np.int16(known.total)
    is_weak = (padded[2:-5] > 0) & (padded[3:-4] > 0) & ((pair_levels <= WEAK) | (pair_levels < chance - RARER))
    weak = np.flatnonzero(is_weak[1:-1]) + 1  # between weak - 1 and weak
    # What is bound as tightly to one neighbour as the parts of a common word is not wrong because of the other.
    is_tight = (pair_levels >= TIGHT) & (pair_levels - chance >= TIGHTLY)
    beside = np.flatnonzero((is_weak[:-1] | is_weak[1:]) & (numbers > 0) & ~is_tight[:-1] & ~is_tight[1:])
    guesses: list[tuple[NDArray[np.int64], int, Numbers, Numbers, Edit, NDArray[np.uint8]]] = []

    def guess(
        at: NDArray[np.int64], taken: int, first: Numbers, second: Numbers, edit: Edit, how: NDArray[np.uint8] | int
    ) -> None:
        if len(at):
            several = np.full(len(at), how, np.uint8) if isinstance(how, int) else how
            guesses.append((at, taken, first, second, edit, several))

    if len(beside):
        here = beside + 3
        written, left, right = padded[here], padded[here - 1], padded[here + 1]
        which, index = alike().of(written)
        meant, before_it, after_it = alike().members[index], left[which], right[which]
        levels_left = known.pairs[before_it << SHIFT | meant].astype(np.int16)
        levels_right = known.pairs[meant << SHIFT | after_it].astype(np.int16)
        rise = levels_left + levels_right - (pair_levels[beside].astype(np.int16) + pair_levels[beside + 1])[which]
        few = np.flatnonzero((rise >= RISE) & (np.maximum(levels_left, levels_right) >= STRONG))
        chance = known.levels[meant[few]] - np.int16(known.total)
        bound = np.maximum(
            np.where(levels_left[few] >= STRONG, levels_left[few] - known.levels[before_it[few]], -999),
            np.where(levels_right[few] >= STRONG, levels_right[few] - known.levels[after_it[few]], -999),
        )
        few = few[bound - chance >= BOUND]
        guess(beside[which[few]], 1, meant[few], np.zeros_like(meant[few]), Edit.SUBSTITUTED, alike().how[index[few]])
        wide = padded.astype(np.int64)
        before_two, before_one, after_one, after_two = (wide[here + step] for step in (-2, -1, 1, 2))
        filled = [
            (Edit.BETWEEN, *between().of(before_one << SHIFT | after_one)),
            (Edit.AFTER, *after().of(before_two << SHIFT | before_one)),
            (Edit.BEFORE, *before().of(after_one << SHIFT | after_two)),
        ]
        for hole in range(4):
            rest = [wide[here - hole + index] for index in range(4) if index != hole]
            filled.append((Edit.IDIOM, *in_idiom().of(idiom_key(hole, *rest))))
        for edit, some, fill in filled:
            now = known.pairs[left[some] << SHIFT | fill].astype(np.int16) + known.pairs[fill << SHIFT | right[some]]
            was = pair_levels[beside[some]].astype(np.int16) + pair_levels[beside[some] + 1]
            better = np.flatnonzero(
                (fill != written[some]) & (now - was >= (RISE_OF_IDIOM if edit is Edit.IDIOM else RISE_OF_FILLER))
            )
            guess(beside[some[better]], 1, fill[better], np.zeros_like(fill[better]), edit, 0)
    pairs = np.flatnonzero((numbers[:-1] > 0) & (numbers[1:] > 0) & (is_weak[1:-1] | (is_weak[:-2] & is_weak[2:])))
    if len(pairs):
        one, two = numbers[pairs], numbers[pairs + 1]
        words = same_sounding_words()
        which, index = words.of(sound_key(one, two))
        first, second = words.members[index] >> SHIFT, words.members[index] & _MASK
        now = (
            known.pairs[padded[pairs[which] + 2] << SHIFT | first].astype(np.int16)
            + known.pairs[words.members[index]]
            + known.pairs[second << SHIFT | padded[pairs[which] + 5]]
        )
        was = pair_levels[pairs].astype(np.int16) + pair_levels[pairs + 1] + pair_levels[pairs + 2]
        some = (first != one[which]) & (second != two[which]) & (now - was[which] >= RISE_OF_TWO)
        guess(pairs[which[some]], 2, first[some], second[some], Edit.SOUNDED, words.how[index[some]])
    if len(weak):
        one, two = padded[weak + 2], padded[weak + 3]
        other = known.pairs[two << SHIFT | one]
        some = (other >= STRONG) & (other - known.levels[one] - known.levels[two] + known.total >= BOUND) & (one != two)
        guess(weak[some] - 1, 2, two[some], one[some], Edit.SWAPPED, 0)
        gaps, fill = between().of(one.astype(np.int64) << SHIFT | two)
        guess(weak[gaps], 0, fill, np.zeros_like(fill), Edit.MISSING, 0)
    twice = np.flatnonzero((numbers[:-1] > 0) & (numbers[:-1] == numbers[1:])) + 1
    guess(twice, 1, np.zeros(len(twice), np.int32), np.zeros(len(twice), np.int32), Edit.DOUBLED, 0)

    told: list[tuple[Any, ...]] = []
    for at, taken, first, second, edit, how in guesses:
        inside = (at >= lowest) & (at < highest)
        at, first, second, how = at[inside], first[inside], second[inside], how[inside]
        if not len(at):
            continue
        instead = [] if edit is Edit.DOUBLED else [first, second] if taken == 2 else [first]
        bits = gain(padded, at + 3, length=taken, instead=instead)
        good = np.flatnonzero(bits >= LEAST_GAIN)
        if len(good):
            size = len(good)
            here, first, second = at[good] + 3, first[good], second[good]
            last = np.where(second > 0, second, first)
            left, right = padded[here - 1], padded[here + taken]
            beside_it = [
                known.pairs[left << SHIFT | padded[here]],
                known.pairs[padded[here + max(taken - 1, 0)] << SHIFT | right],
                known.pairs[left << SHIFT | np.where(first > 0, first, right)],
                known.pairs[last << SHIFT | right],
            ]
            told.append(
                (
                    at[good],
                    np.full(size, taken, np.int8),
                    first,
                    second,
                    np.full(size, edit, np.int8),
                    how[good],
                    bits[good],
                    np.stack(beside_it, axis=1),
                    known.levels[padded[here]].astype(np.uint8),
                )
            )
    if not told:
        return (
            *(np.zeros(0, kind) for kind in (np.int64, np.int8, np.int32, np.int32, np.int8, np.uint8, np.float32)),
            np.zeros((0, 4), np.uint8),
            np.zeros(0, np.uint8),
        )
    return tuple(np.concatenate([part[index] for part in told]) for index in range(9))
