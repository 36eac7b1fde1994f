"""Which rows of a file are new to the ledger, which are there already, and which contradict it.

A row with a URL is the post with that URL. A row without one, or a post without one, is recognised by unit, title
and date; such a post then counts as having the URL of the first row that was matched to it, so that a second page
with the same title on the same day is a post of its own.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from mingcha.model.ledger import LedgerRow
from mingcha.text.width import comparable
from mingcha.web.publishing.models import Post, RepeatedRow

# Every database takes this many values in one list; the smallest limit among them is 999.
CHUNK = 900
# What makes a Place of a post.
_PLACE = ("pk", "unit_id", "url", "by_title", "column_id")


@dataclass(frozen=True, slots=True)
class Arrival:
    """A row on its way into the ledger, with the keys of its import and unit.

    `column_key` is the key of the column where it is known already; else the column is found by its name.
    """

    source: int
    sheet: str
    line: int
    unit: int
    column: str
    title: str
    url: str
    published: date
    identity: str
    by_title: str
    crawled_from: str = ""
    column_key: int | None = None


@dataclass(slots=True)
class Place:
    """A post as matching sees it: in the ledger (`pk`), or about to be (`arrival`)."""

    unit: int
    url: str
    pk: int | None = None
    arrival: Arrival | None = None
    by_title: str = ""  # of a post in the ledger
    column: int | None = None  # of a post in the ledger
    learned: bool = False  # the URL came from a row matched just now


@dataclass(slots=True)
class Plan:
    """What would happen to rows: new posts, repeats of a post, and rows whose URL another unit has."""

    new: list[Place] = field(default_factory=list)
    repeats: list[tuple[Arrival, Place]] = field(default_factory=list)
    clashes: list[tuple[Arrival, Place]] = field(default_factory=list)


def arrival(row: LedgerRow, *, source: int, unit: int) -> Arrival:
    title_digest = by_title(unit, row.title, row.published)
    return Arrival(
        source=source,
        sheet=row.sheet,
        line=row.line,
        unit=unit,
        column=row.column,
        title=row.title,
        url=row.url,
        published=row.published,
        identity=digest(row.url) if row.url else title_digest,
        by_title=title_digest,
    )


def digest(text: str) -> str:
    return hashlib.blake2b(text.encode(), digest_size=16).hexdigest()


def by_title(unit: int, title: str, published: date) -> str:
    """The digest of unit, title and day; a title counts without its spaces and width."""
    return digest(f"{unit}\n{comparable(title)}\n{published.isoformat()}")


def plan(arrivals: Sequence[Arrival]) -> Plan:
    """Match rows, in their order, with the ledger and with each other; changes nothing."""
    return match(arrivals, *_known(arrivals))


def match(arrivals: Sequence[Arrival], by_url: dict[str, Place], by_words: dict[str, list[Place]]) -> Plan:
    """Match rows, in their order, with these posts (by digest of URL, and of unit, title and date) and each other."""
    result = Plan()
    for row in arrivals:
        twins = by_words.get(row.by_title, [])
        if row.url:
            place = by_url.get(row.identity) or next((twin for twin in twins if not twin.url), None)
        else:
            place = twins[0] if twins else None
        if place is None:
            place = Place(unit=row.unit, url=row.url, arrival=row)
            result.new.append(place)
            by_words.setdefault(row.by_title, []).append(place)
        elif place.unit != row.unit:
            result.clashes.append((row, place))
            continue
        else:
            result.repeats.append((row, place))
        if row.url:
            by_url[row.identity] = place
            if not place.url:
                place.url, place.learned = row.url, True
    return result


def _known(arrivals: Sequence[Arrival]) -> tuple[dict[str, Place], dict[str, list[Place]]]:
    """The ledger's posts these rows could be, by digest of URL and by digest of unit, title and date."""
    by_url: dict[str, Place] = {}
    by_words: dict[str, list[Place]] = {}
    if not Post.objects.exists():
        return by_url, by_words
    places: dict[int, Place] = {}

    def place(pk: int, unit: int, url: str, words: str, column: int | None) -> Place:
        return places.setdefault(pk, Place(unit=unit, url=url, pk=pk, by_title=words, column=column))

    addresses = {row.identity for row in arrivals if row.url}
    for part in chunks(addresses):
        posts = Post.objects.filter(identity__in=part).order_by()
        for identity, *words in posts.values_list("identity", *_PLACE).iterator():
            by_url[identity] = place(*words)
        repeats = RepeatedRow.objects.filter(identity__in=part).order_by()
        for identity, *words in repeats.values_list("identity", *(f"post__{name}" for name in _PLACE)).iterator():
            by_url.setdefault(identity, place(*words))
    for part in chunks({row.by_title for row in arrivals}):
        posts = Post.objects.filter(by_title__in=part).order_by("pk")
        for words_digest, *words in posts.values_list("by_title", *_PLACE).iterator():
            by_words.setdefault(words_digest, []).append(place(*words))
    return by_url, by_words


def chunks(values: Iterable[Any], size: int = CHUNK) -> Iterator[list[Any]]:
    ordered = list(values)
    for start in range(0, len(ordered), size):
        yield ordered[start : start + size]
