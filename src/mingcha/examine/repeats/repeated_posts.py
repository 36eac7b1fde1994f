"""Which posts of a set say what an earlier post of the same unit says, and how sure that is.

The rule: same unit, another address, and the same document number, or the same title with a text that is the same or
verified to at least 95 %. Told apart from it are one post shown in several columns, forms filled in anew, lists of other
months and years, and a corrected issue whose first was withdrawn.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

import numpy as np

from mingcha.examine.repeats.filled_forms import difference
from mingcha.model.post_set import PostSet, PostText
from mingcha.text.document_numbers import document_numbers, same_document
from mingcha.text.near_duplicates import candidate_pairs, equal_texts, similarities, similarity
from mingcha.text.sketches import Sketches, sketch
from mingcha.text.width import comparable

__all__ = ["AT_LEAST", "Kind", "Repeat", "counted_twice", "plain_title", "repeated_posts"]

AT_LEAST = 0.95
# Two issues of one document may differ more: one of them may lack its annex.
_SAME_NUMBER = 0.8
# Texts shorter than this (letters) say nothing by themselves: 详见附件, a picture.
_SHORT, _NO_FORM = 30, 120
_CLOSE_DAYS, _WEEK, _YEARLY = 60, 7, 300
_FEW, _MANY = 2, 8
_DECORATION = re.compile(
    r"[（(\[【<《](?:图|组图|图文|附图|多图|视频|音频|转载|转发|更新|置顶|最新|新|荐|热|hot|new)[）)\]】>》]",
    re.IGNORECASE,
)
_LETTERS = re.compile(r"[\W_]+")
_SCHEME = re.compile(r"^https?://(?:www\.)?")
_NUMBER_IN_ADDRESS = re.compile(r"\d{5,}")


class Kind(StrEnum):
    """What the later of two posts is to the earlier."""

    SAME_POST = "同一条信息在几个栏目各有网址"
    DUPLICATE = "重复发布"
    OTHER_COLUMN = "在另一栏目又发一遍"
    LIKELY = "疑似重复"


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


def plain_title(title: str) -> str:
    """A title for comparison: letters and digits only, without （图） and the like."""
    return _LETTERS.sub("", comparable(_DECORATION.sub("", title)))


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
        for place in np.flatnonzero(self.sketches.lengths < _SHORT).tolist():
            if len(self.titles[place]) >= _MANY:
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
        if one.withdrawn or other.withdrawn or one.url == other.url:
            return None
        same_title = self.titles[first] == self.titles[second]
        if same_title and _is_same_post(one, other):
            return Repeat(first, second, Kind.SAME_POST, alike, "标题、日期和编号相同，只是在几个栏目各有网址")
        length = int(min(self.sketches.lengths[first], self.sketches.lengths[second]))
        told = _judged(one, other, alike=alike, same_title=same_title, letters=length)
        if told is None and one.number and self._same_number(first, second):
            if alike >= _SAME_NUMBER and not _other_fields(one, other):
                told = Kind.DUPLICATE, f"两条的文号都是 {other.number}", 1.0
            elif alike >= 0.5 or same_title:
                told = Kind.LIKELY, f"两条的文号都是 {other.number}，正文有出入", 0.6
        if told is None:
            return None
        kind, why, confidence = told
        if kind is Kind.DUPLICATE and not _same_tree(one, other):
            kind, confidence = Kind.OTHER_COLUMN, 0.7
        return Repeat(first, second, kind, alike, why, confidence)


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


Told = tuple[Kind, str, float]


def _judged(one: PostText, other: PostText, *, alike: float, same_title: bool, letters: int) -> Told | None:
    days = abs((other.published - one.published).days) if one.published and other.published else None
    files = _files(one, other)
    if letters < _SHORT:
        return _judged_by_title(alike, days=days, files=files, same_title=same_title)
    if alike < AT_LEAST:
        return None
    share = "正文完全相同" if alike >= 1.0 else f"正文 {alike:.0%} 相同"
    if not same_title:
        if alike >= 1.0 and letters >= 200 and files != "其他附件" and not _other_fields_in(one.title, other.title):
            return Kind.LIKELY, f"{share}，标题不同", 0.6
        return None
    if alike >= 1.0:
        if files == "其他附件":
            return None if letters < _NO_FORM else (Kind.LIKELY, f"标题相同，{share}，附件不同", 0.6)
        if days is not None and days >= _YEARLY:
            return Kind.LIKELY, f"标题相同，{share}，相隔 {days} 天", 0.5
        if days is not None and days >= 20 and letters < 80 and not any(sign.isdecimal() for sign in one.text):
            return Kind.LIKELY, f"标题相同，{share}，但内容很短", 0.5
        return Kind.DUPLICATE, f"标题相同，{share}", 1.0
    apart = difference(one.text, other.text)
    if not apart.fields and (days is None or days >= _YEARLY):
        return Kind.LIKELY, f"标题相同，{share}，可能是修订前后的两个文本，请核对旧文本是否应当标明失效", 0.5
    if not apart.fields:
        return Kind.DUPLICATE, f"标题相同，{share}，只有个别文字不同", 0.95
    if apart.dates_at_end and apart.fields == 1 and days is not None and days <= _CLOSE_DAYS:
        return Kind.LIKELY, f"标题相同，{share}，只有落款日期不同", 0.6
    few = apart.numbers <= _FEW and not apart.names and not apart.dates
    if few and apart.numbers_in_all >= _MANY and days is not None and days <= _CLOSE_DAYS:
        return Kind.LIKELY, f"标题相同，{share}，只有 {apart.numbers} 个数字不同，可能是更正后重发而旧稿没有撤下", 0.5
    return None


def _judged_by_title(alike: float, *, days: int | None, files: str, same_title: bool) -> Told | None:
    """Posts that are hardly more than a title: a picture, a file."""
    if not same_title or alike < 1.0 or files == "其他附件":
        return None
    if files == "同样的附件":
        return Kind.DUPLICATE, "标题和附件都相同", 1.0
    if days is not None and days <= _WEEK:
        return Kind.LIKELY, "标题相同，发布日期相近，正文没有文字", 0.5
    return None


def _files(one: PostText, other: PostText) -> str:
    """How the attachments of two posts stand to each other; empty where nothing can be said."""
    mine, yours = set(one.files), set(other.files)
    if not mine or not yours:
        return ""
    return "同样的附件" if mine & yours else "其他附件"


def _other_fields(one: PostText, other: PostText) -> bool:
    return difference(one.text, other.text).numbers + difference(one.text, other.text).names > _MANY


def _other_fields_in(title: str, other: str) -> bool:
    """Whether two titles differ in a year, a number or a name: those of two posts of a series."""
    return difference(title, other).fields > 0


def _is_same_post(one: PostText, other: PostText) -> bool:
    """One post shown in several columns under an address each: the number in the address is the same, or all of the
    address but http, https and www."""
    if _SCHEME.sub("", one.url) == _SCHEME.sub("", other.url):
        return True
    if one.published != other.published or one.published is None:
        return False
    mine, yours = (_NUMBER_IN_ADDRESS.findall(post.url.rsplit("/", 1)[-1]) for post in (one, other))
    return bool(mine) and bool(yours) and mine[-1] == yours[-1]


def _same_tree(one: PostText, other: PostText) -> bool:
    """Whether two columns are one, one lies under the other, or both lie under one that is not the top."""
    if one.column == other.column or set(one.columns) & set(other.columns):
        return True
    if one.column in other.above or other.column in one.above:
        return True
    return len(one.above) > 1 and len(other.above) > 1 and one.above[-1] == other.above[-1]
