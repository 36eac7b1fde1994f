"""Putting planned rows into the ledger, and taking an import's posts out again; the roll-up follows exactly."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence

from django.db.models import Count, Exists, F, OuterRef

from mingcha.model.month import Month
from mingcha.web.publishing import rollup
from mingcha.web.publishing.matching import Arrival, Place, Plan, by_title, chunks, plan
from mingcha.web.publishing.models import Column, Import, Post, RepeatedRow

# What is written between two reports of progress.
_STEP = 5000
Progress = Callable[[int, int], None]


def register(planned: Plan, *, progress: Progress | None = None) -> None:
    """Write a plan; call it in a transaction, under `rollup.lock`, with the plan made under the same lock."""
    columns = _columns({row.column for row in _rows(planned)} - {""})
    total = len(planned.new) + len(planned.repeats)
    done = 0
    for part in chunks(planned.new, _STEP):
        posts = Post.objects.bulk_create(_post(place, columns) for place in part)
        for place, post in zip(part, posts, strict=True):
            place.pk = post.pk
        done += len(part)
        if progress:
            progress(done, total)
    _find_keys(place for _, place in planned.repeats)
    learned = {place.pk: place for _, place in planned.repeats if place.learned and place.arrival is None}
    Post.objects.bulk_update([Post(pk=pk, url=place.url) for pk, place in learned.items()], ["url"], batch_size=200)
    for part in chunks(planned.repeats, _STEP):
        RepeatedRow.objects.bulk_create(_repeat(row, place, columns) for row, place in part)
        done += len(part)
        if progress:
            progress(done, total)
    arrived = [place.arrival for place in planned.new if place.arrival is not None]
    added = Counter((row.unit, Month.of(row.published).key) for row in arrived)
    rollup.apply({place: (number, 0) for place, number in added.items()})


def withdraw(item: Import) -> tuple[int, int]:
    """Take out every row of an import; call it in a transaction, under `rollup.lock`.

    Returns how many posts it had brought, and how many of them stay for other imports.

    Posts that other imports had repeated are registered anew from what those imports said, and posts that had
    learned their URL from this one forget it, so that the ledger is as if this import had never been.
    """
    own = Post.objects.filter(source_import=item).order_by()
    others = RepeatedRow.objects.exclude(source_import=item)
    heirs = [
        _arrival(row)
        for row in others.filter(post__source_import=item)
        .select_related("post", "column")
        .order_by("source_import_id", "pk")
    ]
    taught = Post.objects.exclude(source_import=item).filter(
        identity=F("by_title"), repeats__source_import=item, repeats__url__gt=""
    )
    pupils = list(taught.order_by().values_list("pk", flat=True).distinct())
    # Two questions and not one: joined, every post of a column would meet every repeat of it.
    columns = {
        pk
        for rows in (own, RepeatedRow.objects.filter(source_import=item).order_by())
        for pk in rows.filter(column__isnull=False).values_list("column_id", flat=True).distinct()
    }
    changes: Counter[tuple[int, int]] = Counter()
    twice: Counter[tuple[int, int]] = Counter()
    for unit, month, gross, duplicates in own.values_list("unit_id", "month").annotate(
        Count("pk"), Count("duplicate_of")
    ):
        changes[unit, month] -= gross
        twice[unit, month] -= duplicates
    freed = Post.objects.filter(duplicate_of__source_import=item).exclude(source_import=item).order_by()
    for unit, month, number in freed.values_list("unit_id", "month").annotate(Count("pk")):
        twice[unit, month] -= number

    RepeatedRow.objects.filter(source_import=item).delete()
    own.delete()
    rollup.apply({place: (changes[place], twice[place]) for place in {*changes, *twice}})
    _forget_urls(pupils)
    again = plan(heirs)
    if again.clashes:
        raise AssertionError("rows that were one post before cannot belong to two units")
    register(again)
    for part in chunks(columns):
        used = Exists(Post.objects.filter(column=OuterRef("pk"))) | Exists(
            RepeatedRow.objects.filter(column=OuterRef("pk"))
        )
        Column.objects.filter(~used, pk__in=part).delete()
    return -changes.total(), len(again.new)


def _rows(planned: Plan) -> Iterable[Arrival]:
    yield from (place.arrival for place in planned.new if place.arrival is not None)
    yield from (row for row, _ in planned.repeats)


def _columns(names: set[str]) -> dict[str, int]:
    """The keys of these columns, those that are new created."""
    known: dict[str, int] = {}
    for part in chunks(names):
        known |= Column.objects.filter(name__in=part).order_by().values_list("name", "pk")
    missing = sorted(names - known.keys())
    Column.objects.bulk_create(Column(name=name) for name in missing)
    for part in chunks(missing):
        known |= Column.objects.filter(name__in=part).order_by().values_list("name", "pk")
    return known


def _post(place: Place, columns: dict[str, int]) -> Post:
    row = place.arrival
    assert row is not None
    # By position, in the order of the model's fields: by name, Django takes more than twice as long over each post.
    return Post(
        None,
        row.unit,
        columns.get(row.column),
        row.title,
        place.url,
        row.published,
        Month.of(row.published).key,
        row.identity,
        row.by_title,
        None,
        row.source,
        row.sheet[:60],
        row.line,
        "",
    )


def _repeat(row: Arrival, place: Place, columns: dict[str, int]) -> RepeatedRow:
    return RepeatedRow(
        post_id=place.pk,
        source_import_id=row.source,
        sheet=row.sheet[:60],
        line=row.line,
        column_id=columns.get(row.column),
        title=row.title,
        url=row.url,
        published=row.published,
        identity=row.identity,
    )


def _arrival(row: RepeatedRow) -> Arrival:
    """A repeated row as it once arrived."""
    return Arrival(
        source=row.source_import_id,
        sheet=row.sheet,
        line=row.line,
        unit=row.post.unit_id,
        column=row.column.name if row.column else "",
        title=row.title,
        url=row.url,
        published=row.published,
        identity=row.identity,
        by_title=by_title(row.post.unit_id, row.title, row.published),
    )


def _find_keys(places: Iterable[Place]) -> None:
    """Ask for the keys of new posts where a database does not hand them back on bulk insert."""
    keyless = {place.arrival.identity: place for place in places if place.pk is None and place.arrival is not None}
    for part in chunks(keyless):
        for identity, pk in Post.objects.filter(identity__in=part).order_by().values_list("identity", "pk"):
            keyless[identity].pk = pk


def _forget_urls(pupils: Sequence[int]) -> None:
    """Give posts that learned their URL the one a remaining row states, or none."""
    for part in chunks(pupils):
        posts = list(Post.objects.filter(pk__in=part).order_by())
        stated = RepeatedRow.objects.filter(post__in=part).exclude(url="").order_by("-pk").values_list("post_id", "url")
        urls = dict(stated)
        for post in posts:
            post.url = urls.get(post.pk, "")
        Post.objects.bulk_update(posts, ["url"], batch_size=200)
