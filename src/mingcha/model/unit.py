"""The units a county counts for: who they are, what they are called, and what they owe."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from mingcha.model.month import Month


@dataclass(frozen=True, slots=True)
class Group:
    """Units that are ranked among each other, such as 县直单位 and 乡（镇）.

    `prose` is how a running sentence calls the group; `order` is where its annex stands.
    """

    code: str
    name: str
    prose: str
    order: int


@dataclass(frozen=True, slots=True)
class Alias:
    """Another name a unit is known by, valid on the days from `since` to `until` (open when None)."""

    name: str
    since: date | None = None
    until: date | None = None

    def holds_on(self, day: date) -> bool:
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)


@dataclass(frozen=True, slots=True)
class Unit:
    """A body that publishes and is counted.

    `name` stands in tables, `prose_name` in sentences (统调队 and 县统调队).
    `order` is the official order, the tie-break of every ranking.
    A vertical unit (垂管) answers to its own superior, not to the county (条例第3条第4款).
    A unit that ended in a merger names its `successor`, which carries on its count for the year.
    """

    code: str
    name: str
    group: str
    order: int
    prose_name: str = ""
    vertical: bool = False
    parent: str | None = None
    active_from: date | None = None
    active_to: date | None = None
    successor: str | None = None
    aliases: tuple[Alias, ...] = ()

    @property
    def in_prose(self) -> str:
        return self.prose_name or self.name

    def active_in(self, first: Month, last: Month) -> bool:
        """Whether the unit existed on any day from the first month to the last."""
        begun = self.active_from is None or self.active_from <= last.last
        not_over = self.active_to is None or self.active_to >= first.first
        return begun and not_over


@dataclass(frozen=True, slots=True)
class Target:
    """The number of posts a unit must publish in a year (年度任务数)."""

    unit: str
    year: int
    posts: int

    def __post_init__(self) -> None:
        if self.posts < 0:
            raise ValueError(f"年度任务数不能为负数：{self.posts}")
