"""The parts of a report by their headings, with the words of each without its tables."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from mingcha.examine.annual_report.grids import Cell, GridRow, alone
from mingcha.examine.annual_report.labels import core
from mingcha.model.annual_report import ReportTable, Section
from mingcha.standards.annual_reports import Format, Heading

_NUMBERED = re.compile(r"^第?([一二三四五六七八九])(?:部分|章)?[、,，.．:： \u3000]+(\S.*)$")
_LONGEST, _LIKENESS = 60, 0.62
# A heading is a line by itself; what follows it on the same line begins after one of these.
_ENDS = re.compile(r"[。；;：:]")


@dataclass(frozen=True, slots=True)
class _Found:
    cell: Cell
    number: str
    words: str
    id: str
    decreed: bool
    end: int


def sections_of(
    rows: Sequence[GridRow], decreed: Format, tables: Sequence[ReportTable], end: int
) -> tuple[Section, ...]:
    """The parts in the order they stand; `end` is where the text ends."""
    spans = [(one.start, one.end) for one in tables if one.is_read]
    lines = [cell for row in rows if (cell := alone(row)) is not None]
    heads = [one for cell in lines if not _within(cell, spans) and (one := _heading(cell, decreed)) is not None]
    heads = _known(heads, decreed)
    heads = sorted([*heads, *_inside(rows, heads, decreed)], key=lambda one: one.cell.start)
    found = []
    for at, one in enumerate(heads):
        until = heads[at + 1].cell.start if at + 1 < len(heads) else end
        pieces = [(one.end, one.cell.end)] if one.end < one.cell.end else []
        pieces += [(c.start, c.end) for c in lines if one.cell.end <= c.start < until and not _within(c, spans)]
        found.append(Section(one.id, one.number, one.words, one.end, until, one.cell.start, one.decreed, tuple(pieces)))
    return tuple(found)


def _inside(rows: Sequence[GridRow], heads: Sequence[_Found], decreed: Format) -> list[_Found]:
    """Headings not found as lines that stand, number and all, at the edge of a cell or line that ran into others."""
    wanted = [one for one in decreed.headings if not any(head.id == one.id for head in heads)]
    found = []
    for heading in wanted:
        pattern = re.compile(rf"(?:(?<=\s)|^){heading.number}、\s*{re.escape(heading.label)}(?=\s|$)")
        for cell in (cell for row in rows for cell in row.cells if cell.own and heading.label in cell.words):
            match = pattern.search(cell.words)
            if match is not None:
                start, end = cell.start + match.start(), cell.start + match.end()
                place = Cell(match[0], start, end, 0, 0, True)
                found.append(_Found(place, heading.number, heading.label, heading.id, True, end))
                break
    return found


def _within(cell: Cell, spans: Sequence[tuple[int, int]]) -> bool:
    return any(start <= cell.start < end for start, end in spans)


def _heading(cell: Cell, decreed: Format) -> _Found | None:
    """A line as a heading: with a number of the first order, or with exactly the decreed words."""
    line = " ".join(cell.words.split())
    match = _NUMBERED.match(line)
    words = match[2] if match else line
    number = match[1] if match else ""
    head = _ENDS.split(words, maxsplit=1)[0]
    whole = len(head) == len(words.rstrip("。；;：: "))
    if len(head) > _LONGEST or not head:
        return None
    same = next((one for one in decreed.headings if core(head) in _names(one)), None)
    if same is None and match is None:
        return None
    if not match and not whole:
        return None
    end = cell.end if whole else cell.start + max(cell.words.find(head[-1], len(head) - 1), 0) + 1
    return _Found(cell, number, head, same.id if same else "", same is not None, min(end, cell.end))


def _names(heading: Heading) -> set[str]:
    return {core(name) for name in (heading.label, *heading.names)}


def _known(heads: list[_Found], decreed: Format) -> list[_Found]:
    """Headings in other words are known by likeness; a list of contents above gives way to the parts themselves."""
    last = {one.id: one for one in heads if one.id}
    # A table of contents has them all before the first: the later ones are the parts.
    heads = [one for one in heads if not one.id or last[one.id] is one]
    free = [one for one in decreed.headings if one.id not in last]
    known = []
    for one in heads:
        if one.id or not one.number:
            known.append(one)
            continue
        near = max(free, key=lambda heading: _likeness(one, heading), default=None)
        if near is not None and _likeness(one, near) >= _LIKENESS:
            free.remove(near)
            one = replace(one, id=near.id, decreed=False)
        known.append(one)
    # Numbered lines that are no part of the form stand inside a part: 一、…… of a list.
    return [one for one in known if one.id]


def _likeness(found: _Found, heading: Heading) -> float:
    said = core(found.words)
    best = max(SequenceMatcher(None, said, name, autojunk=False).ratio() for name in _names(heading))
    return best + (0.05 if found.number == heading.number else 0.0)


def is_decreed_wording(section: Section, decreed: Format) -> bool:
    """Whether the heading is the form's own wording."""
    return any(one.id == section.id and core(one.label) == core(section.words) for one in decreed.headings)
