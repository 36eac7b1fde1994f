"""The days a post's page states for its publication, as written: also those that never were or are still to come."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from mingcha.model.published_post import PublishedPost
from mingcha.text.width import fold_all

__all__ = ["EARLIEST", "StatedDay", "stated_days"]

# No county had a site before; 1970 and 1900 are what programs write for nothing.
EARLIEST = 1996
_TAG = "PubDate"
# A day that is the page's own word on its publication; other days of a page are its content.
_LABELLED = re.compile(
    r"(?:发布|公开|发表|更新|上网|录入|添加)(?:时间|日期)\s*[:：]?\s*[\[【(（]?\s*(?P<day>\d{1,5}\s*[-/.年]\s*\d{1,2}\s*[-/.月]\s*\d{1,2}(?!\d))"
)
_DAY = re.compile(r"(\d{1,5})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})(?!\d)")
_PACKED = re.compile(r"(\d{4})(\d{2})(\d{2})(?:\d{6})?")
_DASHES = str.maketrans("‐‑‒–—―−", "-------")
# The page's own day stands at its head or below its body; further on stand the days of other posts.
_HEAD = 600


@dataclass(frozen=True, slots=True)
class StatedDay:
    """`words` are the day as written, `where` what states it, `start` its place in the page's text (-1: a tag).

    `day` is None when no such day exists.
    """

    words: str
    where: str
    day: date | None
    start: int = -1


def stated_days(post: PublishedPost) -> Iterator[StatedDay]:
    """What the tag and the page's head say; what is no day at all (an empty tag, a word) is left to other checks."""
    for value in post.tags(_TAG):
        written = fold_all(value).translate(_DASHES).strip()
        match = _DAY.match(written) or _PACKED.fullmatch(written)
        if match is not None:
            yield StatedDay(value.strip(), "网页标签 PubDate", _day(*match.groups()))
    if post.page is None:
        return
    text = post.page.text
    start = max(text.find(post.title), 0) if post.title else 0
    match = _LABELLED.search(text, start, start + len(post.title) + _HEAD)
    if match is not None:
        parts = _DAY.match(match["day"])
        assert parts is not None, "the same shape"
        yield StatedDay(match["day"], "页面显示的发布日期", _day(*parts.groups()), match.start("day"))


def _day(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None
