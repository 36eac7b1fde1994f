"""The day each row of a run bears: in a cell of its own, in two pieces, after a label, behind or before the title."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from itertools import accumulate

from mingcha.collect.patterns.days import Day, ShortDay, day_of_pieces, day_of_words, day_within
from mingcha.collect.patterns.rows import Row, Run
from mingcha.pages.flow import Flow
from mingcha.text.width import comparable

__all__ = ["days_of"]

_PUBLISHED = re.compile(r"(?:发布|发表|公开|公布|上传|更新|挂网|添加|录入)(?:时间|日期)|发布于")
# Days that say something else: when a document was made, until when it holds.
_OTHERWISE = re.compile(
    r"(?:成文|生成|印发|形成|制发|签发|发文|截止|截至|结束|到期|有效|实施|施行|生效|失效|开始|开标|活动|会议|出生|办结|受理|答复|来信|留言|提问)"
)
_BESIDE_TITLE = re.compile(
    r"^\s*(?P<head>[\[【(（〔]?\s*(?:20\d\d\s*[-/.年]\s*)?\d{1,2}\s*[-/.月]\s*\d{1,2}日?\s*[\]】)）〕]?)\s+\S|"
    r"\s(?P<tail>[\[【(（〔]?\s*(?:20\d\d\s*[-/.年]\s*)?\d{1,2}\s*[-/.月]\s*\d{1,2}日?(?:\s+\d{1,2}:\d{2}(?::\d{2})?)?\s*[\]】)）〕]?)\s*$"
)
_TELLS, _DIGIT = re.compile(r"[\d今昨前刚]"), re.compile(r"\d")
_A_PIECE = 12
_BRACKETED_TAIL = re.compile(
    r"\S\s*(?P<tail>[\[【〔(（]\s*(?:20\d\d\s*[-/.]\s*)?\d{1,2}\s*[-/.]\s*\d{1,2}\s*[\]】〕)）])\s*$"
)


def days_of(flow: Flow, run: Run, *, today: date | None) -> list[Day | None]:
    """One day for each row, or None; days between the rows are given to the row before or after them, as the run is made."""
    some = _telling(flow)
    inside = [_inside(flow, run, row, today=today) if some[row.end] > some[row.start] else None for row in run.rows]
    if sum(day is not None for day in inside) * 2 >= len(inside):
        return inside
    until = max(flow.ends[run.container], run.end)
    if some[until] == some[min(run.container, run.start)]:
        return inside
    after = [_first_day(flow, start, end, today=today) for start, end in _gaps_after(flow, run)]
    before = [_first_day(flow, start, end, today=today, backwards=True) for start, end in _gaps_before(flow, run)]
    beside = before if sum(day is not None for day in before) > sum(day is not None for day in after) else after
    if sum(day is not None for day in beside) > sum(day is not None for day in inside):
        return beside
    return inside


def _telling(flow: Flow) -> list[int]:
    """How many texts before each place have a digit or begin a word such as 今天: no other has a day in it."""
    known = flow.memo.get("telling")
    if known is None:
        known = flow.memo["telling"] = [0, *accumulate(map(bool, map(_TELLS.search, flow.texts)))]
    return known


def _inside(flow: Flow, run: Run, row: Row, *, today: date | None) -> Day | None:
    pieces = [(place, words) for place, words in flow.pieces(row.start, row.end)]
    days: list[tuple[int, Day]] = []
    for place, words in pieces:
        if (day := day_of_words(words, today=today)) is not None:
            days.append((place, day))
    whole = [(place, day) for place, day in days if not isinstance(day, ShortDay)]
    if len(whole) > 1:
        return _published(flow, row, whole, pieces)
    split = _split_day(pieces)
    if whole:
        return whole[0][1]
    if isinstance(split, date) or (split and not days):
        return split
    if days:
        return days[-1][1]
    own = range(row.link.place, flow.ends[row.link.place])
    for place, words in pieces:
        if place not in own and len(words) < 120 and (found := _labelled(words)):
            return found
    return beside_title(row.link.words)


def _labelled(words: str) -> date | None:
    """The day in a text with more in it, the one a label calls published before any other."""
    match = _PUBLISHED.search(words)
    if match and (day := day_within(words[match.end() : match.end() + 30])):
        return day
    return None if _OTHERWISE.search(words) else day_within(words)


def beside_title(words: str) -> Day | None:
    """The day a link's own words begin or end with, set off by a space or brackets."""
    match = _BESIDE_TITLE.search(words) or _BRACKETED_TAIL.search(words)
    return day_of_words(match["tail"] if match.groupdict().get("tail") else match["head"]) if match else None


def without_day(words: str) -> str:
    """A title without the day at its head or tail."""
    match = _BESIDE_TITLE.search(words)
    if match and match["head"]:
        return words[match.end("head") :].strip()
    match = match or _BRACKETED_TAIL.search(words)
    return words[: match.start("tail")].strip() if match else words


def _split_day(pieces: Sequence[tuple[int, str]]) -> Day | None:
    words = [text for _, text in pieces]
    fit = [len(word) <= _A_PIECE and _DIGIT.search(word) is not None for word in words]
    for size in (3, 2):
        for start in range(len(words) - size + 1):
            if fit[start] and all(fit[start : start + size]):
                day = day_of_pieces(words[start : start + size])
                if day is not None:
                    return day
    return None


def _published(flow: Flow, row: Row, days: Sequence[tuple[int, Day]], pieces: Sequence[tuple[int, str]]) -> Day:
    """The day of publication among several in one row: by the label before it, by the head of its table column, else the last."""
    texts = dict(pieces)
    order = [place for place, _ in pieces]
    kept = []
    for place, day in days:
        at = order.index(place)
        label = texts[place] if not texts[place][:1].isdecimal() else (texts[order[at - 1]] if at else "")
        head = _head_of_cell(flow, row, place)
        if _PUBLISHED.search(head) or (len(label) < 40 and _PUBLISHED.search(label)):
            return day
        if not (_OTHERWISE.search(head) or (_OTHERWISE.search(label) and len(label) < 20)):
            kept.append(day)
    return kept[-1] if kept else days[-1][1]


def _head_of_cell(flow: Flow, row: Row, place: int) -> str:
    """The words at the head of the table column a place stands in; empty when there is no such head."""
    if flow.tags[row.start] != "tr":
        return ""
    number = -1
    for cell in range(row.start + 1, place + 1):
        if flow.parents[cell] == row.start and flow.tags[cell] in ("td", "th"):
            number += 1
    table = next((above for above in flow.above(row.start) if flow.tags[above] == "table"), None)
    if table is None:
        return ""
    for line in range(table + 1, row.start):
        if flow.tags[line] == "tr":
            cells = [
                at
                for at in range(line + 1, flow.ends[line])
                if flow.parents[at] == line and flow.tags[at] in ("td", "th")
            ]
            if number < len(cells) and len(cells) > 1:
                return comparable(flow.text(cells[number]))
    return ""


def _gaps_after(flow: Flow, run: Run) -> list[tuple[int, int]]:
    bounds = [row.start for row in run.rows[1:]] + [flow.ends[run.container]]
    return [(row.end, bound) for row, bound in zip(run.rows, bounds, strict=True)]


def _gaps_before(flow: Flow, run: Run) -> list[tuple[int, int]]:
    bounds = [run.container + 1] + [row.end for row in run.rows[:-1]]
    return [(bound, row.start) for row, bound in zip(run.rows, bounds, strict=True)]


def _first_day(flow: Flow, start: int, end: int, *, today: date | None, backwards: bool = False) -> Day | None:
    pieces = list(flow.pieces(start, end))
    near = (pieces[::-1] if backwards else pieces)[:6]
    for _, words in near:
        if (day := day_of_words(words, today=today)) is not None and not isinstance(day, ShortDay):
            return day
    if (split := _split_day(near[::-1] if backwards else near)) is not None:
        return split
    for _, words in near:
        if (day := day_of_words(words, today=today)) is not None:
            return day
        if len(words) < 120 and (found := _labelled(words)):
            return found
    return None
