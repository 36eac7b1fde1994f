"""Tables that are no tables in the file: an unruled PDF, a text, an old Word file whose rows ran into each other.

What is left of them is a stream of words and figures in reading order. A row is what stands before as many figures as
it has columns; its label is looked for in all words since the last figures, since labels break over lines and the
labels of groups stand between them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from difflib import SequenceMatcher

from mingcha.examine.annual_report.figures import read_figure
from mingcha.examine.annual_report.grids import LINE, Cell, GridRow, holds
from mingcha.examine.annual_report.labels import LIKENESS, core
from mingcha.model.annual_report import Figure, ReadLabel, ReportTable, Trouble, Written
from mingcha.standards.annual_reports import Form, Format, FormRow
from mingcha.text.width import comparable

_TOKEN = re.compile(r"\S+")
_WIDE = re.compile(r"\S+(?:\s\S+)*")
_MARKS = re.compile(r"[^\u3400-\u9fff0-9a-z]")
Words = list[Cell]


def table_in_lines(rows: Sequence[GridRow], form: Form, decreed: Format) -> ReportTable | None:
    """The table as a stream of words and figures holds it; None when nothing of it is there."""
    own = list(_of_form(rows, form, decreed))
    if not own:
        return None
    cells: dict[tuple[str, str], Figure] = {}
    found: dict[str, ReadLabel] = {}
    unread: dict[str, ReadLabel] = {}
    for words, figures in _runs(own):
        if len(form.rows) == 1:
            if len(figures) == len(form.columns) and not cells:
                line = form.rows[0].id
                cells = {(line, one.id): figure for one, figure in zip(form.columns, figures, strict=True)}
                found[line] = ReadLabel(line, "", figures[0].start, figures[-1].end)
            continue
        row, decreed_words, start, end, said = _row_in(form, words, {*found, *unread})
        if row is None:
            continue
        columns = form.columns_of(row)
        label = ReadLabel(row.id, said, start, end, decreed_words)
        if len(columns) != len(figures):
            unread[row.id] = label
            continue
        found[row.id] = label
        cells |= {(row.id, one.id): figure for one, figure in zip(columns, figures, strict=True)}
    start, end = own[0].start, own[-1].end
    lacking = [row for row in form.rows if row.id not in found and row.id not in unread]
    is_plain = _is_plain(form, own, (code for code, label in found.items() if label.decreed))
    if not cells:
        return ReportTable(
            form.id, start=start, end=end, trouble=Trouble.UNREADABLE, reason="没有画线的表格，数字对不上列"
        )
    return ReportTable(
        form.id,
        cells,
        tuple(found.values()),
        tuple(ReadLabel(one.id, one.label, start, start) for one in form.columns),
        missing=tuple(row.id for row in lacking if is_plain),
        unread=(*unread.values(), *(ReadLabel(row.id, row.label, start, start) for row in lacking if not is_plain)),
        start=start,
        end=max(figure.end for figure in cells.values()),
    )


def _is_plain(form: Form, rows: Sequence[GridRow], found: Iterable[str]) -> bool:
    """Whether labels stand whole, each in one line: only then does a label that is not there mean a missing row."""
    lines = [core_part(row.words) for row in rows]
    labels = [core(form.row(code).label) for code in found]
    return all(any(label in line for line in lines) for label in labels)


def with_rows_in_lines(table: ReportTable, rows: Sequence[GridRow], form: Form) -> ReportTable:
    """The table with rows it lacks from lines of text below it: a row alone on a page is no table any more."""
    wanted = set(table.missing)
    cells = dict(table.cells)
    found: list[ReadLabel] = []
    unread: list[ReadLabel] = []
    for row in rows:
        if row.table != LINE or row.start < table.start:
            continue
        for words, figures in _runs([row]):
            said = "".join(core_part(word.words) for word in words)
            match = next((one for one in form.rows if one.id in wanted and said.endswith(core(one.label))), None)
            if match is None or len(said) > len(core(match.label)) + _MOST_BEFORE:
                continue
            columns = form.columns_of(match)
            label = ReadLabel(match.id, match.label, words[0].start, words[-1].end)
            if len(columns) != len(figures):
                figures = _by_gaps(row, words[-1].end)
            wanted.discard(match.id)
            (found if len(columns) == len(figures) else unread).append(label)
            if len(columns) == len(figures):
                cells |= {(match.id, one.id): figure for one, figure in zip(columns, figures, strict=True)}
    if not found and not unread:
        return table
    left = tuple(code for code in table.missing if code in wanted)
    end = max(table.end, *(figure.end for figure in cells.values()))
    rows_found = (*table.rows, *found)
    return replace(table, cells=cells, rows=rows_found, missing=left, unread=tuple(unread), end=end)


def _by_gaps(row: GridRow, after: int) -> list[Figure]:
    """Figures with spaces inside, parted by wider gaps."""
    cell = row.cells[0]
    found = []
    for match in _WIDE.finditer(cell.words, after - cell.start):
        start, end = cell.start + match.start(), cell.start + match.end()
        found.append(read_figure(match[0], start, end))
    return found


# Numbers and labels of groups before a row's own label.
_MOST_BEFORE = 20


def _of_form(rows: Sequence[GridRow], form: Form, decreed: Format) -> Iterator[GridRow]:
    """The rows from the first sign of the form to the first sign of a later one, or the next part's heading."""
    later = [one for one in decreed.tables if one.id > form.id]
    following = _headings_after(form, decreed)
    begun = False
    for row in rows:
        words = row.words
        if not begun and holds(words, form.signs):
            begun = True
        elif begun and (any(holds(words, one.signs) for one in later) or _is_heading(words, following)):
            return
        if begun:
            yield row


def _headings_after(form: Form, decreed: Format) -> list[str]:
    codes = [one.id for one in decreed.headings]
    after = decreed.headings[codes.index(form.heading) + 1 :]
    return [core(name) for one in after for name in (one.label, *one.names)]


def _is_heading(words: str, following: Sequence[str]) -> bool:
    return len(words) < 60 and core(words) in following


def _runs(rows: Sequence[GridRow]) -> Iterator[tuple[Words, list[Figure]]]:
    """Words and the figures that follow them, again and again."""
    words: Words = []
    figures: list[Figure] = []
    for line, row in enumerate(rows):
        for cell in row.cells:
            if not cell.own:
                continue
            for said, start, end in _tokens(row, cell):
                figure = read_figure(said, start, end)
                if figure.how in (Written.NUMBER, Written.DASH):
                    figures.append(figure)
                    continue
                if figures:
                    yield words, figures
                    words, figures = [], []
                words.append(Cell(said, start, end, line, 0, True))
    if figures:
        yield words, figures


def _tokens(row: GridRow, cell: Cell) -> Iterator[tuple[str, int, int]]:
    """What stands between spaces; what was a cell and holds a number is one, whatever spaces are in it."""
    if row.table != LINE and read_figure(cell.words, 0, 0).how is Written.NUMBER:
        yield cell.words, cell.start, cell.end
        return
    for token in _TOKEN.finditer(cell.words):
        yield token[0], cell.start + token.start(), cell.start + token.end()


def _row_in(form: Form, words: Words, but: set[str]) -> tuple[FormRow | None, bool, int, int, str]:
    """The row whose label stands in the words: the longest that is there whole, else the one most alike."""
    said = "".join(core_part(word.words) for word in words)
    nothing = (None, False, 0, 0, "")
    if not said:
        return nothing
    start, end = words[0].start, words[-1].end
    best: tuple[int, FormRow] | None = None
    for row in form.rows:
        for name in (row.label, *row.names):
            label = core(name)
            # 其他 and 总计 stand in other labels too: as a row's own they stand last.
            there = said.endswith(label) if len(label) <= 2 else label in said
            if there and (best is None or len(label) > best[0]) and row.id not in but:
                best = len(label), row
    if best is not None:
        return best[1], True, start, end, best[1].label
    for group in form.groups:
        said = said.replace(core(group.label), "")
    near: tuple[float, FormRow, str] | None = None
    for row in form.rows:
        if row.id in but:
            continue
        label = core(row.label)
        tail = said[-len(label) - 1 :]
        likeness = SequenceMatcher(None, tail, label, autojunk=False).ratio()
        if likeness >= LIKENESS and (near is None or likeness > near[0]):
            near = likeness, row, tail
    if near is None:
        return nothing
    # A label in pieces on several lines is not called wrong: something of it may stand elsewhere.
    whole = all(word.row == words[0].row for word in words)
    return near[1], not whole, start, end, near[2]


def core_part(words: str) -> str:
    """A piece of a label without marks; numbers stay, since a piece may begin with one that belongs to it."""
    return _MARKS.sub("", comparable(words).replace("其它", "其他"))
