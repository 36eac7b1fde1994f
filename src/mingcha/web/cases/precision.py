"""Live precision: how often people agreed with a check over the last 90 days, and which checks speak more softly now."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median

from django.db.models import Sum

from mingcha.web.cases.models import Decision

DAYS = 90
# A check people disagree with this often, over at least so many findings, says 存疑 instead of 发现.
FLOOR, ENOUGH = 0.9, 20


@dataclass(frozen=True, slots=True)
class Standing:
    """What people made of one check's findings within the last 90 days."""

    check_name: str
    confirmed: int
    dismissed: int

    @property
    def shown(self) -> int:
        return self.confirmed + self.dismissed

    @property
    def precision(self) -> float:
        return self.confirmed / self.shown if self.shown else 1.0

    @property
    def is_demoted(self) -> bool:
        return self.shown >= ENOUGH and self.precision < FLOOR


def standings(*, at: datetime) -> list[Standing]:
    """Every check somebody decided about, the least trusted first."""
    rows = (
        Decision.objects.filter(at__gt=at - timedelta(days=DAYS), at__lte=at, undone_at=None)
        .order_by()
        .values_list("check_name", "kind")
        .annotate(total=Sum("number"))
    )
    counts: dict[str, dict[str, int]] = {}
    for name, kind, total in rows:
        counts.setdefault(name, {})[kind] = total
    found = [
        Standing(name, held.get(Decision.Kind.CONFIRMED, 0), held.get(Decision.Kind.DISMISSED, 0))
        for name, held in counts.items()
    ]
    return sorted(found, key=lambda one: (one.precision, one.check_name))


def demoted(*, at: datetime) -> Iterable[str]:
    """The names of the checks that speak of doubts only, for now."""
    return tuple(one.check_name for one in standings(at=at) if one.is_demoted)


def seconds_per_cause(*, at: datetime) -> float | None:
    """How long a cause was looked at before it was settled, the median of the last 90 days; None before there is one."""
    held = Decision.objects.filter(at__gt=at - timedelta(days=DAYS), at__lte=at).exclude(seconds=None)
    told = sorted(held.values_list("seconds", flat=True))
    return float(median(told)) if told else None
