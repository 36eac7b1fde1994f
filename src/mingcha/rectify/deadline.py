"""The last day of a deadline by severity in working days, what speaks against a day somebody chose, and how it stands.

`days` are the office's own; without them those of the package hold.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from enum import StrEnum

from mingcha.calendar import Deadline, UnknownYear, WorkingCalendar
from mingcha.model.finding import Severity
from mingcha.standards.rectification import DeadlineDays, rectification


class Standing(StrEnum):
    """How an open case stands to its deadline."""

    NONE = "none"
    IN_TIME = "in_time"
    SOON = "soon"
    OVERDUE = "overdue"

    @property
    def label(self) -> str:
        return {"none": "未定期限", "in_time": "期限内", "soon": "即将到期", "overdue": "已超期"}[self.value]


def last_day(
    severities: Iterable[Severity], *, told: date, calendar: WorkingCalendar, days: DeadlineDays | None = None
) -> Deadline:
    """The deadline of what is told together: that of the gravest. Raises UnknownYear where holidays are not known."""
    gravest = max(severities, key=lambda one: one.weight, default=Severity.LOW)
    return calendar.add(told, (days or rectification().deadline).of(gravest))


def warnings(
    due: date,
    *,
    told: date,
    severities: Iterable[Severity] = (),
    calendar: WorkingCalendar,
    days: DeadlineDays | None = None,
) -> tuple[str, ...]:
    """What speaks against a day somebody chose, in Chinese; empty when nothing does.

    A day in a year whose holidays nobody has told us is warned of as such.
    """
    days = days or rectification().deadline
    if due <= told:
        return (f"期限 {due} 不晚于交办日期 {told}，各单位没有时间整改，请改到以后的工作日。",)
    found = []
    try:
        if off := calendar.warning(due):
            found.append(off)
        left = calendar.count(told, due).working_days
    except UnknownYear as unknown:
        return (str(unknown),)
    wanted = min((days.of(one) for one in severities), default=days.low)
    if left < days.shortest:
        found.append(f"自 {told} 起至 {due} 一个工作日也没有，请延后。")
    elif left > wanted * 3 and wanted <= days.of(Severity.HIGH):
        found.append(f"其中有严重问题，按建议应在 {wanted} 个工作日内整改，现给了 {left} 个工作日。")
    return tuple(found)


def standing(due: date | None, *, today: date, calendar: WorkingCalendar, days: DeadlineDays | None = None) -> Standing:
    """Where the day stands; in years whose holidays are not known every day counts."""
    if due is None:
        return Standing.NONE
    if today > due:
        return Standing.OVERDUE
    return Standing.SOON if today >= soon_from(due, calendar=calendar, days=days) else Standing.IN_TIME


def soon_from(due: date, *, calendar: WorkingCalendar, days: DeadlineDays | None = None) -> date:
    """The day from which on a deadline is close."""
    day, soon = due, (days or rectification().deadline).soon
    try:
        for _ in range(soon):
            day = calendar.previous(day)
    except UnknownYear:
        return date.fromordinal(due.toordinal() - soon)
    return day


def soon_until(today: date, *, calendar: WorkingCalendar, days: DeadlineDays | None = None) -> date:
    """The last day such that a deadline on it is close today."""
    day, soon = today, (days or rectification().deadline).soon
    try:
        for _ in range(soon):
            day = calendar.next(day)
    except UnknownYear:
        return date.fromordinal(today.toordinal() + soon)
    return day
