"""Deadlines that a text sets (于1月20日前), read so that one on a day off can be pointed out.

Both deadlines of the sample bulletin fall on a weekend; nobody noticed when it was printed.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

from mingcha.calendar.day import UnknownYear
from mingcha.calendar.working_calendar import WorkingCalendar

# 年 may be missing; 前, 之前, 以前 and 底前 are how a deadline is set. 月底 and 上旬 name no day.
DEADLINE = re.compile(r"(?:(\d{4})年)?(\d{1,2})月(\d{1,2})日(?:之|以)?前")
HALF_A_YEAR = timedelta(days=183)


def stated_deadlines(text: str, *, near: date) -> tuple[date, ...]:
    """The deadlines in a text, in order; one without a year is taken in the year that puts it nearest to `near`."""
    found = []
    for year, month, day in DEADLINE.findall(text.replace(" ", "")):
        years = [int(year)] if year else [near.year, near.year + 1, near.year - 1]
        for candidate in years:
            try:
                deadline = date(candidate, int(month), int(day))
            except ValueError:
                continue  # a day that does not exist is another check's finding
            if year or abs(deadline - near) <= HALF_A_YEAR:
                found.append(deadline)
                break
    return tuple(dict.fromkeys(found))


def deadline_warnings(text: str, *, near: date, calendar: WorkingCalendar) -> tuple[str, ...]:
    """A warning in Chinese for each stated deadline that is not a working day; unknown years stay silent."""
    warnings = []
    for deadline in stated_deadlines(text, near=near):
        try:
            warning = calendar.warning(deadline)
        except UnknownYear:
            continue
        if warning:
            warnings.append(warning)
    return tuple(warnings)
