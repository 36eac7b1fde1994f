"""The words beside a number that say what it is, ready to search for."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from mingcha.standards.load import table
from mingcha.text.width import fold_all, without_space

# Characters that have no other width and no other case.
_HAN = re.compile("[\u4e00-\u9fff]+")


@dataclass(frozen=True, slots=True)
class Word:
    """One word found in a text: its role and where it ends."""

    role: str
    start: int
    end: int


@cache
def roles() -> dict[str, frozenset[str]]:
    """Role → words, in lower case and half width."""
    return _folded("roles")


@cache
def _pattern() -> tuple[re.Pattern[str], dict[str, list[str]]]:
    return _searched([roles()])


@cache
def _header_pattern() -> tuple[re.Pattern[str], dict[str, list[str]]]:
    """With the words that say something in a header only."""
    return _searched([roles(), _folded("headers")])


def _folded(name: str) -> dict[str, frozenset[str]]:
    given = table("privacy_words")[name]
    return {role: frozenset(fold_all(word).casefold() for word in words) for role, words in given.items()}


def _searched(lists: list[dict[str, frozenset[str]]]) -> tuple[re.Pattern[str], dict[str, list[str]]]:
    role_of: dict[str, list[str]] = {}
    for role, words in (pair for some in lists for pair in some.items()):
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


def word_at(text: str, place: int) -> str | None:
    """The longest word of a role that begins at this place of a text, as `roles` has it."""
    words = _beginning(text[place : place + 2])
    if words is None:
        match = _pattern()[0].match(fold_all(text[place : place + _longest()]).lower())
        return match[0] if match else None
    for word in words:
        if text.startswith(word, place):
            return word
    return None


def roles_of_word(word: str) -> tuple[str, ...]:
    return tuple(_pattern()[1][word])


@cache
def roles_within(word: str) -> frozenset[str]:
    """The roles of the word, and of every shorter word that it begins with."""
    return frozenset(role for role, words in roles().items() for other in words if word.startswith(other))


@lru_cache(maxsize=4096)
def _beginning(two: str) -> tuple[str, ...] | None:
    """The words that begin with these two characters, the longest first; None where some can be written in more ways."""
    pair = fold_all(two).lower()
    words = sorted((word for word in _pattern()[1] if word.startswith(pair)), key=len, reverse=True)
    return tuple(words) if all(_HAN.fullmatch(word) for word in words) else None


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
    pattern, roles_of = _header_pattern()
    folded = fold_all(without_space(header)).lower()
    return frozenset(role for m in pattern.finditer(folded) for role in roles_of[m[0]])
