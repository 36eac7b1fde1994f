"""A document as running text: sentences that cross no cell, lines that only a page's width broke joined again.

Everything is worked out once, when first asked for; use `document.once(prose)`. Offsets are those of the document's
text everywhere.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from functools import cached_property

from mingcha.model.document import Document
from mingcha.text.normal import folded
from mingcha.text.words import word_spans

Span = tuple[int, int]

# Where a sentence ends, closing marks and all; and where a paragraph or a cell does.
_ENDS = re.compile(r"[。！？!?；;]+[”’」』\"'）)》】]*|[\n\v\t\f\r]+")
_LINES = re.compile(r"[\n\v\t\f\r]+")
# What goes on longer is cut: nobody writes such a sentence, and a page without any mark must not cost the day.
LONGEST = 600
_COMMA = re.compile("[，,、：:]")

# A line that a page's width broke is nearly as long as the longest beside it, and not short.
SHORTEST_FULL_LINE, NEARLY = 15, 0.85
_NOT_BROKEN_AFTER = frozenset("。！？；：!?;:")
_BEGINS_ANEW = re.compile(
    r"[\s　]|第[一二三四五六七八九十百零〇\d]+[章节条款编部分]|[（(]?[一二三四五六七八九十\d]{1,3}[）)、.．]|附件|[-—●■◆·]"
)


class Prose:
    """The sentences, paragraphs and words of a document."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self.text = document.text
        self._words: dict[Span, tuple[Span, ...]] = {}
        self._boundaries: dict[int, frozenset[int]] = {}

    @cached_property
    def plain(self) -> str:
        """The text folded character by character: half width, small letters, simplified."""
        return folded(self.text)

    @cached_property
    def soft_breaks(self) -> tuple[int, ...]:
        """Offsets of the line breaks that only the width of a page made."""
        passages = self._document.passages
        if passages:
            lined = [(one.start, one.end) for one in passages if one.first_line and one.measure == "行"]
        else:
            lined = [] if self._document.tables else [(0, len(self.text))]
        return tuple(at for start, end in lined for at in _soft_breaks(self.text, start, end))

    @cached_property
    def sentences(self) -> tuple[Span, ...]:
        """Start and end of every sentence, its closing mark in it; none crosses a cell or a line that ends one."""
        return self._stretches(_ENDS, LONGEST)

    @cached_property
    def paragraphs(self) -> tuple[Span, ...]:
        """Start and end of every line or cell, soft breaks joined."""
        return self._stretches(_LINES, 0)

    def sentence_at(self, offset: int) -> Span:
        """The sentence an offset stands in."""
        return self._at(self.sentences, self._sentence_starts, offset)

    def paragraph_at(self, offset: int) -> Span:
        """The line or cell an offset stands in."""
        return self._at(self.paragraphs, self._paragraph_starts, offset)

    def joined(self, start: int, end: int) -> tuple[str, list[int]]:
        """The plain text of a stretch without its soft breaks, and the offset of each of its characters."""
        breaks = self.soft_breaks
        first, last = bisect_left(breaks, start), bisect_left(breaks, end)
        if first == last:
            return self.plain[start:end], list(range(start, end))
        without = set(breaks[first:last])
        offsets = [at for at in range(start, end) if at not in without]
        return "".join([self.plain[at] for at in offsets]), offsets

    def words(self, start: int, end: int) -> tuple[Span, ...]:
        """The words of that stretch, in order; one that a soft break divides is one word."""
        known = self._words.get((start, end))
        if known is None:
            text, offsets = self.joined(start, end)
            known = tuple((offsets[first], offsets[last - 1] + 1) for first, last in word_spans(text))
            self._words[start, end] = known
        return known

    def is_boundary(self, offset: int) -> bool:
        """Whether a word begins or ends here."""
        if not 0 < offset < len(self.text):
            return True
        if not (self.text[offset - 1].isalnum() and self.text[offset].isalnum()):
            return offset not in self.soft_breaks and offset - 1 not in self.soft_breaks
        start, end = self.sentence_at(offset)
        known = self._boundaries.get(start)
        if known is None:
            known = frozenset(edge for word in self.words(start, end) for edge in word)
            self._boundaries[start] = known
        return offset in known

    @cached_property
    def _sentence_starts(self) -> list[int]:
        return [start for start, _ in self.sentences]

    @cached_property
    def _paragraph_starts(self) -> list[int]:
        return [start for start, _ in self.paragraphs]

    def _at(self, stretches: tuple[Span, ...], starts: list[int], offset: int) -> Span:
        index = bisect_right(starts, offset) - 1
        if index >= 0 and offset < stretches[index][1]:
            return stretches[index]
        # Between two stretches, or where there is none: an empty one.
        return offset, offset

    def _stretches(self, ends: re.Pattern[str], longest: int) -> tuple[Span, ...]:
        # One loop without calls: a year of posts has millions of sentences.
        text, soft, start = self.text, frozenset(self.soft_breaks), 0
        found: list[Span] = []
        for match in ends.finditer(text):
            first, last = match.span()
            if soft and first in soft and last == first + 1:
                continue
            end = first if text[first] in "\n\v\t\f\r" else last
            if end > start:
                if text[start].isspace() or text[end - 1].isspace() or 0 < longest < end - start:
                    found += self._cut(start, end, longest)
                else:
                    found.append((start, end))
            start = last
        found += self._cut(start, len(text), longest)
        return tuple(found)

    def _cut(self, start: int, end: int, longest: int) -> list[Span]:
        """The stretch without white space around it, in pieces no longer than that."""
        found: list[Span] = []
        while longest and end - start > longest:
            commas = [comma.end() for comma in _COMMA.finditer(self.text, start + longest // 2, start + longest)]
            cut = commas[-1] if commas else start + longest
            found.append((start, cut))
            start = cut
        while start < end and self.text[start].isspace():
            start += 1
        while end > start and self.text[end - 1].isspace():
            end -= 1
        return [*found, (start, end)] if start < end else found


def prose(document: Document) -> Prose:
    """The document as prose; use `document.once(prose)`."""
    return Prose(document)


def _soft_breaks(text: str, start: int, end: int) -> Iterator[int]:
    lines = text[start:end].split("\n")
    at = start
    for index, line in enumerate(lines[:-1]):
        after = lines[index + 1]
        at += len(line)
        if _is_soft(line, after, lines[max(0, index - 2) : index + 4]):
            yield at
        at += 1


def _is_soft(line: str, after: str, near: list[str]) -> bool:
    length = len(line.rstrip())
    if length < SHORTEST_FULL_LINE or not after or line[-1] in _NOT_BROKEN_AFTER or "\t" in line or "\t" in after:
        return False
    return length >= NEARLY * max(map(len, near)) and not _BEGINS_ANEW.match(after)
