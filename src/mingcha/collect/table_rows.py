"""The rows below a header: those that are posts handed on, those that are none noted by kind."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from enum import StrEnum
from typing import TypeVar

from mingcha.collect.header_words import Header, HeaderWords
from mingcha.collect.ledger_lines import Line, is_note, is_total
from mingcha.model.ledger import Cell, Sheet

F = TypeVar("F", bound=StrEnum)

_LINES_NAMED = 10


def rows_of(
    sheet: Sheet, header: Header[F], words: HeaderWords[F], passed: dict[Line, list[int]], *, day: F, title: F, url: F
) -> Iterator[tuple[int, Sequence[Cell]]]:
    """Line number and cells of each post, at least as long as the header; other lines are noted in `passed`.

    `day`, `title` and `url` are the fields by which a post is told from a total, a note or nothing.
    """
    ours = tuple(header.columns.values())
    after_note = False
    for index in range(header.row + 1, len(sheet.rows)):
        row, line = sheet.rows[index], sheet.first_line + index
        if len(row) <= max(ours):
            row = (*row, *[""] * (max(ours) + 1 - len(row)))
        kind = _kind(row, line, sheet, header, words, after_note, (day, title, url))
        after_note = kind is Line.NOTE or (after_note and kind is Line.BLANK)
        if kind is None:
            yield line, row
        else:
            passed.setdefault(kind, []).append(line)


def told(sheet: Sheet, passed: dict[Line, list[int]]) -> str:
    """What was passed over in a sheet, as a sentence."""
    return f"工作表“{sheet.name}”略过{'，'.join(_told(*entry) for entry in passed.items())}"


def _kind(
    row: Sequence[Cell],
    line: int,
    sheet: Sheet,
    header: Header[F],
    words: HeaderWords[F],
    after_note: bool,
    fields: tuple[F, F, F],
) -> Line | None:
    """What a line is when it is no post."""
    columns = header.columns
    day, title, url = fields
    dated = row[columns[day]] if day in columns else ""
    if isinstance(dated, date):
        return None  # nearly every row ends the asking here
    ours = [row[column] for column in columns.values()]
    blank = all(cell == "" or (isinstance(cell, str) and not cell.strip()) for cell in ours)
    # A formula copied down beyond the table is nothing, but a title or a date that was not computed is a post.
    if blank and any((line, columns[field] + 1) in sheet.broken for field in (title, day) if field in columns):
        return None
    if words.repeated(row, header):
        return Line.HEADER
    if is_total(row, dated=dated, url=row[columns[url]] if url in columns else ""):
        return Line.TOTAL
    if is_note(row, ours=ours, after_note=after_note):
        return Line.NOTE
    return Line.BLANK if blank else None


def _told(kind: Line, lines: Sequence[int]) -> str:
    named = "、".join(map(str, lines[:_LINES_NAMED])) + ("等" if len(lines) > _LINES_NAMED else "")
    return f"{kind.value} {len(lines)} 行（第 {named} 行）"
