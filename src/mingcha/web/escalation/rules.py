"""The office's own deadlines and ladder over those of the package: read, kept when they hold together, put back."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from django.db import transaction

from mingcha.model.escalation import Ladder, Rung
from mingcha.rectify import own_rules
from mingcha.standards.escalation import ladder as shipped
from mingcha.standards.rectification import DeadlineDays, rectification
from mingcha.web.accounts.models import User
from mingcha.web.audit.services import record
from mingcha.web.cases import time_limits
from mingcha.web.cases.models import TimeLimits
from mingcha.web.escalation.models import RungRule
from mingcha.web.publishing.refusals import Refused

NAMES = ("after", "pause", "replied_within", "signers", "by_leader")


def ladder() -> Ladder:
    """The ladder that holds now; one query. What was set for a rung that is there no more is passed over."""
    own = {rule.rung: rule for rule in RungRule.objects.all()}
    if not own:
        return shipped()
    return Ladder(
        tuple(
            replace(rung, **{name: getattr(own[rung.name], name) for name in NAMES}) if rung.name in own else rung
            for rung in shipped().rungs
        )
    )


@transaction.atomic
def change(days: DeadlineDays, steps: Ladder, *, by: User | None, at: datetime) -> bool:
    """Let these hold from now on; False when they do already. Raises Refused when they do not hold together.

    Letters that are drafted already are signed as they were drafted, unless cases join or leave them: then the machine
    writes them anew, days and signers alike by what holds now.
    """
    if wrong := own_rules.faults(days, steps):
        raise Refused("".join(wrong))
    changed = time_limits.keep(days, by=by, at=at)
    before = {rung.name: rung for rung in ladder().rungs}
    told = [words for rung in steps.rungs if (words := _told(before[rung.name], rung))]
    if told:
        own = [rung for rung, usual in zip(steps.rungs, shipped().rungs, strict=True) if rung != usual]
        RungRule.objects.exclude(rung__in=[rung.name for rung in own]).delete()
        for rung in own:  # one by one: two clerks may save at the same moment, and the last one's numbers hold
            facts = {name: getattr(rung, name) for name in NAMES}
            RungRule.objects.update_or_create(rung=rung.name, defaults={**facts, "changed_by": by, "changed_at": at})
        record(actor=by, action="修改催办梯次", target="催办与问责", detail="；".join(told))
    return changed or bool(told)


def restore(*, by: User | None, at: datetime) -> bool:
    """Let the package's days and ladder hold again; False when they do already."""
    return change(rectification().deadline, shipped(), by=by, at=at)


def last_change() -> TimeLimits | RungRule | None:
    """The row that was changed last, with who did it and when; None while all is as it was shipped."""
    found = [
        *TimeLimits.objects.select_related("changed_by"),
        *RungRule.objects.select_related("changed_by").order_by("-changed_at")[:1],
    ]
    return max(found, key=lambda row: row.changed_at, default=None)


def signing(rung: Rung) -> str:
    """Who signs such a letter, in words."""
    if rung.signers == 2:
        return "两人签发，其中一名领导"
    return "领导一人签发" if rung.by_leader else "一人签发"


def _told(before: Rung, now: Rung) -> str:
    parts = [
        f"{words} {getattr(before, name)} → {getattr(now, name)}"
        for name, words in (("after", "逾期几个工作日起"), ("pause", "与前一级相隔"), ("replied_within", "答复期限"))
        if getattr(before, name) != getattr(now, name)
    ]
    if signing(before) != signing(now):
        parts.append(f"{signing(before)} → {signing(now)}")
    return f"{now.label}：{'，'.join(parts)}" if parts else ""
