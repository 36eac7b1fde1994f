"""A unit's years as their last bulletins told them: target, posts and ratio."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from mingcha.model.month import Month
from mingcha.pipeline import month_statistics
from mingcha.web.publishing import counting, queries
from mingcha.web.publishing.models import MonthlyCount
from mingcha.web.publishing.months import known_months
from mingcha.web.units import queries as units
from mingcha.web.units.models import Target

DECEMBER = 12


@dataclass(frozen=True, slots=True)
class YearRecord:
    """One year; `posts` None when the ledger has nothing of anybody, or another unit counted for this one."""

    year: int
    target: int | None
    posts: int | None
    ratio: Decimal | None


def year_records(code: str, *, latest: Month | None) -> list[YearRecord]:
    """Newest first. What merged counts from the year on in which it did: each year is worked out for its own end."""
    roster = units.units()
    family = family_of(code, {unit.code: unit.successor for unit in roster})
    rows = MonthlyCount.objects.filter(unit__code__in=family, gross__gt=0)
    counted = {key // 100 for key in rows.order_by().values_list("month", flat=True).distinct()}
    targeted = set(Target.objects.filter(unit__code=code).order_by().values_list("year", flat=True))
    known = {key // 100 for key in known_months()}
    groups, policy = units.groups(), counting.policy()
    counts = (
        queries.month_counts(Month(min(counted), 1), Month(max(counted), DECEMBER), units=family) if counted else []
    )
    records = []
    for year in sorted(counted | targeted, reverse=True):
        end = latest if latest is not None and latest.year == year else Month(year, DECEMBER)
        statistics = month_statistics(
            units=roster, groups=groups, targets=units.targets(year), counts=counts, month=end, policy=policy
        )
        lines = [line for group in statistics.groups for line in group.units if line.unit.code == code]
        for line in lines:
            posts = line.year_to_date if year in known else None
            records.append(YearRecord(year, line.target, posts, line.ratio if year in known else None))
    return records


def family_of(code: str, successors: dict[str, str | None]) -> Sequence[str]:
    """The unit and everything that ever goes over into it, at whatever date."""
    found = newest = [code]
    while newest:
        newest = [each for each, heir in successors.items() if heir in newest and each not in found]
        found = [*found, *newest]
    return found
