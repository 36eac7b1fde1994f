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


def tagged_words(text: str) -> tuple[tuple[str, str], ...] | None:
    """Every word with the kind the dictionary takes it for (nr: a person's name); None where there is no dictionary."""
    dictionary = _dictionary()
    return None if dictionary is None else tuple((word, kind) for word, kind in dictionary.tag(text))


@cache
def _dictionary() -> ModuleType | None:
    """Imported when first asked for: it takes a tenth of a second, and most texts never ask."""
    try:
        import rjieba
    except ImportError:  # no wheel for this machine
        return None
    found: ModuleType = rjieba
    return found
