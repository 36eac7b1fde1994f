"""Where in a file the characters of a document stand, so that a mask falls on them and on nothing else.

Reading a file changes its spaces and line breaks, and never its other characters, which are called letters here.
So the letters of a document are laid against the letters of the file, and what lies between them does not matter.
"""

from __future__ import annotations

from array import array
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from mingcha.model.document import BREAK_IN_CELL, CELL_END, ROW_END, Document
from mingcha.model.masking import NotMasked, Replacement

_GAPS = frozenset({*map(chr, range(0x21)), "\x7f", "\x85", "\u3000", "\u00a0", "\u2028", "\u2029"})
UNPLACED = -1
# A value shorter than this is not looked for by itself: 二级 stands in many places and means something in few.
SHORTEST_VALUE = 7
# How far ahead the same words may continue when a page moved what stood between.
_AHEAD = 20_000
_TELLING = 8


def is_gap(sign: str) -> bool:
    return sign in _GAPS or sign.isspace()


@dataclass(frozen=True, slots=True)
class Letters:
    """`text` without gaps, and for every letter the offset where it stood."""

    text: str
    at: Sequence[int]


def letters_of(text: str, start: int = 0) -> Letters:
    """The letters of a text; offsets count from `start`."""
    at = array("q", (index for index, sign in enumerate(text, start) if not is_gap(sign)))
    return Letters("".join([sign for sign in text if not is_gap(sign)]), at)


@dataclass(slots=True)
class FileLetters:
    """The letters of a file in its own order: which string of the file each stands in, from where to where."""

    texts: list[str] = field(default_factory=list)
    keys: list[Hashable] = field(default_factory=list)
    starts: array[int] = field(default_factory=lambda: array("q"))
    ends: array[int] = field(default_factory=lambda: array("q"))
    # Strings through which a mark runs, so that letters on both sides are apart even where no gap is.
    barriers: set[int] = field(default_factory=set)

    def __len__(self) -> int:
        return len(self.texts)

    def add(self, text: str, key: Hashable, start: int, end: int | None = None) -> None:
        """A stretch of the string `key`; with `end` it is one sign written as text[start:end], else letter by letter."""
        for index, sign in enumerate(text):
            if is_gap(sign):
                continue
            self.texts.append(sign)
            self.keys.append(key)
            self.starts.append(start if end is not None else start + index)
            self.ends.append(end if end is not None else start + index + 1)

    def part(self) -> None:
        """What comes next is not joined with what came before: a tag stands between."""
        self.barriers.add(len(self))

    @property
    def text(self) -> str:
        return "".join(self.texts)


@dataclass(frozen=True, slots=True)
class Edit:
    """In the string `key` of the file, [start:end] becomes `text`."""

    key: Hashable
    start: int
    end: int
    text: str


def placed(document: Letters, file: FileLetters, lines: Iterable[tuple[int, int]]) -> array[int]:
    """For each letter of the document its place in the file. `lines` are stretches that stay together, as letters.

    Where a page is ill-formed a browser moves parts of it; a line is then looked for ahead, then anywhere.
    """
    whole = file.text
    if document.text == whole:
        return array("q", range(len(whole)))
    found = array("q", [UNPLACED]) * len(document.text)
    at = 0
    for first, last in lines:
        words = document.text[first:last]
        start = at if whole.startswith(words, at) else whole.find(words, at, at + _AHEAD)
        if start < 0 and len(words) >= _TELLING:
            start = whole.find(words)
            for index in range(len(words) if start >= 0 else 0):
                found[first + index] = start + index
            continue
        if start >= 0:
            for index in range(len(words)):
                found[first + index] = start + index
            at = start + len(words)
    return found


def lines_of(document: Document, letters: Letters, stretches: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The lines and cells of parts of the document, as stretches of letters."""
    index = 0
    for begin, end in stretches:
        while index < len(letters.at) and letters.at[index] < begin:
            index += 1
        first = index
        at = begin
        while index < len(letters.at) and letters.at[index] < end:
            offset = letters.at[index]
            between = document.text[at:offset]
            if index > first and any(mark in between for mark in (CELL_END, ROW_END, BREAK_IN_CELL)):
                yield first, index
                first = index
            at = offset
            index += 1
        if index > first:
            yield first, index


def edits(
    replacements: Sequence[Replacement], document: Letters, places: Sequence[int], file: FileLetters
) -> tuple[list[Edit], list[Replacement]]:
    """What to change in the file, and the replacements that could not be placed."""
    found: list[Edit] = []
    lost: list[Replacement] = []
    index = 0
    for one in replacements:
        while index < len(document.at) and document.at[index] < one.start:
            index += 1
        last = index
        while last < len(document.at) and document.at[last] < one.end:
            last += 1
        wanted = places[index:last]
        if UNPLACED in wanted:
            lost.append(one)
        else:
            found += edits_of(wanted, one.text, file)
        index = last
    return found, lost


def edits_of(places: Sequence[int], text: str, file: FileLetters) -> Iterator[Edit]:
    """One edit for each unbroken run of letters; the first takes the text, the others are emptied."""
    run: list[int] = []
    for place in (*places, UNPLACED):
        whole = bool(run) and (place != run[-1] + 1 or place in file.barriers or file.keys[place] != file.keys[run[-1]])
        if whole:
            yield Edit(file.keys[run[0]], file.starts[run[0]], file.ends[run[-1]], text)
            run, text = [], ""
        run.append(place)


def value_edits(values: Iterable[tuple[str, str]], file: FileLetters) -> Iterator[Edit]:
    """Every place of the file where a value (its letters) stands, whatever it stands in, with its mask."""
    whole = file.text
    for value, mask in values:
        start = whole.find(value) if value else -1
        while start >= 0:
            end = start + len(value)
            if not any(at in file.barriers or file.keys[at] != file.keys[start] for at in range(start + 1, end)):
                yield Edit(file.keys[start], file.starts[start], file.ends[end - 1], mask)
            start = whole.find(value, end)


def values_of(document: Document, replacements: Iterable[Replacement], *, all_of: bool) -> list[tuple[str, str]]:
    """What the replacements replace, as letters, with their masks; the longest first.

    Unless `all_of`, only what is long and mostly digits: such a value means the same wherever it stands.
    """
    found = {}
    for one in replacements:
        value = letters_of(document.text[one.start : one.end]).text
        if all_of or (len(value) >= SHORTEST_VALUE and sum(c.isdigit() for c in value) * 2 > len(value)):
            found[value] = one.text
    return sorted(found.items(), key=lambda pair: -len(pair[0]))


def edited(text: str, some: Iterable[Edit]) -> str:
    """The text with its edits made; where two overlap the first stays and hides what both hide."""
    parts, at = [], 0
    for one in sorted(some, key=lambda edit: (edit.start, -edit.end)):
        if one.start < at:
            at = max(at, one.end)
            continue
        parts += [text[at : one.start], one.text]
        at = one.end
    return "".join(parts) + text[at:]


def all_placed(lost: Sequence[Replacement], what: str) -> None:
    """Raises NotMasked when a place was not found again."""
    if lost:
        raise NotMasked(
            f"{what}中有 {len(lost)} 处个人信息无法在文件里准确定位，没有处理。请在原软件中遮盖后再用 mingcha examine 检查。"
        )
