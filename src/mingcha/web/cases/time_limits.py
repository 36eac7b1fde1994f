"""The working days the office gives for putting a fault right: its own over those of the package."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from django.db import transaction

from mingcha.standards.rectification import DeadlineDays, rectification
from mingcha.web.accounts.models import User
from mingcha.web.audit.services import record
from mingcha.web.cases.models import TimeLimits

LABELS = {"critical": "特别严重", "high": "严重", "medium": "一般", "low": "轻微", "soon": "到期前提示"}
_ONLY = 1


def limits() -> DeadlineDays:
    """The days that hold now; one query."""
    own, shipped = TimeLimits.objects.filter(pk=_ONLY).first(), rectification().deadline
    if own is None:
        return shipped
    return replace(shipped, source="office", **{name: getattr(own, name) for name in LABELS})


@transaction.atomic
def keep(days: DeadlineDays, *, by: User | None, at: datetime) -> bool:
    """Let these days hold from now on; False when they do already. What was told keeps the day it was told."""
    before, shipped = limits(), rectification().deadline
    changed = [name for name in LABELS if getattr(days, name) != getattr(before, name)]
    if not changed:
        return False
    if all(getattr(days, name) == getattr(shipped, name) for name in LABELS):
        TimeLimits.objects.filter(pk=_ONLY).delete()
    else:
        facts = {name: getattr(days, name) for name in LABELS}
        TimeLimits.objects.update_or_create(pk=_ONLY, defaults={**facts, "changed_by": by, "changed_at": at})
    told = "；".join(f"{LABELS[name]} {getattr(before, name)} → {getattr(days, name)}" for name in changed)
    record(actor=by, action="修改整改期限", target="按程度的工作日", detail=told)
    return True
