"""Which part of the collected evidence a user may see: the county's people all, a unit's people that of their posts."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from mingcha.web.publishing.access import visible_posts
from mingcha.web.publishing.models import Post


def shown_posts(user: Any) -> QuerySet[Post]:
    """The posts whose evidence the user may look at: those of the ledger the user sees."""
    return visible_posts(user).select_related("unit", "column", "source_import")
