"""What the pages of findings ask: causes with their numbers, one cause whole, what examples stand for it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Max, Min, QuerySet, Sum

from mingcha.model.finding import Severity
from mingcha.web.cases.models import Decision, Finding


@dataclass(frozen=True, slots=True)
class Cause:
    """Findings with one cause: how many, at how many units, and the first of them."""

    cause: str
    number: int
    units: int
    places: int
    first: Finding


def asked_for(found: QuerySet[Finding], given: dict[str, Any]) -> QuerySet[Finding]:
    """The findings the filter asks for; without a state those that wait to be settled."""
    state = given.get("state") or "waiting"
    if state == "waiting":
        found = found.filter(decision=None, gone_at=None)
    elif state == "confirmed":
        found = found.filter(decision__kind=Decision.Kind.CONFIRMED, gone_at=None)
    elif state == "proposed":
        found = found.filter(decision__kind=Decision.Kind.PROPOSED, gone_at=None)
    elif state == "dismissed":
        found = found.filter(decision__kind=Decision.Kind.DISMISSED)
    elif state == "gone":
        found = found.exclude(gone_at=None)
    if words := given.get("words"):
        found = found.filter(message__icontains=words)
    for field, key in (("family", "family"), ("verdict", "verdict"), ("check_name", "check"), ("unit", "unit")):
        if value := given.get(key):
            found = found.filter(**{field: value})
    if severity := given.get("severity"):
        found = found.filter(severity__gte=list(Severity).index(Severity(severity)))
    return found


def causes(found: QuerySet[Finding], *, start: int, stop: int) -> list[Cause]:
    """One page of causes, the gravest first, then the most frequent; three queries however many findings there are.

    All causes are gone through for their order only, which an index holds; the rest is asked of those of the page.
    """
    ranked = (
        found.order_by()
        .values("cause")
        .annotate(number=Count("pk"), gravest=Max("severity"), first=Min("pk"))
        .order_by("-gravest", "-number", "first")[start:stop]
    )
    page = list(ranked)
    of_page = found.order_by().filter(cause__in=[row["cause"] for row in page]).values_list("cause")
    more = {
        cause: (units, places)
        for cause, units, places in of_page.annotate(units=Count("unit", distinct=True), number=Sum("places"))
    }
    firsts = Finding.objects.select_related("unit").in_bulk([row["first"] for row in page])
    # Somebody may have settled one of them between these questions.
    still = [row for row in page if row["cause"] in more and row["first"] in firsts]
    return [Cause(row["cause"], row["number"], *more[row["cause"]], firsts[row["first"]]) for row in still]


def cause_count(found: QuerySet[Finding]) -> int:
    # Grouped and not distinct: PostgreSQL then counts along the index instead of gathering all causes first.
    return found.order_by().values("cause").annotate(number=Count("pk")).count()


def by_family(found: QuerySet[Finding]) -> list[tuple[str, int]]:
    """How many findings of each family, the most first."""
    rows = found.order_by().values_list("family").annotate(number=Count("pk"))
    return list(rows.order_by("-number", "family"))
