"""The foot of a site's page: which of the marks every government site must bear were seen on it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from mingcha.model.subject import Whole

__all__ = ["FootMark", "PageFoot"]


@dataclass(frozen=True, slots=True)
class FootMark:
    """A mark that was seen: its name in the standard, and the words or the address it was known by."""

    name: str
    seen: str = ""


@dataclass(frozen=True, slots=True)
class PageFoot(Whole):
    """`marks` are those seen anywhere on the page. `words` is how many characters the page has: one that is all script
    shows nothing. `pages` is how many pages of the site have this foot."""

    LOOKED_AS: ClassVar[str] = "页面底部"
    PLACE: ClassVar[str] = "页面底部"

    url: str
    marks: tuple[FootMark, ...] = ()
    words: int = 0
    pages: int = 1
    unread: str = ""

    @property
    def source(self) -> str:
        return self.url

    def __str__(self) -> str:
        return f"{self.url}：{'、'.join(mark.name for mark in self.marks) or '没有标识'}"
