"""Posts by month, as the pages show them: every month a number, a zero, or 未有数据."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Sum

from mingcha.model.count import PostQuery
from mingcha.model.month import Month
from mingcha.web.publishing.links import LedgerLinks
from mingcha.web.publishing.models import MonthlyCount


@dataclass(frozen=True, slots=True)
class MonthCell:
    """Posts of one month; None when the ledger holds nothing of anybody for it."""

    month: Month
    count: int | None
    link: str


@dataclass(frozen=True, slots=True)
class YearLine:
    year: int
    cells: tuple[MonthCell, ...]
    total: int | None


def known_months() -> list[int]:
    """The months with posts of anybody, oldest first; from the roll-up."""
    return list(MonthlyCount.objects.filter(gross__gt=0).order_by("month").values_list("month", flat=True).distinct())


def year_lines(codes: tuple[str, ...], month: Month, link: LedgerLinks, *, net: bool) -> list[YearLine]:
    """This year and the last of the same units, month by month; months to come are left empty.

    `net` counts without duplicates, as the office's policy may want.
    """
    known = set(known_months())
    january = Month(month.year - 1, 1)
    rows = MonthlyCount.objects.filter(unit__code__in=codes, month__gte=january.key, month__lte=month.year * 100 + 12)
    counts = dict(
        rows.order_by("month")
        .values_list("month")
        .annotate(sum=Sum("gross") - Sum("duplicates") if net else Sum("gross"))
    )
    lines = []
    for year in (month.year, month.year - 1):
        cells = tuple(
            MonthCell(
                each,
                counts.get(each.key, 0) if each.key in known else None,
                link(PostQuery(codes, each, each, net=net)),
            )
            for each in Month(year, 1).until(Month(year, 12))
        )
        found = [cell.count for cell in cells if cell.count is not None]
        lines.append(YearLine(year, cells, sum(found) if found else None))
    return lines
