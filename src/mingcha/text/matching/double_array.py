"""The fastest engine: daachorse, whose automaton can be kept on disk."""

from __future__ import annotations

from collections.abc import Sequence

from daachorse import CharwiseDoubleArrayAhoCorasick

from mingcha.text.matching.matcher import NO_MATCHES, Matches, matches_of


class DoubleArray:
    """A Matcher over daachorse's character-wise automaton."""

    def __init__(self, automaton: CharwiseDoubleArrayAhoCorasick | None) -> None:
        self._automaton = automaton

    def find(self, text: str) -> Matches:
        return matches_of(self._automaton.find_overlapping(text)) if self._automaton else NO_MATCHES

    def packed(self) -> bytes:
        return bytes(self._automaton.serialize()) if self._automaton else b""


def build(phrases: Sequence[str]) -> DoubleArray:
    return DoubleArray(CharwiseDoubleArrayAhoCorasick(list(phrases)) if phrases else None)


def unpacked(data: bytes, phrases: Sequence[str]) -> DoubleArray:
    return DoubleArray(CharwiseDoubleArrayAhoCorasick.deserialize(data)) if data else build(phrases)
