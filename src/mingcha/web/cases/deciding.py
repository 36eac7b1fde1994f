"""Settling findings: all of one cause at once, with a reason where they are dismissed, and taken back as a whole."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet

from mingcha.web.accounts.models import User
from mingcha.web.audit.services import record
from mingcha.web.cases import opening, repeats
from mingcha.web.cases.models import Decision, Finding
from mingcha.web.cases.practice import practice, wants_two
from mingcha.web.publishing.refusals import Refused

# How long a false alarm is not asked about again unless the clerk says otherwise.
DISMISSED_FOR = timedelta(days=365)


def waiting() -> QuerySet[Finding]:
    """Findings that are still there and that nobody has settled."""
    return Finding.objects.filter(decision=None, gone_at=None)


@transaction.atomic
def decide(
    findings: QuerySet[Finding],
    *,
    kind: str,
    by: User | None,
    at: datetime,
    reason: str = "",
    expires: date | None = None,
    seconds: int | None = None,
) -> list[Decision]:
    """Settle these findings; one decision for each cause among them. Raises Refused when none of them still waits, or
    when a false alarm is given no reason.

    Where the office wants two people to confirm, the decision is one to be seconded, and no case comes of it yet.
    """
    if kind == Decision.Kind.DISMISSED and not reason.strip():
        raise Refused("判为误报要写明理由，以便今后同类问题有据可查。")
    held = list(findings.filter(decision=None, gone_at=None).select_for_update(of=("self",)))
    if not held:
        raise Refused("这些问题已经有人判断过，或者已不在网站上。")
    causes: dict[str, list[Finding]] = {}
    for one in held:
        causes.setdefault(one.cause, []).append(one)
    made, confirmed, rule = [], list[Finding](), practice()
    for cause, some in causes.items():
        is_proposed = kind == Decision.Kind.CONFIRMED and any(wants_two(one, rule) for one in some)
        decision = Decision.objects.create(
            kind=Decision.Kind.PROPOSED if is_proposed else kind,
            check_name=some[0].check_name,
            cause=cause,
            about=some[0].message[:300],
            number=len(some),
            reason=reason.strip(),
            expires=(expires or (at + DISMISSED_FOR).date()) if kind == Decision.Kind.DISMISSED else None,
            by=by,
            at=at,
            seconds=seconds if len(causes) == 1 else None,
        )
        Finding.objects.filter(pk__in=[one.pk for one in some]).update(decision=decision)
        words = f"{decision.about}（{len(some)} 处）" + (f"，理由：{reason.strip()}" if reason.strip() else "")
        if decision.kind == Decision.Kind.CONFIRMED:
            confirmed += some
            words += _uncounted(some)
        record(actor=by, action=f"判断问题：{decision.get_kind_display()}", target=some[0].check_name, detail=words)
        made.append(decision)
    opening.open_cases(confirmed, at=at, by=by)
    return made


def to_second() -> QuerySet[Decision]:
    """What one person has confirmed and a second one still has to."""
    return Decision.objects.filter(kind=Decision.Kind.PROPOSED, undone_at=None)


@transaction.atomic
def second(decision: Decision, *, by: User, at: datetime) -> Decision:
    """The second person agrees: now it is confirmed, and cases come of what still stands. Raises Refused."""
    held = Decision.objects.select_for_update().get(pk=decision.pk)
    if held.kind != Decision.Kind.PROPOSED or held.undone_at is not None:
        raise Refused("这一判断已经有第二人确认，或者已经撤销。")
    if held.by_id == by.pk:
        raise Refused("第一人和第二人不能是同一个人，请由另一名经办人员确认。")
    held.kind, held.seconded_by, held.seconded_at = Decision.Kind.CONFIRMED, by, at
    held.save(update_fields=["kind", "seconded_by", "seconded_at"])
    some = list(Finding.objects.filter(decision=held, gone_at=None))
    words = f"{held.about}（{len(some)} 处），第一人 {held.by or '—'}" + _uncounted(some)
    record(actor=by, action="判断问题：第二人确认", target=held.check_name, detail=words)
    opening.open_cases(some, at=at, by=by)
    return held


@transaction.atomic
def undo(decision: Decision, *, by: User | None, at: datetime) -> int:
    """Take a decision back; its findings wait again. Returns how many. Raises Refused when it was taken back before."""
    held = Decision.objects.select_for_update().get(pk=decision.pk)
    if held.undone_at is not None:
        raise Refused("这一判断已经撤销过了。")
    findings = Finding.objects.filter(decision=held)
    if held.kind == Decision.Kind.CONFIRMED:
        opening.close_undone(findings, at=at)
    repeating = list(findings.exclude(repeats_url="")) if held.kind == Decision.Kind.CONFIRMED else []
    number = findings.update(decision=None)
    held.undone_at = at
    held.save(update_fields=["undone_at"])
    words = f"{held.about}（{number} 处）"
    if counted := repeats.settle(repeating):
        words += f"，{counted} 条信息重新计入净数"
    record(actor=by, action="撤销判断", target=held.check_name, detail=words)
    return number


def _uncounted(some: list[Finding]) -> str:
    """What confirming repeats means for the ledger, in words."""
    number = repeats.settle(some)
    return f"，{number} 条信息不再计入净数" if number else ""


def earlier(cause: str, check_name: str, *, most: int = 5) -> list[Decision]:
    """Earlier decisions on the same cause first, then on the same check."""
    same = list(Decision.objects.filter(cause=cause, undone_at=None).select_related("by")[:most])
    if len(same) < most:
        others = Decision.objects.filter(check_name=check_name, undone_at=None).exclude(cause=cause)
        same += others.select_related("by")[: most - len(same)]
    return same
