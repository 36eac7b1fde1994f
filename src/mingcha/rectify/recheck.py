"""Judging a case anew from what was seen at each of its places. What was not looked at is never mended."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from mingcha.model.case import RecheckResult

# Paragraphs around the place that tell whether a page is still the same one, and how much of them must be found again.
_AROUND, _FOUND_AGAIN, _ALIKE = 3, 0.5, 0.6
# Titles shorter than this say nothing: 首页, 通知.
_TELLING = 5
_BLANK = re.compile(r"\s+")


class Sight(StrEnum):
    """What was seen at one place of a case."""

    STILL_THERE = "still_there"
    GONE = "gone"
    PAGE_GONE = "page_gone"
    CONTEXT_GONE = "context_gone"
    UNSEEN = "unseen"

    @property
    def label(self) -> str:
        return {
            "still_there": "问题仍在",
            "gone": "已改正",
            "page_gone": "页面已撤下",
            "context_gone": "页面还在，但已不是原来的内容",
            "unseen": "没有看到",
        }[self.value]


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a re-check comes to: `left` places are still wrong of `places`, `unseen` could not be looked at."""

    result: RecheckResult
    places: int
    left: int
    unseen: int

    @property
    def sentence(self) -> str:
        told = f"{self.places} 处中仍有 {self.left} 处"
        return f"{told}，{self.unseen} 处没有看到" if self.unseen else told


def judge(sights: Iterable[Sight], *, broke: int = 0, fewer_places: bool = False) -> Judgement:
    """The result for a case from what was seen at its places; `broke` new faults were brought about by the mending.
    `fewer_places`: every page still has the fault, but not as often as when its unit was told.

    One place that was not looked at keeps a case from being mended; that some are still wrong can be said all the same.
    """
    seen = Counter(sights)
    places, left, unseen = seen.total(), seen[Sight.STILL_THERE], seen[Sight.UNSEEN]
    if not places or unseen == places:
        result = RecheckResult.NOT_LOOKED
    elif left == places:
        result = RecheckResult.PARTLY if fewer_places else RecheckResult.NOT_FIXED
    elif left and left + unseen < places:
        result = RecheckResult.PARTLY
    elif left:
        result = RecheckResult.NOT_FIXED  # what was seen is wrong, the rest was not looked at
    elif unseen:
        result = RecheckResult.NOT_LOOKED
    elif seen[Sight.CONTEXT_GONE]:
        result = RecheckResult.CONTEXT_GONE
    elif broke:
        result = RecheckResult.BROKE
    elif seen[Sight.PAGE_GONE] == places:
        result = RecheckResult.PAGE_GONE
    else:
        result = RecheckResult.FIXED
    return Judgement(result, places, left, unseen)


def is_same_page(before: Sequence[str], after: Sequence[str], *, title: str, quote: str = "") -> bool:
    """Whether a page whose fault is no more still is the page that bore it, by its title or what stood around the place.

    `before` and `after` are paragraphs. A page that became an error message, a login or another text has neither. Where
    there was nothing to compare with, it is not the same.
    """
    now = _bare("".join(after))
    if not now:
        return False
    name = _bare(title)
    if len(name) >= _TELLING and name in now:
        return True
    around = surroundings(before, title=title, quote=quote)
    if not around:
        return not before
    texts = [_bare(one) for one in after if one.strip()]
    return sum(_is_found(_bare(one), texts, now) for one in around) >= len(around) * _FOUND_AGAIN


def surroundings(before: Sequence[str], *, title: str = "", quote: str = "") -> tuple[str, ...]:
    """The paragraphs around the place of a quote, or below the title where the quote is not found (masked quotes)."""
    texts = [one for one in before if len(_bare(one)) >= _TELLING]
    at = _place(texts, quote)
    if at is None:
        at = _place(texts, title)
    if at is None:
        return tuple(sorted(texts, key=len, reverse=True)[: 2 * _AROUND])
    return tuple(texts[max(0, at - _AROUND) : at + _AROUND + 1])


def _place(texts: Sequence[str], words: str) -> int | None:
    wanted = _bare(words)
    if not wanted:
        return None
    return next((number for number, one in enumerate(texts) if wanted in _bare(one)), None)


def _is_found(wanted: str, texts: Sequence[str], whole: str) -> bool:
    if wanted in whole:
        return True
    for one in texts:
        matcher = SequenceMatcher(None, wanted[:400], one[:400], autojunk=False)
        if matcher.real_quick_ratio() > _ALIKE and matcher.quick_ratio() > _ALIKE and matcher.ratio() > _ALIKE:
            return True
    return False


def _bare(text: str) -> str:
    return _BLANK.sub("", text)
