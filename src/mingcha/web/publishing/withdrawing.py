"""Taking an import out of the ledger, so that it is as if that import had never been.

Rows meet by URL, and by unit, title and day. Which row makes a post and which repeats one is decided anew for every
row that met one of the import's, in the order they were confirmed in; posts whose row still makes them stay as they
are. Rows that were refused while the import stood are not brought in.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime

from django.db.models import Count, Exists, F, OuterRef, QuerySet

from mingcha.web.publishing import rollup
from mingcha.web.publishing.matching import Arrival, Plan, by_title, chunks, match
from mingcha.web.publishing.models import Column, Import, Post, RepeatedRow
from mingcha.web.publishing.registering import register

_LONG_AGO = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """What taking an import out does; `plan`, `moved`, `merged` and `urls` are how."""

    brought: int  # posts of the import
    repeated: int  # its rows that repeat posts of other imports
    plan: Plan = field(default_factory=Plan)
    moved: list[int] = field(default_factory=list)  # repeated rows that make a post now, or repeat another one
    merged: list[int] = field(default_factory=list)  # posts whose row repeats another post now
    urls: dict[int, str] = field(default_factory=dict)  # what posts take for their URL now

    @property
    def kept(self) -> int:
        """Of the posts the import brought, those that other imports have too."""
        return min(self.brought, len(self.plan.new))

    @property
    def parted(self) -> int:
        """Posts that count by themselves now, having been one with another through the import."""
        return len(self.plan.new) - self.kept

    @property
    def removed(self) -> int:
        """By how many posts the ledger shrinks; below zero it grows."""
        return self.brought - len(self.plan.new) + len(self.merged)

    @property
    def size(self) -> int:
        return abs(self.removed)

    def __str__(self) -> str:
        said = f"台账{'增加' if self.removed < 0 else '减少'} {self.size} 条信息"
        if self.kept:
            said += f"；另有 {self.kept} 条因其他文件也有而保留"
        if self.merged:
            said += f"；{len(self.merged)} 条与其他文件的同一条信息合为一条"
        if self.parted:
            said += f"；{self.parted} 条不再与别的信息合为一条"
        return said


def survey(item: Import) -> Withdrawal:
    """What `withdraw` would do now; changes nothing."""
    own = _own(item)
    mine = RepeatedRow.objects.filter(source_import=item).order_by()
    counted = own.count(), mine.exclude(post__source_import=item).count()
    rows = _Rows()
    rows.add(RepeatedRow.objects.filter(post__source_import=item), but=item)
    # Posts that may have learned their URL from this import.
    pupils = mine.exclude(url="").filter(post__identity=F("post__by_title")).exclude(post__source_import=item)
    taught = set(pupils.values_list("post_id", flat=True))
    for part in chunks(taught):
        rows.add(RepeatedRow.objects.filter(post__in=part), but=item)
    # Rows that may be the first with their URL now meet the posts of their own words.
    others = Post.objects.exclude(source_import=item).order_by()
    words = {row.by_title for row in rows.arrivals}
    for part in chunks(taught):
        words.update(others.filter(pk__in=part).values_list("by_title", flat=True))
    siblings = {post.pk: post for post in others.filter(by_title__in=own.values("by_title"))}
    for part in chunks(words):
        siblings |= {post.pk: post for post in others.filter(by_title__in=part)}
    for part in chunks(siblings):
        rows.add(RepeatedRow.objects.filter(post__in=part), but=item)
    names = dict(Column.objects.order_by().values_list("pk", "name"))
    for post in siblings.values():
        rows.add_post(post, names)
    return _decided(rows, siblings, *counted)


def withdraw(item: Import) -> Withdrawal:
    """Take out every row of an import; call it in a transaction, under `rollup.lock`. Returns what was done."""
    done = survey(item)
    own = _own(item)
    # Two questions and not one: joined, every post of a column would meet every repeat of it.
    columns = {
        pk
        for rows in (own, RepeatedRow.objects.filter(source_import=item).order_by())
        for pk in rows.filter(column__isnull=False).values_list("column_id", flat=True).distinct()
    }
    RepeatedRow.objects.filter(source_import=item).delete()
    for part in chunks(done.moved):
        RepeatedRow.objects.filter(pk__in=part).delete()
    _remove(own)
    # Rows that stay repeats stand below other posts by now, in the plan; what is left here goes with its post.
    for part in chunks(done.merged):
        _remove(Post.objects.filter(pk__in=part).order_by())
    Post.objects.bulk_update([Post(pk=pk, url=url) for pk, url in done.urls.items()], ["url"], batch_size=200)
    register(done.plan)
    for part in chunks(columns):
        used = Exists(Post.objects.filter(column=OuterRef("pk"))) | Exists(
            RepeatedRow.objects.filter(column=OuterRef("pk"))
        )
        Column.objects.filter(~used, pk__in=part, origin=Column.Origin.FILE).delete()
    return done


class _Rows:
    """Rows of other imports as they once arrived, with the post or repeated row each of them is now."""

    def __init__(self) -> None:
        self.repeats: dict[int, tuple[Arrival, int]] = {}  # by key of the row: as it arrived, and its post
        self.posts: dict[int, Arrival] = {}  # by key of the post it makes

    @property
    def arrivals(self) -> list[Arrival]:
        return [row for row, _ in self.repeats.values()] + list(self.posts.values())

    def add(self, found: QuerySet[RepeatedRow], *, but: Import) -> None:
        found = found.exclude(source_import=but)
        for row in found.select_related("post", "column").order_by():
            unit = row.post.unit_id
            arrived = Arrival(
                source=row.source_import_id,
                sheet=row.sheet,
                line=row.line,
                unit=unit,
                column=row.column.name if row.column else "",
                title=row.title,
                url=row.url,
                published=row.published,
                identity=row.identity,
                by_title=by_title(unit, row.title, row.published),
                crawled_from=row.crawled_from,
                column_key=row.column_id,
            )
            self.repeats[row.pk] = arrived, row.post_id

    def add_post(self, post: Post, columns: dict[int, str]) -> None:
        self.posts[post.pk] = Arrival(
            source=post.source_import_id or 0,
            sheet=post.source_sheet,
            line=post.source_line or 0,
            unit=post.unit_id,
            column=columns.get(post.column_id, ""),
            title=post.title,
            # A URL that was learned is not the row's own.
            url="" if post.identity == post.by_title else post.url,
            published=post.published,
            identity=post.identity,
            by_title=post.by_title,
            crawled_from=post.crawled_from,
            column_key=post.column_id,
        )


def _decided(rows: _Rows, posts: dict[int, Post], brought: int, repeated: int) -> Withdrawal:
    """Match the rows anew, and tell what that changes."""
    was_post = {id(row): pk for pk, row in rows.posts.items()}
    was_repeat = {id(row): (pk, post) for pk, (row, post) in rows.repeats.items()}
    plan = match(_in_order(rows.arrivals), {}, {})
    if plan.clashes:
        raise AssertionError("rows that were one post before cannot belong to two units")
    new, urls = [], {}
    for place in plan.new:
        place.pk = was_post.pop(id(place.arrival), None)
        if place.pk is None:
            new.append(place)
            continue
        place.arrival = None
        place.learned = False
        if place.url != posts[place.pk].url:
            urls[place.pk] = place.url
    moved = {pk for pk, _ in was_repeat.values()}
    repeats = []
    for row, place in plan.repeats:
        pk, post = was_repeat.get(id(row), (None, None))
        if pk is not None and place.pk == post:
            moved.discard(pk)
        else:
            repeats.append((row, place))
    return Withdrawal(brought, repeated, Plan(new, repeats), sorted(moved), sorted(was_post.values()), urls)


def _in_order(rows: Iterable[Arrival]) -> list[Arrival]:
    """Rows as they were confirmed: import by import, and in each as they stand in its file."""
    rows = list(rows)
    order: dict[int, tuple[datetime, dict[str, int]]] = {0: (_LONG_AGO, {})}
    for part in chunks({row.source for row in rows}):
        for pk, at, sheets in Import.objects.filter(pk__in=part).values_list("pk", "decided_at", "sheets"):
            order[pk] = at or _LONG_AGO, {name[:60]: place for place, name in enumerate(json.loads(sheets))}
    return sorted(
        rows,
        key=lambda row: (order[row.source][0], row.source, order[row.source][1].get(row.sheet, 0), row.sheet, row.line),
    )


def _own(item: Import) -> QuerySet[Post]:
    return Post.objects.filter(source_import=item).order_by()


def _remove(posts: QuerySet[Post]) -> None:
    """Delete posts, and take them off the roll-up together with what they were the original of."""
    gross: Counter[tuple[int, int]] = Counter()
    twice: Counter[tuple[int, int]] = Counter()
    for unit, month, number, duplicates in posts.values_list("unit_id", "month").annotate(
        Count("pk"), Count("duplicate_of")
    ):
        gross[unit, month] -= number
        twice[unit, month] -= duplicates
    freed = Post.objects.filter(duplicate_of__in=posts.values("pk")).exclude(pk__in=posts.values("pk")).order_by()
    for unit, month, number in freed.values_list("unit_id", "month").annotate(Count("pk")):
        twice[unit, month] -= number
    posts.delete()
    rollup.apply({place: (gross[place], twice[place]) for place in {*gross, *twice}})
