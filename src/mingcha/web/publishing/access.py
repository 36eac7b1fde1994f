"""Which posts and imports a user may see: the county's people all, a unit's people their own unit's."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from mingcha.web.publishing.models import Import, Post
from mingcha.web.units.access import own_unit, sees_all


def visible_posts(user: Any) -> QuerySet[Post]:
    if sees_all(user):
        return Post.objects.all()
    unit = own_unit(user)
    return Post.objects.filter(unit=unit) if unit else Post.objects.none()


def visible_imports(user: Any) -> QuerySet[Import]:
    """A liaison sees the unit's own uploads; what the office uploaded for everybody is the office's."""
    if sees_all(user):
        return Import.objects.all()
    unit = own_unit(user)
    return Import.objects.filter(unit=unit) if unit else Import.objects.none()
