"""The words of a stretch of Chinese, as offsets.

Words are those of rjieba's dictionary where it can be imported; where it cannot, every Chinese character is a word by
itself, so that whoever asks for a boundary is told there may be one.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from types import ModuleType

_PIECE = re.compile(r"[A-Za-z]+|[0-9]+(?:\.[0-9]+)?|.", re.DOTALL)


def words_are_known() -> bool:
    """Whether there is a dictionary on this machine."""
    return _dictionary() is not None


@lru_cache(maxsize=4096)
def word_spans(text: str) -> tuple[tuple[int, int], ...]:
    """Start and end of every word, in order and without gaps; the text holds no halves of surrogate pairs."""
    dictionary = _dictionary()
    if dictionary is None:
        return tuple(match.span() for match in _PIECE.finditer(text))
    return tuple((start, end) for _, start, end in dictionary.tokenize(text, "default"))


@cache
def _dictionary() -> ModuleType | None:
    """Imported when first asked for: it takes a tenth of a second, and most texts never ask."""
    try:
        import rjieba
    except ImportError:  # no wheel for this machine
        return None
    found: ModuleType = rjieba
    return found
