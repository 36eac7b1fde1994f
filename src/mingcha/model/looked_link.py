"""A link's target as it was found: who leads there with which words, and what every look at it brought."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import ClassVar

from mingcha.model.document import Place
from mingcha.model.fetch import FetchOutcome, Remark
from mingcha.model.subject import Whole

__all__ = ["LinkedFrom", "Look", "LookedLink", "Standing"]


class Standing(Enum):
    """What the target's site is to ours."""

    OWN = "本站"
    GOVERNMENT = "政府网站"
    APPROVED = "登记在册"
    UNKNOWN = "未登记"


@dataclass(frozen=True, slots=True)
class LinkedFrom:
    """A page that leads to the target, and the words its reader clicks (empty: a picture, or none)."""

    page: str
    words: str = ""


@dataclass(frozen=True, slots=True)
class Look:
    """One look at the target. `content` is what its bytes are (html, pdf, zip, ole, picture, text; empty: only the
    head was asked for), `media_type` what the server says they are, `size` in bytes (None: not known).

    `final` is the address that answered. `title`, `words` (the beginning of its text) and `owner` (备案号 or the name of
    the site's sponsor) are of pages that were read.
    """

    at: datetime
    outcome: FetchOutcome
    status: int = 0
    final: str = ""
    title: str = ""
    words: str = ""
    owner: str = ""
    media_type: str = ""
    content: str = ""
    size: int | None = None
    remarks: tuple[Remark, ...] = ()


@dataclass(frozen=True, slots=True)
class LookedLink(Whole):
    """`address` is what is asked for, or what is written where that is no web address. `site` is the host it is linked
    from, `standing` what the target's is to it; `pages` is how many pages lead there, `linked_from` the first of them.

    `looks` are in order of time. On `hidden` of the `pages` no reader sees it. `has_notice` says whether a reader is told that he leaves the site (None: not known);
    `by_own_register` whether the county keeps a register of its own, so that who is not in it is not approved.
    """

    LOOKED_AS: ClassVar[str] = "链接"

    address: str
    site: str = ""
    standing: Standing = Standing.OWN
    linked_from: tuple[LinkedFrom, ...] = ()
    pages: int = 1
    looks: tuple[Look, ...] = ()
    has_notice: bool | None = None
    by_own_register: bool = False
    hidden: int = 0

    @property
    def source(self) -> str:
        return self.linked_from[0].page if self.linked_from else self.address

    @property
    def post(self) -> str:
        """The site: a target linked from a hundred of its pages is one fault."""
        return self.site or self.source

    @property
    def words(self) -> str:
        """The words of the first page that has some."""
        return next((one.words for one in self.linked_from if one.words), "")

    def place_at(self, offset: int) -> Place:
        return Place(f"链接“{self.words}”" if self.words else "链接")

    def __str__(self) -> str:
        looks = "；".join(f"{one.at:%Y-%m-%d %H:%M} {one.outcome.sentence}" for one in self.looks)
        return f"{self.words or '（无字）'} → {self.address}" + (f"（{looks}）" if looks else "")
