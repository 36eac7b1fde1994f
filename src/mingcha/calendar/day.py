"""One day of the calendar, with the reason it is or is not a working day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

WEEKDAYS = ("星期一", "星期二", "星期三", "星期四", "星期五", "星期六", "星期日")
SATURDAY = 5


class DayKind(StrEnum):
    """Why a day is worked or not."""

    WEEKDAY = "工作日"
    MAKE_UP = "调休上班"
    WEEKEND = "周末"
    HOLIDAY = "放假"


@dataclass(frozen=True, slots=True)
class Day:
    """A day and what it is; `holiday` names the holiday of a day off or of a make-up day."""

    date: date
    kind: DayKind
    holiday: str = ""

    @property
    def is_working(self) -> bool:
        return self.kind in {DayKind.WEEKDAY, DayKind.MAKE_UP}

    @property
    def reason(self) -> str:
        """In a word: 周末, 春节, 春节调休上班, 工作日."""
        if self.kind is DayKind.HOLIDAY:
            return self.holiday
        return f"{self.holiday}{self.kind}"

    def __str__(self) -> str:
        return chinese(self.date)


class UnknownYear(ValueError):
    """A day whose year's holidays nobody has told us; the message says which years are known, in Chinese."""

    def __init__(self, year: int, *, known: Iterable[int]) -> None:
        years = sorted(known)
        told = f"现有{years[0]}年至{years[-1]}年" if years else "现在一年也没有"
        super().__init__(
            f"没有{year}年的节假日安排，不能推算该年的工作日（{told}）。"
            f"请待国务院办公厅公布{year}年安排、程序更新后再算，或自行对照日历确定。"
        )
        self.year = year


def chinese(day: date) -> str:
    """2023年11月24日（星期五）"""
    return f"{day.year}年{day.month}月{day.day}日（{WEEKDAYS[day.weekday()]}）"
