"""The roll-up of posts by unit and month: changed together with the ledger, and compared with it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Count

from mingcha.model.month import Month
from mingcha.web.publishing.models import MonthlyCount, Post
from mingcha.web.units.models import Unit

# Posts and duplicates by (unit key, month as 202312).
Counts = dict[tuple[int, int], tuple[int, int]]


@dataclass(frozen=True, slots=True)
class CountDifference:
    """A month of a unit where the roll-up is not what the posts say; pairs are (posts, duplicates)."""

    unit: str
    month: Month
    stored: tuple[int, int]
    real: tuple[int, int]

    def __str__(self) -> str:
        (stored, stored_twice), (real, real_twice) = self.stored, self.real
        return f"{self.unit} {self.month}：汇总 {stored} 条（重复 {stored_twice}），台账 {real} 条（重复 {real_twice}）"


def lock() -> None:
    """Let one change of the ledger happen at a time; holds to the end of the transaction.

    One row everybody asks for first is a lock on any database. SQLite has let in only one writer already.
    """
    Unit.objects.select_for_update().order_by("pk").first()


def apply(changes: Mapping[tuple[int, int], tuple[int, int]]) -> None:
    """Add these differences to the roll-up; call it in the transaction that changes the posts, under `lock`."""
    changes = {place: change for place, change in changes.items() if change != (0, 0)}
    rows = MonthlyCount.objects.filter(
        unit__in={unit for unit, _ in changes}, month__in={month for _, month in changes}
    )
    known = {(row.unit_id, row.month): row for row in rows}
    changed, added, emptied = [], [], []
    for (unit, month), (gross, duplicates) in changes.items():
        row = known.get((unit, month))
        if row is None:
            added.append(MonthlyCount(unit_id=unit, month=month, gross=gross, duplicates=duplicates))
            continue
        row.gross += gross
        row.duplicates += duplicates
        (changed if row.gross else emptied).append(row)
    MonthlyCount.objects.bulk_create(added)
    MonthlyCount.objects.bulk_update(changed, ["gross", "duplicates"], batch_size=200)
    MonthlyCount.objects.filter(pk__in=[row.pk for row in emptied]).delete()


def real_counts(first: Month | None = None, last: Month | None = None) -> Counts:
    """What the posts themselves say; two grouped queries, the larger one from an index alone."""
    posts = Post.objects.order_by()
    if first:
        posts = posts.filter(month__gte=first.key)
    if last:
        posts = posts.filter(month__lte=last.key)
    grouped = posts.values_list("unit_id", "month")
    gross = {(unit, month): number for unit, month, number in grouped.annotate(number=Count("pk"))}
    repeated = grouped.filter(duplicate_of__isnull=False).annotate(number=Count("pk"))
    duplicates = {(unit, month): number for unit, month, number in repeated}
    return {place: (number, duplicates.get(place, 0)) for place, number in gross.items()}


def stored_counts() -> Counts:
    rows = MonthlyCount.objects.order_by().values_list("unit_id", "month", "gross", "duplicates")
    return {(unit, month): (gross, duplicates) for unit, month, gross, duplicates in rows}


def compare_counts() -> tuple[CountDifference, ...]:
    """Where the roll-up is not what the posts say; empty when all is well."""
    stored, real = stored_counts(), real_counts()
    names = dict(Unit.objects.order_by().values_list("pk", "name"))
    pairs = {place: (stored.get(place, (0, 0)), real.get(place, (0, 0))) for place in stored.keys() | real.keys()}
    return tuple(
        CountDifference(names[unit], Month.from_key(month), *pair)
        for (unit, month), pair in sorted(pairs.items())
        if pair[0] != pair[1]
    )


@transaction.atomic
def rebuild_counts() -> tuple[CountDifference, ...]:
    """Write the roll-up anew from the posts; returns where it had been wrong."""
    lock()
    differences = compare_counts()
    if differences:
        MonthlyCount.objects.all().delete()
        MonthlyCount.objects.bulk_create(
            MonthlyCount(unit_id=unit, month=month, gross=gross, duplicates=duplicates)
            for (unit, month), (gross, duplicates) in sorted(real_counts().items())
        )
    return differences
