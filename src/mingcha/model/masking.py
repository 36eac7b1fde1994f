"""What is to be masked in a document, what came of it, and why a file cannot be masked."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from mingcha.model.finding import Finding


@dataclass(frozen=True, slots=True)
class Replacement:
    """text[start:end] of a document becomes `text`, because `check` found it."""

    start: int
    end: int
    text: str
    check: str

    def __repr__(self) -> str:
        return f"Replacement({self.start}, {self.end}, {self.text!r}, {self.check})"


@dataclass(frozen=True, slots=True)
class Receipt:
    """What was masked: how often by which check, what was taken out besides, and what a person must still decide."""

    masked: tuple[tuple[str, int], ...]
    taken_out: tuple[str, ...]
    left: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Made:
    """A step of masking: the file as it is now, in Chinese what was taken out, and the places that became pictures.

    Those cannot be read again, and need not be: they were read before, and what leaked is painted over.
    """

    data: bytes
    taken_out: tuple[str, ...] = ()
    pictured: frozenset[str] = frozenset()

    def __repr__(self) -> str:
        return f"Made({len(self.data)} bytes)"


@dataclass(frozen=True, slots=True)
class MaskedFile:
    """A masked copy: its bytes, what it should be called, and the receipt."""

    data: bytes
    name: str
    receipt: Receipt

    def __repr__(self) -> str:
        return f"MaskedFile({len(self.data)} bytes, {self.name!r})"


class NotMasked(Exception):
    """A file cannot be masked safely; the message says why and what to do, in Chinese. Nothing was written."""


def apart(replacements: Iterable[Replacement]) -> list[Replacement]:
    """The replacements in order without overlaps: where two overlap the longer one stays."""
    chosen: list[Replacement] = []
    for one in sorted(replacements, key=lambda r: (r.start, -(r.end - r.start))):
        if not chosen or one.start >= chosen[-1].end:
            chosen.append(one)
        elif one.end - one.start > chosen[-1].end - chosen[-1].start:
            chosen[-1] = one
    return chosen


def replaced(text: str, start: int, replacements: Iterable[Replacement]) -> str:
    """A stretch of a document that begins at offset `start`, with what falls into it replaced."""
    parts, at, end = [], start, start + len(text)
    for one in replacements:
        first, last = max(one.start, at), min(one.end, end)
        if first >= end or last <= at or first >= last:
            continue
        parts += [text[at - start : first - start], one.text if one.start >= start else ""]
        at = last
    return "".join(parts) + text[at - start :]
