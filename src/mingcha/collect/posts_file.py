"""The posts of a portal as the rounds left them: each counted once, in its column, with its unit; and posts.jsonl."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import TextIO

from mingcha.collect.attribution import attribute
from mingcha.collect.gathered import LAID_DOWN, Gathered, KnownColumn, KnownPost, Listing
from mingcha.model.collected import CollectedPost, DateSource, StatedDate
from mingcha.model.site import Site
from mingcha.text.unit_names import UnitNames


def collected_posts(gathered: Gathered, site: Site, *, since: date | None = None) -> Iterator[CollectedPost]:
    """Every post that is still on the portal, by the date its page states and by address, one at a time.

    With `since`, posts dated before it are left out; what bears no date stays, since nobody knows.
    """
    names, columns = UnitNames(site.units, county=site.county), gathered.columns()
    for known in gathered.posts():
        post = _post(known, columns, site, names)
        if since is None or post.published_on is None or post.published_on >= since:
            yield post


def _post(known: KnownPost, columns: Mapping[int, KnownColumn], site: Site, names: UnitNames) -> CollectedPost:
    facts = known.facts
    chosen = _counts_for(known, columns)
    column = columns[chosen.column].column if chosen is not None else None
    dates = _dates(known)
    return CollectedPost(
        url=facts.url,
        title=facts.title or (chosen.item.title if chosen else ""),
        published_on=dates[0].day if dates else None,
        source=facts.source,
        column=(column.name if column else "") or facts.column,
        column_url=column.url if column else "",
        unit=(attribution := attribute(facts, column=column, site=site, names=names)).unit,
        attachments=facts.attachments,
        digest=known.digest,
        columns=tuple(columns[listing.column].column.url for listing in known.listings),
        attribution=attribution,
        dates=dates,
        index_number=facts.index_number,
    )


def _counts_for(known: KnownPost, columns: Mapping[int, KnownColumn]) -> Listing | None:
    """The column a post counts for: the one its page names; else one with an owner, one the office laid down, the
    deepest, the first by address. It is the same whatever order the lists came in."""
    if not known.listings:
        return None

    def rank(listing: Listing) -> tuple[bool, bool, bool, int, str]:
        found = columns[listing.column]
        return (
            found.column.name != known.facts.column or not known.facts.column,
            not found.column.unit,
            found.origin != LAID_DOWN,
            -found.column.url.count("/"),
            found.column.url,
        )

    return min(known.listings, key=rank)


def _dates(known: KnownPost) -> tuple[StatedDate, ...]:
    """The dates the page states, and those of all its lists: those may have come after the page."""
    stated = dict.fromkeys(known.facts.dates)
    listed = {StatedDate(DateSource.LIST, each.item.published): None for each in known.listings if each.item.published}
    order = list(DateSource)
    return tuple(sorted(stated | listed, key=lambda one: order.index(one.source)))


def as_line(post: CollectedPost) -> str:
    """One line of posts.jsonl."""
    told = {
        "url": post.url,
        "title": post.title,
        "published_on": post.published_on.isoformat() if post.published_on else None,
        "source": post.source,
        "column": post.column,
        "column_url": post.column_url,
        "unit": post.unit or None,
        "attachments": [{"url": attachment.url, "name": attachment.name} for attachment in post.attachments],
        "digest": post.digest,
        "columns": list(post.columns),
        "attributed_by": post.attribution.by,
        "attribution": post.attribution.why,
        "dates": {stated.source.name.lower(): stated.day.isoformat() for stated in reversed(post.dates)},
    }
    return json.dumps(told, ensure_ascii=False)


def write_posts(posts: Iterable[CollectedPost], out: TextIO) -> int:
    """Write posts.jsonl; returns how many lines."""
    number = 0
    for number, post in enumerate(posts, start=1):  # noqa: B007
        out.write(as_line(post) + "\n")
    return number
