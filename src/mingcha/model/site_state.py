"""A whole site on a day: all its columns, for the rules that count how many of them are at fault."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from mingcha.model.column_state import ColumnState
from mingcha.model.subject import Whole

__all__ = ["ColumnVeto", "SiteState"]


@dataclass(frozen=True, slots=True)
class ColumnVeto:
    """From how many columns on the whole site fails: `quick_kinds` (动态要闻) and `slow_kinds` (通知公告, 政策文件)
    overdue, counted together; columns of any kind overdue; empty columns. `source` is where that is laid down."""

    quick_kinds: tuple[str, ...]
    slow_kinds: tuple[str, ...]
    overdue_of_these: int
    overdue: int
    empty: int
    source: str = ""


@dataclass(frozen=True, slots=True)
class SiteState(Whole):
    LOOKED_AS: ClassVar[str] = "整个网站"
    PLACE: ClassVar[str] = "全站栏目"

    title: str
    url: str
    on: date
    veto: ColumnVeto
    columns: tuple[ColumnState, ...] = ()

    @property
    def source(self) -> str:
        return self.url

    def __str__(self) -> str:
        unseen = sum(bool(one.unseen) for one in self.columns)
        return f"{self.title}，{self.on}，{len(self.columns)} 个栏目（{unseen} 个没有看到）"
