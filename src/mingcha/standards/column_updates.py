"""How often a column must have a new post, by its category, and from which day on it is overdue."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from mingcha.model.plain import from_plain
from mingcha.standards.load import table

# A column is told to be near its end when this share of its time has passed.
_NEAR = 0.8


@dataclass(frozen=True, slots=True)
class ColumnCategory:
    """A category with its limit in days or in months; neither: none is laid down. `confidence`: read or told."""

    name: str
    source: str
    confidence: str
    days: int | None = None
    months: int | None = None

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


def due(newest: date, *, category: str, days: int | None = None) -> Due | None:
    """When the next post is due after `newest`. `days` is the office's own limit and goes before the category's.

    None where nothing is laid down, or the category is not known.
    """
    known = column_categories().get(category)
    if days:
        last = newest + timedelta(days=days)
    elif known is not None and known.days:
        last = newest + timedelta(days=known.days)
    elif known is not None and known.months:
        last = _months_later(newest, known.months)
    else:
        return None
    return Due(last, newest + timedelta(days=int((last - newest).days * _NEAR)))


def _months_later(day: date, months: int) -> date:
    """The same day of a later month, or its last day where it is shorter."""
    year, number = divmod(day.month - 1 + months, 12)
    year, number = day.year + year, number + 1
    return date(year, number, min(day.day, monthrange(year, number)[1]))
