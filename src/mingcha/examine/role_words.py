"""The words of a role in a document: found at once for many documents, so that most numbers need no look.

The first characters are compared through tables with a place for each hash of them; at what they let pass the words
themselves are looked for.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from mingcha.examine.held_characters import may_hold
from mingcha.model.document import Document
from mingcha.standards.privacy_words import Word, roles, roles_of_word, roles_within, word_at, words_in
from mingcha.text.many_texts import ManyTexts, many_texts
from mingcha.text.width import FULL

_CODES = 1 << 16
_SPREAD = np.uint16(40_503)  # odd, so that no two second characters meet


@dataclass(frozen=True, slots=True)
class RoleWords:
    """Every place of a text where a word begins, in order, and the longest word there, in small letters of half width."""

    starts: Sequence[int] = ()
    words: Sequence[str] = ()


NO_WORDS = RoleWords()


def role_words(document: Document) -> RoleWords:
    """The words of a document; use `document.once(role_words)`."""
    return next(own for part in many_texts([document.text]) for own in _in_each(part))


def prepare(documents: Sequence[Document]) -> None:
    """Find the words of many documents at once."""
    for part in many_texts([document.text for document in documents]):
        for document, own in zip(documents[part.first : part.last], _in_each(part), strict=True):
            document.remember(role_words, own)
            document.remember(are_found, True)


def are_found(document: Document) -> bool:
    """Whether the words were found together with those of other documents; use `document.once(are_found)`."""
    return False


def may_say(document: Document, asked: Collection[str], parts: tuple[str, ...]) -> bool:
    """Whether a word of one of the roles may stand in a text; `parts` are such that each of those words holds one."""
    if not may_hold(document, parts):
        return False
    if document.once(are_found):
        return not document.once(roles_said).isdisjoint(asked)
    return any(part in document.text for part in parts)


def roles_said(document: Document) -> frozenset[str]:
    """All roles of which a word may stand anywhere in the text; use `document.once(roles_said)`."""
    return frozenset().union(*map(roles_within, document.once(role_words).words))


def may_hold_words(document: Document, start: int, end: int) -> bool:
    """Whether a word of a role may begin in text[start:end]; False is certain."""
    places = document.once(role_words).starts
    at = bisect_left(places, start)
    return at < len(places) and places[at] < end


def words_between(document: Document, start: int, end: int) -> tuple[Word, ...]:
    """The words of text[start:end], as `words_in` finds them; offsets count from `start`."""
    words = document.once(role_words)
    at = bisect_left(words.starts, start)
    said: list[Word] = []
    taken = start
    while at < len(words.starts) and words.starts[at] < end:
        begin, word = words.starts[at], words.words[at]
        stop = begin + len(word)
        if stop > end:
            # What is cut off may be a shorter word.
            return words_in(document.text[start:end])
        if begin >= taken:
            said += [Word(role, begin - start, stop - start) for role in roles_of_word(word)]
            taken = stop
        at += 1
    return tuple(said)


def roles_between(document: Document, start: int, end: int) -> frozenset[str]:
    """All roles of which a word may stand in text[start:end], and perhaps some more."""
    words = document.once(role_words)
    first, last = bisect_left(words.starts, start), bisect_left(words.starts, end)
    return frozenset().union(*map(roles_within, words.words[first:last]))


def _in_each(part: ManyTexts) -> Iterator[RoleWords]:
    """The words of each text by itself."""
    starts, words = _found(part)
    begins = part.begins.tolist()
    first = 0
    for begin, end in zip(begins, [*begins[1:], len(part.whole)], strict=True):
        last = bisect_left(starts, end, first)
        if first == last:
            yield NO_WORDS
        else:
            yield RoleWords([place - begin for place in starts[first:last]], words[first:last])
        first = last


def _found(part: ManyTexts) -> tuple[list[int], list[str]]:
    codes, whole = part.codes, part.whole
    likely = np.flatnonzero(_first().take(codes[:-2]))
    first, second, third = (_folded().take(codes[likely + step]) for step in range(3))
    two = first * _SPREAD + second
    likely = likely[_twos().take(two) | _threes().take(two * _SPREAD + third)]
    starts, words = [], []
    for place in likely.tolist():
        if (word := word_at(whole, place)) is not None:
            starts.append(place)
            words.append(word)
    return starts, words


@cache
def _folded() -> NDArray[np.uint16]:
    """Every code point as it is compared: half width, lower case."""
    table = np.arange(_CODES, dtype=np.uint16)
    for full, half in FULL.items():
        table[full] = half
    for code in range(_CODES):
        low = chr(int(table[code])).lower()
        if len(low) == 1 and ord(low) < _CODES:
            table[code] = ord(low)
    return table


@cache
def _words() -> frozenset[str]:
    return frozenset(word for words in roles().values() for word in words)


@cache
def _first() -> NDArray[np.bool_]:
    """Whether a word may begin with a character."""
    return np.isin(_folded(), [ord(word[0]) for word in _words()])


@cache
def _twos() -> NDArray[np.bool_]:
    """Whether two characters may be a word."""
    return _table([word for word in _words() if len(word) == 2])


@cache
def _threes() -> NDArray[np.bool_]:
    """Whether a longer word may begin with three characters."""
    return _table([word[:3] for word in _words() if len(word) > 2])


def _table(some: Sequence[str]) -> NDArray[np.bool_]:
    table = np.zeros(_CODES, dtype=bool)
    for characters in some:
        place = 0
        for character in characters:
            place = (place * int(_SPREAD) + ord(character)) % _CODES
        table[place] = True
    return table
