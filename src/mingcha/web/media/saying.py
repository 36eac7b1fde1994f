"""What each post of an account says as far as its rows tell: later rows of one post stand for its present words.

Rows are one post where their links mean the same, or title and day agree (see `matching`). A post that was corrected and
exported anew has a later row with other words; they replace the earlier ones. Where a later row holds no text, the last
text given stands. A post is taken for withdrawn when a later table of the account that somebody vouched to be complete
reaches over its day and does not hold it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from operator import itemgetter
from typing import Any

from django.db.models import Min, QuerySet
from django.db.models.functions import Coalesce

from mingcha.web.media.models import Import, Post

_FIELDS = ("post", "pk", "account_id", "identity", "url", "published", "title", "summary", "text", "way")
_TOGETHER = 500
# Titles of these were typed or cut by whoever handed the link on.
_RETOLD = {Post.WayChoice.LINKS.value, Post.WayChoice.HAND.value}


@dataclass(frozen=True, slots=True)
class Saying:
    """One post's present words. `post` and `account` are keys; `identity` and `url` those of its first row, which stay.

    `withdrawn` is the key of the import that no longer holds it, None while it stands. A text is empty where no source
    held one.
    """

    post: int
    account: int
    identity: str
    url: str
    published: date
    title: str
    summary: str
    text: str
    withdrawn: int | None = None


def sayings(posts: QuerySet[Post] | None = None) -> Iterator[Saying]:
    """Every post of these rows (all when None), each once; two queries at any number."""
    rows = Post.objects.all() if posts is None else posts
    complete = _complete_tables(rows)
    told = rows.annotate(post=Coalesce("repeats_id", "pk")).order_by("post", "pk").values_list(*_FIELDS)
    for _, some in groupby(told.iterator(chunk_size=_TOGETHER), key=itemgetter(0)):
        yield _saying([dict(zip(_FIELDS, row, strict=True)) for row in some], complete)


def saying_of(post: Post) -> Saying:
    """What one post says; `post` is its first row."""
    rows = Post.objects.filter(account=post.account_id)
    complete = _complete_tables(rows)
    told = Post.objects.filter(pk=post.pk) | Post.objects.filter(repeats=post)
    found = told.annotate(post=Coalesce("repeats_id", "pk")).order_by("pk").values(*_FIELDS)
    return _saying(list(found), complete)


@dataclass(frozen=True, slots=True)
class _Table:
    """A table of an account that somebody vouched to hold every post between two days; `row` is its first row's key."""

    row: int
    source: int
    first: date
    through: date


def _complete_tables(rows: QuerySet[Post]) -> Mapping[int, list[_Table]]:
    vouched = rows.filter(
        source__complete_to__isnull=False,
        source__state=Import.State.CONFIRMED,
        way__in=(Post.WayChoice.EXPORT, Post.WayChoice.API),
    )
    found: dict[int, list[_Table]] = {}
    grouped = vouched.order_by().values_list("account_id", "source_id", "source__complete_to")
    for account, source, through, row, first in grouped.annotate(Min("pk"), Min("published")):
        found.setdefault(account, []).append(_Table(row, source, first, through))
    return found


def _saying(rows: list[dict[str, Any]], complete: Mapping[int, Iterable[_Table]]) -> Saying:
    first, newest = rows[0], rows[-1]
    titled = next((row for row in reversed(rows) if row["way"] not in _RETOLD), newest)
    published = first["published"]
    withdrawn = next(
        (
            table.source
            for table in complete.get(first["account_id"], ())
            # The edges of a table may lie within a day: a post of those days may be outside it.
            if table.row > newest["pk"] and table.first < published < table.through
        ),
        None,
    )
    return Saying(
        first["pk"],
        first["account_id"],
        first["identity"],
        first["url"],
        published,
        titled["title"],
        _last(rows, "summary"),
        _last(rows, "text"),
        withdrawn,
    )


def _last(rows: list[dict[str, Any]], field: str) -> str:
    return next((row[field] for row in reversed(rows) if row[field]), "")
