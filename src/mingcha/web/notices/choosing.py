"""Cases offered for a list: by unit for the whole county, one by one for a single unit."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Count, Max, Min, QuerySet, Sum

from mingcha.model.case import CaseState
from mingcha.model.finding import Severity
from mingcha.web.cases.models import Case
from mingcha.web.notices.drafting import tellable


def offered(given: dict[str, Any], *, today: date) -> QuerySet[Case]:
    """What the choice asks for."""
    found = tellable()
    kind = given.get("kind") or ""
    if kind == "":
        found = found.filter(state=CaseState.CONFIRMED.value)
    elif kind == "again":
        found = found.filter(state=CaseState.RECHECKED.value)
    elif kind == "overdue":
        found = found.filter(state=CaseState.TOLD.value, due__lt=today)
    if given.get("unit"):
        found = found.filter(unit=given["unit"])
    if given.get("family"):
        found = found.filter(family=given["family"])
    if given.get("severity"):
        found = found.filter(severity__gte=Severity(given["severity"]).weight)
    return found


def by_unit(found: QuerySet[Case]) -> list[dict[str, Any]]:
    """Each unit in official order with how much of it is offered."""
    rows = found.order_by("unit__group__order", "unit__order", "unit_id").values("unit", "unit__name")
    return list(rows.annotate(cases=Count("pk"), stand=Sum("places"), gravest=Max("severity")))


def weights(found: QuerySet[Case]) -> list[int]:
    """The mildest and the gravest severity among them; empty when there are none."""
    both = found.order_by().aggregate(low=Min("severity"), high=Max("severity"))
    return [] if both["low"] is None else [both["low"], both["high"]]


def nobodys() -> int:
    """How many confirmed cases cannot be told because nobody knows whose they are."""
    return Case.objects.filter(state=CaseState.CONFIRMED.value, unit=None).count()
