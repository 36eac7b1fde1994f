"""How many posts a unit published in a month."""

from __future__ import annotations

from dataclasses import dataclass

from mingcha.model.month import Month


@dataclass(frozen=True, slots=True)
class MonthCount:
    """Posts of one unit in one month; `duplicates` of the `gross` are repeats of another post."""

    unit: str
    month: Month
    gross: int
    duplicates: int = 0

    @property
    def net(self) -> int:
        return self.gross - self.duplicates


@dataclass(frozen=True, slots=True)
class PostQuery:
    """Which posts of the ledger a figure counts: some units, from one month to another.

    The pair of a figure and its query is the promise of the house: whoever runs the query
    over the ledger gets exactly the figure.
    """

    units: tuple[str, ...]
    first: Month
    last: Month
    net: bool = False

    def covers(self, count: MonthCount) -> bool:
        return count.unit in self.units and self.first <= count.month <= self.last
