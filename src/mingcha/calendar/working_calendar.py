"""The working calendar: is a day worked, when does a period end, how many working days lie between.

The day a period starts on is not counted; the next day is the first (《民法典》第二百零一条). A period of working days
cannot end on a day off. The last days of December follow the next year's notice as well, so the last known year is
complete only once that notice is out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from mingcha.calendar.day import SATURDAY, WEEKDAYS, Day, DayKind, UnknownYear, chinese
from mingcha.standards import load

ONE = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Span:
    """Working days after `start` up to and including `end`.

    `skipped` are the days off between, each with its reason; `made_up` the weekend days that are worked.
    """

    start: date
    end: date
    working_days: int
    skipped: tuple[tuple[date, str], ...]
    made_up: tuple[tuple[date, str], ...]

    @property
    def explanation(self) -> str:
        """How the end was reached, in one paragraph for the clerk."""
        parts = [
            f"自{chinese(self.start)}起（当日不计入），至{chinese(self.end)}止，共{self.working_days}个工作日",
            _told("跳过", self.skipped),
            _told("周末上班计入", self.made_up),
        ]
        return "；".join(part for part in parts if part) + "。"


@dataclass(frozen=True, slots=True)
class Deadline(Span):
    """A span whose end was computed: the last day of a period of working days."""

    @property
    def due(self) -> date:
        return self.end


class WorkingCalendar:
    """Every day of the years whose holidays are known."""

    def __init__(self, years: Iterable[load.HolidayYear]) -> None:
        self._years: set[int] = set()
        self._off: dict[date, str] = {}
        self._made_up: dict[date, str] = {}
        for year in years:
            self._years.add(year.year)
            for holiday in year.holidays:
                self._off |= dict.fromkeys(_days(holiday.first, holiday.last), holiday.name)
                self._made_up |= dict.fromkeys(holiday.make_up, holiday.name)

    @classmethod
    def from_standards(cls) -> WorkingCalendar:
        """The calendar of the holiday notices shipped with the program."""
        return cls(load.holidays())

    @property
    def years(self) -> tuple[int, ...]:
        """The years that can be computed with, in order."""
        return tuple(sorted(self._years))

    def day(self, day: date) -> Day:
        """What this day is; raises UnknownYear outside the known years."""
        if day.year not in self._years:
            raise UnknownYear(day.year, known=self._years)
        if day in self._made_up:
            return Day(day, DayKind.MAKE_UP, self._made_up[day])
        if day in self._off:
            return Day(day, DayKind.HOLIDAY, self._off[day])
        return Day(day, DayKind.WEEKEND if day.weekday() >= SATURDAY else DayKind.WEEKDAY)

    def is_working(self, day: date) -> bool:
        return self.day(day).is_working

    def add(self, start: date, days: int) -> Deadline:
        """The deadline so many working days after start; 1 is the next working day."""
        if days < 1:
            raise ValueError(f"工作日数应为正整数，现为 {days}")
        passed: list[Day] = []
        end = start
        left = days
        while left:
            end += ONE
            passed.append(self.day(end))
            left -= passed[-1].is_working
        return Deadline(start, end, days, *_apart(passed))

    def count(self, start: date, end: date) -> Span:
        """The working days after start up to and including end."""
        if end < start:
            raise ValueError(f"截止日{chinese(end)}早于起始日{chinese(start)}，请调换两个日期")
        passed = [self.day(day) for day in _days(start + ONE, end)]
        return Span(start, end, sum(day.is_working for day in passed), *_apart(passed))

    def previous(self, day: date) -> date:
        """The last working day before this one."""
        return self._step(day, -ONE)

    def next(self, day: date) -> date:
        """The first working day after this one."""
        return self._step(day, ONE)

    def warning(self, day: date) -> str | None:
        """Why a deadline set on this day is unwise, with the working days around it; None when it is a working day."""
        this = self.day(day)
        if this.is_working:
            return None
        what = WEEKDAYS[day.weekday()]
        if this.kind is DayKind.HOLIDAY:
            what += f"，{this.holiday}放假"
        around = []
        for name, step in (("前一个", self.previous), ("后一个", self.next)):
            try:
                around.append(f"{name}工作日为{chinese(step(day))}")
            except UnknownYear as unknown:
                around.append(f"{name}工作日在{unknown.year}年，该年的节假日安排尚未收录")
        return f"{day.year}年{day.month}月{day.day}日是{what}，不是工作日；{'，'.join(around)}。"

    def _step(self, day: date, by: timedelta) -> date:
        self.day(day)
        day += by
        while not self.is_working(day):
            day += by
        return day


def _days(first: date, last: date) -> Iterator[date]:
    for number in range((last - first).days + 1):
        yield first + timedelta(days=number)


def _apart(passed: Iterable[Day]) -> tuple[tuple[tuple[date, str], ...], tuple[tuple[date, str], ...]]:
    """The days off and the make-up days among the days passed."""
    days = tuple(passed)
    return (
        tuple((day.date, day.reason) for day in days if not day.is_working),
        tuple((day.date, day.reason) for day in days if day.kind is DayKind.MAKE_UP),
    )


def _told(what: str, days: tuple[tuple[date, str], ...]) -> str:
    if not days:
        return ""
    return f"{what}{len(days)}天：" + "、".join(f"{day.month}月{day.day}日（{reason}）" for day, reason in days)
