"""What the security administrator has set for all accounts."""

from __future__ import annotations

from django.db import transaction

from mingcha.web.accounts.models import Role, SafetyRules, User
from mingcha.web.audit.services import record

FIELDS = ("password_days", "session_hours", "unused_days", "second_factor_roles")
# Before a password ends its owner is told on signing in, this many days long.
WARNING_DAYS = 7


def current() -> SafetyRules:
    """The rules as they are now; what nobody has set is as 等保 2.0 has it."""
    return SafetyRules.objects.first() or SafetyRules()


@transaction.atomic
def change(rules: SafetyRules, *, by: User | None) -> list[str]:
    """Keep the rules; returns what changed, in Chinese. Sessions that are open keep their hours."""
    before = current()
    changes = [
        f"{rules._meta.get_field(field).verbose_name} {_told(getattr(before, field))} → {_told(getattr(rules, field))}"
        for field in FIELDS
        if getattr(before, field) != getattr(rules, field)
    ]
    if changes:
        rules.pk = before.pk
        rules.save()
        record(actor=by, action="修改账号安全设置", target="账号安全设置", detail="；".join(changes))
    return changes


def _told(value: object) -> str:
    if isinstance(value, list):
        return "、".join(Role(role).label for role in value) or "（无）"
    return str(value)
