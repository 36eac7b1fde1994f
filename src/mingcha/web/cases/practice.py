"""How the office works: whether a re-check closes by itself, and what a second person must confirm."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from mingcha.examine.catalogue import family_label
from mingcha.model.finding import Severity
from mingcha.web.accounts.models import User
from mingcha.web.audit.services import record
from mingcha.web.cases.models import Finding, Practice

_ONLY = 1


def practice() -> Practice:
    """The office's own, or what the program ships while nobody has changed anything."""
    return Practice.objects.filter(pk=_ONLY).first() or Practice(pk=_ONLY)


@transaction.atomic
def change(
    *, closes_itself: bool, two_from: int | None, two_families: tuple[str, ...], by: User | None, at: datetime
) -> bool:
    """Keep what was chosen; False when that is what holds already."""
    before = practice()
    said = _told(before)
    before.closes_itself, before.two_from, before.two_families = closes_itself, two_from, "\n".join(two_families)
    now = _told(before)
    if now == said:
        return False
    before.changed_by, before.changed_at = by, at
    before.save()
    record(actor=by, action="修改办理设定", target="整改事项", detail=f"原为：{said}；现为：{now}")
    return True


def wants_two(one: Finding, rule: Practice) -> bool:
    """Whether a second person must confirm a fault of this severity and family."""
    by_severity = rule.two_from is not None and one.severity >= rule.two_from
    return by_severity or one.family in rule.two_families.split()


def _told(rule: Practice) -> str:
    closing = "复核已整改的自动销号" if rule.closes_itself else "由经办人员销号"
    labels = [severity.label for severity in Severity]
    parts = [f"程度为{labels[rule.two_from]}以上" if rule.two_from else "所有" if rule.two_from == 0 else ""]
    parts += [f"{family_label(name)}类" for name in rule.two_families.split()]
    two = "、".join(part for part in parts if part)
    return f"{closing}；" + (f"{two}的问题须两人确认" if two else "不要求两人确认")
