"""Deadlines of a notice: what the severity of its cases suggests, and what is unwise about the one that was chosen.

`days` are the office's own working days by severity (cases.time_limits).
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from mingcha.calendar import UnknownYear, WorkingCalendar
from mingcha.model.finding import Severity
from mingcha.rectify.deadline import last_day
from mingcha.rectify.deadline import warnings as unwise
from mingcha.standards.rectification import DeadlineDays

_EVERY = list(Severity)


def severity_of(weight: int) -> Severity:
    return _EVERY[min(max(weight, 0), len(_EVERY) - 1)]


def suggest(weights: Collection[int], *, dated: date, calendar: WorkingCalendar, days: DeadlineDays) -> date | None:
    """The last day for the least grave of these cases; None when there are none or the year's holidays are unknown."""
    return suggestion(min(weights), dated=dated, calendar=calendar, days=days) if weights else None


def suggestion(weight: int, *, dated: date, calendar: WorkingCalendar, days: DeadlineDays) -> date | None:
    try:
        return last_day([severity_of(weight)], told=dated, calendar=calendar, days=days).due
    except UnknownYear:
        return None


def due_of(
    weight: int, *, due: date, dated: date, by_severity: bool, calendar: WorkingCalendar, days: DeadlineDays
) -> date:
    """The last day for one case: the notice's own, or earlier for a graver one where the office wants it so."""
    if not by_severity:
        return due
    return min(due, suggestion(weight, dated=dated, calendar=calendar, days=days) or due)


def warnings(
    weights: Collection[int],
    *,
    due: date,
    dated: date,
    by_severity: bool,
    calendar: WorkingCalendar,
    days: DeadlineDays,
) -> list[str]:
    """What the clerk should know before keeping this deadline; nothing of it forbids it."""
    # Graver cases are due by their own severity then, so the day stands for the mildest alone.
    held = [min(weights)] if by_severity and weights else list(weights)
    severities = [severity_of(weight) for weight in held]
    told = list(unwise(due, told=dated, severities=severities, calendar=calendar, days=days))
    return told + _short(severities, due=due, dated=dated, calendar=calendar, days=days)


def _short(
    severities: list[Severity], *, due: date, dated: date, calendar: WorkingCalendar, days: DeadlineDays
) -> list[str]:
    """Less time than the office itself reckons for the mildest of the problems."""
    if not severities or due <= dated:
        return []
    mildest = min(severities, key=lambda one: one.weight)
    wanted = days.of(mildest)
    try:
        given = calendar.count(dated, due).working_days
    except UnknownYear:
        return []
    if not 0 < given < wanted:
        return []
    return [f"通知之日起至期限只有 {given} 个工作日，“{mildest.label}”的问题一般给 {wanted} 个工作日。"]
