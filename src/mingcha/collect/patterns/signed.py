"""The day under a post's signature, 二〇二三年十二月一日: what it was signed on, the last resort where no other day is told."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from mingcha.collect.patterns.bodies import Box, is_end, is_noise
from mingcha.collect.patterns.days import written_day
from mingcha.collect.patterns.head_words import SEAM
from mingcha.pages.flow import Flow
from mingcha.text.width import fold_all

__all__ = ["signed_days"]

# A signature stands among the last short lines; a longer one with a full stop is a paragraph of the post.
_LINES, _PARAGRAPH, _LONGEST = 12, 40, 48
_NOUGHT = r"[〇○零◯Oo0]"
_NUMERALS = rf"二\s*(?:{_NOUGHT}|[一二三四五六七八九]|\s){{3,6}}年\s*[一二三四五六七八九十]{{1,2}}\s*月\s*[一二三四五六七八九十廿卅]{{1,3}}\s*日"
_SIGNED = re.compile(
    rf"(?P<by>.{{0,30}}?)[\s{SEAM}(\[]*(?P<day>{_NUMERALS}|(?:19|20)\d\d\s*年\s*\d{{1,2}}\s*月\s*\d{{1,2}}\s*日|20\d\d[-./]\d{{1,2}}[-./]\d{{1,2}})[\s)\]]*"
)
_NOT_BY = re.compile(r"[:：。；，,、“”]|时间|日期|截[止至]|于$|自$|从$|至$|到$|为$|在$")
_WROTE_NOUGHT = re.compile(r"[◯Oo0](?=[^年]*年)")


def signed_days(flow: Flow, box: Box | None, *, after: int = 0) -> Iterator[date]:
    """The days of signatures at the end of the body, the last first; `after` is where the head of the post ends.

    Days in a table's cells beside others are none: they belong to its rows.
    """
    if box is None:
        return
    lines = [
        (place, words)
        for place, words in flow.lines(box.start, box.end)
        if place >= after and not is_noise(words) and not (is_end(words) and not box.known)
    ]
    for place, words in reversed(lines[-_LINES:]):
        plain = fold_all(words).strip()
        if len(plain) > _PARAGRAPH and "。" in plain:
            return
        match = _SIGNED.fullmatch(plain) if len(plain) <= _LONGEST else None
        if match is None or _NOT_BY.search(match["by"]) or _is_linked(flow, place) or _in_a_row(flow, place):
            continue
        if (
            day := written_day(_WROTE_NOUGHT.sub("〇", match["day"]) if match["day"][0] == "二" else match["day"])
        ) is not None:
            yield day


def _is_linked(flow: Flow, place: int) -> bool:
    return any(flow.tags[above] == "a" for above in list(flow.above(place))[:4])


def _in_a_row(flow: Flow, place: int) -> bool:
    row = next((above for above in flow.above(place) if flow.tags[above] == "tr"), None)
    if row is None:
        return False
    cells = [at for at in range(row + 1, flow.ends[row]) if flow.parents[at] == row and flow.tags[at] in ("td", "th")]
    return sum(bool(flow.text(cell)) for cell in cells) > 1
