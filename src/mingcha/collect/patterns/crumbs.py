"""The way to a page (当前位置：首页 > 政务公开 > 财政信息): the columns above it, by name."""

from __future__ import annotations

import re

from mingcha.collect.patterns import titles
from mingcha.collect.patterns.head_words import HERE
from mingcha.pages.flow import Flow
from mingcha.text.width import comparable

__all__ = ["crumb_block", "crumbs"]

_CRUMB_HINT = re.compile(r"crumb|position|location|weizhi|dqwz|dqw?z|local|bread|wz\b|path|mbx|current")
_CRUMB_MARK = re.compile(r"\s*(?:>>?|»|›|＞|→|/|-|—|\||·|：|:|\\)\s*")
_NO_COLUMN = re.compile(r"(?:网站|返回)?首\s*页|正文|内容|详情|信息内容|.{0,20}(?:人民政府|门户网站?)")


def crumb_block(flow: Flow) -> int | None:
    """The element that holds the path to the page (当前位置：首页 > …); None when the page shows none."""
    for place, words in flow.all_lines():
        block = flow.block(place)
        if not (HERE.match(words) or _CRUMB_HINT.search(flow.hint(block))):
            continue
        links = sum(flow.tags[at] == "a" for at in range(block, flow.ends[block]))
        if links <= 8 and (
            HERE.match(words) or (_CRUMB_HINT.search(flow.hint(block)) and 0 < len(words) < 120 and links)
        ):
            return block
    return None


def crumbs(flow: Flow, title: str) -> tuple[str, ...]:
    """The names of the path to the post, 首页 and the post itself left out; empty when the page shows none."""
    block = crumb_block(flow)
    if block is None:
        return ()
    names = [flow.text(at) for at in range(block, flow.ends[block]) if flow.tags[at] == "a"]
    if not names:
        names = [part for part in _CRUMB_MARK.split(HERE.sub("", flow.text(block))) if part]
    plain = comparable(title)
    return tuple(
        name
        for name in map(titles.cleaned, names)
        if name and not _NO_COLUMN.fullmatch(name) and comparable(name) != plain
    )
