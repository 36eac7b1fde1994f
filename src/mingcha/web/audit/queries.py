"""Finding entries of the operation log."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from django.db.models import QuerySet
from django.utils import timezone

from mingcha.web.audit.models import LogEntry


def entries(
    *,
    action: str = "",
    actor: str = "",
    address: str = "",
    result: str = "",
    words: str = "",
    since: date | None = None,
    until: date | None = None,
) -> QuerySet[LogEntry]:
    """Newest first; the days are of local time and both belong to the period."""
    found = LogEntry.objects.all()
    if action:
        found = found.filter(action=action)
    if actor:
        found = found.filter(actor__icontains=actor)
    if address:
        found = found.filter(address__startswith=address)
    if result:
        found = found.filter(result=result)
    if words:
        found = found.filter(target__icontains=words) | found.filter(detail__icontains=words)
    if since:
        found = found.filter(at__gte=midnight(since))
    if until:
        found = found.filter(at__lt=midnight(until + timedelta(days=1)))
    return found


def actions() -> list[str]:
    """Every kind of act that was ever logged."""
    return list(LogEntry.objects.order_by("action").values_list("action", flat=True).distinct())


def midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
