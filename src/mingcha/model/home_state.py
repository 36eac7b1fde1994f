"""The home page on a day: the newest post it shows, and since when its links are the same."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from mingcha.model.span import Span
from mingcha.model.subject import Whole

__all__ = ["HomeState"]


@dataclass(frozen=True, slots=True)
class HomeState(Whole):
    """`newest` is the newest visible day among the posts the page leads to, `newest_title` that post (empty: none has a
    day). `looks` are the days the page was fetched, `changed_on` the last of them on which it led elsewhere than before
    (None: never, or looked at once). `is_entrance`: it is a mere entry page, and what is below it counts.
    """

    LOOKED_AS: ClassVar[str] = "网站首页"
    PLACE: ClassVar[str] = "首页"

    url: str
    on: date
    limit: Span
    newest: date | None = None
    newest_title: str = ""
    looks: tuple[date, ...] = ()
    changed_on: date | None = None
    is_entrance: bool = False
    unseen: str = ""

    @property
    def source(self) -> str:
        return self.url

    def __str__(self) -> str:
        newest = f"最新一条 {self.newest}《{self.newest_title}》" if self.newest else "没有带日期的信息"
        return f"{self.url}，{self.on} 查看：{self.unseen or newest}"
