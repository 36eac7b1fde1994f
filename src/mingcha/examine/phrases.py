"""Looks for the phrases of a card: in sentences and rows, or in the headers of tables.

A phrase counts when a context stands beside it and no exception does. An exception that holds the phrase (孕检机构 for
孕检) silences that one place; any other silences the sentence. Width and case do not matter.
"""

from __future__ import annotations

import re
import string
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from mingcha.examine.cells import column_evidence, whole
from mingcha.examine.columns import Column, column_at
from mingcha.examine.held_characters import may_hold
from mingcha.model.document import CELL_END, Document
from mingcha.model.finding import Evidence, Verdict
from mingcha.standards.privacy_words import words_in
from mingcha.text.mask_pattern import HIDDEN
from mingcha.text.width import fold_all, without_space

PLACES = 5
# A sentence that goes on longer than this is looked at so far on both sides.
SENTENCE = 120
YES = frozenset("是 有".split())
_ENDS = re.compile(r"[\n\v。；;！!？?]")
_FORMS = re.compile(r"[\x00-\x7f]+")
_SMALL = str.maketrans(string.ascii_uppercase, string.ascii_lowercase)


@dataclass(frozen=True, slots=True)
class Phrases:
    """The words of a card. `is_masked`: a quote shows its first character only."""

    phrases: tuple[str, ...]
    contexts: tuple[str, ...]
    roles: frozenset[str]
    exceptions: tuple[str, ...]
    verdict: Verdict
    is_masked: bool


def in_text(words: Phrases, document: Document) -> Iterator[Evidence]:
    """One answer for all places of a document where a phrase counts."""
    pattern = _pattern(words.phrases)
    if not _may_count(words, document):
        return
    text = document.once(folded)
    spans, sentences = [], set()
    for match in pattern.finditer(text):
        start, end, roles = _beside(document, text, match.start(), match.end())
        if _counts(words, text[start:end], match.start() - start, match.end() - start, roles):
            spans.append(match.span())
            sentences.add(start)
    if not spans:
        return
    first, last = spans[0]
    places = tuple(str(document.place_at(start)) for start, _ in spans[1:PLACES])
    yield Evidence(
        first,
        last,
        _quote(words, document.text[first:last]),
        words.verdict,
        len(sentences) if words.roles else 1,
        more_places=places,
        secret=text[first:last],
        every=lambda: ((s, e, masked(document.text[s:e])) for s, e in spans),
    )


def in_header(words: Phrases, column: Column) -> Iterator[Evidence]:
    """One answer for a column whose header holds a phrase and whose cells say something."""
    header = _same(without_space(column.header))
    hits = list(_pattern(words.phrases).finditer(header))
    if not hits:
        return
    others = f"{column.heading} {' '.join(_headers(column))}"
    roles = frozenset().union(*column.beside) | {word.role for word in words_in(column.heading)}
    if _is_excepted(words, header, hits[0].start(), hits[0].end()) or not _is_beside(words, _same(others), roles):
        return
    told = column_evidence(column, _said, mask=masked if words.is_masked else str, verdict=words.verdict)
    if told is not None:
        yield told


def folded(document: Document) -> str:
    """The text in half width and small letters, every character at its place; use `document.once(folded)`."""
    return _same(document.text)


def masked(text: str) -> str:
    """What was said is not repeated, only that something was; as long as before."""
    return text[:1] + HIDDEN * (len(text) - 1) if len(text) > 1 else HIDDEN


def _counts(words: Phrases, sentence: str, start: int, end: int, roles: frozenset[str]) -> bool:
    if _is_excepted(words, sentence, start, end):
        return False
    rest = sentence[:start] + "\n" + sentence[end:]
    return _is_beside(words, rest, roles | {word.role for word in words_in(rest)} if words.roles else roles)


def _is_beside(words: Phrases, text: str, roles: frozenset[str]) -> bool:
    if words.roles and not words.roles & roles:
        return False
    return not words.contexts or any(_same(context) in text for context in words.contexts)


def _is_excepted(words: Phrases, sentence: str, start: int, end: int) -> bool:
    phrase = sentence[start:end]
    for exception in map(_same, words.exceptions):
        inside = exception.find(phrase)
        if inside < 0:
            if exception in sentence:
                return True
        elif any(
            sentence.startswith(exception, start - match.start())
            for match in re.finditer(re.escape(phrase), exception)
            if match.start() <= start
        ):
            return True
    return False


def _beside(document: Document, text: str, start: int, end: int) -> tuple[int, int, frozenset[str]]:
    """The sentence around a place, or its row and what the headers of its table claim."""
    table = document.table_at(start)
    if table is not None:
        row, index = document.cell_at(table, start)
        last = table.row_starts[row + 1] if row + 1 < len(table.row_starts) else table.end
        column = column_at(document, table, index)
        return table.row_starts[row], last, frozenset().union(*column.beside) if column else frozenset()
    before = text[max(0, start - SENTENCE) : start]
    cut = max((match.end() for match in _ENDS.finditer(before)), default=0)
    after = _ENDS.search(text, end, end + SENTENCE)
    return start - len(before) + cut, after.start() if after else min(len(text), end + SENTENCE), frozenset()


def _said(cell: str) -> tuple[int, int] | None:
    """Anything but nothing and no; under a card's header a yes says it all."""
    return (0, len(cell)) if cell.strip() in YES else whole(cell)


def _headers(column: Column) -> list[str]:
    """The words of the other headers of the table."""
    if column.table.header:
        return [cell for index, cell in enumerate(column.table.header) if index != column.index]
    starts, text = column.table.row_starts, column.document.text
    above = text[starts[0] : starts[column.body]] if column.body < len(starts) else ""
    return [cell for cell in above.replace("\n", CELL_END).split(CELL_END) if cell != column.header]


def _quote(words: Phrases, text: str) -> str:
    return masked(text) if words.is_masked else text


@cache
def _pattern(phrases: tuple[str, ...]) -> re.Pattern[str]:
    """The longest phrase first."""
    return re.compile("|".join(re.escape(_same(phrase)) for phrase in sorted(phrases, key=len, reverse=True)))


def _may_count(words: Phrases, document: Document) -> bool:
    """Whether a text holds what every phrase and context needs; costs next to nothing where it does not."""
    lists, text = _needed(words), document.text
    return all(may_hold(document, some) for some in lists) and all(any(word in text for word in some) for some in lists)


@cache
def _needed(words: Phrases) -> list[tuple[str, ...]]:
    """Lists of which a text must hold one word each, as it stands, the shortest list first."""
    lists = []
    for some in (words.phrases, words.contexts):
        # Letters, figures and signs have several forms; what is left of a word has one.
        parts = {max(_FORMS.split(_same(word)), key=len) for word in some}
        if parts and "" not in parts:
            lists.append(tuple(part for part in parts if not any(other in part for other in parts if other != part)))
    return sorted(lists, key=len)


def _same(text: str) -> str:
    return fold_all(text).translate(_SMALL)
