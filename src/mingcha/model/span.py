"""A length of time as rules give it: so many days, or so many calendar months."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True, slots=True)
class Span:
    """Days or months, one of them zero. Months are those of the calendar: half a year is not 180 days."""

    days: int = 0
    months: int = 0

    def __post_init__(self) -> None:
        if min(self.days, self.months) < 0 or (self.days == 0) == (self.months == 0):
            raise ValueError(f"期限应写天数或月数之一，现在是 {self.days} 天、{self.months} 个月")

    def after(self, day: date) -> date:
        """The last day of the span that begins the day after `day`; what no calendar holds is its last day.

        The same day so many months later, or that month's last day where it is shorter.
        """
        try:
            if self.days:
                return day + timedelta(days=self.days)
            years, number = divmod(day.month - 1 + self.months, 12)
            year, month = day.year + years, number + 1
            return date(year, month, min(day.day, monthrange(year, month)[1]))
        except (OverflowError, ValueError):
            return date.max

    def __str__(self) -> str:
        if self.days == 14:
            return "两周"
        return f"{self.days} 天" if self.days else f"{self.months} 个月"
