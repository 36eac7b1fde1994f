"""Which posts a query string of the ledger asks for, and one page of them, quick at a million posts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet, Sum

from mingcha.model.month import Month
from mingcha.web.pages import Page
from mingcha.web.publishing.access import visible_posts
from mingcha.web.publishing.models import Import, MonthlyCount, Post
from mingcha.web.units.access import visible_units
from mingcha.web.units.models import Group, Unit

NEWEST, OLDEST = "-published", "published"


@dataclass(frozen=True, slots=True)
class Selection:
    """The filters of the ledger, understood; months and days both bound the day of publication."""

    units: tuple[Unit, ...] = ()
    group: Group | None = None
    column: str = ""
    words: tuple[str, ...] = ()
    first: Month | None = None
    last: Month | None = None
    since: date | None = None
    until: date | None = None
    source: str = ""  # "file" or "crawled"
    source_import: Import | None = None
    repeat: str = ""  # "yes" or "no"
    sort: str = NEWEST

    @property
    def begin(self) -> date | None:
        """The first day asked for."""
        days = [day for day in (self.since, self.first and self.first.first) if day]
        return max(days, default=None)

    @property
    def end(self) -> date | None:
        days = [day for day in (self.until, self.last and self.last.last) if day]
        return min(days, default=None)

    def posts(self, user: Any) -> QuerySet[Post]:
        """All posts asked for that the user may see, in no order yet."""
        found = visible_posts(user)
        if self.units or self.group:
            found = found.filter(unit_id__in=self.unit_ids())
        if self.column:
            found = found.filter(column__name__icontains=self.column)
        for word in self.words:
            found = found.filter(title__icontains=word)
        # The month of a post is the month of its day, so days serve for both and one index carries filter and order.
        if self.begin:
            found = found.filter(published__gte=self.begin)
        if self.end:
            found = found.filter(published__lte=self.end)
        if self.source == "file":
            found = found.filter(source_import__kind=Import.Kind.FILE)
        elif self.source == "crawled":
            found = found.exclude(source_import__kind=Import.Kind.FILE)
        if self.source_import:
            found = found.filter(source_import=self.source_import)
        if self.repeat:
            found = found.filter(duplicate_of__isnull=self.repeat == "no")
        return found

    def unit_ids(self) -> list[int]:
        rows = Unit.objects.filter(code__in=[unit.code for unit in self.units]) if self.units else Unit.objects.all()
        if self.group:
            rows = rows.filter(group=self.group)
        return list(rows.order_by().values_list("pk", flat=True))

    def total(self, user: Any) -> int:
        """How many; from the monthly counts when the filters are whole months and units, else counted."""
        counts = self.counts_by_month(user)
        return self.posts(user).count() if counts is None else sum(counts.values())

    def counts_by_month(self, user: Any) -> dict[int, int] | None:
        """How many in each month, oldest first, from the roll-up; None when the filters ask for more than it knows."""
        if self.column or self.words or self.since or self.until or self.source or self.source_import:
            return None
        rows = MonthlyCount.objects.filter(unit__in=visible_units(user).order_by().values("pk"))
        if self.units or self.group:
            rows = rows.filter(unit_id__in=self.unit_ids())
        if self.first:
            rows = rows.filter(month__gte=self.first.key)
        if self.last:
            rows = rows.filter(month__lte=self.last.key)
        sums = rows.order_by("month").values_list("month").annotate(Sum("gross"), Sum("duplicates"))
        return {
            month: {"": gross, "yes": duplicates, "no": gross - duplicates}[self.repeat]
            for month, gross, duplicates in sums
        }

    def ordered(self, user: Any) -> QuerySet[Post]:
        return self.posts(user).order_by(*self.order(reverse=False))

    def order(self, *, reverse: bool) -> tuple[str, str]:
        """Day, then the order of entry; newest first unless asked otherwise."""
        newest_first = (self.sort == NEWEST) != reverse
        return ("-published", "-id") if newest_first else ("published", "id")

    def page(self, user: Any, page: Page) -> list[Post]:
        """The posts of one page, however far back it lies."""
        counts = self.counts_by_month(user)
        keys = self.keys_by_counting(user, page) if counts is None else self.keys_by_month(user, page, counts)
        rows = Post.objects.select_related("unit", "column", "source_import", "duplicate_of").in_bulk(keys)
        return [rows[key] for key in keys]

    def keys_by_month(self, user: Any, page: Page, counts: dict[int, int]) -> list[int]:
        """Whole months before the page are skipped by their counts, so the database skips less than a month."""
        months = sorted(counts, reverse=self.sort == NEWEST)
        skipped, passed, here = 0, 0, []
        for month in months:
            if passed + counts[month] <= page.start:
                skipped += counts[month]
            elif passed < page.stop:
                here.append(Month.from_key(month))
            passed += counts[month]
        if not here:
            return []
        posts = self.ordered(user).filter(published__gte=min(here).first, published__lte=max(here).last)
        return list(posts.values_list("pk", flat=True)[page.start - skipped : page.stop - skipped])

    def keys_by_counting(self, user: Any, page: Page) -> list[int]:
        """Never more than half of the posts are skipped: the far pages are reached from the end."""
        posts = self.posts(user)
        if page.start <= page.total // 2:
            return list(self.ordered(user).values_list("pk", flat=True)[page.start : page.stop])
        start, stop = page.total - page.stop, page.total - page.start
        return list(posts.order_by(*self.order(reverse=True)).values_list("pk", flat=True)[start:stop])[::-1]
