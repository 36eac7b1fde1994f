"""Faults that come back: the same address again (反弹), the same check at the same unit soon after closing (再犯)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from mingcha.model.span import Span
from mingcha.standards.rectification import rectification


@dataclass(frozen=True, slots=True)
class Closed:
    """A closed case: its key, whose it was, its check, and the day it was closed."""

    key: int
    unit: str
    check: str
    on: date


def recurs(*, unit: str, check: str, on: date, closed: Iterable[Closed]) -> Closed | None:
    """The last closed case that a fault found on this day repeats: same unit, same check, within the months after it.

    A fault nobody is known to answer for repeats nothing.
    """
    if not unit:
        return None
    span = Span(months=rectification().recurrence.months)
    before = [one for one in closed if one.unit == unit and one.check == check and one.on <= on <= span.after(one.on)]
    return max(before, key=lambda one: (one.on, one.key), default=None)


def is_habit(times: int) -> bool:
    """Whether a unit that did it so many times does it again and again (屡犯)."""
    return times >= rectification().recurrence.often
