"""Lists that grow by 加载更多: the first posts stand on the page, a script asks for the rest as records, page by page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from urllib.parse import parse_qsl, urlsplit

from mingcha.collect.adapters import generic
from mingcha.collect.patterns.asked_by_scripts import Endpoint, endpoints, page_key
from mingcha.collect.patterns.pager_words import MORE, MOST_PAGES, total_told
from mingcha.collect.patterns.records import items_of_values, json_of, page_of, records_in
from mingcha.model.collected import ListPage
from mingcha.model.fetch import Request
from mingcha.pages.page import Page

NAME = "load-more"
ANSWER = "load-more-records"
_SIZE = re.compile(
    r"(?:^|[?&])(?:page_?size|size|limit|rows|ps|per_?page|page_?rows|num)=(\d{1,3})(?=&|$)", re.IGNORECASE
)
_TOTAL = re.compile(r"data-(?:total|total-?count|total-?num)", re.IGNORECASE)
_TOTAL_KEYS = frozenset({"total", "totalcount", "total_count", "totalnum", "totalrows", "totalelements", "recordcount"})
_PAGES_KEYS = frozenset({"pages", "totalpage", "totalpages", "total_page", "total_pages", "pagecount", "page_count"})
_LISTS = re.compile(r"list|article|content|news|info|doc|post|page|channel|column|catalog", re.IGNORECASE)
_NEAR = 16


def read(page: Page, *, today: date | None = None) -> ListPage | None:
    """What stands on the page, and the requests for the rest; None where nothing on it grows.

    Where the request cannot be told, `total` says what is missed: what the page claims, at least one more than it shows.
    """
    if "更多" not in page.html and "page" not in page.html and "Page" not in page.html:
        return None
    reading = generic.Reading(page, today=today)
    if reading.pager is not None and reading.pager.pages:
        return None
    button = _button(reading)
    known = next((one for one in endpoints(page) if one.key and (button or _LISTS.search(one.url))), None)
    if known is None and not (button and reading.items):
        return None
    total = reading.total or _total_of_attributes(page)
    count = len(reading.items)
    if known is None:
        return ListPage(NAME, reading.items, (), total or count + 1)
    if not reading.items and (known.first is None or _is_post(page)):
        return None
    if total is not None and total <= count:
        return ListPage(NAME, reading.items, (), total)
    first = known.first if known.first is not None else 2
    size = _size(known) or count
    last = -(-total // size) if total and size else first
    numbers = range(first, min(max(last, first), MOST_PAGES) + 1)
    return ListPage(NAME, reading.items, tuple(_asking(known, number, page.url) for number in numbers), total)


def _is_post(page: Page) -> bool:
    """Whether the page calls itself a post's: what it asks for by the page then is no list of posts."""
    return bool(page.tag("ArticleTitle"))


def _button(reading: generic.Reading) -> bool:
    """Whether 加载更多 stands right behind the list, and leads nowhere by itself."""
    shown = reading.flow
    if reading.best is None:
        return False
    end = reading.best.run.end
    for place in range(end, min(end + _NEAR, len(shown))):
        words = shown.texts[place]
        if words and words not in ("更多", "更多>>", "more") and MORE.fullmatch(words):
            link = next((above for above in shown.above(place) if shown.tags[above] == "a"), None)
            href = (shown.nodes[link].attrs.get("href") or "") if link is not None else ""
            return not href or href.startswith(("#", "javascript"))
    return False


def _total_of_attributes(page: Page) -> int | None:
    if "data-" not in page.html:
        return None
    for node in page.tree.css("button, a, div, span, ul, p"):
        for name, value in node.attrs.items():
            if value and value.isdecimal() and len(value) < 7 and _TOTAL.fullmatch(name):
                return int(value) or None
    return None


def _size(known: Endpoint) -> int | None:
    match = _SIZE.search(known.posted) or _SIZE.search(urlsplit(known.url).query)
    return int(match[1]) or None if match else None


def _asking(known: Endpoint, number: int, referer: str) -> Request:
    headers: tuple[tuple[str, str], ...] = (("Referer", referer), ("X-Requested-With", "XMLHttpRequest"))
    if known.posted:
        headers = (*headers, ("Content-Type", "application/x-www-form-urlencoded; charset=UTF-8"))
        return Request(known.url, "POST", _with_page(known.posted, known.key, number).encode(), headers, kind=ANSWER)
    address, _, query = known.url.partition("?")
    return Request(f"{address}?{_with_page(query, known.key, number)}", headers=headers, kind=ANSWER)


def _with_page(query: str, key: str, number: int) -> str:
    form = re.compile(rf"(^|&){re.escape(key)}=[^&]*")
    if form.search(query):
        return form.sub(rf"\g<1>{key}={number}", query)
    return f"{query}&{key}={number}" if query else f"{key}={number}"


def answer(text: str, request: Request, *, today: date | None = None) -> ListPage:
    """The posts of one answer, records or markup; the pages its total promises, else the next while there are posts."""
    value = json_of(text) if text.lstrip()[:1] != "<" else None
    referer = dict(request.headers).get("Referer", request.url)
    items = items_of_values(records_in(value), referer)
    if not items:
        markup = text if value is None else max(_texts(value), key=len, default="")
        if "<a" in markup:
            items = generic.Reading(page_of(markup, referer), today=today, later=True, paged=1).items
    if not items:
        return ListPage(NAME)
    query = request.body.decode() if request.body else urlsplit(request.url).query
    key = page_key(query)
    current = int(dict(parse_qsl(query)).get(key, "1") or 1)
    total, pages = _told(value, _TOTAL_KEYS), _told(value, _PAGES_KEYS)
    size = int(match[1]) if (match := _SIZE.search(query)) and int(match[1]) else len(items)
    last = pages or (-(-total // size) if total else current + 1)
    known = Endpoint(request.url, key, posted=query if request.body else "")
    numbers = range(current + 1, min(last, MOST_PAGES) + 1) if key else ()
    return ListPage(
        NAME, items, tuple(_asking(known, number, referer) for number in numbers), total or total_told(text)
    )


def _texts(value: object, depth: int = 0) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif depth < 4 and isinstance(value, dict | list):
        for each in value.values() if isinstance(value, dict) else value:
            yield from _texts(each, depth + 1)


def _told(value: object, keys: frozenset[str], depth: int = 0) -> int | None:
    if not isinstance(value, dict) or depth > 3:
        return None
    for key, each in value.items():
        if str(key).lower() in keys and not isinstance(each, bool):
            if isinstance(each, int) and 0 < each < 10_000_000:
                return each
            if isinstance(each, str) and each.isdecimal() and len(each) < 8:
                return int(each) or None
    return next((found for each in value.values() if (found := _told(each, keys, depth + 1)) is not None), None)


ANSWERS = {ANSWER: answer}
