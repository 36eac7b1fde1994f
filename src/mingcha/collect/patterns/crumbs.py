"""The way to a page (当前位置：首页 > 政务公开 > 财政信息): the columns above it, by name."""

from __future__ import annotations

import re

from mingcha.collect.patterns import titles
from mingcha.collect.patterns.head_words import HERE
from mingcha.pages.flow import Flow
from mingcha.text.width import comparable

__all__ = ["crumb_span", "crumbs"]

_CRUMB_HINT = re.compile(r"crumb|position|location|weizhi|dqwz|dqw?z|local|bread|wz\b|path|mbx|current")
_CRUMB_MARK = re.compile(r"\s*(?:>>?|»|›|＞|→|/|-|—|\||·|：|:|\\)\s*")
_NO_COLUMN = re.compile(r"(?:网站|返回)?首\s*页|正文|内容|详情|信息内容|.{0,20}(?:人民政府|门户网站?)")


def crumb_span(flow: Flow) -> range | None:
    """The places of the path to the page (当前位置：首页 > …); None when the page shows none.

    They end with its line where that has the links: old layouts put the whole page into the same cell.
    """
    lines = flow.all_lines()
    for number, (place, words) in enumerate(lines):
        block = flow.block(place)
        if not (HERE.match(words) or _CRUMB_HINT.search(flow.hint(block))):
            continue
        end = flow.ends[block]
        if HERE.match(words) and number + 1 < len(lines) and place < lines[number + 1][0] < end:
            line = lines[number + 1][0]
            end = line if any(flow.tags[at] == "a" for at in range(block, line)) else end
        links = sum(flow.tags[at] == "a" for at in range(block, end))
        if links <= 8 and (
            HERE.match(words) or (_CRUMB_HINT.search(flow.hint(block)) and 0 < len(words) < 120 and links)
        ):
            return range(block, end)
    return None


def crumbs(flow: Flow, title: str) -> tuple[str, ...]:
    """The names of the path to the post, 首页 and the post itself left out; empty when the page shows none."""
    span = crumb_span(flow)
    if span is None:
        return ()
    names = [flow.text(at) for at in span if flow.tags[at] == "a"]
    if not names:
        names = [part for part in _CRUMB_MARK.split(HERE.sub("", flow.text(span.start, span.stop))) if part]
    plain = comparable(title)
    return tuple(
        name
        for name in map(titles.cleaned, names)
        if name and not _NO_COLUMN.fullmatch(name) and comparable(name) != plain
    )
