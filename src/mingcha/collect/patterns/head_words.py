"""The words that stand in the head of a post: labels, counters, a day alone, the way to the page."""

from __future__ import annotations

import re

__all__ = ["ANY_DAY", "DAY", "HERE", "INFO", "SEAM", "is_told", "only_day"]

SEAM = "\u2003"
INFO = re.compile(
    r"来\s*源|作\s*者|浏\s*览|点\s*击|阅\s*读|字\s*[体号]|编\s*辑|发\s*布|打\s*印|时\s*间\s*[:：]|日\s*期\s*[:：]|访问|出处|供稿|(?i:\b(?:date|from|source|author|views?)\s*[:：])|索\s*引\s*号|视力保护|分享"
)
DAY = r"(?:19|20)\d\d\s*[-/.年_—–]\s*\d{1,2}\s*[-/.月_—–]\s*\d{1,2}(?!\d)|20\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?!\d)|[二〇○零][〇○零一二三四五六七八九]{3}年[一二三四五六七八九十]{1,2}月[一二三四五六七八九十廿卅]{1,3}日"
ANY_DAY = re.compile(rf"(?<!\d)(?:{DAY})")
HERE = re.compile(
    r"(?:您?(?:当前|现在|目前)?\s*(?:所在|的)?\s*(?:的)?位置|当前页面|当前栏目|导航)(?:是|为|在)?\s*[:：>»]?"
)


def is_told(words: str) -> bool:
    """Whether a line only tells of the post: its day, its source, its counters, the way to it."""
    if only_day(words) or HERE.match(words):
        return True
    return len(words) < 160 and "。" not in words and INFO.search(words) is not None


def only_day(text: str) -> bool:
    return (
        re.fullmatch(
            rf"[\s{SEAM}\[【(（]*(?:{DAY})[日号]?[\s{SEAM}\]】)）]*(?:\d{{1,2}}[:时]\d{{1,2}}(?:[:分]\d{{1,2}}秒?)?分?)?[\s{SEAM}\]】)）]*(?:(?:星期|周).)?",
            text,
        )
        is not None
    )
