"""Titles as lists and pages print them: cut, marked as new or pinned, with a bullet before and a date behind."""

from __future__ import annotations

import re
from functools import lru_cache

from mingcha.text.width import comparable, one_line

__all__ = [
    "chosen",
    "cleaned",
    "is_cut",
    "is_number",
    "is_site",
    "parts_of",
    "plain",
    "same_words",
    "uncut",
    "without_site",
]

_BULLETS = "·•●○■□◆◇▪▫►▶▸◎※★☆→»›∙・‧*"
_MARK = re.compile(
    r"^(?:[\[【(（〔]\s*(?:置\s*顶|顶|固顶|推荐|荐|热点|热|新|最新|图文|组图|图|new|hot|top)\s*[\]】)）〕]\s*"
    rf"|[{_BULLETS}]+\s*|(?:置顶|固顶)\s*[:：]?\s+|(?:NEW|HOT|TOP)!?\s+|-\s+|—\s+|>+\s*)+",
    re.IGNORECASE,
)
_LEADING = re.compile(rf"^(?:[{_BULLETS}]+\s*|-\s+|—\s+|>+\s*)+")
_TAIL = re.compile(
    r"(?:\s*[\[【(（]\s*(?:图|组图|图文|视频|新|new|hot|热)\s*[\]】)）]|\s+(?:NEW|HOT)!?|\s*\|)+$", re.IGNORECASE
)
_CUT = re.compile(r"(?:\.\s?){2,}$|…+$|。{2,}$|·{3,}$|\.$(?<=[\u4e00-\u9fff]\.)")
# Old templates put everything they know into the bubble of a link.
_BUBBLE = re.compile(
    r"^\s*(?:(?:文章|信息|新闻|公告)?标\s*题)\s*[:：]\s*(.+?)\s*"
    r"(?:[\r\n]|(?:作\s*者|来\s*源|(?:更新|发布|添加|录入)?(?:时间|日期)|点击(?:数|次数)?|阅读)\s*[:：]|$)",
    re.DOTALL,
)
_SAYS_NOTHING = re.compile(
    r"(?:点击|查看|阅读|浏览|打开|进入|更多|详[情细]|全文|下载|标题|more|title|无标题|null|undefined|链接)[\w\s>》]{0,6}",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"\S{1,14}\s*[〔\[（(【﹝]\s*20\d\d\s*[〕\]）)】﹞]\s*第?\s*\d{1,5}\s*号")
_MARKUP = re.compile(r"</?[a-zA-Z][^<>]*>|&nbsp;?")
_SITE_MARK = re.compile(r"\s*[-_|—–·:：>»]+\s*")
# Titles are looked at again and again, in every run of rows they might belong to; what is longer is none.
_LONGEST, _KEPT = 200, 8192


def cleaned(text: str) -> str:
    """A title as lists print it, without markup left in it, bullets, marks of the template such as [置顶], and space."""
    return _cleaned(text) if len(text) <= _LONGEST else _cleaned.__wrapped__(text)


@lru_cache(maxsize=_KEPT)
def _cleaned(text: str) -> str:
    text = one_line(_MARKUP.sub(" ", text) if "<" in text or "&nbsp" in text else text)
    without = _TAIL.sub("", _MARK.sub("", text)).strip()
    return without or text


def plain(text: str) -> str:
    """A title as its own page prints it, without markup, bullets and space: there 【重要】 is one of its words."""
    text = one_line(_MARKUP.sub(" ", text) if "<" in text or "&nbsp" in text else text)
    return _LEADING.sub("", text).strip() or text


def is_number(text: str) -> bool:
    """Whether words are the number of a document, 某政办〔2023〕4号."""
    return _NUMBER.fullmatch(text) is not None


def is_cut(text: str) -> bool:
    return _CUT.search(text.rstrip()) is not None


def uncut(text: str) -> str:
    """What is left of a cut title before its dots."""
    return _CUT.sub("", text.rstrip()).rstrip()


def chosen(text: str, bubble: str) -> str:
    """The full title of a link from its words and its title attribute."""
    if len(text) + len(bubble) <= _LONGEST:
        return _chosen(text, bubble)
    return _chosen.__wrapped__(text, bubble)


@lru_cache(maxsize=_KEPT)
def _chosen(text: str, bubble: str) -> str:
    shown, told = cleaned(text), cleaned(_from_bubble(bubble))
    if not told or _SAYS_NOTHING.fullmatch(told) or told.startswith(("http://", "https://")):
        return shown
    if not shown or _SAYS_NOTHING.fullmatch(shown):
        return told
    if is_cut(shown):
        start = comparable(uncut(shown))
        return told if comparable(told).startswith(start) or not start else shown
    if is_cut(told):
        return shown
    return told if comparable(told).startswith(comparable(shown)) else shown


def _from_bubble(bubble: str) -> str:
    match = _BUBBLE.match(bubble)
    return match[1] if match else bubble


def same_words(one: str, other: str) -> bool:
    """Whether two titles say the same, space, width and punctuation of the ends aside; a cut one agrees with its whole."""
    if is_cut(one) or is_cut(other):
        short, long = (one, other) if is_cut(one) else (other, one)
        start = comparable(uncut(short))
        return len(start) >= 4 and comparable(long).startswith(start)
    return comparable(one) == comparable(other)


def parts_of(text: str) -> list[str]:
    """A page's <title> cut at every mark sites put between a post, its column and their own name."""
    return [part for part in _SITE_MARK.split(text) if part]


def without_site(text: str, *, site: str = "", columns: tuple[str, ...] = ()) -> str:
    """A <title> without the names of site and columns at either end."""
    text = one_line(text)
    known = [comparable(name) for name in (site, *columns) if name]
    changed = True
    while changed:
        changed = False
        for mark in reversed(list(_SITE_MARK.finditer(text))):
            tail, head = text[mark.end() :], text[: mark.start()]
            if head and tail and (comparable(tail) in known or is_site(tail)):
                text, changed = head, True
                break
        for mark in _SITE_MARK.finditer(text):
            head, tail = text[: mark.start()], text[mark.end() :]
            if head and tail and (comparable(head) in known or is_site(head)):
                text, changed = tail, True
                break
    return text.strip()


_SITE = re.compile(
    r".{0,24}(?:人民政府(?:门户)?(?:网站?|信息网)?|政府(?:门户)?网站?|门户网站?|信息网|政务网|官方网站|官网|公众信息网|信息公开网?|政务公开网?|首页)"
)


def is_site(text: str) -> bool:
    return _SITE.fullmatch(text) is not None
