"""The sample county's ledger: one row for every counted post, as an office would have kept it by hand.

Nothing in it is a real post: titles come from patterns, addresses end in the reserved domain .example.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mingcha.calendar import WorkingCalendar
from mingcha.demo.county import SampleUnit
from mingcha.demo.posts import month_posts
from mingcha.model.month import Month
from mingcha.model.post import Post

PORTAL = "http://www.yangli.example"


def sample_posts(
    sample: SampleUnit, months: Sequence[Month], *, calendar: WorkingCalendar, base: str = PORTAL
) -> Iterator[Post]:
    """The posts of one unit in these months, by date, at their addresses on the portal at `base`."""
    for month in months:
        for post in month_posts(sample, month, calendar=calendar):
            yield Post(
                unit=sample.unit.code,
                unit_name=sample.unit.name,
                column=post.column,
                title=post.title,
                url=base + post.address,
                published=post.published,
                source="",
            )
