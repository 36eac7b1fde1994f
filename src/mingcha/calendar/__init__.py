"""Working days on the State Council's calendar, and deadlines that explain themselves."""

from mingcha.calendar.day import Day, DayKind, UnknownYear
from mingcha.calendar.working_calendar import Deadline, Span, WorkingCalendar

__all__ = ["Day", "DayKind", "Deadline", "Span", "UnknownYear", "WorkingCalendar"]
