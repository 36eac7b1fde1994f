"""When people may be written to: never at night, and reminded only on working days."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from django.utils import timezone

from mingcha.calendar import UnknownYear, WorkingCalendar

MORNING, DIGESTS, EVENING = time(8, 0), time(8, 30), time(20, 0)


def is_day(at: datetime) -> bool:
    return MORNING <= timezone.localtime(at).time() < EVENING


def next_day_time(at: datetime) -> datetime:
    """This moment by day; at night, the next morning."""
    if is_day(at):
        return at
    local = timezone.localtime(at)
    day = local.date() if local.time() < MORNING else local.date() + timedelta(days=1)
    return datetime.combine(day, MORNING, tzinfo=local.tzinfo)


def is_time_for_digests(at: datetime, *, calendar: WorkingCalendar) -> bool:
    """From half past eight until the evening of a working day; a morning that was missed is made up for by day."""
    local = timezone.localtime(at)
    return DIGESTS <= local.time() < EVENING and is_worked(local.date(), calendar=calendar)


def is_worked(day: date, *, calendar: WorkingCalendar) -> bool:
    """In years whose holidays are not known yet, Monday to Friday are worked."""
    try:
        return calendar.is_working(day)
    except UnknownYear:
        return day.weekday() < 5


def next_working_day(day: date, *, calendar: WorkingCalendar) -> date:
    day += timedelta(days=1)
    while not is_worked(day, calendar=calendar):
        day += timedelta(days=1)
    return day
