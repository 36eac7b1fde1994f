"""Every link of a page: where it leads, its words, whether it is a file. On the way of every page fetched, so it is quick."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import NamedTuple

from mingcha.collect.addresses import host_of, is_attachment, join, origin_of
from mingcha.pages.page import Node, Page

__all__ = ["PageLink", "base_of", "links", "resolve"]


class PageLink(NamedTuple):
    """`url` is canonical. `is_weak`: found in a script's text, not in a link; worth asking, not worth a finding."""

    url: str
    text: str
    is_attachment: bool = False
    is_external: bool = False
    is_weak: bool = False


# Copies of a page for printer, telephone or friends are no pages of their own.
_COPY = re.compile(
    r"[/_.?&=](?:print|printpage|doprint|toprint|printer|wapindex)(?:[/._?&=]|$)|service\.weibo\.com/share|/share/share\.php|"
    r"connect\.qq\.com|sns\.qzone\.qq\.com|v\.t\.qq\.com|share\.renren\.com|/api/qrcode|/sharer?[./?]|"
    r"[?&](?:print|wap|mobile)=(?:1|true|yes)",
    re.IGNORECASE,
)
_COPY_WORDS = frozenset(
    "打印 打印本页 打印此页 【打印】 [打印] 打印文章 手机版 移动版 触屏版 wap版 分享 分享到微信 关闭窗口".split()
)
_GOES = re.compile(
    r"""(?:window\s*\.\s*open\s*\(|(?:window|self|top|parent|document)?\s*\.?\s*location(?:\s*\.\s*(?:href|replace|assign))?\s*[=(])\s*\(?\s*"""
    r"""(["'])([^"'\n]{1,500})\1""",
    re.IGNORECASE,
)
_REFRESH = re.compile(r"^\s*\d*[.\d]*\s*[;,]?\s*(?:url\s*=)?\s*[\"']?([^\"']+)", re.IGNORECASE)
_WRITTEN = re.compile(
    r"""href\s*=\s*\\?["']?([^"'\\\s<>]{2,300}+)\\?["']?[^<>]{0,200}+>([^<]{2,200})<""", re.IGNORECASE
)
_RECORD_URL = re.compile(
    r"""["']?(?:url|link|href|linkurl|docpuburl|puburl|infourl|arcurl|staticurl)["']?\s*:\s*(["'])((?:https?:)?/?[^"'<>\s\\]*(?:\\/[^"'<>\s\\]*)*)\1""",
    re.IGNORECASE,
)
_RECORD_TITLE = re.compile(
    r"""["']?(?:title|name|doctitle|arctitle|infotitle|topic|subject)["']?\s*:\s*(["'])(.{1,300}?)(?<!\\)\1""",
    re.IGNORECASE,
)
# What stands in the menu of every page need not be worked out for each: addresses by where they are joined to, and
# the links made of them.
_KEPT, _LONGEST_KEPT = 20_000, 300
_seen: dict[tuple[str, str], str | None] = {}
_made: dict[tuple[str, str, str], PageLink] = {}


def links(page: Page, *, hosts: Collection[str] = ()) -> tuple[PageLink, ...]:
    """The links of a page in order, each address once with its longest words.

    Other hosts than the page's own and `hosts` are external. Bindings of templates, javascript:, copies for printing
    and sharing are left out, and other names a list's pager has for its first page. Frames, image maps, refreshes and one-line redirects count as links.
    """
    base = base_of(page)
    origin, own = origin_of(base), origin_of(page.url)
    ours = {own, *(f"{scheme}://{host}" for host in hosts for scheme in ("http", "https"))}
    found: dict[str, PageLink] = {}
    known = _seen
    if len(known) > _KEPT or len(_made) > _KEPT:
        known.clear()
        _made.clear()
    mark = " ".join(sorted(ours))
    for node in page.tree.tags("a"):
        href = node.attrs.get("href")
        if not href:
            if href is None:
                _take_click(node, base, ours, found)
            continue
        first = href[0]
        if first == "#" and len(href) == 1:
            continue
        # What hangs on the root leads to the same place from every page of the site.
        key = origin, href
        url = known[key] if first == "/" and key in known else resolve(base, href)
        if url is None:
            if first in "jJ#":
                _take_click(node, base, ours, found)
            continue
        text = node.text().strip()
        link = _made.get((url, text, mark))
        if link is None:
            _keep(found, url, text, ours)
            if first in "/h" and url in found and found[url].text == text:
                _made[url, text, mark] = found[url]
        elif url not in found or len(found[url].text) < len(text):
            found[url] = link
    for selector, attribute in (("area[href]", "href"), ("iframe[src]", "src"), ("frame[src]", "src")):
        tag = selector.partition("[")[0]
        for node in page.tree.tags(tag):
            if (url := resolve(base, node.attrs.get(attribute) or "")) is not None:
                _keep(found, url, (node.attrs.get("alt") or node.attrs.get("title") or "").strip(), ours)
    html = page.html
    if "efresh" in html or "EFRESH" in html:
        for node in page.tree.tags("meta"):
            if (node.attrs.get("http-equiv") or "").lower() == "refresh":
                match = _REFRESH.match(node.attrs.get("content") or "")
                if match and (url := resolve(base, match[1])) is not None and url != page.url:
                    _keep(found, url, "", ours)
    if "onclick" in html or "ONCLICK" in html:
        for node in page.tree.css("[onclick]"):
            if node.tag != "a":
                _take_click(node, base, ours, found)
    for link in _from_scripts(page, base, ours):
        found.setdefault(link.url, link)
    # What the pager of a list calls its first page, ?id=4&page=1 of ?id=4, is the list itself.
    back = page.memo.get("turned back")
    if isinstance(back, frozenset):
        for url in back:
            found.pop(url, None)
    return tuple(found.values())


def base_of(page: Page) -> str:
    """The address links are relative to: <base href>, else the page's own."""
    for node in page.tree.tags("base"):
        if href := node.attrs.get("href"):
            return join(page.url, href) or page.url
    return page.url


def resolve(base: str, href: str) -> str | None:
    """The canonical address of a link; None for bindings, scripts, and copies for printing and sharing."""
    place = place_of(base, href)
    if place is None:
        return _resolved(base, href)
    key = place, href
    if key in _seen:
        return _seen[key]
    if len(_seen) > _KEPT:
        _seen.clear()
    url = _seen[key] = _resolved(base, href)
    return url


def place_of(base: str, href: str) -> str | None:
    """As much of the base as the address of a link hangs on, so that it need be worked out once for all pages of a
    folder or site; None where it hangs on the whole of it, or is too long to be kept."""
    first = href[:1]
    if len(href) > _LONGEST_KEPT:
        return None
    if first == "/":
        return origin_of(base)
    if (first.isalnum() or first == ".") and ":" not in href:
        folder = base[: base.partition("?")[0].partition("#")[0].rfind("/") + 1]
        return folder if len(folder) > 8 else None
    return "" if href.startswith(("http://", "https://")) else None


def _resolved(base: str, href: str) -> str | None:
    url = join(base, href)
    return None if url is None or _COPY.search(url) else url


def clicked(script: str) -> str | None:
    """The address a one-line script goes to, as written; None when it does something else."""
    match = _GOES.search(script)
    return match[2] if match else None


def _take_click(node: Node, base: str, ours: Collection[str], found: dict[str, PageLink]) -> None:
    script = f"{node.attrs.get('onclick') or ''};{node.attrs.get('href') or ''}"
    if (href := clicked(script)) and (url := resolve(base, href)) is not None:
        _keep(found, url, node.text().strip(), ours)


def _keep(found: dict[str, PageLink], url: str, text: str, ours: Collection[str]) -> None:
    before = found.get(url)
    if before is not None and len(before.text) >= len(text):
        return
    if text in _COPY_WORDS:
        return
    if before is not None:
        found[url] = before._replace(text=text)
        return
    found[url] = PageLink(url, text, is_attachment(url, text), origin_of(url) not in ours)


def _from_scripts(page: Page, base: str, ours: Collection[str]) -> Iterator[PageLink]:
    """Links a script goes to or writes: a page's redirect, a list built by document.write or from records."""
    for node in page.tree.tags("script"):
        text = node.text()
        if len(text) < 12 or len(text) > 400_000:
            continue
        if "location" in text and len(text) < 2000:
            for match in _GOES.finditer(text):
                if (url := resolve(base, match[2])) is not None and url != page.url:
                    yield PageLink(url, "", is_attachment(url), origin_of(url) not in ours, True)
        if "href" in text:
            for match in _WRITTEN.finditer(text):
                if "'+" not in match[0] and '"+' not in match[0] and (url := resolve(base, match[1])) is not None:
                    words = match[2].strip()
                    yield PageLink(url, words, is_attachment(url, words), origin_of(url) not in ours, True)
        for url, title in records(text, base):
            yield PageLink(url, title, is_attachment(url, title), origin_of(url) not in ours, True)


def records(text: str, base: str) -> Iterator[tuple[str, str]]:
    """Address and title of each record in a script or JSON text that has both."""
    if "itle" not in text and "ITLE" not in text and "ame" not in text:
        return
    for match in _RECORD_URL.finditer(text):
        opening = max(text.rfind("{", 0, match.start()), 0)
        closing = text.find("}", match.end())
        told = _RECORD_TITLE.search(text, opening, closing if closing > 0 else len(text))
        url = resolve(base, match[2].replace("\\/", "/"))
        if told and url is not None and host_of(url):
            yield url, told[2].replace('\\"', '"').strip()
