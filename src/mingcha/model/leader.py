"""The leaders a unit shows on its pages, and those its office knows: names, posts, and what each answers for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from mingcha.model.subject import Whole

__all__ = ["Appointment", "Leader", "LeaderRoster"]


@dataclass(frozen=True, slots=True)
class Leader:
    """One leader as a page shows him: name, post (职务), duties (分工); empty is what no page says.

    `is_certain` is whether the page plainly tells of a person (a label 姓名, a table of names, a post beside): a bare
    word that looks like a name is none for whoever looks for faults.
    """

    name: str
    post: str = ""
    duties: str = ""
    url: str = ""
    is_certain: bool = True

    def __str__(self) -> str:
        return f"{self.name}（{self.post}）" if self.post else self.name


@dataclass(frozen=True, slots=True)
class Appointment:
    """A line of the office's dated roster: who holds which post from `since` until the day before `until`."""

    name: str
    post: str = ""
    since: date | None = None
    until: date | None = None

    def holds_on(self, day: date) -> bool:
        return (self.since is None or self.since <= day) and (self.until is None or day < self.until)


@dataclass(frozen=True, slots=True)
class LeaderRoster(Whole):
    """All leaders the pages of one unit show on a day. `called` is the unit's name, `unit` its code, `url` its first
    page. `unread` are pages of it that could not be read: what is missing may stand there. `known` is the office's own
    roster of the unit (empty: none was handed over)."""

    LOOKED_AS: ClassVar[str] = "领导信息"
    PLACE: ClassVar[str] = "领导信息"

    called: str
    url: str
    on: date
    leaders: tuple[Leader, ...] = ()
    unit: str = ""
    unread: tuple[str, ...] = ()
    known: tuple[Appointment, ...] = ()

    @property
    def source(self) -> str:
        return self.url

    @property
    def post(self) -> str:
        return self.unit or self.url

    def __str__(self) -> str:
        shown = "；".join(f"{one}，分工：{one.duties or '无'}" for one in self.leaders)
        return f"{self.called}：{shown or '没有读出领导'}"
