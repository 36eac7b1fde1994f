"""A post that came with an earlier day than it can have been published on, and the looks that saw it was not there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from mingcha.model.site import Column
from mingcha.model.subject import Whole

__all__ = ["Arrival"]


@dataclass(frozen=True, slots=True)
class Arrival(Whole):
    """`stated` is the day the post bears, `seen` the day of the round that met it first.

    `looks` are the days between both on which the column's list was fetched and did not hold it. `together` is how many
    posts with earlier days the same column got in that round: many at once are a move of old pages. `known_elsewhere`
    is an address under which a post of this title stood before (empty: none).
    """

    LOOKED_AS: ClassVar[str] = "新出现的信息"
    PLACE: ClassVar[str] = "发布日期"

    url: str
    title: str
    column: Column
    stated: date
    seen: date
    looks: tuple[date, ...] = ()
    together: int = 1
    known_elsewhere: str = ""
    unit: str = ""

    @property
    def source(self) -> str:
        return self.url

    def __str__(self) -> str:
        looks = "、".join(map(str, self.looks))
        return f"《{self.title}》日期 {self.stated}，{self.seen} 首次见到" + (
            f"，{looks} 查看栏目时没有" if looks else ""
        )
