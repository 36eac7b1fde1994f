"""The bulletin as a value: text whose every figure and unit name knows what it rests on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from mingcha.model.case_query import CaseMeasure, CaseQuery
from mingcha.model.count import PostQuery
from mingcha.model.month import Month
from mingcha.model.statistics import Policy


class Measure(StrEnum):
    """What a figure measures, which decides how it is proved."""

    POSTS = "posts"  # the number of posts its query finds
    TARGET = "target"  # the yearly target of its one unit
    RATIO = "ratio"  # posts its query finds / target of its one unit, percent, two decimals, half-up


@dataclass(frozen=True, slots=True)
class Words:
    """Plain text that rests on nothing but its author."""

    text: str


@dataclass(frozen=True, slots=True)
class Figure:
    """A printed number with its proof.

    `key` names the place for ever, such as `annex1.S12.month` or `totals.year`; `text` is what is printed.
    """

    key: str
    text: str
    value: Decimal
    measure: Measure
    posts: PostQuery


@dataclass(frozen=True, slots=True)
class UnitName:
    """A unit named in print, with the posts that put it there."""

    key: str
    text: str
    unit: str
    posts: PostQuery


@dataclass(frozen=True, slots=True)
class CaseFigure:
    """A printed number that counts cases or findings of the record.

    `rows` are the keys of what was counted when it was printed: of findings for removed ones, of cases for all others.
    """

    key: str
    text: str
    value: int
    measure: CaseMeasure
    cases: CaseQuery
    rows: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class CaseName:
    """A unit named in print for what its cases are, with the cases that put it there (`cases.cases`)."""

    key: str
    text: str
    unit: str
    cases: CaseQuery


Linked = Figure | UnitName | CaseFigure | CaseName
Run = Words | Linked


class Origin(StrEnum):
    """Who answers for a paragraph."""

    GENERATED = "generated"  # from statistics or the record of cases, by the machine
    WRITTEN = "written"  # by a person


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One ● item: an optional bold lead, then runs. `author` is set on written ones.

    A person may write another paragraph in the place of a generated one: then `author` and `generator` are both set, and
    `rests_on` keeps what the generated one rested on.
    """

    runs: tuple[Run, ...]
    origin: Origin
    lead: str = ""
    author: str = ""
    generator: str = ""
    rests_on: tuple[CaseQuery, ...] = ()

    @property
    def text(self) -> str:
        return self.lead + "".join(run.text for run in self.runs)


@dataclass(frozen=True, slots=True)
class Section:
    """A bracketed section, such as 【基本情况】."""

    key: str
    title: str
    paragraphs: tuple[Paragraph, ...]


@dataclass(frozen=True, slots=True)
class AnnexRow:
    """One unit's line in an annex; cells are in header order; `unfinished` rows are set bold: behind an even pace, in December
    short of the target."""

    cells: tuple[Run, ...]
    unfinished: bool


@dataclass(frozen=True, slots=True)
class Annex:
    """A table at the back: 附件 1, 附件 2, …"""

    number: int
    title: str
    group: str
    as_of: date
    header: tuple[str, ...]
    rows: tuple[AnnexRow, ...]


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar of the ranking chart; a gap separates the first units from the last."""

    unit: str
    label: str
    ratio: Decimal


@dataclass(frozen=True, slots=True)
class Chart:
    """Ranking by completion ratio of one group: its first and its last units, best first."""

    title: str
    group: str
    first: tuple[Bar, ...]
    last: tuple[Bar, ...]
    omitted: int
    cap: int  # percent at which the axis is broken, since rates reach 587


@dataclass(frozen=True, slots=True)
class Bulletin:
    """督查专报: one issue, complete, ready for any form.

    `errata` are lines added after issue; `policy` is how it was counted and ranked, `counting` states it in words;
    `gaps` say in Chinese what had to be left out because its evidence is missing: with any gap a
    bulletin can be drafted but never issued. `number` counts within the year of `dated`, not of `month`.
    """

    masthead: str
    editor: str
    number: int
    dated: date
    month: Month
    note: tuple[str, str]  # its lead (编者按：) and its text; both empty for none
    sections: tuple[Section, ...]
    annexes: tuple[Annex, ...]
    charts: tuple[Chart, ...]
    report_to: str
    send_to: str
    printed_by: str
    counting: str = ""
    policy: Policy = Policy()
    errata: tuple[str, ...] = ()
    gaps: tuple[str, ...] = ()

    @property
    def title(self) -> str:
        return f"{self.masthead}{self.dated.year}年第{self.number}期"

    @property
    def issue(self) -> str:
        return f"第{self.number}期"

    def runs(self) -> tuple[Run, ...]:
        """Every run of text and tables, in reading order."""
        prose = (run for section in self.sections for item in section.paragraphs for run in item.runs)
        tables = (cell for annex in self.annexes for row in annex.rows for cell in row.cells)
        return (*prose, *tables)

    def figures(self) -> tuple[Figure, ...]:
        """The numbers that posts and targets prove; those of cases are `case_figures`."""
        return tuple(run for run in self.runs() if isinstance(run, Figure))

    def case_figures(self) -> tuple[CaseFigure, ...]:
        return tuple(run for run in self.runs() if isinstance(run, CaseFigure))

    def case_names(self) -> tuple[CaseName, ...]:
        return tuple(run for run in self.runs() if isinstance(run, CaseName))


class MissingEvidence(Exception):
    """A generated sentence asked for evidence that ledger or record does not hold; the message says which, in Chinese."""
