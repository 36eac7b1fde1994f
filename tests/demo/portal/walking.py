"""Walks the portal as a reader would who knows how each system turns its pages: nothing of the portal's own code."""

from __future__ import annotations

import re
from collections.abc import Iterator, Set
from html import unescape
from urllib.parse import urljoin, urlsplit

from mingcha.demo.portal.portal import Portal

BASE = "http://www.yangli.example"
LINK = re.compile(r"""<(?:a|iframe)\b[^>]*?\s(?:href|src)\s*=\s*(?:"([^"]*)"|'([^']*)')""", re.IGNORECASE)
TRS = re.compile(r'createPageHTML\((\d+), 0, "(\w+)", "(\w+)"\)')
OLD_TRS = re.compile(r"countPage = (\d+)")
TEMPLATE = re.compile(r'<script type="text/template".*?</script>', re.DOTALL)
NO_PAGES = ("javascript:", "mailto:", "tel:", "#", "{", "$")


def text_of(body: bytes) -> str:
    """A page in the encoding it really has."""
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError:
        return body.decode("gb18030", "replace")


def links(html: str, url: str) -> Iterator[str]:
    """Absolute addresses of the links, and of the list pages a script would link to."""
    for double, single in LINK.findall(TEMPLATE.sub("", html)):
        href = unescape(double or single).strip()
        if href and not href.startswith(NO_PAGES):
            yield urljoin(url, href)
    if found := TRS.search(html):
        yield from (urljoin(url, f"{found[2]}_{page}.{found[3]}") for page in range(1, int(found[1])))
    elif found := OLD_TRS.search(html):
        yield from (urljoin(url, f"index_{page}.shtml") for page in range(1, int(found[1])))


def walk(portal: Portal, posts: Set[str]) -> tuple[dict[str, set[str]], dict[str, int]]:
    """From the home page through everything but the posts: which posts each page names, and every page's status."""
    waiting, seen = [f"{BASE}/"], {f"{BASE}/"}
    named: dict[str, set[str]] = {}
    status: dict[str, int] = {}
    while waiting:
        url = waiting.pop()
        answer = portal.answer("GET", url.removeprefix(BASE), {"host": "www.yangli.example"})
        status[url] = answer.status
        if answer.status != 200 or not dict(answer.headers)["Content-Type"].startswith("text/"):
            continue
        leads = set(links(text_of(answer.body), url))
        named[url] = leads & posts
        for link in leads - named[url] - seen:
            if urlsplit(link).netloc == "www.yangli.example":
                seen.add(link)
                waiting.append(link)
    return named, status
