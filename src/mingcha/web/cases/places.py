"""Where findings about new-media accounts stand, as people call it; those of portals tell it by their address."""

from __future__ import annotations

from collections.abc import Iterable

from mingcha.web.cases.models import Finding
from mingcha.web.media.places import media_places


def with_places(findings: Iterable[Finding]) -> None:
    """Put on each finding as `place` the account and post it is about, None for one of a portal; two queries at most
    for a page of findings."""
    rows = list(findings)
    found = media_places((row.source, row.post_url) for row in rows)
    for row in rows:
        row.place = found.get((row.source, row.post_url))  # type: ignore[attr-defined]
