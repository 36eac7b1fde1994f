"""The words beside a number that say what it is, ready to search for."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from mingcha.standards.load import table
from mingcha.text.width import fold_all, without_space


@dataclass(frozen=True, slots=True)
class Word:
    """One word found in a text: its role and where it ends."""

    role: str
    start: int
    end: int


@cache
def roles() -> dict[str, frozenset[str]]:
    """Role → words, in lower case and half width."""
    given = table("privacy_words")["roles"]
    return {role: frozenset(fold_all(word).casefold() for word in words) for role, words in given.items()}


@cache
def _pattern() -> tuple[re.Pattern[str], dict[str, list[str]]]:
    role_of: dict[str, list[str]] = {}
    for role, words in roles().items():
        for word in words:
            role_of.setdefault(word, []).append(role)
    # The longest word first, so that an office telephone is not taken for a telephone; and one branch for each first
    # character, because `re` tries the branches one by one.
    endings: dict[str, list[str]] = {}
    for word in sorted(role_of, key=len, reverse=True):
        endings.setdefault(word[0], []).append(re.escape(word[1:]))
    branches = (f"{re.escape(first)}(?:{'|'.join(rest)})" for first, rest in endings.items())
    return re.compile("|".join(branches)), role_of


@cache
def _longest() -> int:
    return max(len(word) for words in roles().values() for word in words)


def begins_with_word(text: str, place: int) -> bool:
    """Whether a word of a role stands at this place of a text."""
    return _pattern()[0].match(fold_all(text[place : place + _longest()]).lower()) is not None


@lru_cache(maxsize=4096)
def words_in(text: str) -> tuple[Word, ...]:
    """Every word of a role in the text, in order, once for each of its roles; offsets are those of the text."""
    pattern, roles_of = _pattern()
    return tuple(
        Word(role, m.start(), m.end()) for m in pattern.finditer(fold_all(text).lower()) for role in roles_of[m[0]]
    )


@lru_cache(maxsize=4096)
def roles_of_header(header: str) -> frozenset[str]:
    """The roles a header claims; spaces and line breaks inside its words do not matter."""
    return frozenset(word.role for word in words_in(without_space(header)))
