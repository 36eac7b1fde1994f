"""The interface of a matcher, and the choice among the engines that can be imported here.

Every engine gives the same answer: all occurrences of all phrases, overlapping ones too, in order of start and end.
Not every machine has every engine: daachorse is the fastest and has no wheel for Linux on ARM, ahocorasick_rs has one,
and where there is neither, numpy alone will do.
"""

from __future__ import annotations

import importlib
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain
from types import ModuleType
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.int64]
# Fastest first; the last one always works.
ENGINES = ("double_array", "contiguous", "three_characters")


class NotMatchable(ValueError):
    """A list of phrases that no matcher can look for; the message says which phrase and why, in Chinese."""


@dataclass(frozen=True, slots=True, eq=False)
class Matches:
    """text[starts[i]:ends[i]] is phrases[which[i]]; in order of start, then end. Offsets count code points."""

    starts: Numbers
    ends: Numbers
    which: Numbers

    def __len__(self) -> int:
        return len(self.starts)

    def where(self, chosen: NDArray[np.bool_] | Numbers) -> Matches:
        return Matches(self.starts[chosen], self.ends[chosen], self.which[chosen])


class Matcher(Protocol):
    """Phrases ready to be looked for."""

    def find(self, text: str) -> Matches:
        """Every occurrence of every phrase. The text holds no halves of surrogate pairs: text.normal folds them."""
        ...

    def packed(self) -> bytes:
        """What `unpacked` of the same engine makes this matcher of again; empty: building is as quick as reading."""
        ...


def build(phrases: Sequence[str], *, engine: str = "") -> Matcher:
    """A matcher of the phrases, which are distinct and not empty. Without an engine: the fastest there is.

    Raises NotMatchable.
    """
    seen: set[str] = set()
    for number, phrase in enumerate(phrases, 1):
        if not phrase:
            raise NotMatchable(f"第 {number} 个词是空的：空词处处都能匹配，请删去")
        if phrase in seen:
            raise NotMatchable(f"第 {number} 个词“{phrase}”重复，请删去一个")
        seen.add(phrase)
    matcher: Matcher = engine_named(engine or available()[0]).build(phrases)
    return matcher


def unpacked(data: bytes, phrases: Sequence[str], *, engine: str) -> Matcher:
    """The matcher again of which `data` is the packed form. The data must be what packed() gave."""
    matcher: Matcher = engine_named(engine).unpacked(data, phrases)
    return matcher


def available() -> tuple[str, ...]:
    """The engines that work here, fastest first."""
    return tuple(name for name in ENGINES if _imported(name) is not None)


def engine_named(name: str) -> ModuleType:
    engine = _imported(name)
    if engine is None:
        raise NotMatchable(f"本机没有匹配引擎 {name}，可用的有：{'、'.join(available())}")
    return engine


def matches_of(triples: Sequence[tuple[int, int, int]]) -> Matches:
    """Matches from (start, end, which), in whatever order they come."""
    if not triples:
        return NO_MATCHES
    # Half the time np.array takes over a list of tuples.
    flat = np.fromiter(chain.from_iterable(triples), dtype=np.int64, count=3 * len(triples))
    return in_order(flat[0::3], flat[1::3], flat[2::3])


def in_order(starts: Numbers, ends: Numbers, which: Numbers) -> Matches:
    order = np.lexsort((ends, starts))
    return Matches(starts[order], ends[order], which[order])


def _imported(name: str) -> ModuleType | None:
    try:
        return importlib.import_module(f"{__package__}.{name}")
    except ImportError:
        return None


NO_MATCHES = Matches(*(np.zeros(0, dtype=np.int64) for _ in range(3)))
