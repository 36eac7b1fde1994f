"""A portal column on a day: what the office laid down for it, what its list showed, and whether anybody could look."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from mingcha.model.site import Column
from mingcha.model.span import Span
from mingcha.model.subject import Whole

__all__ = ["ColumnState", "Reminder", "ShownPost", "UpdateLimit"]


@dataclass(frozen=True, slots=True)
class UpdateLimit:
    """How long a column may go without a new post, and where that is laid down.

    `is_firm` is whether the rule was read where it stands; one that is only told of, or a category guessed from the
    column's name, gives doubts. `kind` is the category's name (动态要闻 …), empty for a limit of the office's own.
    """

    span: Span
    source: str = ""
    is_firm: bool = True
    kind: str = ""


@dataclass(frozen=True, slots=True)
class ShownPost:
    """One line of a column's list.

    `day` is the day a reader sees beside it or on its page (None: none is shown), `untold_day` the one only its tags or
    its address hold. `first_seen` is the day of the round that met it first; None: it was there when collecting began,
    so nobody knows since when. `is_pinned`: the list marks it as kept on top (置顶).
    """

    title: str
    url: str = ""
    day: date | None = None
    untold_day: date | None = None
    first_seen: date | None = None
    is_pinned: bool = False


@dataclass(frozen=True, slots=True)
class Reminder:
    """The proof that somebody was told a column was about to lapse: when, whom, by which way."""

    on: date
    told: str = ""
    way: str = ""

    def __str__(self) -> str:
        return f"{self.on.month}月{self.on.day}日" + (f"（{self.way}）" if self.way else "")


@dataclass(frozen=True, slots=True)
class ColumnState(Whole):
    """`on` is the day it was examined, `seen_on` the day its list was last fetched (None: never).

    `unseen` is why it could not be looked at (empty: it was): then nothing is known of it, least of all that it is
    fresh. `posts` are the lines that may be its newest, newest first; `count` is how many it has in all, `claimed` how
    many it says. `says_empty` is whether the page itself says there is nothing, `words` how many characters of its own
    a page without a list holds: a column may be a page of text. `near` is the share of the limit after which its end is
    near. `is_confirmed`: the office laid the column down, or its own page names itself one; else a link was taken for it.
    """

    LOOKED_AS: ClassVar[str] = "门户栏目"
    PLACE: ClassVar[str] = "栏目列表"

    column: Column
    on: date
    posts: tuple[ShownPost, ...] = ()
    count: int = 0
    limit: UpdateLimit | None = None
    seen_on: date | None = None
    unseen: str = ""
    claimed: int | None = None
    says_empty: bool = False
    words: int = 0
    reminders: tuple[Reminder, ...] = ()
    near: float = 0.8
    is_confirmed: bool = True

    @property
    def source(self) -> str:
        return self.column.url

    @property
    def title(self) -> str:
        """The column with the names above it: 万隆乡 › 惠农补贴."""
        return " › ".join((*self.column.path, self.column.name or self.column.url))

    def __str__(self) -> str:
        limit = f"，期限{self.limit.span}" if self.limit else ""
        if self.unseen:
            return f"{self.title}{limit}，没有看到（{self.unseen}）"
        shown = "；".join(
            f"{one.day or '无日期'}《{one.title}》{'（置顶）' if one.is_pinned else ''}" for one in self.posts
        )
        return f"{self.title}{limit}，{self.on} 查看：{shown or '没有信息'}"
