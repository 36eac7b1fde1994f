"""A calendar month, the unit of time in which the office counts."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache


@dataclass(frozen=True, order=True, slots=True)
class Month:
    """One month of one year; orders and subtracts like a date."""

    year: int
    number: int

    def __post_init__(self) -> None:
        if not 1 <= self.number <= 12:
            raise ValueError(f"月份应在 1 至 12 之间，现为 {self.number}")
        if not 1900 <= self.year <= 9999:
            raise ValueError(f"年份应在 1900 至 9999 之间，现为 {self.year}")

    @classmethod
    def of(cls, day: date) -> Month:
        return cls(day.year, day.month)

    @classmethod
    @lru_cache(maxsize=2048)
    def from_key(cls, key: int) -> Month:
        """The month written as one number, 202312 for December 2023."""
        return cls(key // 100, key % 100)

    @property
    def key(self) -> int:
        """The month as one sortable number, the form in which it is stored."""
        return self.year * 100 + self.number

    @property
    def first(self) -> date:
        return date(self.year, self.number, 1)

    @property
    def last(self) -> date:
        return date(self.year, self.number, monthrange(self.year, self.number)[1])

    def shift(self, months: int) -> Month:
        """The month so many months later; earlier when negative."""
        index = self.year * 12 + self.number - 1 + months
        return Month(index // 12, index % 12 + 1)

    @property
    def january(self) -> Month:
        return Month(self.year, 1)

    def until(self, last: Month) -> Iterator[Month]:
        """Every month from this one to the last, both included."""
        month = self
        while month <= last:
            yield month
            month = month.shift(1)

    @property
    def year_to_date(self) -> tuple[Month, ...]:
        """January to this month."""
        return tuple(self.january.until(self))

    def __str__(self) -> str:
        return f"{self.year}年{self.number}月"
