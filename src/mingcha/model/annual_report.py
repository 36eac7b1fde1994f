"""The annual report on open government information (政府信息公开工作年度报告), read: tables, sections, dates, places.

A report keeps its document, so that every figure has a place. `AnnualReports` are those of several units or years,
for faults that only show when two are laid side by side.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import ClassVar

from mingcha.model.document import Document, Place


class Written(StrEnum):
    """How a cell of a table is filled in; members other than NUMBER are not what the form asks for."""

    NUMBER = "数字"
    BLANK = "空白"
    DASH = "“/”或“无”"
    MERGED = "与旁边的格合并"
    WORDS = "不是数字"


@dataclass(frozen=True, slots=True)
class Figure:
    """One cell: document.text[start:end] is `words`; `value` is None unless a number was written."""

    words: str
    value: Decimal | None
    how: Written
    start: int
    end: int

    @property
    def counted(self) -> Decimal | None:
        """What it counts in a sum: an empty cell and a dash are nought, what cannot be read is None."""
        return Decimal(0) if self.how in (Written.BLANK, Written.DASH) else self.value


@dataclass(frozen=True, slots=True)
class ReadLabel:
    """A row or column of the form as it was found; `decreed` is false when its wording is not one that is accepted."""

    id: str
    words: str
    start: int
    end: int
    decreed: bool = True


@dataclass(frozen=True, slots=True)
class StrangeRow:
    """A row with figures that the form does not know.

    `unsplit` names the group that should have been split into rows, `near` the row it resembles most.
    """

    words: str
    start: int
    end: int
    figures: Mapping[str, Figure]
    unsplit: str = ""
    near: str = ""


class Trouble(StrEnum):
    """Why a table could not be read; NONE is the empty string."""

    NONE = ""
    MISSING = "没有找到这张表"
    PICTURE = "这张表是图片"
    UNREADABLE = "这张表读不出来"


@dataclass(frozen=True, slots=True)
class ReportTable:
    """Table 2, 3 or 4 (`id`) by row and column ids.

    `missing` are rows, `missing_columns` columns that were not found,
    `unread` rows that are there and whose cells could not be told apart.
    """

    id: str
    cells: Mapping[tuple[str, str], Figure] = field(default_factory=dict)
    rows: tuple[ReadLabel, ...] = ()
    columns: tuple[ReadLabel, ...] = ()
    strange: tuple[StrangeRow, ...] = ()
    missing: tuple[str, ...] = ()
    missing_columns: tuple[str, ...] = ()
    unread: tuple[ReadLabel, ...] = ()
    start: int = 0
    end: int = 0
    trouble: Trouble = Trouble.NONE
    reason: str = ""

    @property
    def is_read(self) -> bool:
        return self.trouble is Trouble.NONE

    def figure(self, row: str, column: str) -> Figure | None:
        return self.cells.get((row, column))

    def counted(self, row: str, column: str) -> Decimal | None:
        found = self.cells.get((row, column))
        return None if found is None else found.counted


@dataclass(frozen=True, slots=True)
class Section:
    """One of the six parts, or what was found in its place.

    `id` is that of the decreed heading (empty: a numbered heading the form does not know), `words` the heading as
    written, text[start:end] all of the part below it; `narrative` the same without its tables, cut out of the text as
    stretches (`pieces`).
    """

    id: str
    number: str
    words: str
    start: int
    end: int
    heading_start: int
    decreed: bool = True
    pieces: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class OwnCounts:
    """What the office itself counted for the same unit and year; None: not known. `source` says where it is from."""

    source: str
    published: int | None = None
    applications: int | None = None
    normative: int | None = None


@dataclass(frozen=True, eq=False)
class AnnualReport:
    """One report. `year` is the year its title names, `asked_year` the one it should be for (None: nobody said).

    `format` is the name of the format whose tables were found. `due` is the last day it may be published by law,
    `due_county` by the county's word (`county_is_own`: the county laid it down itself). `column` is the portal column it
    stands in, `counts` what the office counted itself.
    """

    LOOKED_AS: ClassVar[str] = "政府信息公开工作年度报告"

    document: Document
    title: str = ""
    unit: str = ""
    year: int | None = None
    asked_year: int | None = None
    format: str = ""
    tables: Mapping[str, ReportTable] = field(default_factory=dict)
    sections: tuple[Section, ...] = ()
    posted: date | None = None
    due: date | None = None
    due_county: date | None = None
    county_is_own: bool = False
    column: str = ""
    counts: OwnCounts | None = None

    @property
    def source(self) -> str:
        return self.document.source

    @property
    def member(self) -> str:
        return self.document.member

    @property
    def post(self) -> str:
        return self.document.post

    @property
    def text(self) -> str:
        return self.document.text

    @property
    def about_year(self) -> int | None:
        """The year that should be reported on: the one asked for, else the title's."""
        return self.asked_year or self.year

    def place_at(self, offset: int) -> Place:
        return self.document.place_at(offset)

    def table(self, code: str) -> ReportTable:
        return self.tables.get(code) or ReportTable(code, trouble=Trouble.MISSING)

    def section(self, code: str) -> Section | None:
        return next((one for one in self.sections if one.id == code), None)

    def narrative(self, section: Section) -> str:
        return "\n".join(self.text[start:end].strip() for start, end in section.pieces)

    def __str__(self) -> str:
        return f"{self.source}：{self.unit}{f' {self.year} 年' if self.year else ''}年度报告"


@dataclass(frozen=True, eq=False)
class AnnualReports:
    """Reports that are laid side by side; `parts` count them from 0."""

    LOOKED_AS: ClassVar[str] = "同一批的各份年度报告"

    parts: tuple[AnnualReport, ...]

    @property
    def source(self) -> str:
        return self.parts[0].source if self.parts else ""

    @property
    def member(self) -> str:
        return ""

    @property
    def post(self) -> str:
        return ""

    def place_at(self, offset: int) -> Place:
        return self.parts[0].place_at(offset) if self.parts else Place("")

    def __str__(self) -> str:
        return "；".join(map(str, self.parts))
