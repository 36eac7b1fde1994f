"""Which accounts a user may see: the county's people all, a unit's people those of their own units."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from mingcha.web.media.models import Account, Import
from mingcha.web.units.access import own_units, sees_all


def visible_accounts(user: Any) -> QuerySet[Account]:
    found = Account.objects.select_related("unit__group")
    return found if sees_all(user) else found.filter(unit_id__in=own_units(user))


def visible_imports(user: Any) -> QuerySet[Import]:
    """All imports for the county's people; for a liaison those made for the own units."""
    found = Import.objects.select_related("brought_by", "decided_by", "unit", "account")
    return found if sees_all(user) else found.filter(unit_id__in=own_units(user))
