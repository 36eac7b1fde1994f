"""A title, description or keywords of a page that somebody else has put there.

Looks for: a <title>, description or keywords that advertise what is unlawful while the words of the page know nothing
of it; titles whose letters are all written as numbers so that nobody finds them by searching, beside another title the
page states of itself.
Matters because: search engines show exactly this, with the government's address under it.
To fix: restore the template, find how it was written, and ask the search engines to look again.
Cannot see: titles a script sets; advertisement in words no hint knows, unless it is encoded.
"""

from __future__ import annotations

import html as entities
import re
from collections.abc import Iterator

from mingcha.examine.declaration import check, doubt, found
from mingcha.examine.hidden_links.first_look import worth_a_look
from mingcha.examine.hidden_links.outside import looks_harmful, outside_of
from mingcha.model.finding import Evidence, Severity
from mingcha.model.page_source import PageSource
from mingcha.pages.page import Tree, shallow
from mingcha.standards.link_hints import is_harmful, veiled
from mingcha.text.masking import scrubbed

_TITLE = re.compile(r"<title\b[^>]{0,200}>(.{0,600}?)</title", re.IGNORECASE | re.DOTALL)
_META = re.compile(r"<meta\b[^>]{0,2000}>", re.IGNORECASE)
_NAME = re.compile(r"""(?:name|property)\s*=\s*["']?([\w:.-]+)""", re.IGNORECASE)
_CONTENT = re.compile(r"""content\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]+))""", re.IGNORECASE)
_STATED = frozenset({"sitename", "articletitle", "columnname"})
_TOLD = frozenset({"description", "keywords", "og:title", "og:description"})
_NUMBERED = re.compile(r"&#(?:\d{5}|[xX][0-9a-fA-F]{4});")
_ENOUGH = 6
_PLAIN = re.compile(r"[\W_]+")
_LONGEST = 400_000


def _example(head: str, body: str = "<h1>关于防汛工作的通知</h1>") -> PageSource:
    source = f"<html><head>{head}</head><body>{body}</body></html>"
    return PageSource("http://www.yangli.gov.cn/tzgg/t1.html", source)


@check(
    severity=Severity.CRITICAL,
    clauses=["SITE-HIDDEN-LINKS", "INSPECT-SECURITY"],
    message="网页的标题或关键词被人改过：{quote}",
    advice="恢复网页模板，查明怎样写入的，修补漏洞、更换口令后请搜索引擎更新。",
    bad=[
        _example("<title>Online Casino - 样例县人民政府</title>"),
        _example('<title>样例县人民政府</title><meta name="keywords" content="casino,baccarat">'),
        _example('<title>&#x5929;&#x5929;&#x5F69;&#x5934;&#x4E0B;&#x8F7D;</title><meta name="SiteName" content="样例县人民政府">'),
    ],
    good=[
        _example("<title>样例县人民政府</title>"),
        _example("<title>公安局打击 casino 类网站专项行动</title>"),
        _example('<title>&#x6837;&#x4F8B;&#x53BF;&#x4EBA;&#x6C11;&#x653F;&#x5E9C;</title><meta name="SiteName" content="样例县人民政府">'),
    ],
)  # fmt: skip
def injected_title(page: PageSource) -> Iterator[Evidence]:
    if not worth_a_look(page.html, outside_of(page)) and not _NUMBERED.search(page.html[:8000]):
        return
    html = page.html[:_LONGEST]
    stated: list[str] = []
    for where, raw, start in _sayings(html):
        words = " ".join(entities.unescape(raw).split())
        if where.lower() in _STATED:
            stated.append(words)
            continue
        numbered = len(_NUMBERED.findall(raw)) >= _ENOUGH
        if looks_harmful(words):
            # A page whose own words say the same is about it; one that only pretends to is not.
            if not numbered and any(is_harmful(line) for line in _shown(html)):
                yield doubt(start, start, quote=_quote(words), note=f"在 {where} 中", secret=where, confidence=0.4)
            else:
                how = "，文字写成了数字编码" if numbered else ""
                yield found(
                    start, start, quote=_quote(words), note=f"在 {where} 中，正文没有这些内容{how}", secret=where
                )
        elif numbered and where == "title" and not _is_own(words, html, stated):
            note = "标题的文字写成了数字编码，又与网页自己标明的名称不同"
            yield doubt(start, start, quote=_quote(words), note=note, secret=where, confidence=0.6)


def _sayings(html: str) -> Iterator[tuple[str, str, int]]:
    """What the page states of itself first, then its titles, description and keywords: where, as written, offset."""
    told = []
    for match in _META.finditer(html):
        name, content = _NAME.search(match[0]), _CONTENT.search(match[0])
        if name and content:
            words = next((one for one in content.groups() if one is not None), "")
            if name[1].lower() in _STATED:
                yield name[1], words, match.start()
            elif name[1].lower() in _TOLD:
                told.append((name[1].lower(), words, match.start()))
    for match in _TITLE.finditer(html):
        yield "title", match[1], match.start()
    yield from told


def _is_own(words: str, html: str, stated: list[str]) -> bool:
    plain = _PLAIN.sub("", words)
    return not stated or any(_PLAIN.sub("", one) in plain or plain in _PLAIN.sub("", one) for one in stated if one)


def _shown(html: str) -> list[str]:
    """The lines of the page's own words that look like a hint."""
    tree = Tree(shallow(html))
    for node in tree.css("script,style,title,noscript"):
        node.decompose()
    words = tree.body.text(deep=True, separator="\n") if tree.body is not None else ""
    return [line for line in words.split("\n") if len(line) > 1 and looks_harmful(line)]


def _quote(words: str) -> str:
    return scrubbed(veiled(words[:100]))
