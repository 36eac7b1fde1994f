"""Which texts of different units are one text: written once and put up by others as their own."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass

import numpy as np

from mingcha.examine.repeats.filled_forms import difference
from mingcha.examine.repeats.two_posts import AT_LEAST, plain_title
from mingcha.model.post_set import PostSet, PostText
from mingcha.text.near_duplicates import candidate_pairs, equal_texts, similarities
from mingcha.text.sketches import sketch
from mingcha.text.width import comparable

__all__ = ["Copies", "copied_posts"]

# Letters: shorter texts are forms, and everybody fills them in alike.
_LETTERS = 300
_FIELDS = 6
# What is passed on by its nature, or compared elsewhere.
_PASSED_ON = re.compile(
    r"年度报告|转发|转载|[国省市县]政府|国务院|全国|条例|办法|规定|公告|通告|倡议书|一封信|科普|知识|问答|图解|读懂"
)
_POLICY = ("政策文件", "政策解读", "法律法规", "规范性文件")


@dataclass(frozen=True, slots=True)
class Copies:
    """Posts of several units with one text: their places, the earliest first, and the least they have in common."""

    places: tuple[int, ...]
    similarity: float


def copied_posts(posts: PostSet) -> tuple[Copies, ...]:
    """The groups of posts that one unit wrote and others put up under another title."""
    chosen = [place for place, post in enumerate(posts.posts) if _is_own(post)]
    texts = [posts.posts[place].text for place in chosen]
    sketches = sketch(texts)
    pairs = [(group[0], other, 1.0) for group in equal_texts(sketches, texts) for other in group[1:]]
    repeated = {other for _, other, _ in pairs}
    near = candidate_pairs(sketches, leave_out=repeated)
    alike = similarities(texts, near) if len(near) else np.empty(0)
    pairs += [(a, b, s) for (a, b), s in zip(near.tolist(), alike.tolist(), strict=True) if s >= AT_LEAST]
    first: dict[int, int] = {}
    least: dict[int, float] = defaultdict(lambda: 1.0)
    for one, other, share in sorted(pairs):
        left, right = posts.posts[chosen[one]], posts.posts[chosen[other]]
        if not _is_copied(left, right, share):
            continue
        root = first.setdefault(one, one)
        first.setdefault(other, root)
        least[root] = min(least[root], share)
    groups: dict[int, list[int]] = defaultdict(list)
    for place, root in first.items():
        groups[root].append(chosen[place])
    return tuple(
        Copies(tuple(sorted(places, key=lambda place: _time(posts.posts[place]))), least[root])
        for root, places in sorted(groups.items())
        if len(places) > 1
    )


def _time(post: PostText) -> tuple[str, str]:
    return (post.published.isoformat() if post.published else "9999", post.url)


def _is_own(post: PostText) -> bool:
    return bool(
        post.unit
        and not post.withdrawn
        and not post.number
        and len(post.text) >= _LETTERS
        and post.category not in _POLICY
        and not _PASSED_ON.search(post.title)
    )


def _is_copied(one: PostText, other: PostText, share: float) -> bool:
    if one.unit == other.unit or plain_title(one.title) == plain_title(other.title):
        return False  # the same unit repeats itself; the same title is passed on as what it is
    if one.origin and comparable(one.origin) == comparable(other.origin):
        return False  # both name where it comes from
    return share >= 1.0 or difference(one.text, other.text).numbers <= _FIELDS
