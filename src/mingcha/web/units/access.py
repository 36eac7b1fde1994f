"""Which units a user may see: the county's people all, a unit's people their own, administrators none."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from mingcha.model.month import Month
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


def own_units(user: Any) -> tuple[int, ...]:
    """Keys of what is a liaison's own: the unit and whatever merged into it. Looked up once per request.

    The statistics count what merged together with the heir, so the heir must be able to see it; the other way round
    nothing is shared. As there, a unit has merged when it is over before the end of the month.
    """
    unit = own_unit(user)
    if unit is None:
        return ()
    if not hasattr(user, "_own_units"):
        over = Unit.objects.filter(active_to__lt=Month.of(timezone.localdate()).last).order_by()
        found = newest = [unit.pk]
        while newest:
            newest = list(over.filter(successor_id__in=newest).exclude(pk__in=found).values_list("pk", flat=True))
            found = [*found, *newest]
        user._own_units = tuple(found)
    return user._own_units


def visible_units(user: Any) -> QuerySet[Unit]:
    if sees_all(user):
        return Unit.objects.select_related("group")
    return Unit.objects.filter(pk__in=own_units(user)).select_related("group")
