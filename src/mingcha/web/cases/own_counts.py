"""What the office counted itself, to lay beside the units' annual reports."""

from __future__ import annotations

from datetime import date

from django.db.models import Sum

from mingcha.model.annual_report import OwnCounts
from mingcha.web.publishing.models import MonthlyCount

SOURCE = "信息台账"


def own_counts(*, today: date) -> dict[tuple[str, int], OwnCounts]:
    """Posts by unit and year, of the years whose every month is over; a year half in the ledger proves nothing."""
    rows = MonthlyCount.objects.order_by().values_list("unit__code", "month").annotate(total=Sum("gross"))
    totals: dict[tuple[str, int], int] = {}
    kept: dict[int, set[int]] = {}
    for code, month, total in rows:
        year, number = divmod(month, 100)
        totals[code, year] = totals.get((code, year), 0) + total
        kept.setdefault(year, set()).add(number)
    return {
        (code, year): OwnCounts(SOURCE, published=total)
        for (code, year), total in totals.items()
        if year < today.year and len(kept[year]) == 12
    }
