"""A month's statistics: every unit against its target, every group, the county."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from mingcha.model.count import PostQuery
from mingcha.model.month import Month
from mingcha.model.unit import Group, Unit


class Ties(StrEnum):
    """How units with the same ratio share a rank; they always stand in official order."""

    SHARED = "shared"  # 1, 2, 2, 4: 并列，其后名次空出
    DENSE = "dense"  # 1, 2, 2, 3: 并列，其后名次不空
    OFFICIAL = "official"  # 1, 2, 3, 4: 不并列，按单位排序先后


@dataclass(frozen=True, slots=True)
class Policy:
    """What the office decided about counting; it is stated in the bulletin.

    `ties` as above; `net` counts posts without their duplicates.
    """

    ties: Ties = Ties.SHARED
    net: bool = False


@dataclass(frozen=True, slots=True)
class UnitStatistics:
    """One unit's row for a month.

    `counted` are the codes whose posts count for this unit: itself and what merged into it.
    `ratio` is percent with two decimals, half-up; None without a positive target.
    `rank` is within the group; None when the ratio is.
    `zero_streak` is the number of months up to this one in a row without a post, within the data at hand.
    `last_month` and `same_month_last_year` are counts, None when the ledger does not reach back so far.
    """

    unit: Unit
    counted: tuple[str, ...]
    target: int | None
    year_to_date: int
    month: int
    year_to_date_gross: int
    month_gross: int
    ratio: Decimal | None
    rank: int | None
    zero_streak: int
    last_month: int | None
    same_month_last_year: int | None
    year_to_date_last_year: int | None

    @property
    def completed(self) -> bool | None:
        """Whether the year's target is met; None without a target."""
        return None if self.target is None else self.year_to_date >= self.target

    def behind_pace(self, month: Month) -> bool:
        """Whether fewer posts are out than the months so far have as their even share of the target (序时进度).

        In December this is the same as not having completed the year.
        """
        return self.target is not None and self.year_to_date * 12 < self.target * month.number

    @property
    def change_from_last_month(self) -> int | None:
        return None if self.last_month is None else self.month - self.last_month

    @property
    def change_from_last_year(self) -> int | None:
        return None if self.same_month_last_year is None else self.month - self.same_month_last_year


@dataclass(frozen=True, slots=True)
class GroupStatistics:
    """A group's rows in rank order, and their sums."""

    group: Group
    units: tuple[UnitStatistics, ...]

    @property
    def counted(self) -> tuple[str, ...]:
        return tuple(code for row in self.units for code in row.counted)

    @property
    def target(self) -> int:
        return sum(row.target or 0 for row in self.units)

    @property
    def year_to_date(self) -> int:
        return sum(row.year_to_date for row in self.units)

    @property
    def month(self) -> int:
        return sum(row.month for row in self.units)

    @property
    def last_month(self) -> int | None:
        known = [row.last_month for row in self.units if row.last_month is not None]
        return sum(known) if known else None


@dataclass(frozen=True, slots=True)
class MonthStatistics:
    """All groups of a county for one month, in annex order.

    `covered` are the months of the year so far for which the ledger holds any post at all;
    a month that is missing here was not examined, which is not the same as zero.
    """

    month: Month
    groups: tuple[GroupStatistics, ...]
    policy: Policy
    covered: tuple[Month, ...]

    @property
    def missing(self) -> tuple[Month, ...]:
        return tuple(month for month in self.month.year_to_date if month not in self.covered)

    @property
    def counted(self) -> tuple[str, ...]:
        return tuple(code for group in self.groups for code in group.counted)

    @property
    def year_to_date(self) -> int:
        return sum(group.year_to_date for group in self.groups)

    @property
    def new(self) -> int:
        """Posts of the month itself."""
        return sum(group.month for group in self.groups)

    @property
    def target(self) -> int:
        return sum(group.target for group in self.groups)

    def group(self, code: str) -> GroupStatistics:
        for statistics in self.groups:
            if statistics.group.code == code:
                return statistics
        known = "、".join(statistics.group.code for statistics in self.groups)
        raise KeyError(f"没有分组“{code}”，现有：{known}")

    def year_query(self, units: tuple[str, ...]) -> PostQuery:
        return PostQuery(units, self.month.january, self.month, net=self.policy.net)

    def month_query(self, units: tuple[str, ...]) -> PostQuery:
        return PostQuery(units, self.month, self.month, net=self.policy.net)
