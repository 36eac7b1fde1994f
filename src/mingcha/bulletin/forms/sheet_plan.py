"""What a sheet is to hold, before it is written: its cells, its rows, its look; and text made fit for a cell."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

LONGEST_TEXT = 32_767  # characters a cell can hold
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")

# Excel refuses a file that holds one of these; the last two are no characters at all.
UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula that this house wrote itself, without its equals sign. Never build one from people's text."""

    text: str


@dataclass(frozen=True, slots=True)
class Link:
    """Text that leads to another place of the same workbook, such as `'信息'!A5:H20`."""

    text: str
    place: str


Cell = str | int | float | Decimal | date | datetime | Formula | Link | None


@dataclass(frozen=True, slots=True)
class Line:
    """A row that stands out: `bold` for what must be noticed, `marked` (yellow) for what must be corrected."""

    cells: Sequence[Cell]
    bold: bool = False
    marked: bool = False


@dataclass(frozen=True, slots=True)
class SheetPlan:
    """One sheet: lines above the header, the header, the rows, lines below.

    `label` stands left above the `title`, `subtitle` beneath it, `notes` at the foot; all are optional.
    `widths` are in characters of the body font, one per column (12 where missing).
    `formats` gives a column (0-based) its Excel number format, such as "0.00".
    `choices` gives a column a drop-down list of permitted values, for templates that people fill in: the values, or
    where they stand, such as `'单位名单'!$A$2:$A$57`, when they are too many for a list written out.
    `bordered` rules every cell, as a printed table is; a plain list is left without rules.
    """

    name: str
    header: Sequence[str]
    rows: Iterable[Sequence[Cell] | Line]
    label: str = ""
    title: str = ""
    subtitle: str = ""
    notes: Sequence[str] = ()
    widths: Sequence[float] = ()
    formats: Mapping[int, str] = field(default_factory=dict)
    choices: Mapping[int, Sequence[str] | str] = field(default_factory=dict)
    centred: bool = False
    bordered: bool = False
    landscape: bool = False


def printable(value: str) -> str:
    """The text without characters that a spreadsheet cannot hold, cut to what a cell can."""
    return UNPRINTABLE.sub("", value)[:LONGEST_TEXT]


def safe_text(value: str) -> str:
    """Text for places that take nothing but a string (CSV, another writer): guarded by an apostrophe
    when a spreadsheet could read it as a formula. `workbook_bytes` needs no guard and keeps the text as it is."""
    text = printable(value)
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text
