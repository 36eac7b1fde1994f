"""Taking what a round found into the ledger: whose posts are known go in, the others wait in the queue.

Everything of a round happens in one transaction, and doing it again changes nothing.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from mingcha.model import collected as value
from mingcha.text.width import comparable
from mingcha.web.accounts.models import User
from mingcha.web.audit.services import record
from mingcha.web.publishing import columns, rollup
from mingcha.web.publishing.collected import (
    Incoming,
    bring,
    collected_identities,
    identity_of,
    mark_gone,
    posts_by_identity,
)
from mingcha.web.publishing.matching import chunks
from mingcha.web.publishing.models import Column, Import, Post, RepeatedRow
from mingcha.web.rounds.finds import Finds
from mingcha.web.rounds.models import CollectedPost, Round, Site
from mingcha.web.units.models import Unit

DIFFERENCES_KEPT = 500
# What a round may find changed of a post.
_FIELDS = (
    "url", "title", "published", "source", "column_name", "column_url", "index_number", "digest", "ruled_id", "by",
    "why", "gone",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Settled:
    """What went into the ledger: new posts, those it had already, and the import that undoes it (None: nothing new)."""

    new: int = 0
    known: int = 0
    item: Import | None = None


def waiting(site: Site | None = None) -> QuerySet[CollectedPost]:
    """The queue: posts in nobody's ledger because unit or day is not known."""
    found = CollectedPost.objects.filter(post=None, aside="")
    found = found.filter(Q(given=None, ruled=None) | Q(given_day=None, published=None))
    return found if site is None else found.filter(site=site)


# Why a post that a round read, such as an annual report of years ago, is not brought into the ledger.
EARLIER = "发布日期早于本轮的起始日期，只检查，不记入台账"


@transaction.atomic
def take(found: Finds, *, run: Round, by: User | None, at: datetime) -> Settled:
    """Bring the ledger to what the round found; its numbers are put on the round, unsaved."""
    rollup.lock()
    site = run.site
    keys, run.new_columns = columns.meet(found.columns)
    rows = _note(found, site=site, run=run)
    title = f"{site.name} {timezone.localtime(at):%Y-%m-%d} {run.get_name_display()}轮次"
    settled = settle(rows, title=title, by=by, at=at, column_keys=keys)
    linked = CollectedPost.objects.filter(site=site, post__isnull=False).order_by()
    mark_gone(dict(linked.values_list("post_id", "gone")))
    run.brought, run.known, run.unplaced = settled.new, settled.known, waiting(site).count()
    run.gone = sum(gone is not None for gone in linked.values_list("gone", flat=True))
    _note_differences(run)
    record(
        actor=by,
        action="采集入账",
        target=title,
        detail=f"新入台账 {run.brought} 条，台账已有 {run.known} 条，待归属 {run.unplaced} 条，新发现栏目 {run.new_columns} 个",
    )
    return settled


def _note(found: Finds, *, site: Site, run: Round) -> list[int]:
    """Keep what the pages say of every post; returns the keys of those in no ledger yet."""
    units = dict(Unit.objects.order_by().values_list("code", "pk"))
    gone = {identity_of(url): day for url, day in found.gone}
    known = {row.identity: row for row in CollectedPost.objects.filter(site=site).order_by()}
    fresh: dict[str, CollectedPost] = {}
    changed, reached = [], []
    for post in found.posts:
        identity = identity_of(post.url)
        if identity in fresh:
            continue
        said = _said(post, units)
        row = known.get(identity)
        is_earlier = run.since is not None and post.published_on is not None and post.published_on < run.since
        if row is None:
            aside = EARLIER if is_earlier else ""
            fresh[identity] = CollectedPost(site=site, identity=identity, first_round=run, aside=aside, **said)
            continue
        if row.aside == EARLIER and not is_earlier:
            row.aside = ""
            reached.append(row)
        if any(getattr(row, field) != said[field] for field in _FIELDS):
            for field in _FIELDS:
                setattr(row, field, said[field])
            changed.append(row)
    for identity, day in gone.items():
        row = known.get(identity)
        if row is not None and row.gone is None:
            row.gone = day
            changed.append(row)
    CollectedPost.objects.bulk_create(fresh.values(), batch_size=2000)
    CollectedPost.objects.bulk_update(changed, [field.removesuffix("_id") for field in _FIELDS], batch_size=100)
    CollectedPost.objects.bulk_update(reached, ["aside"], batch_size=500)
    open_rows = CollectedPost.objects.filter(site=site, post=None, aside="").order_by("published", "pk")
    return list(open_rows.values_list("pk", flat=True))


def _said(post: value.CollectedPost, units: dict[str, int]) -> dict[str, object]:
    return {
        "url": post.url[:2100],
        "title": post.title[:500],
        "published": post.published_on,
        "source": post.source[:300],
        "column_name": post.column[:120],
        "column_url": post.column_url[:1000],
        "index_number": post.index_number[:120],
        "digest": post.digest[:80],
        "ruled_id": units.get(post.unit),
        "by": post.attribution.by[:8],
        "why": post.attribution.why[:600],
        "gone": None,
    }


def settle(
    keys: Iterable[int], *, title: str, by: User | None, at: datetime, column_keys: dict[str, int] | None = None
) -> Settled:
    """Take those of these collected posts into the ledger that have a unit and a day; call it under `rollup.lock`.

    What the ledger has already is only linked, also where nobody knows whose it is: the ledger knows.
    """
    rows = [
        row
        for part in chunks(keys)
        for row in CollectedPost.objects.filter(pk__in=part, post=None, aside="").select_related("site")
    ]
    present = posts_by_identity(row.identity for row in rows)
    brought = collected_identities(present)
    links: set[int] = set()
    incoming = []
    for row in rows:
        is_placed = row.unit_key is not None and row.day is not None
        if row.identity in brought or (row.identity in present and not is_placed):
            links.add(row.pk)
        elif is_placed:
            incoming.append(row)
    linked = len(links)
    if column_keys is None:
        column_keys = dict(Column.objects.exclude(url="").order_by().values_list("url", "pk"))
    taken = bring([_incoming(row, column_keys) for row in incoming], title=title, by=by, at=at)
    _link({*links, *taken.posts, *taken.clashes})
    return Settled(taken.new, taken.known + len(taken.clashes) + linked, taken.item)


def _link(keys: Collection[int]) -> None:
    """Let collected posts know what they are in the ledger, by the address; for tens of thousands in a few questions."""
    own = Post.objects.filter(identity=OuterRef("identity")).order_by().values("pk")[:1]
    repeated = RepeatedRow.objects.filter(identity=OuterRef("identity")).order_by().values("post_id")[:1]
    for part in chunks(keys):
        CollectedPost.objects.filter(pk__in=part).update(post_id=Coalesce(Subquery(own), Subquery(repeated)))


def _incoming(row: CollectedPost, columns_by_url: dict[str, int]) -> Incoming:
    unit, day = row.unit_key, row.day
    assert unit is not None
    assert isinstance(day, date)
    return Incoming(
        key=row.pk,
        unit=unit,
        title=row.title or row.url,
        url=row.url,
        published=day,
        column=row.column_name,
        column_key=columns_by_url.get(row.column_url),
        crawled_from=row.column_url or row.site.home,
    )


def _note_differences(run: Round) -> None:
    """Posts of which the portal now says something else than the ledger: told, and the ledger left as it is."""
    names = dict(Unit.objects.order_by().values_list("pk", "name"))
    rows = CollectedPost.objects.filter(site=run.site, post__isnull=False).order_by("pk")
    told = []
    for pk, title, day, given, unit, title_before, day_before, unit_before in rows.values_list(
        "post_id", "title", "published", "given", "ruled", "post__title", "post__published", "post__unit"
    ):
        how = []
        if title[:300] != title_before and comparable(title[:300]) != comparable(title_before):
            how.append(f"标题：台账为“{title_before}”，网站为“{title}”")
        if day is not None and day != day_before:
            how.append(f"日期：台账为 {day_before}，网站为 {day}")
        if given is None and unit is not None and unit != unit_before:
            how.append(f"单位：台账为{names[unit_before]}，按规则为{names[unit]}")
        if how:
            told.append({"post": pk, "title": title_before, "message": "；".join(how)})
    run.differing = len(told)
    run.differences = json.dumps(told[:DIFFERENCES_KEPT], ensure_ascii=False)
