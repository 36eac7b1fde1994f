"""All posts of a unit or a portal, for what only shows when posts are laid beside each other."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, ClassVar, TypeVar

from mingcha.model.document import Place
from mingcha.model.subject import Whole

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class PostText(Whole):
    """One post as text: its canonical address, title, and the words of its body without menus and heads.

    `unit` is the unit's code; `column` the portal column it counts for, `above` the columns above that, topmost first,
    `category` what kind of column it is (动态要闻 …), `columns` the addresses of all lists it stands in.
    `number` is the post's own document number (文号), empty: none. `files` are the digests of its attachments, `links`
    the words of its links. `origin` is 来源 as the page tells it.
    `withdrawn` is the day it was found gone (None: it stands). `told_on` and `rectified_on` are the days on which its unit
    was told to mend it and on which that case was closed.
    """

    LOOKED_AS: ClassVar[str] = "一条信息的文字"

    url: str
    title: str
    text: str = ""
    unit: str = ""
    column: str = ""
    above: tuple[str, ...] = ()
    category: str = ""
    columns: tuple[str, ...] = ()
    published: date | None = None
    origin: str = ""
    number: str = ""
    files: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    withdrawn: date | None = None
    told_on: date | None = None
    rectified_on: date | None = None

    @property
    def source(self) -> str:
        return self.url

    def place_at(self, offset: int) -> Place:
        """The line of the body an offset stands in."""
        return Place(f"正文第{self.text.count(chr(10), 0, offset) + 1}段")

    def __str__(self) -> str:
        day = f"{self.published:%Y-%m-%d}" if self.published else "日期不明"
        lead = " ".join(self.text.split())
        said = [self.column or "栏目不明", day, f"《{self.title}》"]
        gone = f"（{self.withdrawn:%Y-%m-%d} 撤下）" if self.withdrawn else ""
        return "，".join(said) + gone + (f"：{lead[:60]}{'…' if len(lead) > 60 else ''}" if lead else "")


@dataclass(frozen=True, eq=False)
class PostSet(Whole):
    """Posts laid beside each other, each address once, in any order. They may come from a store one by one: they are
    walked through once and then asked for by their places.

    `site` is the portal's address. `looked_on` is the day as of which the set is told (None: not known). What several checks need is computed once.
    """

    LOOKED_AS: ClassVar[str] = "全部信息"
    PLACE: ClassVar[str] = "全部信息"

    site: str
    posts: Sequence[PostText]
    looked_on: date | None = None
    _remembered: dict[Callable[[PostSet], Any], Any] = field(default_factory=dict, init=False, repr=False)

    @property
    def parts(self) -> Sequence[PostText]:
        return self.posts

    @property
    def source(self) -> str:
        return self.site

    def once(self, compute: Callable[[PostSet], T]) -> T:
        """What the function finds in this set, computed at the first call."""
        if compute not in self._remembered:
            self._remembered[compute] = compute(self)
        found: T = self._remembered[compute]
        return found

    def __str__(self) -> str:
        return "；".join(str(post) for post in self.posts)
