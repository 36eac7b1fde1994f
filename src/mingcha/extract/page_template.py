"""Tells a page's own words from those of its template, so that a wrong word in a menu is told once and not 60,000 times.

Pages of one portal are looked at together: a line outside the body that many of them bear belongs to the template, and
a line outside the body that is only a link belongs to where it leads. What remains is the page's own. Where the reader
knew no body, only what stands before the first and after the last own line may be template: form notices share lines.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from mingcha.model.document import ROW_END, Document, Passage, Table

MAIN, TITLE, TEMPLATE = "正文", "标题", "页面模板"
# A line borne by so many pages of a batch was not written for any of them.
MANY = 8
PAGE = "html"
# What stands before and after the words of a link in a list: a bullet, 上一篇, a date.
_BESIDE = re.compile(
    r"^[·•●▪■◆○◇>»*\s-]*(?:(?:上|下)一(?:篇|条|页)\s*[:：]?\s*)?|[\s（(\[［]*\d{2,4}[-/.年]\d{1,2}(?:[-/.月]\d{1,2}日?)?[\s）)\]］]*$"
)
# A title of another post, cut to fit a list: its faults are told where it stands whole.
_CUT_SHORT = re.compile(r"(?:…|\.\.)\s*$")
# The way to a page: its words are those of columns.
_CRUMBS = re.compile(r"^[\W_]*(?:您?(?:现在|当前|目前)?(?:所在)?的?位置|您?(?:现在)?所在)\s*(?:[:：]|是|>)")
# Between the title of a post and the name of its site, in the title of a window.
_BETWEEN = re.compile(r"(?<=.)\s*(?:--+|——?|[-_|｜·–])\s*(?=[^-_|｜·–—]+$)")


@dataclass(frozen=True, slots=True)
class _Piece:
    """text[start:end] outside the body: lines of a passage, or a whole table."""

    start: int
    end: int
    passage: Passage | None = None
    table: Table | None = None
    line: int = 0

    @property
    def is_hidden(self) -> bool:
        return bool(self.passage.hidden) if self.passage is not None else False

    @property
    def is_title(self) -> bool:
        return self.passage is not None and self.passage.label == TITLE


class PageTemplate:
    """What the templates of a portal say, learned batch by batch; each line of them is handed out once."""

    def __init__(self, *, many: int = MANY) -> None:
        self._many = many
        self._told: set[str] = set()

    def apart(self, pages: Sequence[Document]) -> tuple[list[Document], list[Document]]:
        """Each page with its own words only, in order; and the lines of templates not handed out before, as documents
        that bear the address of a page which shows them.

        Documents that are no pages, and pages of a batch too small to tell, come back as they are.
        """
        around = [_around(page) if page.kind == PAGE else [] for page in pages]
        counts: Counter[str] = Counter()
        for page, pieces in zip(pages, around, strict=True):
            pieces += _site_in_title(page)
            counts.update({page.text[piece.start : piece.end] for piece in pieces})
        own, told = [], []
        for page, pieces in zip(pages, around, strict=True):
            if not pieces:
                own.append(page)
                continue
            dropped = self._dropped(page, pieces, counts)
            new = []
            for piece in dropped:
                words = page.text[piece.start : piece.end]
                if counts[words] >= self._many and words not in self._told and not _CUT_SHORT.search(words):
                    self._told.add(words)
                    new.append(piece)
            own.append(_without(page, dropped) if dropped else page)
            if new:
                told.append(_only(page, new))
        return own, told

    def _dropped(self, page: Document, pieces: Sequence[_Piece], counts: Counter[str]) -> list[_Piece]:
        """The pieces that are not the page's own."""
        clicked = {link.text for link in page.links}
        foreign = [
            counts[words := page.text[piece.start : piece.end]] >= self._many
            or (line := words.strip()) in clicked
            or _BESIDE.sub("", line) in clicked
            or _CRUMBS.match(line) is not None
            for piece in pieces
        ]
        if not any(one.label == MAIN and not one.hidden for one in page.passages):
            shown = [index for index, piece in enumerate(pieces) if not piece.is_hidden and not piece.is_title]
            mine = [index for index in shown if not foreign[index]]
            first, last = (mine[0], mine[-1]) if mine else (len(pieces), len(pieces))
            for index in shown:
                foreign[index] = foreign[index] and not first < index < last
        return sorted(
            (piece for piece, is_foreign in zip(pieces, foreign, strict=True) if is_foreign),
            key=lambda piece: piece.start,
        )


def _around(page: Document) -> list[_Piece]:
    """What stands outside the body: line by line, tables whole, what is behind the page passage by passage."""
    body = [one for one in page.passages if one.label == MAIN and not one.hidden]
    first, last = (body[0].start, body[-1].end) if body else (0, 0)
    found = []
    for passage in page.passages:
        if first <= passage.start < last or passage.label == TITLE:
            continue
        if passage.hidden or not passage.first_line:
            found.append(_Piece(passage.start, passage.end, passage, line=passage.first_line))
            continue
        for number, (start, end) in enumerate(_lines(page.text, passage.start, passage.end)):
            found.append(_Piece(start, end, passage, line=passage.first_line + number))
    found += [_Piece(one.start, one.end, table=one) for one in page.tables if not first <= one.start < last]
    return sorted(found, key=lambda piece: piece.start)


def _site_in_title(page: Document) -> list[_Piece]:
    """The name of the site that follows the title of a window."""
    titled = next((one for one in page.passages if one.label == TITLE and not one.hidden), None)
    if page.kind != PAGE or titled is None:
        return []
    end = titled.end - page.text.endswith(ROW_END, titled.start, titled.end)
    found = _BETWEEN.search(page.text, titled.start, end)
    return [_Piece(found.start(), end, titled)] if found else []


def _lines(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while start < end:
        stop = text.find(ROW_END, start, end) + 1 or end
        yield start, stop
        start = stop


def _without(page: Document, dropped: Sequence[_Piece]) -> Document:
    """The page without some pieces; every place keeps its name."""
    pieces, cuts, shifts, removed, at = [], [0], [0], 0, 0
    for piece in dropped:
        pieces.append(page.text[at : piece.start])
        removed += piece.end - piece.start
        at = piece.end
        cuts.append(at)
        shifts.append(removed)
    pieces.append(page.text[at:])

    def moved(offset: int) -> int:
        return offset - shifts[bisect_right(cuts, offset) - 1]

    gone = {piece.start for piece in dropped}
    passages = []
    for passage in page.passages:
        if passage.hidden or not passage.first_line:
            if passage.start not in gone or passage.label == TITLE:
                passages.append(replace(passage, start=moved(passage.start), end=moved(passage.end)))
            continue
        for start, end, line in _kept(page.text, passage, gone):
            passages.append(replace(passage, start=moved(start), end=moved(start) + end - start, first_line=line))
    tables = [_moved(one, moved(one.start) - one.start) for one in page.tables if one.start not in gone]
    return replace(page, text="".join(pieces), passages=tuple(passages), tables=tuple(tables))


def _kept(text: str, passage: Passage, gone: set[int]) -> Iterator[tuple[int, int, int]]:
    """Stretches of lines that stay: start, end, and the number of the first of them."""
    begun, line = -1, passage.first_line
    first = line
    for start, end in _lines(text, passage.start, passage.end):
        if start in gone and begun >= 0:
            yield begun, start, first
            begun = -1
        elif start not in gone and begun < 0:
            begun, first = start, line
        line += 1
        last = end
    if begun >= 0:
        yield begun, last, first


def _only(page: Document, pieces: Sequence[_Piece]) -> Document:
    """The pieces alone, as one document of the page."""
    texts, passages, tables, at = [], [], [], 0
    for piece in pieces:
        length = piece.end - piece.start
        texts.append(page.text[piece.start : piece.end])
        if piece.passage is not None:
            label = piece.passage.label if piece.passage.hidden else TEMPLATE
            passages.append(replace(piece.passage, start=at, end=at + length, label=label, first_line=piece.line))
        if piece.table is not None:
            tables.append(_moved(piece.table, at - piece.start))
        at += length
    return replace(
        page, text="".join(texts), passages=tuple(passages), tables=tuple(tables), title="", tags=(), post=TEMPLATE
    )


def _moved(table: Table, by: int) -> Table:
    starts = [start + by for start in table.row_starts]
    return replace(table, start=table.start + by, end=table.end + by, row_starts=starts)
