"""The disclosure platform (政府信息公开平台) of a site or a unit: the entries it leads to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from mingcha.model.subject import Whole

__all__ = ["DisclosurePlatform"]


@dataclass(frozen=True, slots=True)
class DisclosurePlatform(Whole):
    """`entries` are the words by which its pages lead on, with their columns' names among them. `is_known`: a page was
    found that calls itself the platform; else the whole site's columns stand in for it. `unread`: why its page could
    not be looked at."""

    LOOKED_AS: ClassVar[str] = "政府信息公开平台"
    PLACE: ClassVar[str] = "平台栏目"

    called: str
    url: str
    entries: tuple[str, ...] = ()
    unit: str = ""
    is_known: bool = True
    unread: str = ""

    @property
    def source(self) -> str:
        return self.url

    @property
    def post(self) -> str:
        return self.unit or self.url

    def __str__(self) -> str:
        return f"{self.called}：{'、'.join(self.entries) or '没有栏目'}"
