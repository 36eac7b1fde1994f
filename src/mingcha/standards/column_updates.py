"""How often a column must have a new post, by its category, and from which day on it is overdue."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from mingcha.model.plain import from_plain
from mingcha.model.span import Span
from mingcha.standards.load import table

# A column is told to be near its end when this share of its time has passed.
_NEAR = 0.8


@dataclass(frozen=True, slots=True)
class ColumnCategory:
    """A category with its limit in days or in months; neither: none is laid down. `confidence`: read or told.

    `called` are patterns of the names such columns go by, for those nobody has given a category. `whole`: what it holds
    of earlier years must stay there, so that a round reads it all, whatever day it begins at.
    """

    name: str
    source: str
    confidence: str
    days: int | None = None
    months: int | None = None
    called: tuple[str, ...] = ()
    whole: bool = False

    @property
    def span(self) -> Span | None:
        """The limit as a length of time; None when there is none."""
        if self.days:
            return Span(days=self.days)
        return Span(months=self.months) if self.months else None

    @property
    def limit(self) -> str:
        """The limit in words; empty when there is none."""
        if self.days:
            return f"{self.days} 天"
        return f"{self.months} 个月" if self.months else ""


@dataclass(frozen=True, slots=True)
class Due:
    """The last day by which a new post is due; `near` is the day from which on that is close."""

    last: date
    near: date


@cache
def column_categories() -> dict[str, ColumnCategory]:
    """All categories by name, in the order of the table."""
    entries = (
        from_plain(ColumnCategory, entry, where=f"standards/column_updates.toml 第 {number} 个类别")
        for number, entry in enumerate(table("column_updates")["categories"], start=1)
    )
    return {category.name: category for category in entries}


@cache
def category_by_name(name: str) -> str:
    """The category whose columns are called so, empty when none is: 通知公告 of 县教体局通知公告."""
    for category in column_categories().values():
        if any(re.search(pattern, name) for pattern in category.called):
            return category.name
    return ""


@cache
def is_read_whole(name: str, category: str) -> bool:
    """Whether a column of this name and category is read whole whatever day a round begins at: 政府信息公开年报."""
    known = column_categories().get(category or category_by_name(name))
    return known is not None and known.whole


def due(newest: date, *, category: str, days: int | None = None) -> Due | None:
    """When the next post is due after `newest`. `days` is the office's own limit and goes before the category's.

    None where nothing is laid down, or the category is not known.
    """
    known = column_categories().get(category)
    span = Span(days=days) if days else known.span if known is not None else None
    return due_after(newest, span=span) if span is not None else None


def due_after(newest: date, *, span: Span, near: float = _NEAR) -> Due:
    """When the next post is due after `newest`, and from which day on that is near."""
    last = span.after(newest)
    return Due(last, newest + timedelta(days=int((last - newest).days * near)))
