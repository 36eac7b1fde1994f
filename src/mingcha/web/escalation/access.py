"""Which letters a user may see: the county's people all, a unit's people the signed ones that are theirs to read."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from mingcha.web.escalation.models import Proposal
from mingcha.web.units.access import own_units


def own_letters(user: Any) -> QuerySet[Proposal]:
    """What goes to a unit's superior or to the county is not for the unit to read here."""
    return Proposal.objects.filter(unit_id__in=own_units(user), state=Proposal.State.SIGNED, to_unit=True)
