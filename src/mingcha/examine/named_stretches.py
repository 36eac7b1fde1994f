"""The stretches of a text in which a number may have a word of a role beside it.

Most numbers of a list have none: what they are is decided for all of them together, and only those in these stretches
are looked at one by one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from mingcha.examine.role_words import role_words
from mingcha.model.document import Document
from mingcha.standards.privacy_words import roles_within

# How far before a number its label may stand; and how far above its line the heading of a list.
LABEL, HEADING = 40, 300
LONGEST_HEADING = 80
_SIX_DIGITS = re.compile(r"(?:[^\d]*\d){6}")


def named_stretches(document: Document) -> tuple[tuple[int, int], ...]:
    """Where a number has a word before it in its line, or above its line two that may be the heading of a list.

    Start and end of each stretch, which may overlap; use `document.once(named_stretches)`.
    """
    text, words = document.text, document.once(role_words)
    stretches: list[tuple[int, int]] = []
    claims: list[int] = []
    for place, word in zip(words.starts, words.words, strict=True):
        line_end = text.find("\n", place, place + LABEL)
        stretches.append((place + 1, (line_end if line_end >= 0 else place + LABEL) + 1))
        claims += [place] * min(len(roles_within(word)), 2)
    for first, second in pairwise(claims):
        stretches += _below(text, first, second)
    return tuple(stretches)


def _below(text: str, first: int, second: int) -> Iterator[tuple[int, int]]:
    """The lines that words at two places may be the heading of: they stand in one line, which is not too far above."""
    line_end = text.find("\n", first)
    if line_end < second or not may_head(text[first:line_end]):
        return
    line = text.rfind("\n", 0, first) + 1
    # From further below only the end of the line is looked at.
    after = line_end if may_head(text[line:line_end]) else max(line_end, line + HEADING)
    begin = text.find("\n", after, first + HEADING) + 1
    if begin:
        end = text.find("\n", text.rfind("\n", after, first + HEADING) + 1)
        yield begin, (end if end >= 0 else len(text)) + 1


def may_head(line: str) -> bool:
    """Whether a line may be the heading of a list: it is short, and no long number stands in it."""
    return len(line) <= LONGEST_HEADING and not _SIX_DIGITS.match(line)
