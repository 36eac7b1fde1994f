"""The decreed formats of the annual report (政府信息公开工作年度报告): rows, columns, sums, headings and days, as data."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from mingcha.model.plain import NotPlain, from_plain
from mingcha.standards.load import table

FOLDER = "annual_report"
# A county's own deadline lies in its data folder under this name.
OWN = "annual_report.toml"
# What stands beside the formats in the folder.
_NOT_FORMATS = ("rules", "deadlines", "words")


@dataclass(frozen=True, slots=True)
class Heading:
    """One of the six sections: its number and title, and the titles that mean the same."""

    id: str
    number: str
    label: str
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Group:
    """A label that stands over several rows or columns and holds no figures itself."""

    label: str


@dataclass(frozen=True, slots=True)
class FormColumn:
    """A column: `group` is what must stand above it, `decimal` allows fractions, `signed` what is below nought."""

    id: str
    label: str
    names: tuple[str, ...] = ()
    group: str = ""
    decimal: bool = False
    signed: bool = False


@dataclass(frozen=True, slots=True)
class FormRow:
    """A row: `group` is the label beside it, `number` its own in brackets, `columns` those it has (none: all)."""

    id: str
    label: str
    names: tuple[str, ...] = ()
    group: str = ""
    number: str = ""
    columns: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Sum:
    """`total` is the sum of `parts`: columns of each row when `along` is row, rows of each column when it is column."""

    rule: str
    along: str
    total: str
    parts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Balance:
    """In each column the rows on the left add up to the rows on the right."""

    rule: str
    left: tuple[str, ...]
    right: tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Form:
    """One table as it is decreed; `signs` are words of which any tells that a row belongs to it."""

    id: str
    heading: str
    label: str
    signs: tuple[str, ...]
    columns: tuple[FormColumn, ...]
    rows: tuple[FormRow, ...]
    groups: tuple[Group, ...] = ()
    sums: tuple[Sum, ...] = ()
    balances: tuple[Balance, ...] = ()

    def columns_of(self, row: FormRow) -> tuple[FormColumn, ...]:
        return tuple(one for one in self.columns if not row.columns or one.id in row.columns)

    def column(self, code: str) -> FormColumn:
        return next(one for one in self.columns if one.id == code)

    def row(self, code: str) -> FormRow:
        return next(one for one in self.rows if one.id == code)


@dataclass(frozen=True, slots=True)
class Format:
    """A decreed format: for reports of the years `since` to `until` (0: still in force)."""

    name: str
    document: str
    source: str
    since: int
    headings: tuple[Heading, ...]
    tables: tuple[Form, ...]
    until: int = 0

    def holds_for(self, year: int) -> bool:
        return self.since <= year and (not self.until or year <= self.until)

    def form(self, code: str) -> Form:
        return next(one for one in self.tables if one.id == code)


@dataclass(frozen=True, slots=True)
class Rule:
    """One relation: what it says, whether it is an error or a warning, and how surely we know it."""

    says: str
    severity: str
    source: str


@dataclass(frozen=True, slots=True)
class Limit:
    """A day of the following year until which the report must be out."""

    month: int
    day: int
    says: str
    source: str


@dataclass(frozen=True, slots=True)
class Deadlines:
    """The law's days and the county's; `is_own` says that the county has laid its day down itself."""

    department: Limit
    government: Limit
    county: Limit
    is_own: bool = False

    def of_law(self, unit: str) -> Limit | None:
        """The law's day for a unit by its name; townships have none (条例第四十九条)."""
        if unit.endswith(_TOWNSHIPS):
            return None
        return self.government if unit.endswith(_GOVERNMENTS) else self.department


_TOWNSHIPS = ("乡", "镇", "街道", "乡人民政府", "镇人民政府", "乡政府", "镇政府", "街道办事处", "街道办")
_GOVERNMENTS = ("人民政府", "县", "市", "区", "旗", "县政府", "市政府", "区政府")


@dataclass(frozen=True, slots=True)
class Names:
    """Words that tell something."""

    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Similar:
    """From which share of equal wording on two reports are alike, and below which length nothing is said."""

    last_year: float
    other_unit: float
    shortest: int
    source: str


@dataclass(frozen=True, slots=True)
class ReportWords:
    """The words by which columns, titles and pictures are known."""

    column: Names
    title: Names
    picture: Names
    similar: Similar


@cache
def formats() -> tuple[Format, ...]:
    """Every format there was, the oldest first."""
    names = sorted(
        path.name.removesuffix(".toml")
        for path in files(__package__).joinpath(FOLDER).iterdir()
        if path.name.endswith(".toml") and path.name.removesuffix(".toml") not in _NOT_FORMATS
    )
    found = [from_plain(Format, table(f"{FOLDER}/{name}"), where=f"standards/{FOLDER}/{name}.toml") for name in names]
    return tuple(sorted(found, key=lambda one: one.since))


def format_for(year: int | None) -> Format:
    """The format in force for reports of a year; the newest when the year is not known or lies before all of them."""
    return next((one for one in formats() if year is not None and one.holds_for(year)), formats()[-1])


@cache
def rules() -> dict[str, Rule]:
    """Every relation by its id."""
    plain = table(f"{FOLDER}/rules")
    return {
        key: from_plain(Rule, value, where=f"standards/{FOLDER}/rules.toml 的 {key}") for key, value in plain.items()
    }


@cache
def report_words() -> ReportWords:
    """The words of annual reports."""
    return from_plain(ReportWords, table(f"{FOLDER}/words"), where=f"standards/{FOLDER}/words.toml")


def deadlines(county: Path | None = None) -> Deadlines:
    """The packaged days, with the county's own day from its file. Raises NotPlain."""
    plain = table(f"{FOLDER}/deadlines")
    where = f"standards/{FOLDER}/deadlines.toml"
    own: dict[str, Any] = {}
    if county is not None and county.is_file():
        where = str(county)
        try:
            own = tomllib.loads(county.read_text(encoding="utf-8-sig"))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise NotPlain(f"{where} 不是有效的 TOML：{error}") from error
        if strange := [key for key in own if key != "county"]:
            raise NotPlain(f"{where} 里的“{strange[0]}”不能改，可写的有：county（month、day、says、source）")
        if not isinstance(own.get("county"), dict):
            raise NotPlain(f"{where} 里的 county 应写成 [county]，下面写 month、day")
        plain = plain | {"county": plain["county"] | own["county"]}
    found = from_plain(Deadlines, plain | {"is_own": bool(own)}, where=where)
    for limit in (found.department, found.government, found.county):
        try:
            date(2001, limit.month, limit.day)
        except ValueError:
            raise NotPlain(f"{where} 里的 {limit.month} 月 {limit.day} 日不存在，请核对 month 与 day") from None
    return found
