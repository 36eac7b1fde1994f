"""The address a page's script asks for more records, as written there: getJSON("…&pageNo=" + page), ajax({url, data}), data-api."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlencode

from mingcha.collect.links import base_of, resolve
from mingcha.pages.page import Page

__all__ = ["Endpoint", "endpoints", "page_key"]

_KEY = r"page_?(?:no|num|number|index)?|p|pn|(?:cur|current|this|now)_?page(?:_?(?:no|num))?|pageCurrent"
_ASKS = r"(?:getJSON|axios(?:\.(?:get|post))?|fetch|\$\.(?:get|post)|\.load|\.get|\.post)\s*\(\s*|url\s*:\s*|\.open\s*\(\s*[\"'](?:GET|POST)[\"']\s*,\s*"
_JOINED = re.compile(
    rf"(?:{_ASKS})([\"'])([^\"'`\s<>]{{1,400}}?[?&]({_KEY})=)\1\s*\+\s*\(?\s*(\w+)\s*\)?(?:\s*\+\s*([\"'])([^\"'<>]{{0,200}})\5)?",
    re.IGNORECASE,
)
_TEMPLATE = re.compile(
    rf"(?:{_ASKS})`([^`\s<>$]{{1,400}}?[?&]({_KEY})=)\$\{{\s*(\w+)\s*\}}([^`$<>]{{0,200}})`", re.IGNORECASE
)
_WITH_DATA = re.compile(
    r"(?:(getJSON|\$\.(?:get|post)|axios\.(?:get|post))\s*\(\s*([\"'])([^\"'\s<>]{1,400})\2\s*,\s*(?:\{\s*params\s*:\s*)?"
    r"|url\s*:\s*([\"'])([^\"'\s<>]{1,400})\4\s*,[^{}<>]{0,300}?data\s*:\s*)\{([^{}]{1,600})\}",
    re.IGNORECASE,
)
_PAIR = re.compile(r"[\"']?(\w+)[\"']?\s*:\s*(?:([\"'])([^\"']*)\2|(\w+))")
_LOOSE_KEY = re.compile(rf"[?&]({_KEY})=(?:[\"']\s*\+|\$\{{)", re.IGNORECASE)
_POSTS = re.compile(r"(?:type|method)\s*:\s*[\"']post[\"']", re.IGNORECASE)
_START = r"\b{0}\s*=\s*[\"']?(\d{{1,2}})\b"
_RAISED = r"(?:\+\+\s*{0}\b|\b{0}\s*(?:\+\+|\+=\s*1\b|=\s*{0}\s*\+\s*1\b))"
# What also comes by the page: comments, searches, the weather. It is no list of posts.
_OTHER = re.compile(r"comment|pinglun|search|weather|visit|count|click|login|captcha|hot|stat", re.IGNORECASE)
_DATA = re.compile(r"data-(?:api|url|ajax|ajax-?url|request|interface|load|source|next|href|src|action)", re.IGNORECASE)
_LONGEST = 200_000


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Page n of the records: head + n + tail, or the same sent as the body where `body` is (head, tail).

    `first` is the page the script asks for first; None where that cannot be told. `key` empty: no page can be asked for.
    """

    url: str
    key: str
    first: int | None = None
    posted: str = ""


def endpoints(page: Page) -> Iterator[Endpoint]:
    """What the page's elements and scripts ask for page by page, the surest first; its address without the page's number."""
    scripts = [text for node in page.tree.tags("script") if 12 < len(text := node.text()) < _LONGEST]
    base = base_of(page)
    if "data-" in page.html:
        yield from _in_attributes(page, base, scripts)
    for text in scripts:
        yield from _in_script(text, base)


def page_key(query: str) -> str:
    """The parameter that holds a page's number in a query or a posted form; empty when none does."""
    match = re.search(rf"(?:^|[?&])({_KEY})=\d*(?=&|$)", query, re.IGNORECASE)
    return match[1] if match else ""


def _in_attributes(page: Page, base: str, scripts: list[str]) -> Iterator[Endpoint]:
    for node in page.tree.css("button, a, div, span, ul, p"):
        for name, value in node.attrs.items():
            if not value or "/" not in value or not _DATA.fullmatch(name) or _OTHER.search(value):
                continue
            url = resolve(base, value)
            if url is None or "?" not in url:
                continue
            told = [(text, match) for text in scripts if (match := _LOOSE_KEY.search(text))]
            key = page_key(url.partition("?")[2]) or (told[0][1][1] if told else "")
            variable = re.match(r"\w+", told[0][0][told[0][1].end() :].lstrip(" +")) if told else None
            yield Endpoint(url, key, _first(told[0][0], variable[0], told[0][1].start()) if variable else None)


def _in_script(text: str, base: str) -> Iterator[Endpoint]:
    for match in _JOINED.finditer(text):
        yield from _made(base, match[2], match[3], match[6] or "", _first(text, match[4], match.start()))
    for match in _TEMPLATE.finditer(text):
        yield from _made(base, match[1], match[2], match[4], _first(text, match[3], match.start()))
    for match in _WITH_DATA.finditer(text):
        address, pairs = match[3] or match[5], list(_PAIR.finditer(match[6]))
        keyed = next((pair for pair in pairs if pair[4] and page_key(f"{pair[1]}=")), None)
        if keyed is None or any(pair[4] and not pair[4].isdecimal() for pair in pairs if pair is not keyed):
            continue
        fixed = urlencode([(pair[1], pair[4] or pair[3]) for pair in pairs if pair is not keyed])
        first = _first(text, keyed[4], match.start())
        url = resolve(base, address)
        if url is None or _OTHER.search(address):
            continue
        if (match[1] or "").endswith("post") or _POSTS.search(text, match.start(), match.end() + 200):
            yield Endpoint(url, keyed[1], first, fixed)
        else:
            yield Endpoint(f"{url}{'&' if '?' in url else '?'}{fixed}", keyed[1], first)


def _made(base: str, head: str, key: str, tail: str, first: int | None) -> Iterator[Endpoint]:
    """The endpoint of an address joined from head, page and tail; the page is left out of it."""
    address = head[: -len(key) - 1].rstrip("?&")
    tail = tail.lstrip("&")
    whole = f"{address}{'&' if '?' in address else '?'}{tail}" if tail else address
    url = resolve(base, whole)
    if url is not None and not _OTHER.search(whole):
        yield Endpoint(url, key, first)


def _first(text: str, variable: str, asked: int) -> int | None:
    """The page a script asks for first: what its counter starts with, one more where it is raised before."""
    start = re.search(_START.format(re.escape(variable)), text[:asked])
    if start is None:
        return None
    return int(start[1]) + (re.search(_RAISED.format(re.escape(variable)), text[start.end() : asked]) is not None)
