"""Weighs the guesses about a text: where it is misspelt, what was meant, and how sure that is.

The weights of weights.csv were learnt from planted and real misspellings (scripts/learn_spelling.py); they add up to
the logarithm of the odds that a guess is right.
"""

from __future__ import annotations

import csv
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from mingcha.text.spelling.candidates import FIRST_SIGNS, Candidates, candidates
from mingcha.text.spelling.guesses import guesses
from mingcha.text.spelling.segmentation import segment
from mingcha.text.spelling.signs import AROUND, Guess, elsewhere, signs
from mingcha.text.spelling.tables import tables

# What is less likely than this is not told at all.
LEAST = 0.2
# As a logarithm of odds; at this, one in twenty-five right guesses is lost, mostly such as are not believed, and four in five of the others.
PROMISING = -2.0
# A text with more guesses than these is no Chinese prose, and looking at each of them would cost the day.
FEW, MOST_GUESSES = 60, 0.05
# No text holds it.
BETWEEN = "\uffff"
# No count of what stands elsewhere adds more than this.
MOST_ELSEWHERE = 3.0


@dataclass(frozen=True, slots=True)
class Misspelling:
    """text[start:end] should be `meant`; `odds` is how sure, as a natural logarithm. A missing one has start == end."""

    start: int
    end: int
    meant: str
    odds: float
    guess: Guess

    @property
    def probability(self) -> float:
        return 1 / (1 + math.exp(-self.odds))

    def in_words(self) -> tuple[int, int, str]:
        """The same from word to word: start, end and what should stand there (产业基处 → 基处, 基础)."""
        guess = self.guess
        first = max(0, guess.at - AROUND)
        stretch = guess.stretch[first : guess.at + guess.length + AROUND]
        at = guess.at - first
        right = stretch[:at] + guess.meant + stretch[at + guess.length :]
        stop = at + len(guess.meant)
        touching = [
            (low, high) for low, high in segment(right)[1] if low < max(stop, at + 1) and high > min(at, stop - 1)
        ]
        low, high = min(one for one, _ in touching), max(two for _, two in touching)
        longer = guess.length - len(guess.meant)
        begin = self.start - at
        return begin + low, begin + high + longer, right[low:high]


def misspellings(text: str) -> list[Misspelling]:
    """The likeliest misspellings of one text, in order and apart."""
    return misspellings_of([text])[0]


def misspellings_of(texts: Sequence[str]) -> list[list[Misspelling]]:
    """Those of many texts: short ones cost much less together. What one text says has no part in judging another."""
    told: list[list[Misspelling]] = [[] for _ in texts]
    if not texts:
        return told
    lengths = np.array([len(text) + 1 for text in texts], dtype=np.int64)
    begins = np.cumsum(lengths) - lengths
    found = candidates(tables().numbers(BETWEEN.join(texts)))
    found = found.where(promising(found))
    owners = np.searchsorted(begins, found.at, side="right") - 1
    for owner in np.unique(owners).tolist():
        own = found.where(owners == owner)
        if len(own.at) > FEW + len(texts[owner]) * MOST_GUESSES:
            continue
        told[owner] = list(_apart(texts[owner], own.moved(-int(begins[owner]))))
    return told


def _apart(text: str, found: Candidates) -> Iterator[Misspelling]:
    """The likeliest guess of each place."""
    least = math.log(LEAST / (1 - LEAST))
    near: list[Misspelling] = []
    for at, guess in guesses(text, found):
        odds = _odds(guess)
        if odds + MOST_ELSEWHERE < least:
            continue
        odds += weigh(elsewhere(text, at, guess))
        if odds < least:
            continue
        one = Misspelling(at, at + guess.length, guess.meant, odds, guess)
        if near and one.start > max(other.end for other in near) + 1:
            yield max(near, key=lambda other: other.odds)
            near = []
        near.append(one)
    if near:
        yield max(near, key=lambda other: other.odds)


@lru_cache(maxsize=1 << 15)
def _odds(guess: Guess) -> float:
    """What the signs of a guess say: the same clause stands in many posts."""
    return weigh(signs(guess, tables()))


def promising(found: Candidates) -> NDArray[np.bool_]:
    """Which guesses are worth the full judgement, by what numpy can tell of all at once."""
    odds = np.full(len(found.at), _weights()["f_all", 0], np.float32)
    for column, table in zip(found.steps().T, _first(), strict=True):
        odds += table[np.minimum(column, len(table) - 1)]
    return odds >= PROMISING


@cache
def _first() -> tuple[NDArray[np.float32], ...]:
    weights = _weights()
    tables_of = []
    for sign in FIRST_SIGNS:
        steps = {step: weight for (name, step), weight in weights.items() if name == sign}
        table = np.zeros(max(steps) + 2, np.float32)
        table[list(steps)] = list(steps.values())
        tables_of.append(table)
    return tuple(tables_of)


def weigh(told: dict[str, int]) -> float:
    """What the signs add to the logarithm of the odds."""
    weights = _weights()
    return sum(weights.get(sign, 0.0) for sign in told.items())


@cache
def _weights() -> dict[tuple[str, int], float]:
    text = files("mingcha.text.spelling").joinpath("weights.csv").read_text(encoding="utf-8")
    weights = {(row["sign"], int(row["step"])): float(row["weight"]) for row in csv.DictReader(text.splitlines())}
    # Every guess has an edit: what all have in common goes there.
    return {sign: weight + weights["all", 0] * (sign[0] == "edit") for sign, weight in weights.items()}
