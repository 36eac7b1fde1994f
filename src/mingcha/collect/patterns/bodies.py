"""The body of a post: the box its author's words stand in, without what templates put around and behind it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from mingcha.pages.flow import BLOCKS, Flow

__all__ = ["ASIDE", "KNOWN", "Box", "find_box", "is_noise", "shown_text"]

# What editors of the families call the body; the first that is there and not empty wins over learning.
_KNOWN = re.compile(
    r"(?:^|\s)(?:trs_editor(?:_view)?|trs_ueditor|view trs_uedit\w*|ucap-content|ucapcontent|v_news_content|vsb_content\w*|js_content|zoom|"
    r"zoomcon|pages_content|article[-_]?con(?:tent)?|articlecontent|content[-_]?body|news[-_]?content|news_con_text|detail[-_]?content|"
    r"j-fontcontent|fontzoom|bt-content|xxgk_content|wzcon|main-txt|article-txt|nr_content|textbox|conttxt|newscontent|contentbox|info-content)(?:$|\s)"
)
# The commonest of them as a selector, for a first quick look.
KNOWN = (
    ".TRS_Editor, .trs_editor_view, .TRS_UEDITOR, #UCAP-CONTENT, #zoom, #Zoom, .v_news_content, #vsb_content, #js_content, "
    ".pages_content, .article-content, .articleContent, .article_content, .j-fontContent, #fontzoom, .news_content, .content-body"
)
ASIDE = re.compile(
    r"(?:^|[\W_])(?:nav|menu|subnav|sidebar|side|aside|foot(?:er)?|header|topbar|hot|rank(?:ing)?|recommend|tuijian|related?|xgxx|xgwz|xgyd|xglj|"
    r"xgjd|crumbs?|breadcrumb|friend(?:link)?|yqlj|banner|swiper|carousel|calendar|weather|prevnext|pre_next|share|bshare|comment|pinglun|search|"
    r"qrcode|ewm|copyright|bottom|correlation)(?:$|[\W_\d])"
)
_NOISE = re.compile(
    r"(?:【|\[|\()?(?:\s*(?:打\s*印|关\s*闭|返回顶部|返回|收\s*藏|分享到?|字体|字号|大|中|小|复制链接|扫一扫|微信|微博|QQ空间|纠错|推荐|顶部|本页|窗口|页面|[|\s【】\[\]:：、/]))+(?:】|\]|\))?|"
    r"(?:上|下|前|后)一?[篇条页个则].{0,120}|(?:浏览|点击|阅读|访问|查看)(?:次数|量|数|人次|率)?\s*[:：]?\s*\d*\s*次?|\d+\s*(?:次|人)?(?:浏览|阅读|点击|评论)|"
    r"(?:评论|跟帖|点赞|参与)\s*[(（]?\d*[)）]?(?:条|次|人)?|扫(?:一扫|码).{0,30}|(?:责任)?编辑\s*[:：].{0,20}|"
    r"(?:相关|延伸|推荐)(?:信息|阅读|链接|文章|新闻|内容|稿件|解读|文件)\s*[:：]?",
    re.IGNORECASE,
)
_END = re.compile(
    r"(?:上|前)一?[篇条则]\s*[:：]?|(?:下|后)一?[篇条则]\s*[:：]?|相关(?:信息|阅读|链接|文章|新闻|内容|稿件|推荐)|延伸阅读|猜你喜欢|热门推荐|网友评论|发表评论|"
    r"(?:推荐|精彩|热门|热点|最新)(?:阅读|推荐|信息|文章|新闻|内容|排行|资讯|关注|动态|专题)?\s*[:：]?$|(?:为[您你])推荐|(?:点击|阅读|浏览|热文)(?:排行|榜)|"
    r"主办单位\s*[:：]|版权所有|主\s*办\s*[:：]|承\s*办\s*[:：]|网站标识码|备案号?|关于我们"
)
_A_HEADING = 8
_A_LIST, _A_DAY = 3, re.compile(r"(?<!\d)\d{1,4}[-/.月年]\d{1,2}(?!\d)")
_SENTENCE = re.compile(r"[。；，！？]")


@dataclass(frozen=True, slots=True)
class Box:
    """`start` to `end` are the places of the body. `known`: an editor's own name was found, not learned."""

    start: int
    end: int
    known: bool


def find_box(flow: Flow) -> Box | None:
    """The body of a page, by its editor's name or by where most of the words are; None when there is none."""
    if not len(flow):
        return None
    start = _named(flow)
    known = start is not None
    if start is None:
        start = _fullest(flow)
    if start is None:
        return None
    return Box(start, flow.ends[start], known)


def _named(flow: Flow) -> int | None:
    best, most = None, 0
    for place, tag in enumerate(flow.tags):
        if tag in ("div", "td", "article", "section", "ucapcontent", "span", "font") and _KNOWN.search(
            flow.hint(place)
        ):
            size = sum(map(len, flow.texts[place : flow.ends[place]]))
            inside = best is not None and place < flow.ends[best]
            # The outermost of nested ones, unless it is hardly fuller: then it holds head and foot as well.
            if size > most and not inside:
                best, most = place, size
    return best if most else None


def _fullest(flow: Flow) -> int | None:
    """The element below which most unlinked words stand; words with sentence marks weigh more."""
    scores: dict[int, float] = {}
    linked_until = 0
    written, behind = False, False
    for place, tag in enumerate(flow.tags):
        if tag == "a":
            linked_until = max(linked_until, flow.ends[place])
        words = flow.texts[place]
        if not words or place < linked_until:
            continue
        weight = len(words) * (1.0 if len(words) > 12 else 0.3) + 12 * len(_SENTENCE.findall(words))
        # Behind a heading such as 推荐阅读 the summaries of other posts may be longer than this one.
        written = written or "。" in words
        behind = behind or (written and len(words) <= _A_HEADING and is_foot(words))
        share = 0.2 if behind else 1.0
        for above in flow.above(place):
            if flow.tags[above] not in BLOCKS:
                continue
            if flow.tags[above] not in ("p", "br"):
                scores[above] = scores.get(above, 0.0) + weight * share
                share *= 0.72
                if share < (0.06 if behind else 0.3):
                    break
    best = max(scores, key=lambda place: (scores[place], place), default=None)
    if best is None or scores[best] < 12:
        return None
    while flow.tags[best] in ("tr", "tbody", "li", "h1", "h2", "h3") and flow.parents[best] >= 0:
        best = flow.parents[best]
    return best


def is_noise(line: str) -> bool:
    """Whether a line is a counter, a button, a way to the next post: nothing its author wrote."""
    return _NOISE.fullmatch(line) is not None


def is_end(line: str) -> bool:
    """Whether a line begins what comes after a post: neighbours, related posts, comments, the foot."""
    return _END.match(line) is not None


def is_foot(line: str) -> bool:
    """Whether a line begins what is no part of a post any more: related posts, comments, the foot of the page."""
    return _END.match(line) is not None and not re.match("[上下前后]", line)


def shown_text(flow: Flow, box: Box, *, after: int = 0, told: Collection[int] = ()) -> str:
    """The words of the body without counters and buttons; a learned body ends where neighbours and related posts begin.

    Neither has lists of dated links, which change without the post. A learned body may hold the head as well: what stands before `after`, and the lines at the places `told`, stay out.
    """
    kept: list[str] = []
    lists = list(_lists_in(flow, box))
    for place, line in flow.lines(box.start, box.end):
        if place < after or any(start <= place < end for start, end in lists):
            continue
        if place in told and not is_end(line):
            continue
        if is_end(line) and (not box.known or len(line) < 60):
            if kept:
                break
            continue
        if not is_noise(line):
            kept.append(line)
    return "\n".join(kept)


def _lists_in(flow: Flow, box: Box) -> Iterator[tuple[int, int]]:
    """Where in a body links repeat that each have a day beside them: lists of other posts, from first row to last."""
    groups: dict[tuple[str, ...], list[int]] = {}
    links = [place for place in range(box.start, box.end) if flow.tags[place] == "a"]
    if len(links) < _A_LIST:
        return
    for place in links:
        way = [above for above in flow.above(place) if above > box.start]
        groups.setdefault(tuple(flow.tags[above] for above in way), []).append(place)
    for members in groups.values():
        if len(members) < _A_LIST:
            continue
        rows = [_row(flow, box, members, at) for at in range(len(members))]
        if all(any(_A_DAY.search(words) for words in flow.texts[row : flow.ends[row]]) for row in rows):
            yield rows[0], flow.ends[rows[-1]]


def _row(flow: Flow, box: Box, members: Sequence[int], at: int) -> int:
    """The highest element below the body that holds this link of the group and no other."""
    before = members[at - 1] if at else box.start
    after = members[at + 1] if at + 1 < len(members) else box.end
    row = members[at]
    for above in flow.above(row):
        if above <= before or flow.ends[above] > after:
            break
        row = above
    return row
