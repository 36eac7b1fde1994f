"""The packaged tables of rules, read once and given as typed values.

A table that does not say what it should raises NotPlain: file, place and the nearest right key, in Chinese.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from mingcha.model.layout import Layout, RecordPlan
from mingcha.model.ledger import Field
from mingcha.model.plain import NotPlain, from_plain
from mingcha.text.mask_pattern import MaskPattern, mask_faults


@dataclass(frozen=True, slots=True)
class Source:
    """The notice that decreed a year's holidays."""

    title: str
    number: str


@dataclass(frozen=True, slots=True)
class Holiday:
    """One holiday: its days off from first to last, and the weekend days worked in exchange."""

    name: str
    first: date
    last: date
    make_up: tuple[date, ...] = ()


@dataclass(frozen=True, slots=True)
class HolidayYear:
    """A year's holidays as its notices decree them; a holiday at New Year may begin in the year before."""

    year: int
    sources: tuple[Source, ...]
    holidays: tuple[Holiday, ...]


@dataclass(frozen=True, slots=True)
class LedgerColumn:
    """A column of the ledger: whether it must be there, and every name it may go by, likeliest first."""

    field: Field
    required: bool
    names: tuple[str, ...]


def table(name: str) -> dict[str, Any]:
    """One TOML table by its name without ending, such as `bulletin/default`."""
    path = files(__package__).joinpath(f"{name}.toml")
    if not path.is_file():
        raise NotPlain(f"没有名为“{name}”的标准表，请检查名称或重新安装程序")
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise NotPlain(f"standards/{name}.toml 不是有效的 TOML：{error}") from error


@cache
def holidays() -> tuple[HolidayYear, ...]:
    """Every year the State Council's holiday notices are known for, in order."""
    names = sorted(
        path.name.removesuffix(".toml")
        for path in files(__package__).joinpath("holidays").iterdir()
        if path.name.endswith(".toml")
    )
    return tuple(
        from_plain(HolidayYear, table(f"holidays/{name}"), where=f"standards/holidays/{name}.toml") for name in names
    )


@cache
def ledger_columns() -> tuple[LedgerColumn, ...]:
    """The columns of a ledger and what offices call them."""
    return tuple(
        from_plain(
            LedgerColumn,
            entry | {"names": [name for source in entry["names"].values() for name in source]},
            where=f"standards/ledger_columns.toml 第 {number} 列",
        )
        for number, entry in enumerate(table("ledger_columns")["columns"], start=1)
    )


@cache
def bulletin_layout(name: str = "default") -> Layout:
    """The plan of a bulletin an office starts from."""
    return from_plain(Layout, table(f"bulletin/{name}"), where=f"standards/bulletin/{name}.toml")


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause that a check rests on: document, number of the clause, and in our words what it asks."""

    document: str
    number: str
    fact: str
    effective: date

    def __str__(self) -> str:
        return f"《{self.document}》{self.number}"


@cache
def clauses() -> dict[str, Clause]:
    """Every clause that checks may cite, by its key."""
    return {
        key: from_plain(Clause, value, where=f"standards/clauses.toml 的 {key}")
        for key, value in table("clauses").items()
    }


class WeakPattern(NotPlain):
    """A masking pattern that hides too little; the message says of what, why, and what would do."""


MASKING = "masking.toml"


def mask_pattern(county: Path | None = None) -> MaskPattern:
    """The packaged masking pattern with whatever the county's own file changes. Raises NotPlain, WeakPattern."""
    where, plain = f"standards/{MASKING}", table("masking")
    if county is not None and county.is_file():
        where = str(county)
        try:
            own = tomllib.loads(county.read_text(encoding="utf-8-sig"))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise NotPlain(f"{where} 不是有效的 TOML：{error}") from error
        plain |= {
            key: plain[key] | value if key in plain and isinstance(value, dict) else value for key, value in own.items()
        }
    pattern = from_plain(MaskPattern, plain, where=where)
    if faults := "；".join(mask_faults(pattern)):
        raise WeakPattern(f"{where} 的遮盖样式隐去太少，没有采用：{faults}。")
    return pattern


RECORD_SENTENCES = "bulletin/sentences"


@cache
def record_plans() -> dict[str, RecordPlan]:
    """How the sentences of the record of cases are worded until an office words them otherwise, by their names."""
    where = f"standards/{RECORD_SENTENCES}.toml"
    plans = (
        from_plain(RecordPlan, entry, where=f"{where} 第 {number} 句")
        for number, entry in enumerate(table(RECORD_SENTENCES)["sentences"], start=1)
    )
    return {plan.sentence: plan for plan in plans}
