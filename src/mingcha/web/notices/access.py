"""Who sees which notice: the county's people all, a unit's people the issued lists of their own units, nobody else any."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from mingcha.web.accounts.access import BUSINESS, has_role
from mingcha.web.accounts.models import Role
from mingcha.web.notices.models import Notice, NoticeCopy
from mingcha.web.units.access import own_units, sees_all


def visible_notices(user: Any) -> QuerySet[Notice]:
    if sees_all(user):
        return Notice.objects.all()
    if has_role(user, *BUSINESS):
        own = NoticeCopy.objects.filter(unit__in=own_units(user)).values("notice")
        return Notice.objects.filter(pk__in=own, state=Notice.State.ISSUED)
    return Notice.objects.none()


def visible_copies(user: Any) -> QuerySet[NoticeCopy]:
    """A draft is nobody's business but the office's."""
    if sees_all(user):
        return NoticeCopy.objects.all()
    if has_role(user, *BUSINESS):
        return NoticeCopy.objects.filter(unit__in=own_units(user), notice__state=Notice.State.ISSUED)
    return NoticeCopy.objects.none()


def may_change(user: Any) -> bool:
    return has_role(user, Role.OPERATOR)
