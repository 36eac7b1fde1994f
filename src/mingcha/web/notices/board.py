"""How an issued notice stands: per unit how it was sent, received and read, and what became of its cases."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Count, F, Q, Sum

from mingcha.model.case import CaseState, RecheckResult
from mingcha.web.notices.models import Delivery, NoticeCopy, NoticeLine

_OWED = (CaseState.TOLD.value, CaseState.RECHECKED.value)
_NOT_RIGHT = (RecheckResult.NOT_FIXED.value, RecheckResult.PARTLY.value, RecheckResult.BROKE.value)


@dataclass(frozen=True, slots=True)
class Standing:
    """One unit's copy with the counts of its cases as they stand now."""

    copy: NoticeCopy
    cases: int
    places: int
    answered: int
    closed: int
    not_right: int
    overdue: int
    deliveries: list[Delivery] = field(default_factory=list)


def standings(copies: Sequence[NoticeCopy], *, today: date) -> list[Standing]:
    """The copies in their order, in two queries however many they are."""
    keys = [copy.pk for copy in copies]
    counts = {row["copy"]: row for row in _counts(keys, today=today)}
    sent: dict[int, list[Delivery]] = {}
    for delivery in Delivery.objects.filter(copy__in=keys).order_by("pk"):
        sent.setdefault(delivery.copy_id, []).append(delivery)  # type: ignore[arg-type]
    return [
        Standing(
            copy,
            **{
                name: counts.get(copy.pk, {}).get(name) or 0
                for name in ("cases", "places", "answered", "closed", "not_right", "overdue")
            },
            deliveries=sent.get(copy.pk, []),
        )
        for copy in copies
    ]


def _counts(keys: list[int], *, today: date):  # type: ignore[no-untyped-def]
    rows = NoticeLine.objects.filter(copy__in=keys).order_by().values("copy")
    return rows.annotate(
        cases=Count("pk"),
        places=Sum("case__places"),
        # Answered since this list was issued, whatever became of it afterwards.
        answered=Count("pk", filter=Q(case__answered_at__gte=F("copy__notice__issued_at"))),
        closed=Count("pk", filter=Q(case__state__in=(CaseState.CLOSED.value, CaseState.WITHDRAWN.value))),
        not_right=Count("pk", filter=Q(case__state=CaseState.RECHECKED.value, case__result__in=_NOT_RIGHT)),
        overdue=Count("pk", filter=Q(case__state__in=_OWED, case__due__lt=today)),
    )
