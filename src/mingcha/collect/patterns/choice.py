"""Which run of rows is the page's list: not its menu, not the boxes beside it, not its foot, not a calendar."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from mingcha.collect.addresses import folder_of, is_attachment, origin_of
from mingcha.collect.patterns import row_days, titles
from mingcha.collect.patterns.days import Day, day_in_address
from mingcha.collect.patterns.pager import Pager
from mingcha.collect.patterns.rows import Run
from mingcha.pages.flow import Flow
from mingcha.text.width import comparable

__all__ = ["Candidate", "best", "candidates", "is_post_address"]

_ASIDE = re.compile(
    r"(?:^|[\W_])(?:nav|menu|sub-?nav|sidebar|side|aside|foot(?:er)?|head(?:er)?|top(?:bar|nav)?|hot|rank(?:ing)?|recommend|tuijian|related?|"
    r"xgxx|xgwz|xglj|crumbs?|breadcrumb|position|location|weizhi|friend(?:link)?|yqlj|links|logo|banner|swiper|slide[rs]?|carousel|focus|"
    r"calendar|rili|weather|tags?|share|login|search|marquee|scroll|float(?:ing)?|prevnext|pre_next)(?:$|[\W_\d])"
)
_MAIN = re.compile(
    r"(?:^|[\W_])(?:main|content|list|news_?list|doc_?list|con|right_?list|listcon|gl_?list|zwgk|xxgk_list|datalist|result)"
)
_BESIDE = re.compile(
    r"热点|热门|热文|推荐|排行|相关(?:信息|文章|链接|新闻|阅读|内容|稿件|政策|解读)?$|友情|(?:点击|浏览|阅读).{0,3}榜|精彩|猜你|关注$|延伸|"
    r"快速(?:通道|导航)|^导航|最近更新|上一[篇条]|下一[篇条]"
)
_POST_ADDRESS = re.compile(
    r"t20\d{6}_\d+|/art_|/art/|/\d{3,}\.(?:s?html?|aspx?|jsp|php)|[?&](?:\w*id|wbnewsid|newsid|infoid|docid|key)=[\w-]+|/20\d\d[/-]?\d{1,2}|"
    r"[0-9a-f]{24,32}|/(?:info|content|article|show|view|detail|item|news)[/_-]?\w*\d+|_\d{3,}\.|/\d{4,}(?:/|$)|\d{5,}",
    re.IGNORECASE,
)
_HEADING = re.compile(r"h[1-6]")


@lru_cache(maxsize=8192)
def is_post_address(url: str) -> bool:
    """Whether an address looks like that of one post: a day, a long number, a name such as art_ or show."""
    return _POST_ADDRESS.search(url[8:]) is not None


def is_beside(heading: str) -> bool:
    """Whether a heading is that of a box beside the matter: 热点, 相关信息, 推荐."""
    return _BESIDE.search(heading) is not None


@dataclass(slots=True)
class Candidate:
    """A run with what speaks for it."""

    run: Run
    days: list[Day | None]
    heading: str
    score: float
    dated: float
    length: float
    likely: float

    @property
    def files(self) -> int:
        """How many of its links lead to files."""
        return sum(is_attachment(row.link.url, row.link.words) for row in self.run.rows)

    @property
    def count(self) -> int:
        return len({row.link.url for row in self.run.rows})


def candidates(
    flow: Flow, some: Sequence[Run], *, url: str, pager: Pager | None, names: Sequence[str], today: date | None
) -> list[Candidate]:
    """Every run that could be a list of posts, the likeliest first."""
    weighed = (_weighed(flow, run, url=url, names=names, today=today) for run in some)
    found = [one for one in weighed if one is not None]
    if pager is not None:
        before = [one for one in found if one.run.end <= pager.place and one.score > 0.2]
        if before:
            nearest = max(one.run.end for one in before)
            for one in before:
                if one.run.end == nearest or _touches(flow, one.run.end, pager.place):
                    one.score *= 6
    return sorted(found, key=lambda one: (-one.score, -one.run.container))


def best(found: Sequence[Candidate], *, pager: Pager | None) -> Candidate | None:
    """The list, or None when no run is convincing."""
    if not found:
        return None
    first = found[0]
    # One link is a list only where something else says so: a pager, the column's name above it.
    enough = 1.2 if pager is not None else 2.2 if first.count > 1 else 4.5
    return first if first.score >= enough else None


def _weighed(flow: Flow, run: Run, *, url: str, names: Sequence[str], today: date | None) -> Candidate | None:
    links = [row.link for row in run.rows]
    urls = {link.url for link in links}
    lengths = [len(link.title) for link in links]
    length = sum(min(size, 40) for size in lengths) / len(lengths)
    if length < 3 or len(urls) * 2 < len(links):
        return None
    days = row_days.days_of(flow, run, today=today)
    dated = sum(day is not None for day in days) / len(days)
    if dated < 0.5 and (length < 6 or len(urls) < 2):
        return None
    in_address = sum(day_in_address(link.url) is not None for link in links) / len(links)
    likely = sum(is_post_address(link.url) for link in links) / len(links)
    if dated == 0 and likely < 0.3 and length < 9:
        return None
    score = min(len(urls), 30) ** 0.7 * (0.25 + 1.2 * dated + 0.4 * in_address + 0.25 * likely)
    score *= min(length, 18) / 12
    folder = folder_of(url)
    own = sum(link.url.startswith(folder) for link in links) / len(links)
    if folder != origin_of(url) + "/":
        score *= 1 + 0.8 * own
    heading = heading_before(flow, run)
    score *= _place_factor(flow, run, heading, names)
    return Candidate(run, days, heading, score, dated, length, likely)


@lru_cache(maxsize=2048)
def _judged(hint: str) -> tuple[bool, bool]:
    """Whether the name of an element is that of what stands beside the matter, and of what holds it."""
    return _ASIDE.search(hint) is not None, _MAIN.search(hint) is not None


def _place_factor(flow: Flow, run: Run, heading: str, names: Sequence[str]) -> float:
    factor = 1.0
    for above in [run.container, *flow.above(run.container)]:
        tag, hint = flow.tags[above], flow.hint(above)
        aside, main = _judged(hint) if hint else (False, False)
        if tag in ("nav", "footer", "aside", "header") or aside:
            inside = flow.ends[above] - above
            # A wrapper of the whole page called top or side says nothing of what is in it.
            if inside * 10 < len(flow) * 6:
                factor *= 0.2
                break
        if main:
            factor *= 1.15
    if flow.tags[run.container] == "form":
        factor *= 1.0
    if heading:
        plain = comparable(heading)
        if any(plain == comparable(name) for name in names if name):
            factor *= 4
        elif _BESIDE.search(heading):
            factor *= 0.15
    return factor


def heading_before(flow: Flow, run: Run) -> str:
    """The short words that stand right before a run, its heading if it has one."""
    for place in range(run.start - 1, max(run.start - 60, 0), -1):
        words = flow.texts[place]
        if not words or flow.tags[flow.parents[place]] == "th":
            continue
        if len(words) > 24:
            return ""
        if titles.cleaned(words) in ("更多", "more", "更多>>", "MORE", "+", "More") or not re.search(r"\w", words):
            continue
        return words
    return ""


def _touches(flow: Flow, end: int, pager: int) -> bool:
    """Whether next to nothing stands between a run and the pager."""
    return flow.size(end, pager) < 30
