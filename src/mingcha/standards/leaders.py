"""Who holds which office since when: public national facts, and the roster an office keeps of its own leaders.

The office's file is wording/leaders.toml in its data folder; it is read here and handed over as a value.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from mingcha.model.plain import NotPlain, from_plain
from mingcha.standards.load import table

NATIONAL = "wording/leaders_national"
SAMPLE = "wording/leaders_sample"
# Where the office's own roster lies in its data folder.
OWN = Path("wording") / "leaders.toml"


@dataclass(frozen=True, slots=True)
class Holder:
    """One term of one person: from `since` until the day before `until`. `rank` orders lists of names; 0: none."""

    name: str
    title: str
    since: date
    until: date | None = None
    rank: int = 0

    def __post_init__(self) -> None:
        if len(self.name.strip()) < 2 or not self.title.strip():
            raise ValueError("name 至少两个字，title 不能为空")
        if self.until is not None and self.until < self.since:
            raise ValueError(f"{self.name} 的 until {self.until} 早于 since {self.since}")

    def holds_on(self, day: date) -> bool:
        return self.since <= day and (self.until is None or day < self.until)


@dataclass(frozen=True, slots=True)
class Roster:
    """Terms as known on `as_of`. `place` is where the titles belong (empty: to the state); `titles` is their order."""

    holders: tuple[Holder, ...]
    as_of: date
    place: str = ""
    titles: tuple[str, ...] = ()


@cache
def national_roster() -> Roster:
    """Holders of national offices; public facts."""
    return from_plain(Roster, table(NATIONAL), where=f"standards/{NATIONAL}.toml")


@cache
def sample_roster() -> Roster:
    """A made-up county, to copy from."""
    return from_plain(Roster, table(SAMPLE), where=f"standards/{SAMPLE}.toml")


def own_roster(home: Path) -> Roster | None:
    """The office's own roster; None: it keeps none. Raises NotPlain with file, place and the nearest right key."""
    file = home / OWN
    if not file.is_file():
        return None
    try:
        plain = tomllib.loads(file.read_text(encoding="utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise NotPlain(f"{file} 不是有效的 TOML：{error}") from error
    return from_plain(Roster, plain, where=str(file))
