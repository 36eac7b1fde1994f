"""The engine for machines without the first: ahocorasick_rs, which has wheels for ARM too."""

from __future__ import annotations

from collections.abc import Sequence

from ahocorasick_rs import AhoCorasick, Implementation

from mingcha.text.matching.matcher import NO_MATCHES, Matches, in_order, matches_of


class Contiguous:
    """A Matcher over the contiguous NFA of ahocorasick_rs."""

    def __init__(self, automaton: AhoCorasick | None) -> None:
        self._automaton = automaton

    def find(self, text: str) -> Matches:
        if self._automaton is None:
            return NO_MATCHES
        # It gives which, start, end.
        found = matches_of(self._automaton.find_matches_as_indexes(text, overlapping=True))
        return in_order(found.ends, found.which, found.starts)

    def packed(self) -> bytes:
        return b""


def build(phrases: Sequence[str]) -> Contiguous:
    return Contiguous(AhoCorasick(list(phrases), implementation=Implementation.ContiguousNFA) if phrases else None)


def unpacked(data: bytes, phrases: Sequence[str]) -> Contiguous:
    return build(phrases)
