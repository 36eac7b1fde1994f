"""Which findings and cases a user may see: the county's people all, a unit's people what they were told or may know."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from mingcha.web.cases.models import Case, Decision, Finding
from mingcha.web.units.access import own_units, sees_all


def visible_findings(user: Any) -> QuerySet[Finding]:
    """Before the office has confirmed a finding, it is nobody's business but the office's."""
    if sees_all(user):
        return Finding.objects.all()
    return Finding.objects.filter(unit_id__in=own_units(user), decision__kind=Decision.Kind.CONFIRMED)


def visible_cases(user: Any) -> QuerySet[Case]:
    """A unit sees its cases from the day it was told of them, and keeps them whatever becomes of them."""
    if sees_all(user):
        return Case.objects.all()
    return Case.objects.filter(unit_id__in=own_units(user), told_at__isnull=False)
