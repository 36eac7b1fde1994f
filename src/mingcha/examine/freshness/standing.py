"""How a column stands with its limit on the day it was examined; not having looked is a standing of its own."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import Enum

from mingcha.model.column_state import ColumnState, ShownPost
from mingcha.standards.column_updates import Due, due_after

__all__ = ["Fresh", "Standing", "standing"]

# Above so many characters a page without a list is a page of text, not an empty column.
_A_TEXT = 10


class Fresh(Enum):
    """What is known of a column's updating."""

    UNSEEN = "没有看到"
    NO_LIMIT = "不要求更新"
    EMPTY = "空白"
    PAGE = "文字页面"
    IN_TIME = "期限内"
    NEAR = "临近期限"
    OVERDUE = "超期"


@dataclass(frozen=True, slots=True)
class Standing:
    """`newest` is the post that counts as the last update (None: no line counts), `due` its limit.

    `is_sure` is False where the rule, the category, or the day rests on something a person should look at; `doubts` say
    what. `days_over` is how many days the last day has passed, `days_left` how many are left.
    """

    fresh: Fresh
    newest: ShownPost | None = None
    updated: date | None = None
    due: Due | None = None
    is_sure: bool = True
    doubts: tuple[str, ...] = ()
    days_over: int = 0
    days_left: int = 0


def standing(state: ColumnState) -> Standing:
    """A column's standing on `state.on`.

    What counts as an update is a line with a day a reader sees, not after the day of examining. One that was seen
    before the day it bears has been given a newer day and counts from when it was seen. A pinned line counts only when
    a round saw it come. Where a line that does not count would make the difference, the standing is not sure.
    """
    if state.unseen:
        return Standing(Fresh.UNSEEN)
    if not state.count and not state.posts:
        return _without_posts(state)
    if state.limit is None:
        return Standing(Fresh.NO_LIMIT)
    doubts: list[str] = [] if state.limit.is_firm else ["期限的出处或栏目类别有待核对"]
    counted = _newest(state.posts, state.on, strictly=True)
    loosely = _newest(state.posts, state.on, strictly=False)
    if counted is None:
        if loosely is not None and state.on <= state.limit.span.after(loosely[0]):
            return Standing(Fresh.IN_TIME, loosely[1], loosely[0], is_sure=False)
        doubts.append("列出的信息没有一条显示可以计算的日期，按未更新计")
        return Standing(Fresh.OVERDUE, is_sure=False, doubts=tuple(doubts))
    day, newest = counted
    due = due_after(day, span=state.limit.span, near=state.near)
    if state.on <= due.last:
        fresh = Fresh.NEAR if state.on >= due.near else Fresh.IN_TIME
        return Standing(fresh, newest, day, due, not doubts, tuple(doubts), days_left=(due.last - state.on).days)
    if loosely is not None and state.on <= state.limit.span.after(loosely[0]):
        doubts.append(_why_not_counted(loosely[1], loosely[0]))
    over = (state.on - due.last).days
    return Standing(Fresh.OVERDUE, newest, day, due, not doubts, tuple(doubts), days_over=over)


def _without_posts(state: ColumnState) -> Standing:
    """An empty column says so, or has nothing at all; one with words of its own is a page, whatever its category."""
    if state.claimed:
        return Standing(Fresh.UNSEEN, doubts=(f"栏目称有 {state.claimed} 条，没有读出来",))
    if state.says_empty and not state.is_confirmed:
        return Standing(Fresh.EMPTY, is_sure=False, doubts=("由链接认出的栏目，尚未确认",))
    if state.says_empty:
        return Standing(Fresh.EMPTY)
    if state.words > _A_TEXT:
        return Standing(Fresh.PAGE)
    return Standing(Fresh.EMPTY, is_sure=False, doubts=("页面没有写明暂无信息，也没有读出任何内容",))


def _newest(posts: Iterable[ShownPost], on: date, *, strictly: bool) -> tuple[date, ShownPost] | None:
    counted = [(day, post) for post in posts if (day := _updated(post, strictly=strictly)) is not None and day <= on]
    return max(counted, key=lambda pair: pair[0], default=None)


def _updated(post: ShownPost, *, strictly: bool) -> date | None:
    """The day this line counts as an update; None: it does not."""
    if not strictly:
        return post.day or post.untold_day
    if post.day is None or (post.is_pinned and post.first_seen is None):
        return None
    return min(post.day, post.first_seen) if post.first_seen is not None else post.day


def _why_not_counted(post: ShownPost, day: date) -> str:
    title = f"“{post.title}”（{day}）"
    if post.day is None:
        return f"{title}的日期只在网页源代码或网址里，页面没有显示，没有计入"
    if post.is_pinned:
        return f"{title}是置顶信息，不能确认是新发的，没有计入"
    return f"{title}在 {post.first_seen} 已经见到，日期晚于首次见到，按首次见到的日子计"
