"""A stretch of a document as bare characters: folded, without spaces, quotation marks and invisible signs."""

from __future__ import annotations

from dataclasses import dataclass

from mingcha.examine.wording.prose import Prose
from mingcha.text.normal import BREAKS, INVISIBLE, QUOTES, SPACES

_LEFT_OUT = frozenset(INVISIBLE + QUOTES + SPACES + BREAKS + "\"'“”‘’")


@dataclass(frozen=True, slots=True)
class Bare:
    """The characters that are left, and where each of them stands in the document."""

    text: str
    offsets: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where text[start:end] stands in the document; it is not empty."""
        return self.offsets[start], self.offsets[end - 1] + 1


def bare(prose: Prose, start: int, end: int, *, without: str = "") -> Bare:
    """document.text[start:end] so; `without` are more signs to leave out."""
    kept = [at for at in range(start, end) if (sign := prose.plain[at]) not in _LEFT_OUT and sign not in without]
    return Bare("".join([prose.plain[at] for at in kept]), tuple(kept))
