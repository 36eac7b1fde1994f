"""What the office decided about counting, kept once and read by the overview, the unit pages and the bulletin."""

from __future__ import annotations

from django.db import transaction

from mingcha.model.statistics import Policy, Ties
from mingcha.standards import load
from mingcha.web.accounts.models import User
from mingcha.web.audit.services import record
from mingcha.web.publishing.models import CountingPolicy

ONLY = 1  # the key of the only row


def policy() -> Policy:
    """The office's policy; the one the standards give, until the office has decided otherwise. One query."""
    row = CountingPolicy.objects.filter(pk=ONLY).first()
    return load.bulletin_layout().policy if row is None else Policy(ties=Ties(row.ties), net=row.net)


@transaction.atomic
def set_policy(wanted: Policy, *, by: User | None) -> list[str]:
    """Count by this policy from now on; returns what changed, in Chinese. What is issued is frozen and stays."""
    # Locked, so that the log tells what really stood before when two operators decide at once.
    CountingPolicy.objects.select_for_update().filter(pk=ONLY).first()
    before = policy()
    changes = [
        f"{label} {old} → {new}"
        for label, old, new in zip(LABELS, words(before), words(wanted), strict=True)
        if old != new
    ]
    if changes:
        CountingPolicy.objects.update_or_create(pk=ONLY, defaults={"ties": wanted.ties.value, "net": wanted.net})
        record(actor=by, action="修改计数办法", target="计数与排名办法", detail="；".join(changes))
    return changes


LABELS = ("同率名次", "重复信息")


def words(policy: Policy) -> tuple[str, str]:
    """The policy in the words of its choices."""
    return CountingPolicy.TiesChoice(
        policy.ties.value
    ).label, "剔除重复发布后计数" if policy.net else "按台账实有条数计数"
