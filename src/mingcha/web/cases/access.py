"""Which findings a user may see: the county's people all, a unit's people the confirmed ones of their own units."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from mingcha.web.cases.models import Decision, Finding
from mingcha.web.units.access import own_units, sees_all


def visible_findings(user: Any) -> QuerySet[Finding]:
    """Before the office has confirmed a finding, it is nobody's business but the office's."""
    if sees_all(user):
        return Finding.objects.all()
    return Finding.objects.filter(unit_id__in=own_units(user), decision__kind=Decision.Kind.CONFIRMED)
