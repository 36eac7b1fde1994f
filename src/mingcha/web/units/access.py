"""Which units a user may see: the county's people all, a unit's people their own, administrators none."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from mingcha.web.accounts.access import COUNTY, has_role
from mingcha.web.accounts.models import Role
from mingcha.web.units.models import Unit


def sees_all(user: Any) -> bool:
    return has_role(user, *COUNTY)


def own_unit(user: Any) -> Unit | None:
    """The unit a liaison speaks for; None for everybody else. Looked up once per request."""
    if not has_role(user, Role.UNIT):
        return None
    if not hasattr(user, "_own_unit"):
        user._own_unit = Unit.objects.filter(liaisons__user=user).select_related("group").first()
    return user._own_unit


def visible_units(user: Any) -> QuerySet[Unit]:
    if sees_all(user):
        return Unit.objects.select_related("group")
    unit = own_unit(user)
    return Unit.objects.filter(pk=unit.pk).select_related("group") if unit else Unit.objects.none()
