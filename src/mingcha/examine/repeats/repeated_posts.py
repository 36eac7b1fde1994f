"""Which posts of a set say what an earlier post of the same unit says, and how sure that is.

The rule: same unit, another address, and the same document number, or the same title with a text that is the same or
verified to at least 95 %. Told apart from it are one post shown in several columns, forms filled in anew, lists of other
months and years, and a corrected issue whose first was withdrawn.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from mingcha.examine.repeats.two_posts import AT_LEAST, SHORT, Kind, judged, plain_title
from mingcha.model.post_set import PostSet, PostText
from mingcha.text.document_numbers import document_numbers, same_document
from mingcha.text.near_duplicates import candidate_pairs, equal_texts, similarities, similarity
from mingcha.text.sketches import Sketches, sketch

__all__ = ["Kind", "Repeat", "counted_twice", "repeated_posts"]

_SHORT_TITLE = 8


@dataclass(frozen=True, slots=True)
class Repeat:
    """`second` repeats `first` (places in the set; the first is the earlier). `why` is a sentence for the clerk."""

    first: int
    second: int
    kind: Kind
    similarity: float
    why: str
    confidence: float = 1.0


def counted_twice(posts: PostSet) -> Mapping[str, str]:
    """The address of every post that counts twice, to the address of the post it repeats; pure.

    These are the posts to take off a gross count: certain repeats, and second addresses of one post.
    """
    certain = (Kind.DUPLICATE, Kind.SAME_POST)
    return {
        posts.posts[one.second].url: posts.posts[one.first].url
        for one in posts.once(repeated_posts)
        if one.kind in certain
    }


def repeated_posts(posts: PostSet) -> tuple[Repeat, ...]:
    """Every post that repeats an earlier one of its unit, with the surest reason, in the order of the set."""
    known = _Set.of(posts.posts)
    best: dict[int, Repeat] = {}
    for first, second, alike in known.pairs():
        told = known.relation(first, second, alike)
        if told is None:
            continue
        before = best.get(told.second)
        if before is None or _rank(told) < _rank(before):
            best[told.second] = told
    return tuple(best[place] for place in sorted(best))


def _rank(one: Repeat) -> tuple[int, int]:
    return list(Kind).index(one.kind), one.first


@dataclass(frozen=True, slots=True)
class _Set:
    posts: Sequence[PostText]
    sketches: Sketches
    titles: list[str]
    units: list[str]

    @classmethod
    def of(cls, posts: Sequence[PostText]) -> _Set:
        texts = _Texts(posts)
        titles, units = [], []
        for post in posts:
            titles.append(plain_title(post.title))
            # Posts nobody is known to answer for are compared within their column.
            units.append(post.unit or f"\0{post.column}")
        return cls(posts, sketch(texts), titles, units)

    def pairs(self) -> Iterator[tuple[int, int, float]]:
        """Pairs of one unit that may be repeats, with their similarity: earlier first."""
        texts = _Texts(self.posts)
        groups = equal_texts(self.sketches, texts)
        repeated: set[int] = set()
        for group in groups:
            for places in self._by_unit(group):
                yield from self._within(places)
                # Of equal texts of one unit and title the first stands for all.
                first_of = {self.titles[place]: place for place in reversed(places)}
                repeated.update(place for place in places if first_of[self.titles[place]] != place)
        # Without the same title only equal texts and equal numbers say anything.
        numbers: dict[tuple[str, str], int] = {}
        named = zip(self.units, self.titles, strict=True)
        kinds = np.fromiter((numbers.setdefault(name, len(numbers)) for name in named), np.int64, len(self.units))
        del numbers
        near = candidate_pairs(self.sketches, leave_out=repeated, within=kinds)
        alike = similarities(texts, near) if len(near) else np.empty(0)
        for (one, other), share in zip(near.tolist(), alike.tolist(), strict=True):
            if share >= AT_LEAST:
                yield (*self._ordered(one, other), share)
        yield from self._by_title()
        yield from self._by_number()

    def _by_unit(self, group: Sequence[int]) -> Iterator[list[int]]:
        """The places of each unit that has two and more of them, the earliest post first."""
        by_unit: dict[str, list[int]] = defaultdict(list)
        for place in group:
            by_unit[self.units[place]].append(place)
        for places in by_unit.values():
            if len(places) > 1:
                yield sorted(places, key=self._time)

    def _within(self, places: Sequence[int]) -> Iterator[tuple[int, int, float]]:
        """Equal texts of one unit: each with the earliest of its title, or else with the earliest of all."""
        first_of: dict[str, int] = {}
        for place in places:
            first = first_of.setdefault(self.titles[place], place)
            if first != place:
                yield first, place, 1.0
            elif place != places[0]:
                yield places[0], place, 1.0

    def _by_title(self) -> Iterator[tuple[int, int, float]]:
        """Posts of one title whose texts are too short to have a sketch, each with the one before."""
        by_title: dict[tuple[str, str], list[int]] = defaultdict(list)
        for place in np.flatnonzero(self.sketches.lengths < SHORT).tolist():
            if len(self.titles[place]) >= _SHORT_TITLE:
                by_title[self.units[place], self.titles[place]].append(place)
        for places in by_title.values():
            ordered = sorted(places, key=self._time)
            for first, second in pairwise(ordered):
                yield first, second, 1.0 if self._same_text(first, second) else 0.0

    def _by_number(self) -> Iterator[tuple[int, int, float]]:
        """Posts that bear one document number themselves."""
        by_number: dict[tuple[str, int, int], list[int]] = defaultdict(list)
        for place, post in enumerate(self.posts):
            for number in document_numbers(post.number):
                by_number[self.units[place], number.year, number.serial].append(place)
        for places in by_number.values():
            ordered = sorted(places, key=self._time)
            for at, second in enumerate(ordered):
                for first in ordered[:at]:
                    if self._same_number(first, second):
                        yield first, second, similarity(self.posts[first].text, self.posts[second].text)
                        break

    def _same_number(self, first: int, second: int) -> bool:
        one, other = (next(document_numbers(self.posts[place].number), None) for place in (first, second))
        return one is not None and other is not None and same_document(one, other)

    def _same_text(self, first: int, second: int) -> bool:
        return bool(self.sketches.sums[first] == self.sketches.sums[second])

    def _time(self, place: int) -> tuple[str, str]:
        post = self.posts[place]
        return (post.published.isoformat() if post.published else "9999", post.url)

    def _ordered(self, one: int, other: int) -> tuple[int, int]:
        return (one, other) if self._time(one) <= self._time(other) else (other, one)

    def relation(self, first: int, second: int, alike: float) -> Repeat | None:
        """What the second of two posts of one unit is to the first; None: a post of its own."""
        one, other = self.posts[first], self.posts[second]
        told = judged(
            one,
            other,
            alike=alike,
            letters=int(min(self.sketches.lengths[first], self.sketches.lengths[second])),
            same_title=self.titles[first] == self.titles[second],
            same_number=self._same_number(first, second),
        )
        return Repeat(first, second, told[0], alike, told[1], told[2]) if told is not None else None


class _Texts(Sequence[str]):
    """The texts of posts, asked for one by one."""

    def __init__(self, posts: Sequence[PostText]) -> None:
        self._posts = posts

    def __len__(self) -> int:
        return len(self._posts)

    def __getitem__(self, place):  # type: ignore[no-untyped-def]
        return self._posts[place].text

    def __iter__(self) -> Iterator[str]:
        return (post.text for post in self._posts)
