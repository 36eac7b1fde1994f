"""What a perfect collection of the sample county's portal finds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from mingcha.demo.ledger import PORTAL
from mingcha.demo.portal.edition import edition
from mingcha.demo.portal.files import post_files


@dataclass(frozen=True, slots=True)
class TruePost:
    """A post that is there; `unit` is empty for the portal's own editors, `counted` says whether the ledger has it."""

    url: str
    title: str
    published: date
    unit: str
    column: str
    attachments: tuple[str, ...]
    counted: bool


def truth(first: date, last: date, as_of: date, *, base: str = PORTAL) -> Iterator[TruePost]:
    """The posts dated from `first` to `last` that the portal shows at the end of the day `as_of`, by date."""
    posts = edition(as_of).posts.values()
    for post in sorted(posts, key=lambda post: (post.published, post.number)):
        if first <= post.published <= last:
            yield TruePost(
                url=base + post.address,
                title=post.title,
                published=post.published,
                unit=post.unit,
                column=post.column,
                attachments=tuple(base + file.path for file in post_files(post)),
                counted=post.counted,
            )
