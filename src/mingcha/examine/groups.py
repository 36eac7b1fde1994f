"""Candidates brought together as people see them: one group a column of a table, one a list in running text."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np

from mingcha.examine.candidates import each
from mingcha.examine.columns import Column, column_at
from mingcha.examine.named_stretches import HEADING, LABEL, may_head, named_stretches
from mingcha.examine.role_words import roles_between, words_between
from mingcha.model.document import Document, Hidden, Table
from mingcha.model.finding import Evidence, Verdict
from mingcha.standards.privacy_words import Word, words_in
from mingcha.text.digit_runs import Numbers, code_points
from mingcha.text.spans import Flags, Spans, joined

# Numbers in running text that stand closer than this are one list.
LIST_GAP = 400
# A list longer than this is judged by some of its lines.
JUDGED_ONE_BY_ONE, SAMPLE = 400, 60
PLACES = 5
# Below this Python's own sets and lists are quicker than numpy.
FEW = 200
_ENDS_LABEL = re.compile("[\t。；;！!？?\v]")


@dataclass(frozen=True, slots=True, eq=False)
class Group:
    """Candidates of one kind in one column, or close together in text. Never empty."""

    document: Document
    spans: Spans
    column: Column | None
    rows: Numbers

    def roles(self) -> frozenset[str]:
        """What the header of the column claims; for text what stands before the first number."""
        if self.column is not None:
            return self.column.roles
        return label_roles(self.document, int(self.spans.starts[0]))

    def keep(self, flags: Flags | Numbers) -> Group | None:
        spans = self.spans.where(flags)
        return Group(self.document, spans, self.column, self.rows[flags]) if len(spans) else None

    def kept_where(self, judge: Callable[[int], bool], *, unnamed: Flags | bool | None = None) -> Group | None:
        """The part whose offsets the judge accepts; a very long list stands or falls by a sample of its lines.

        `unnamed` is what the judge would say of those numbers that have no word beside them (named_stretches): most
        numbers of a list are alike.
        """
        if (
            isinstance(unnamed, bool)
            and len(self.spans) <= JUDGED_ONE_BY_ONE
            and not self.document.once(named_stretches)
        ):
            return self if unnamed else None
        starts = self.spans.starts.tolist()
        if len(starts) > JUDGED_ONE_BY_ONE:
            sample = [starts[at] for at in np.linspace(0, len(starts) - 1, SAMPLE).astype(int).tolist()]
            return self if sum(map(judge, sample)) * 2 > len(sample) else None
        if unnamed is None:
            return self._kept([judge(start) for start in starts])
        answers: list[bool] = [unnamed] * len(starts) if isinstance(unnamed, bool) else unnamed.tolist()
        for at in self.named():
            answers[at] = judge(starts[at])
        return self._kept(answers)

    def named(self) -> set[int]:
        """Which of the numbers may have a word beside them."""
        stretches = self.document.once(named_stretches)
        starts = self.spans.starts.tolist() if stretches else []
        return {at for start, end in stretches for at in range(bisect_left(starts, start), bisect_left(starts, end))}

    def _kept(self, answers: list[bool]) -> Group | None:
        if all(answers):
            return self
        return self.keep(np.array(answers)) if any(answers) else None

    @property
    def persons(self) -> int:
        values = self.spans.values
        return len(set(values.tolist()) if len(values) < FEW else distinct(values))

    def text(self, index: int) -> str:
        return self.document.text[int(self.spans.starts[index]) : int(self.spans.ends[index])]

    def evidence(
        self, mask: Callable[[str], str], *, verdict: Verdict = Verdict.FOUND, note: str = "", secret: str = ""
    ) -> Evidence:
        """One answer for the whole group: its first number masked, how many persons, where the next ones stand."""
        start, *next_ones = self.spans.starts[:PLACES].tolist()
        end = int(self.spans.ends[0])
        return Evidence(
            start,
            end,
            mask(self.document.text[start:end]),
            verdict,
            self.persons,
            note,
            self.document.places_at(next_ones),
            secret or str(self.spans.values[0]),
            every=lambda: ((s, e, mask(self.document.text[s:e])) for s, e in each(self.spans)),
        )


def groups(document: Document, spans: Spans) -> Iterator[Group]:
    """The candidates of a document in groups, in order of the groups' first candidates."""
    if not len(spans):
        return
    if not document.tables:
        yield from _lists(document, spans)
        return
    loose = np.ones(len(spans), dtype=bool)
    listed: dict[tuple[str, bool], list[Group]] = {}
    for table in document.tables:
        first, last = np.searchsorted(spans.starts, (table.start, table.end))
        if first == last:
            continue
        loose[first:last] = False
        for group in _columns_of(document, table, spans.where(slice(int(first), int(last)))):
            if table.is_listed and group.column is not None:
                # Lines that do not fit part a list in running text; it is one list all the same.
                hidden = bool(is_hidden(document, int(group.spans.starts[0])))
                listed.setdefault((group.column.header, hidden), []).append(group)
            else:
                yield group
    for parts in listed.values():
        together = joined([part.spans for part in parts])
        yield Group(document, together, parts[0].column, np.concatenate([part.rows for part in parts]))
    if loose.any():
        yield from _lists(document, spans.where(loose))


def _columns_of(document: Document, table: Table, inside: Spans) -> Iterator[Group]:
    rows, at = cells_of(document, table, inside.starts)
    hidden = np.array([int(r) in table.hidden_rows for r in rows]) if table.hidden_rows else np.zeros(len(rows), bool)
    for key in distinct(at * 2 + hidden):
        mine = at * 2 + hidden == key
        yield Group(document, inside.where(mine), column_at(document, table, int(key) // 2), rows[mine])


def distinct(numbers: Numbers) -> Numbers:
    """The different numbers, sorted. On long lists sorting is ten times as fast as numpy's own `unique`."""
    ordered = np.sort(numbers)
    is_new = np.ones(len(ordered), dtype=bool)
    np.not_equal(ordered[1:], ordered[:-1], out=is_new[1:])
    return ordered[is_new]


def cells_of(document: Document, table: Table, offsets: Numbers) -> tuple[Numbers, Numbers]:
    """Row and column of each offset, both from 0."""
    rows = np.searchsorted(np.asarray(table.row_starts), offsets, side="right") - 1
    if len(offsets) <= 8:
        return rows, np.array([document.cell_at(table, int(at))[1] for at in offsets], dtype=np.int64)
    tabs = np.flatnonzero(code_points(document.text[table.start : table.end]) == 9) + table.start
    begins = np.asarray(table.row_starts)[rows]
    return rows, np.searchsorted(tabs, offsets) - np.searchsorted(tabs, begins)


def _lists(document: Document, spans: Spans) -> Iterator[Group]:
    starts = spans.starts
    if len(starts) == 1:
        yield Group(document, spans, None, np.zeros(1, dtype=np.int64))
        return
    breaks = starts[1:] - starts[:-1] > LIST_GAP
    if document.tables or (document.passages and any(passage.hidden for passage in document.passages)):
        edges = np.array(
            [t.start for t in document.tables] + [p.start for p in document.passages if p.hidden], dtype=np.int64
        )
        edges = np.sort(np.append(edges, [p.end for p in document.passages if p.hidden]).astype(np.int64))
        owner = np.searchsorted(edges, starts, side="right")
        breaks |= owner[1:] != owner[:-1]
    cuts = breaks.nonzero()[0] + 1
    if not len(cuts):
        yield Group(document, spans, None, np.zeros(len(starts), dtype=np.int64))
        return
    for first, last in zip([0, *cuts], [*cuts, len(starts)], strict=True):
        part = spans.where(slice(int(first), int(last)))
        yield Group(document, part, None, np.zeros(len(part), dtype=np.int64))


def label_of(document: Document, start: int) -> tuple[str, tuple[Word, ...]]:
    """What is written before an offset in the same sentence, and the words of a role in it."""
    before = document.text[max(0, start - LABEL) : start]
    begin = before.rfind("\n") + 1
    for end in _ENDS_LABEL.finditer(before, begin):
        begin = end.end()
    return before[begin:], words_between(document, start - len(before) + begin, start)


def label_role(document: Document, start: int) -> frozenset[str]:
    """The roles of the last word before a number in the same sentence; empty when there is none."""
    _, words = label_of(document, start)
    return frozenset(word.role for word in words if word.end == words[-1].end)


def label_roles(document: Document, start: int) -> frozenset[str]:
    """All roles claimed in the same sentence before a number, else by the heading of its list."""
    _, words = label_of(document, start)
    return frozenset(word.role for word in words) or heading_roles(document, start)


def heading_roles(document: Document, start: int) -> frozenset[str]:
    """The roles claimed by the nearest line above that looks like the heading of a list: words, no long numbers."""
    known = document.once(_known_headings)
    line = document.text.rfind("\n", 0, start) + 1
    if (roles := known.get(line)) is None:
        roles = known[line] = _heading_above(document, line)
    return roles


def _known_headings(document: Document) -> dict[int, frozenset[str]]:
    """What stands above a line, by the line's start: many numbers of many kinds stand in one line. Filled as asked."""
    return {}


def _heading_above(document: Document, start: int) -> frozenset[str]:
    if len(roles_between(document, max(0, start - HEADING), start)) < 2:
        return frozenset()
    above = document.text[max(0, start - HEADING) : start].split("\n")[:-1]
    for line in reversed(above):
        if not may_head(line):
            continue
        words = words_in(line)
        if len({word.role for word in words}) >= 2:
            return frozenset(word.role for word in words)
    return frozenset()


def cell_label(document: Document, table: Table, start: int) -> frozenset[str]:
    """The roles claimed by the cell to the left, as in forms: 身份证号 | 1101…"""
    row, column = document.cell_at(table, start)
    cells = document.row(table, row)
    for left in reversed(cells[:column]):
        if left.strip():
            words = words_in(left) if len(left) <= 24 and sum(c.isdigit() for c in left) < 6 else ()
            return frozenset(word.role for word in words)
    return frozenset()


def is_hidden(document: Document, offset: int) -> Hidden:
    return document.place_at(offset).hidden
