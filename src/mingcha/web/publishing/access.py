"""Which posts a user may see: the county's people all, a unit's people their own unit's."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from mingcha.web.publishing.models import Post
from mingcha.web.units.access import own_unit, sees_all


def visible_posts(user: Any) -> QuerySet[Post]:
    if sees_all(user):
        return Post.objects.all()
    unit = own_unit(user)
    return Post.objects.filter(unit=unit) if unit else Post.objects.none()
