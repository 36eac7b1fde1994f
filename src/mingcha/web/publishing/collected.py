"""Posts that rounds of collecting bring into the ledger: by the same matching, registering and roll-up as a file's.

What is brought in at once is an import without a file, so it is undone as a whole like one, and a post that a file
has too stays when either of them is undone.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime

from django.db import transaction

from mingcha.model.month import Month
from mingcha.text.canonical_url import NotAnAddress, canonical_url
from mingcha.web.accounts.models import User
from mingcha.web.audit.services import record
from mingcha.web.publishing import rollup
from mingcha.web.publishing.differing import Difference, differences
from mingcha.web.publishing.matching import Arrival, by_title, chunks, digest, plan
from mingcha.web.publishing.models import Import, Post, RepeatedRow
from mingcha.web.publishing.registering import register
from mingcha.web.publishing.withdrawing import Withdrawal, withdraw
from mingcha.web.units.models import Unit

# More would not be read by anybody.
_DIFFERENCES_KEPT = 1000


@dataclass(frozen=True, slots=True)
class Incoming:
    """A collected post with its unit and day settled; `key` is the asker's own number for it."""

    key: int
    unit: int
    title: str
    url: str
    published: date
    column: str
    column_key: int | None
    crawled_from: str


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of them: the posts they are by `key`, and those whose address is another unit's in the ledger."""

    item: Import | None
    posts: Mapping[int, int]
    new: int
    known: int
    clashes: Mapping[int, int]


def identity_of(url: str) -> str:
    """What the ledger knows an address by, however it was written."""
    try:
        return digest(canonical_url(url))
    except NotAnAddress:
        return digest(url)


def posts_by_identity(identities: Iterable[str]) -> dict[str, int]:
    """The ledger's posts with these addresses, those included that learned theirs from a repeated row."""
    found: dict[str, int] = {}
    for part in chunks(set(identities)):
        found |= RepeatedRow.objects.filter(identity__in=part).order_by().values_list("identity", "post_id")
        found |= Post.objects.filter(identity__in=part).order_by().values_list("identity", "pk")
    return found


def collected_identities(identities: Iterable[str]) -> set[str]:
    """Those of them that a round has brought in already, as a post or as a repeated row."""
    found: set[str] = set()
    for part in chunks(set(identities)):
        for rows in (Post.objects, RepeatedRow.objects):
            wanted = rows.filter(identity__in=part, source_import__kind=Import.Kind.COLLECTED).order_by()
            found.update(wanted.values_list("identity", flat=True))
    return found


def bring(incoming: Sequence[Incoming], *, title: str, by: User | None, at: datetime) -> Taken:
    """Take posts into the ledger, each address once; call it in a transaction, under `rollup.lock`.

    Posts the ledger has under another unit stay that unit's: what the office imported goes before what a rule says.
    """
    if not incoming:
        return Taken(None, {}, 0, 0, {})
    item = Import.objects.create(
        kind=Import.Kind.COLLECTED,
        file_name=title[:200],
        digest="",
        size=0,
        state=Import.State.CONFIRMED,
        uploaded_by=by,
        uploaded_at=at,
        decided_by=by,
        decided_at=at,
    )
    arrivals = [_arrival(each, item.pk, line) for line, each in enumerate(incoming, start=1)]
    planned = plan(arrivals)
    differing = differences(planned)
    register(planned)
    keys = {id(row): each.key for row, each in zip(arrivals, incoming, strict=True)}
    posts = {keys[id(place.arrival)]: place.pk for place in planned.new if place.pk is not None}
    posts |= {keys[id(row)]: place.pk for row, place in planned.repeats if place.pk is not None}
    clashes = {keys[id(row)]: place.pk for row, place in planned.clashes if place.pk is not None}
    _note(item, rows=len(incoming), new=len(planned.new), known=len(planned.repeats), differing=differing)
    return Taken(item, posts, len(planned.new), len(planned.repeats), clashes)


def _note(item: Import, *, rows: int, new: int, known: int, differing: Sequence[Difference]) -> None:
    item.rows, item.new, item.known, item.differing = rows, new, known, len(differing)
    kept = [asdict(each) for each in differing[:_DIFFERENCES_KEPT]]
    item.differences = json.dumps(kept, ensure_ascii=False)
    item.save()


def _arrival(each: Incoming, source: int, line: int) -> Arrival:
    title = each.title[:300]
    return Arrival(
        source=source,
        sheet="",
        line=line,
        unit=each.unit,
        column=each.column,
        title=title,
        url=each.url[:1000],
        published=each.published,
        identity=identity_of(each.url),
        by_title=by_title(each.unit, title, each.published),
        crawled_from=each.crawled_from[:1000],
        column_key=each.column_key,
    )


def undo_collected(item: Import, *, by: User | None, at: datetime) -> Withdrawal:
    """Take out again what was brought in at once; call it in a transaction, under `rollup.lock`."""
    done = withdraw(item)
    item.message, item.state, item.decided_by, item.decided_at = str(done), Import.State.UNDONE, by, at
    item.save()
    record(actor=by, action="撤销采集入账", target=item.file_name, detail=item.message)
    return done


@dataclass(frozen=True, slots=True)
class Move:
    """What giving posts to other units did: which moved, and which a file of the office says are another unit's."""

    moved: tuple[int, ...]
    kept: tuple[int, ...]


def movable(posts: Collection[int]) -> set[int]:
    """Of these posts, those that only rounds brought in: no file of the office says whose they are."""
    found: set[int] = set()
    for part in chunks(posts):
        own = Post.objects.filter(pk__in=part, source_import__kind=Import.Kind.COLLECTED)
        filed = RepeatedRow.objects.filter(post__in=part, source_import__kind=Import.Kind.FILE)
        found.update(set(own.values_list("pk", flat=True)) - set(filed.values_list("post_id", flat=True)))
    return found


def move(wanted: Mapping[int, int]) -> Move:
    """Give posts to other units (by their keys); call it in a transaction, under `rollup.lock`.

    A unit that has a post of the same title and day and without an address keeps both apart, as two pages are.
    """
    free = movable(wanted)
    changes: Counter[tuple[int, int]] = Counter()
    twice: Counter[tuple[int, int]] = Counter()
    moved = []
    for part in chunks(free):
        for post in Post.objects.filter(pk__in=part).order_by():
            unit = wanted[post.pk]
            if unit == post.unit_id:
                continue
            for place, step in (((post.unit_id, post.month), -1), ((unit, post.month), 1)):
                changes[place] += step
                twice[place] += step * (post.duplicate_of_id is not None)
            post.unit_id, post.by_title = unit, by_title(unit, post.title, post.published)
            moved.append(post)
    Post.objects.bulk_update(moved, ["unit", "by_title"], batch_size=200)
    rollup.apply({place: (changes[place], twice[place]) for place in changes})
    return Move(tuple(post.pk for post in moved), tuple(sorted(set(wanted) - free)))


def mark_gone(days: Mapping[int, date | None]) -> int:
    """Note from which day on posts are gone from the portal, None for those that are back; returns how many changed.

    They were published and stay counted in their month.
    """
    changed = []
    for part in chunks(days):
        for post in Post.objects.filter(pk__in=part).only("pk", "gone").order_by():
            if post.gone != days[post.pk]:
                post.gone = days[post.pk]
                changed.append(post)
    Post.objects.bulk_update(changed, ["gone"], batch_size=200)
    return len(changed)


@transaction.atomic
def set_aside(post: Post, *, why: str, by: User | None) -> None:
    """Take one collected post out of the ledger and its month: the office decided that it does not count."""
    rollup.lock()
    post = Post.objects.select_for_update().get(pk=post.pk)
    place = post.unit_id, post.month
    is_twice = post.duplicate_of_id is not None
    RepeatedRow.objects.filter(post=post).delete()
    freed = list(Post.objects.filter(duplicate_of=post).order_by().values_list("unit_id", "month"))
    title = f"{post.title}（{Unit.objects.get(pk=post.unit_id).name}，{Month.from_key(post.month)}）"
    post.delete()
    twice = Counter({place: -int(is_twice)})
    twice.subtract(Counter(freed))
    rollup.apply({each: (-1 if each == place else 0, twice[each]) for each in {place, *freed}})
    record(actor=by, action="信息不计入", target=title, detail=why)
