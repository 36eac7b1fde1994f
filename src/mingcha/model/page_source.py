"""A page as it was sent, for whoever must see what its reader does not: its source, and what others were sent instead."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import ClassVar
from urllib.parse import urlsplit

from mingcha.model.document import Place
from mingcha.model.subject import Whole

__all__ = ["OtherView", "PageSource"]

_SHOWN = 300


@dataclass(frozen=True, slots=True)
class OtherView:
    """The same address as somebody else was shown it: `who` is what people call him (搜索引擎, 从搜索结果点进来的人).

    `beside` is what a reader was shown at the same time (empty: the page as it is), `sent_to` the address he ended at
    when readers do not.
    """

    who: str
    html: str
    beside: str = ""
    sent_to: str = ""


@dataclass(frozen=True, eq=False)
class PageSource(Whole):
    """`source` is the address (or the file) of the page, `html` all it holds. `hosts` are the site's own hosts besides the
    one of the address, `approved` domains the county has registered besides the packaged register."""

    LOOKED_AS: ClassVar[str] = "网页源代码"

    source: str
    html: str = field(repr=False)
    hosts: tuple[str, ...] = ()
    approved: frozenset[str] = frozenset()
    others: tuple[OtherView, ...] = ()

    @property
    def host(self) -> str:
        """The host of the address; empty for a file."""
        try:
            return urlsplit(self.source).netloc.lower() if "://" in self.source else ""
        except ValueError:
            return ""

    @property
    def post(self) -> str:
        """The site: a block of a template is one fault, however many pages show it."""
        return self.host or self.source

    def place_at(self, offset: int) -> Place:
        return Place(f"源代码第 {self.html.count(chr(10), 0, offset) + 1} 行")

    def __str__(self) -> str:
        others = "".join(f"\n（{one.who}看到的）{one.html[:_SHOWN]}" for one in self.others)
        return f"{self.source}\n{self.html[:_SHOWN]}{others}"
