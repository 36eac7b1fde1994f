"""Live precision from the office's decisions: which checks are believed, which speak of doubts only, and how fast causes
are settled."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from statistics import median

from django.utils import timezone

from mingcha.examine.catalogue import catalogue
from mingcha.examine.live_precision import Decided, LivePrecision, demotions, live_precision
from mingcha.standards.precision_floors import precision_floors
from mingcha.web.cases.county import own_cards
from mingcha.web.cases.models import Decision


def standings(*, at: datetime) -> list[tuple[str, LivePrecision]]:
    """Every check somebody decided about lately, by name, the least trusted first."""
    families = {check.name: check.family for check in catalogue(own_cards()).values()}
    found = live_precision(_decided(at), today=_day(at), families=families)
    return sorted(found.items(), key=lambda one: (one[1].share or 0.0, one[0]))


def demoted(*, at: datetime) -> dict[str, str]:
    """The names of the checks that speak of doubts only, for now, each with the sentence that says why."""
    return demotions(dict(standings(at=at)))


def seconds_per_cause(*, at: datetime) -> float | None:
    """How long a cause was looked at before it was settled, the median of lately; None before there is one."""
    told = _lately(at).exclude(seconds=None).values_list("seconds", flat=True)
    return float(median(told)) if told else None


def _decided(at: datetime) -> Iterator[Decided]:
    # What waits for a second person is not decided yet.
    rows = (
        _lately(at)
        .filter(undone_at=None)
        .exclude(kind=Decision.Kind.PROPOSED)
        .values_list("check_name", "at", "kind", "number")
    )
    for name, moment, kind, number in rows:
        yield Decided(name, _day(moment), kind == Decision.Kind.CONFIRMED, number)


def _lately(at: datetime):  # type: ignore[no-untyped-def]
    return Decision.objects.filter(at__gt=at - timedelta(days=precision_floors().days + 1), at__lte=at)


def _day(moment: datetime):  # type: ignore[no-untyped-def]
    return timezone.localtime(moment).date()
