"""Asking the ledger: the posts behind a figure, and the counts behind a month."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from django.db.models import Max, QuerySet

from mingcha.model import post as value
from mingcha.model.count import MonthCount, PostQuery
from mingcha.model.month import Month
from mingcha.model.statistics import MonthStatistics, Policy
from mingcha.pipeline import month_statistics
from mingcha.web.publishing import counting, rollup
from mingcha.web.publishing.models import Import, MonthlyCount, Post
from mingcha.web.units import queries as units
from mingcha.web.units.models import Unit


def posts_of(query: PostQuery) -> QuerySet[Post]:
    """Exactly the posts a figure counts."""
    posts = Post.objects.filter(unit__code__in=query.units, month__gte=query.first.key, month__lte=query.last.key)
    return posts.filter(duplicate_of__isnull=True) if query.net else posts


def month_counts(first: Month, last: Month, *, units: Collection[str] | None = None) -> list[MonthCount]:
    """Counts of every unit and month that has any, from the roll-up; one query. Of some units only, if asked."""
    found = MonthlyCount.objects.filter(month__gte=first.key, month__lte=last.key)
    if units is not None:
        found = found.filter(unit__code__in=units)
    rows = found.order_by("month", "unit_id").values_list("unit__code", "month", "gross", "duplicates")
    return [MonthCount(code, Month.from_key(month), gross, duplicates) for code, month, gross, duplicates in rows]


def raw_month_counts(first: Month, last: Month) -> list[MonthCount]:
    """The same counts from the posts themselves, for comparison; slow on large ledgers."""
    codes = dict(Unit.objects.order_by().values_list("pk", "code"))
    real = rollup.real_counts(first, last)
    return [
        MonthCount(codes[unit], Month.from_key(month), gross, duplicates)
        for (unit, month), (gross, duplicates) in sorted(real.items(), key=lambda entry: (entry[0][1], entry[0][0]))
    ]


def statistics(month: Month, policy: Policy | None = None) -> MonthStatistics:
    """A month's statistics, with what it needs of this year and the last; six queries at any size of the ledger.

    Counted by the office's policy, unless another is asked for, such as the one a bulletin was issued with.
    """
    return month_statistics(
        units=units.units(),
        groups=units.groups(),
        targets=units.targets(month.year),
        counts=month_counts(month.january.shift(-12), month),
        month=month,
        policy=counting.policy() if policy is None else policy,
    )


def latest_month() -> Month | None:
    """The last month with any post; None in an empty ledger."""
    key = MonthlyCount.objects.filter(gross__gt=0).aggregate(last=Max("month"))["last"]
    return Month.from_key(key) if key else None


def source_of(post: Post) -> str:
    """Where a row of the ledger came from, in Chinese."""
    gone = f"，{post.gone} 起已从网站撤下" if post.gone else ""
    if post.source_import is None or post.source_import.kind == Import.Kind.COLLECTED:
        return f"采集自 {post.crawled_from}{gone}" if post.crawled_from else ""
    sheet = f"“{post.source_sheet}”" if post.source_sheet else ""
    return f"{post.source_import.file_name}{sheet}第 {post.source_line} 行{gone}"


def values(posts: QuerySet[Post]) -> Iterator[value.Post]:
    """The posts as the engine's values, as evidence needs them; read in pieces, so any number will do."""
    for post in posts.select_related("unit", "column", "source_import").iterator(chunk_size=2000):
        yield value.Post(
            unit=post.unit.code,
            unit_name=post.unit.name,
            column=post.column.name if post.column else "",
            title=post.title,
            url=post.url,
            published=post.published,
            source=source_of(post),
            is_duplicate=post.duplicate_of_id is not None,
        )
