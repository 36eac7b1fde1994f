"""The tags in the heads of pages of one make, for faults that a template has on all its pages at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import ClassVar

from mingcha.model.subject import Whole

__all__ = ["PageRole", "TaggedPage", "TaggedPages"]


class PageRole(Enum):
    """What a page is for the rules on tags."""

    HOME = "首页"
    COLUMN = "栏目页"
    CONTENT = "内容页"


@dataclass(frozen=True, slots=True)
class TaggedPage:
    """One page: its prescribed tags as stated, doubled ones twice, empty ones kept.

    `titles` are what its heading, its list and its window call it, `shown` the day a reader sees on it.
    """

    url: str
    role: PageRole
    tags: tuple[tuple[str, str], ...] = ()
    titles: tuple[str, ...] = ()
    shown: date | None = None

    def values(self, name: str) -> tuple[str, ...]:
        """Every value stated under this name; names are compared without case."""
        return tuple(value for told, value in self.tags if told.lower() == name.lower())

    def value(self, name: str) -> str:
        return next((value for value in self.values(name) if value), "")


@dataclass(frozen=True, slots=True)
class TaggedPages(Whole):
    """Pages of one make: of the same role, stating the same tags. `site_code` is the code most pages of the site state.

    `pages` are all of them, in the order of their addresses.
    """

    LOOKED_AS: ClassVar[str] = "同一模板的网页"
    PLACE: ClassVar[str] = "网页标签"

    site: str
    role: PageRole
    pages: Sequence[TaggedPage]
    site_code: str = ""

    @property
    def source(self) -> str:
        return self.pages[0].url if self.pages else self.site

    @property
    def post(self) -> str:
        return self.site

    @property
    def key(self) -> str:
        """What tells this make from others: its role and the tags it states."""
        names = sorted({name.lower() for name, _ in self.pages[0].tags}) if self.pages else []
        return f"{self.role.value} {' '.join(names)}"

    def __str__(self) -> str:
        stated = "，".join(f"{name}={value or '（空）'}" for name, value in self.pages[0].tags) if self.pages else ""
        return f"{len(self.pages)} 个{self.role.value}，如 {self.source}：{stated or '没有标签'}"
