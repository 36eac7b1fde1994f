"""Whether a page answered as found says of itself that there is nothing: in a sentence, a title, a message box, by sending home.

The words 页面不存在 also stand in the titles of posts, so only the words of a short page's own count: not those of its
links, nor quoted ones, and never where the page has a list or a dated body.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from mingcha.collect.adapters import generic
from mingcha.collect.links import clicked, resolve
from mingcha.collect.patterns import titles
from mingcha.collect.patterns.choice import best, is_beside
from mingcha.collect.patterns.head_days import shown_days
from mingcha.collect.patterns.head_words import is_told
from mingcha.collect.posts import look_at
from mingcha.pages.flow import Flow, flow
from mingcha.pages.page import Page
from mingcha.text.width import comparable

__all__ = ["HOMES", "soft_gone"]

_SHORT, _LARGEST = 600, 60_000
_A_LIST, _A_BODY, _A_PARAGRAPH = 3, 40, 12
_A_MESSAGE = 1500
_GONE = re.compile(
    r"(?:您?(?:要|所|想)?(?:访问|查找|查看|浏览|请求|打开)的)?(?:页面|网页|文件|内容|信息|文章|链接|资源|栏目|记录)(?:已经?|可能)?(?:不存在|找不到|未找到|没有找到|"
    r"被?删除|已?失效|已?过期|被移除|不可用|已下线|已撤[稿下回]|走丢了|丢失)|(?:文章|信息|内容|稿件|该文)(?:已被?|被)(?:删除|撤回|撤下)|抱歉[,，].{0,20}(?:不存在|找不到|无法找到|已删除)|"
    r"(?:HTTP\s*(?:错误|Error)?\s*)?404\s*(?:错误|Not\s*Found|-|页面|$)|page\s*not\s*found|file\s*not\s*found|not\s*found\s*on\s*this\s*server|没有找到(?:您|该|相关)?(?:页面|文章|要找)",
    re.IGNORECASE,
)
# A title that is nothing but the notice: 404, 404 Not Found, 出错啦, 您访问的页面不存在.
_ERROR_TITLE = re.compile(
    r"(?:http|error|错误|出错|状态码?|代码)?\W*404\W*(?:错误|error|not\s*found|页面|网页|出错|提示)*\W*|"
    r".{0,10}(?:not\s*found|(?:页面|网页)(?:不存在|未找到|找不到|已删除)|找不到(?:页面|网页|文件)|出错|错误(?:页面?|提示|信息)).{0,6}",
    re.IGNORECASE,
)
_QUOTED = re.compile('“[^”]*”|《[^》]*》|「[^」]*」|‘[^’]*’|"[^"]*"|【[^】]*】')
_MESSAGE = re.compile(r"""^[\s;]*(?:window\s*\.\s*)?alert\s*\(\s*(["'])((?:(?!\1).){2,120})\1""", re.DOTALL)
HOMES = re.compile(r"/?(?:index|default|main|home)?(?:\.(?:s?html?|aspx?|jsp|php|do))?", re.IGNORECASE)


def soft_gone(page: Page) -> bool:
    """Whether a page answered as found says that there is nothing, or only sends its reader to the front page."""
    if len(page.html) > _LARGEST:
        return False
    shown = flow(page)
    text = "".join(shown.texts)
    if len(text) < _SHORT and (_named_so(page) or _says_so(page, shown, text) or _tells_so(page)):
        return not _has_matter(page, shown)
    return len(text) < 80 and _sent_home(page)


def _named_so(page: Page) -> bool:
    parts = titles.parts_of(_window(page))
    return any(_ERROR_TITLE.fullmatch(part) for part in parts if not _QUOTED.search(part))


def _says_so(page: Page, shown: Flow, text: str) -> bool:
    """Whether a line of the page's own says so: no link, no quotation, no title of a post."""
    if _GONE.search(text) is None:
        return False
    stated = comparable(page.tag("ArticleTitle"))
    return any(
        _GONE.search(_QUOTED.sub("", words)) is not None
        for words in _own_lines(shown)
        if not stated or comparable(words) != stated
    )


def _own_lines(shown: Flow) -> Iterator[str]:
    linked = 0
    unlinked = list(shown.texts)
    for place, tag in enumerate(shown.tags):
        if tag == "a":
            linked = max(linked, shown.ends[place])
        if place < linked:
            unlinked[place] = ""
    for place, words in shown.all_lines():
        block = shown.block(place)
        if len(words) < _SHORT:
            yield "".join(unlinked[block : shown.ends[block]])


def _tells_so(page: Page) -> bool:
    """Whether a script does nothing but tell so in a message box, before it goes back."""
    for node in page.tree.tags("script"):
        text = node.text()
        if len(text) < _A_MESSAGE and (match := _MESSAGE.match(text)) and _GONE.search(match[2]):
            return True
    return False


def _has_matter(page: Page, shown: Flow) -> bool:
    """Whether the page has what only a page of matter has: a list, or words of an author with a day beside them."""
    seen = generic.sight(page)
    chosen = best([one for one in seen.found if not is_beside(one.heading)], pager=seen.pager)
    if chosen is not None and chosen.count >= _A_LIST:
        return True
    look = look_at(page)
    body = [
        words
        for place, words in shown.all_lines()
        if (look.head is None or not look.head.start <= place < look.head.end)
        and len(words) >= _A_PARAGRAPH
        and not is_told(words)
        and not _GONE.search(words)
    ]
    if sum(map(len, body)) < _A_BODY:
        return False
    return bool(page.tag("ArticleTitle") and page.tag("PubDate")) or bool(shown_days(look.lines, look.box))


def _window(page: Page) -> str:
    return next((node.text(strip=True) for node in page.tree.tags("title")), "")[:_SHORT]


def _sent_home(page: Page) -> bool:
    targets = [clicked(node.text()) for node in page.tree.tags("script")]
    targets += [
        (node.attrs.get("content") or "").partition("=")[2].strip(" '\"")
        for node in page.tree.tags("meta")
        if (node.attrs.get("http-equiv") or "").lower() == "refresh"
    ]
    for target in targets:
        url = resolve(page.url, target) if target else None
        if url and url != page.url and HOMES.fullmatch(urlsplit(url).path) and not urlsplit(url).query:
            return urlsplit(page.url).path not in ("", "/")
    return False
