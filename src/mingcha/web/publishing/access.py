"""Which posts a user may see: the county's people all, a unit's people those of their own units."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from mingcha.web.publishing.models import Post
from mingcha.web.units.access import own_units, sees_all


def visible_posts(user: Any) -> QuerySet[Post]:
    return Post.objects.all() if sees_all(user) else Post.objects.filter(unit_id__in=own_units(user))
