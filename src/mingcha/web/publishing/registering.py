"""Putting planned rows into the ledger; the roll-up follows exactly."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable

from mingcha.model.month import Month
from mingcha.web.publishing import rollup
from mingcha.web.publishing.matching import Arrival, Place, Plan, chunks
from mingcha.web.publishing.models import Column, Post, RepeatedRow

# What is written between two reports of progress.
_STEP = 5000
Progress = Callable[[int, int], None]


def register(planned: Plan, *, progress: Progress | None = None) -> None:
    """Write a plan; call it in a transaction, under `rollup.lock`, with the plan made under the same lock."""
    columns = _columns({row.column for row in _rows(planned) if row.column_key is None} - {""})
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


def _rows(planned: Plan) -> Iterable[Arrival]:
    yield from (place.arrival for place in planned.new if place.arrival is not None)
    yield from (row for row, _ in planned.repeats)


def _columns(names: set[str]) -> dict[str, int]:
    """The keys of these columns, those that are new created.

    A name that several columns of the portal share tells none of them, so it stands for a column of its own.
    """
    known: dict[str, int] = {}
    for part in chunks(names):
        addressed: dict[str, list[int]] = {}
        for name, pk, url in Column.objects.filter(name__in=part).order_by().values_list("name", "pk", "url"):
            if url:
                addressed.setdefault(name, []).append(pk)
            else:
                known[name] = pk
        known = {name: keys[0] for name, keys in addressed.items() if len(keys) == 1} | known
    missing = sorted(names - known.keys())
    Column.objects.bulk_create(Column(name=name) for name in missing)
    for part in chunks(missing):
        known |= Column.objects.filter(name__in=part, url="").order_by().values_list("name", "pk")
    return known


def _column(row: Arrival, columns: dict[str, int]) -> int | None:
    return columns.get(row.column) if row.column_key is None else row.column_key


def _post(place: Place, columns: dict[str, int]) -> Post:
    row = place.arrival
    assert row is not None
    # By position, in the order of the model's fields: by name, Django takes more than twice as long over each post.
    return Post(
        None,
        row.unit,
        _column(row, columns),
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
        row.crawled_from,
    )


def _repeat(row: Arrival, place: Place, columns: dict[str, int]) -> RepeatedRow:
    return RepeatedRow(
        post_id=place.pk,
        source_import_id=row.source,
        sheet=row.sheet[:60],
        line=row.line,
        column_id=_column(row, columns),
        title=row.title,
        url=row.url,
        published=row.published,
        identity=row.identity,
        crawled_from=row.crawled_from,
    )


def _find_keys(places: Iterable[Place]) -> None:
    """Ask for the keys of new posts where a database does not hand them back on bulk insert."""
    keyless = {place.arrival.identity: place for place in places if place.pk is None and place.arrival is not None}
    for part in chunks(keyless):
        for identity, pk in Post.objects.filter(identity__in=part).order_by().values_list("identity", "pk"):
            keyless[identity].pk = pk
