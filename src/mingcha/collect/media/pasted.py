"""Links pasted as they come: one a line, out of a chat, or the share texts of 抖音, 快手, 微博 and 头条.

Of each link is kept what the text around it says: a title, the account, sometimes the day. What it does not say is
left empty and asked for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from mingcha.model.ledger import Cell, FileFault
from mingcha.model.media import Stated, StatedPosts, Way
from mingcha.text.dates import NotADate, read_date
from mingcha.text.entities import unescape
from mingcha.text.moments import read_moment
from mingcha.text.width import one_line

MOST_LINKS = 2000
LONGEST = 2_000_000
_LINK = re.compile(
    r"(?:https?://|(?<![A-Za-z0-9_./@-])(?=(?:mp\.weixin\.qq\.com|v\.douyin\.com|v\.kuaishou\.com|weibo\.com|m\.weibo\.cn|t\.cn)/))"
    r"[^\s<>\"'`，。；、！？（）【】《》“”‘’「」\u4e00-\u9fff\u3000-\u303f]+",
    re.IGNORECASE,
)
_TAIL = ".,;:!?)]}…"
# 张三 2023/12/5 10:30:12, 李四 10:30, or 张三: on a line of its own: who spoke in a chat and when.
_SPEAKER = re.compile(
    r"(?P<who>[^\s].{0,29}?)?\s*(?P<day>\d{4}[-/年.]\d{1,2}[-/月.]\d{1,2}日?)?\s*(?:星期.|周.)?\s*(?:[上下]午)?\s*\d{1,2}:\d{2}(?::\d{2})?"
)
_SPEAKER_ALONE = re.compile(r"[^\s:：]{1,12}[:：]")
_NUMBERING = re.compile(r"^(?:[-*•·●▪►]|\(?\d{1,3}[.、)）:：]|[①-⑳]|[（(]?[一二三四五六七八九十]{1,3}[、）)])\s*(?!\d)")
_LABEL = re.compile(
    r"(?:^|(?<=\s))(?:标题|题目|链接|网址|地址|原文链接|文章链接|阅读原文|点击阅读|详见|转发|发布链接)\s*[:：]\s*"
)
_CHAT_MARK = re.compile(r"\[(?:链接|分享|图片|视频|文件|聊天记录)\]")
_SHARE_CODE = re.compile(
    r"^\s*\d{1,2}\.\d{1,2}\s+(?:(?=复制)|(?:[A-Za-z0-9@.]{1,12}\s+){0,3}?(?:\d{1,2}/\d{1,2}\s+)?(?:[A-Za-z]{2,5}:/\s*)+)"
)
_SHARE_WORDS = re.compile(
    r"复制(?:打开|此|这段)\S{0,30}?(?:看看|直接观看视频[!！]?|打开看看[!！]?|观看[!！]?)|打开抖音搜索，直接观看视频！|"
    r"复制此消息，打开【?快手】?直接观看[!！]?|来自\s*@?\S*微博\S*|（分享自\s*@[^）]*）|\(分享自\s*@[^)]*\)|"
    r"[,，]?\s*一起来看[!！]?|-\s*来自微博|​"
)
_WORK_OF = re.compile(r"【(?P<who>[^【】]{1,40})的(?:作品|图文作品|视频|图文)】\s*(?P<title>.*)", re.DOTALL)
_SENT_A_WORK = re.compile(r"(?P<who>\S{1,40}?)发了一个快手作品(?P<title>.*)", re.DOTALL)
_SHARED_FROM = re.compile(r"分享自\s*@(?P<who>[\w\-·]{1,40})")
_IN_BRACKETS = re.compile(r"^【(?P<title>[^【】]{2,200})】")
_SITE_TAIL = re.compile(r"\s*[-_|–—]\s*(?:今日头条|抖音|微博|快手|微信公众平台|微信公众号)$")


@dataclass(slots=True)
class _Found:
    """A link with what stood on its own line before and after it."""

    line: int
    url: str
    before: str
    after: str
    spoken: date | None = None
    words: list[tuple[int, str]] = field(
        default_factory=list
    )  # lines between it and its neighbour, on the title's side


def read_pasted(text: str, *, file: str = "") -> StatedPosts:
    """Every link of a text with what is said of it. Raises FileFault when there is none."""
    if len(text) > LONGEST:
        raise FileFault(f"粘贴的内容有 {len(text)} 个字，太长了。请分几次粘贴，每次不超过 {MOST_LINKS} 个链接。")
    found = _links(text.splitlines())
    if not found:
        raise FileFault("粘贴的内容里没有链接。链接应以 http:// 或 https:// 开头，请在文章里点“复制链接”后粘贴。")
    if len(found) > MOST_LINKS:
        raise FileFault(f"粘贴的内容里有 {len(found)} 个链接，一次最多 {MOST_LINKS} 个。请分几次粘贴。")
    return StatedPosts(tuple(_stated(one, file) for one in found))


def _links(lines: Sequence[str]) -> list[_Found]:
    found: list[_Found] = []
    waiting: list[tuple[int, str]] = []
    spoken: date | None = None
    titles_above: bool | None = None
    for number, raw in enumerate(lines, 1):
        line = unescape(raw).strip()
        links = list(_links_of(line))
        if not links:
            words = _CHAT_MARK.sub("", line).strip()
            if (said := _speaker(words)) is not None:
                spoken, waiting = said[0] or spoken, []
            elif words:
                waiting.append((number, words))
            continue
        for place, (start, end, url) in enumerate(links):
            before = line[links[place - 1][1] if place else 0 : start]
            after = line[end:] if place == len(links) - 1 else ""
            one = _Found(number, url, before, after, spoken)
            if titles_above is None:
                titles_above = bool(waiting) or bool(_tidy(before))
            if titles_above and place == 0:
                one.words = waiting
            elif not titles_above and place == 0 and found:
                found[-1].words = waiting
            found.append(one)
        waiting = []
    if found and waiting:
        if titles_above:
            # What stands after the last link belongs to it only where nothing else names it.
            found[-1].after += " " if found[-1].words else ""
        else:
            found[-1].words = waiting
    return found


def _links_of(line: str) -> Iterator[tuple[int, int, str]]:
    for match in _LINK.finditer(line):
        url = match[0].rstrip(_TAIL)
        if len(url) > len("https://") and "." in url:
            yield match.start(), match.start() + len(url), url if "://" in url[:9] else f"https://{url}"


def _speaker(words: str) -> tuple[date | None] | None:
    """The day of a line that only says who speaks and when; None for any other line."""
    match = _SPEAKER.fullmatch(words)
    if match is None:
        return (None,) if _SPEAKER_ALONE.fullmatch(words) else None
    try:
        return (read_date(match["day"]),) if match["day"] else (None,)
    except NotADate:
        return (None,)


def _stated(one: _Found, file: str) -> Stated:
    published, cells = _published(one)
    text = " ".join(cells)
    account, title = _share(one, text)
    if not title and one.words:
        texts = [_tidy(words) for _, words in one.words]
        title = next((words for words in reversed(texts) if words), "")
    if not title:
        title = _tidy(text) or _tidy(one.after)
    return Stated(
        Way.LINKS,
        file=file,
        line=one.line,
        title=title[:2000],
        url=one.url,
        published=published,
        account=account,
        hint=one.spoken,
    )


def _published(one: _Found) -> tuple[Cell, list[str]]:
    """The day, where a cell copied out of a table is nothing but a day; and the words that are left."""
    day: Cell = ""
    left: list[str] = []
    for side in (one.before, one.after):
        tabbed = "\t" in side
        pieces = side.split("\t") if tabbed else re.split(r"\s{2,}|[|｜]", side)
        # Of the cells of a table row the title is the longest; beside it stand numbers, units and names.
        longest = max(pieces, key=len)
        for piece in pieces:
            words = piece.strip(" ,，;；:：")
            if words and day == "" and _is_day(words):
                day = words
            elif side is one.before and (not tabbed or piece is longest):
                left.append(piece)
    return day, left


def _is_day(words: str) -> bool:
    try:
        return bool(read_moment(words)) and not words.isdecimal()
    except NotADate:
        return False


def _share(one: _Found, before: str) -> tuple[str, str]:
    """Account and title as the share buttons of the platforms word them; empty where the text is no such share."""
    around = f"{before} {one.after}"
    for form, side in ((_WORK_OF, before), (_SENT_A_WORK, around)):
        if match := form.search(side):
            return match["who"].strip(), _tidy(match["title"])
    who = match["who"] if (match := _SHARED_FROM.search(around)) else ""
    spoken = _SHARE_CODE.sub("", before)
    if (match := _IN_BRACKETS.match(spoken.strip())) or (match := _IN_BRACKETS.match(one.after.strip())):
        return who, _SITE_TAIL.sub("", one_line(match["title"]))
    return who, ""


def _tidy(words: str) -> str:
    """The words as a title: without numbering, labels, share codes and the marks around them."""
    words = _SHARE_CODE.sub("", _CHAT_MARK.sub("", words))
    words = _SHARE_WORDS.sub(" ", words)
    words = _LABEL.sub("", _NUMBERING.sub("", one_line(words)))
    words = _SITE_TAIL.sub("", words.strip(" \t,，;；:：|｜>＞-—→"))
    return words if re.search(r"[\w]", words) else ""
