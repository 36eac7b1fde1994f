"""What a unit has disclosed so far: its columns and the titles of its posts, for the catalogue of Articles 20 and 21."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import ClassVar

from mingcha.model.subject import Whole

__all__ = ["UnitDisclosure", "UnitKind"]


class UnitKind(Enum):
    """Which articles of the catalogue bind a unit."""

    BUREAU = "县直单位"
    TOWN = "乡镇"
    GOVERNMENT = "县政府"


@dataclass(frozen=True, slots=True)
class UnitDisclosure(Whole):
    """`columns` are the names of columns the unit answers for or writes to, `titles` those of its posts dated from
    `since` to `on` (open when None)."""

    LOOKED_AS: ClassVar[str] = "一个单位公开的信息"
    PLACE: ClassVar[str] = "法定主动公开内容"

    unit: str
    called: str
    kind: UnitKind
    url: str
    on: date
    columns: tuple[str, ...] = ()
    titles: Sequence[str] = ()
    since: date | None = None

    @property
    def source(self) -> str:
        return self.url

    @property
    def post(self) -> str:
        return self.unit

    def __str__(self) -> str:
        return f"{self.called}（{self.kind.value}）：栏目 {'、'.join(self.columns) or '无'}；信息 {'、'.join(self.titles[:4]) or '无'}"
