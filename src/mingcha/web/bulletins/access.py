"""Who sees which issue: the county's people all, a unit's people the issued ones, administrators none."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from mingcha.web.accounts.access import BUSINESS, has_role
from mingcha.web.accounts.models import Role
from mingcha.web.bulletins.models import Bulletin
from mingcha.web.units.access import sees_all


def visible_bulletins(user: Any) -> QuerySet[Bulletin]:
    if sees_all(user):
        return Bulletin.objects.all()
    if has_role(user, *BUSINESS):
        return Bulletin.objects.filter(state=Bulletin.State.ISSUED)
    return Bulletin.objects.none()


def may_change(user: Any) -> bool:
    return has_role(user, Role.OPERATOR)
