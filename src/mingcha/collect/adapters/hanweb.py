"""大汉 Hanweb jcms: records of markup in a datastore within the page, the further ones from dataproxy.jsp."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from html import unescape
from urllib.parse import parse_qsl, urlencode, urlsplit

from mingcha.collect.adapters import generic
from mingcha.collect.links import base_of, resolve
from mingcha.collect.patterns.pager_words import MOST_PAGES, pages_told, total_told
from mingcha.collect.patterns.records import items_of_markup, page_of
from mingcha.model.collected import ListPage
from mingcha.model.fetch import Request
from mingcha.pages.page import Page

NAME = "hanweb"
RECORDS, CATALOGUE = "hanweb-records", "hanweb-catalogue"
_FORM = (("Content-Type", "application/x-www-form-urlencoded"), ("X-Requested-With", "XMLHttpRequest"))
_RECORD_BEGIN, _RECORD_END = re.compile(r"<record>", re.IGNORECASE), re.compile(r"</record>", re.IGNORECASE)
_WRAP = re.compile(r"^\s*<!\[CDATA\[|\]\]>\s*$")
_LONGEST_RECORD = 20_000
_NEXT_GROUP = re.compile(r"<nextgroup>[^<]{0,50}<!?[^>]{0,200}?href\s*=\s*[\"']([^\"']{1,2000})[\"']", re.IGNORECASE)
_TOTAL, _PAGES = re.compile(r"<totalrecord>\s*(\d+)", re.IGNORECASE), re.compile(r"<totalpage>\s*(\d+)", re.IGNORECASE)
_JPAGE = re.compile(r"\.jpage\s*\(\s*\{(.*?)\}\s*\)", re.DOTALL)
_CLAIMED, _EACH = re.compile(r"totalRecord\s*:\s*[\"']?(\d+)"), re.compile(r"perPage\s*:\s*[\"']?(\d+)")
_PROXY = re.compile(r"proxyUrl\s*:\s*[\"']([^\"']+)[\"']")
_ASKS = re.compile(r"ajaxParam\s*:\s*\{(.*)", re.DOTALL)
_PAIR = re.compile(r"[\"']?(\w+)[\"']?\s*:\s*(?:[\"']([^\"']*)[\"']|(-?\d+))")
_SEARCH = re.compile(r"[\"']([^\"'\s]*/module/xxgk/search(?:_custom)?\.jsp[^\"'\s]*)[\"']")
_SEARCH_FORM = re.compile(r"(infotypeId=[^\"'\s]*)")
# A jpage asks for three of its pages at a time.
_PAGES_A_GROUP = 3


def read(page: Page, *, today: date | None = None) -> ListPage | None:
    """The records the page brings along, and the requests for the others."""
    html = page.html
    records = list(_records(html)) if "<record>" in page.plain else []
    script = _JPAGE.search(html)
    if not records and script is None and "dataproxy.jsp" not in html:
        return _catalogue(page, today=today)
    items = items_of_markup([_plain(record) for record in records], base_of(page), today=today)
    if not items:
        items = generic.Reading(page, today=today, paged=1).items
    claimed = _CLAIMED.search(script[1] if script else html)
    total = int(claimed[1]) if claimed else _stated(_TOTAL, html)
    if not items and not total:
        return None
    following = _following(page, script[1] if script else "", have=len(records) or len(items), total=total)
    return ListPage(NAME, items, following, total)


def _records(text: str) -> Iterator[str]:
    """The markup of each record; one that is never closed ends the reading."""
    at = 0
    while (begin := _RECORD_BEGIN.search(text, at)) and (end := _RECORD_END.search(text, begin.end())):
        if end.start() - begin.end() < _LONGEST_RECORD:
            yield _WRAP.sub("", text[begin.end() : end.start()])
        at = end.end()


def _plain(record: str) -> str:
    """A record as markup: inside some pages it is written with entities."""
    return unescape(record) if "&lt;" in record and "<a" not in record.lower() else record


def _stated(form: re.Pattern[str], text: str) -> int | None:
    match = form.search(text)
    return int(match[1]) if match else None


def _following(page: Page, script: str, *, have: int, total: int | None) -> tuple[Request, ...]:
    if total is not None and have >= total:
        return ()
    base = base_of(page)
    if group := _NEXT_GROUP.search(page.html):
        url = resolve(base, unescape(group[1]))
        return (Request(url, kind=RECORDS),) if url else ()
    each = _stated(_EACH, script) or 15
    proxy = _PROXY.search(script)
    asks = _ASKS.search(script)
    fields = {name: text or number for name, text, number in _PAIR.findall(asks[1])} if asks else {}
    url = resolve(base, proxy[1] if proxy else "/module/web/jpage/dataproxy.jsp")
    if url is None or total is None or not fields:
        return ()
    size = each * _PAGES_A_GROUP
    body = urlencode(fields).encode()
    first = have + 1
    return tuple(
        Request(
            f"{url}?startrecord={start}&endrecord={min(start + size - 1, total)}&perpage={each}",
            method="POST",
            body=body,
            headers=_FORM,
            kind=RECORDS,
        )
        for start in range(first, min(total, MOST_PAGES * each) + 1, size)
    )


def records(text: str, request: Request, *, today: date | None = None) -> ListPage:
    """The records of one answer of dataproxy.jsp; after a GET the further pages it promises."""
    found = [_plain(record) for record in _records(text)]
    parts = urlsplit(request.url)
    query = dict(parse_qsl(parts.query, keep_blank_values=True))
    current = int(query["page"]) if query.get("page", "").isdecimal() else 1
    first_page = current == 1 and query.get("startrecord", "1") == "1"
    items = items_of_markup(found, request.url, today=today, first_page=first_page)
    following: tuple[Request, ...] = ()
    if request.method == "GET" and items:
        if count := _stated(_PAGES, text):
            following = tuple(
                Request(_with(request.url, "page", number), kind=RECORDS)
                for number in range(current + 1, min(count, MOST_PAGES) + 1)
            )
        elif (group := _NEXT_GROUP.search(text)) and (url := resolve(request.url, unescape(group[1]))):
            following = (Request(url, kind=RECORDS),) if url != request.url else ()
    return ListPage(NAME, items, following, _stated(_TOTAL, text))


def _with(url: str, name: str, value: int) -> str:
    """The address with one number in its query changed; the rest stays to the letter, since names are encoded twice."""
    changed, count = re.subn(rf"(?<=[?&]){name}=[^&]*", f"{name}={value}", url)
    return changed if count else f"{url}{'&' if '?' in url else '?'}{name}={value}"


def _catalogue(page: Page, *, today: date | None) -> ListPage | None:
    """A page of 信息公开目录 whose script fetches its table from search_custom.jsp."""
    match = _SEARCH.search(page.html) if "/module/xxgk/search" in page.html else None
    if match is None or (url := resolve(base_of(page), unescape(match[1]))) is None:
        return None
    reading = generic.Reading(page, today=today)
    if reading.items:
        return None
    form = _SEARCH_FORM.search(page.html)
    body = unescape(form[1]).encode() if form else b""
    return ListPage(NAME, (), (_asking(url, 1, body),))


def _asking(url: str, number: int, body: bytes) -> Request:
    return Request(
        _with(url, "currpage", number),
        method="POST" if body else "GET",
        body=body,
        headers=_FORM if body else (),
        kind=CATALOGUE,
    )


def catalogue(text: str, request: Request, *, today: date | None = None) -> ListPage:
    """One page of the table; all further ones, since it tells how many there are."""
    reading = generic.Reading(page_of(text, request.url), today=today, paged=1)
    current = _stated(re.compile(r"[?&]currpage=(\d+)"), request.url) or 1
    words = reading.flow.text(0, len(reading.flow))
    count, total = pages_told(words), total_told(words)
    if count is None and total and reading.items and current == 1:
        count = -(-total // len(reading.items))
    following = (
        tuple(
            _asking(request.url, number, request.body) for number in range(current + 1, min(count or 1, MOST_PAGES) + 1)
        )
        if reading.items
        else ()
    )
    return ListPage(NAME, reading.items, following, total)


ANSWERS = {RECORDS: records, CATALOGUE: catalogue}
