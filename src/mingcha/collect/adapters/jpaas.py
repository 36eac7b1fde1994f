"""大汉 Hanweb jpaas: the list is a unit fetched by a script from the publishing server, its markup wrapped in JSON."""

from __future__ import annotations

import json
import re
from datetime import date
from html import unescape
from urllib.parse import parse_qsl, quote, urlencode, urlsplit

from mingcha.collect.adapters import generic
from mingcha.collect.links import base_of, resolve
from mingcha.collect.patterns.pager_words import MOST_PAGES, total_told
from mingcha.collect.patterns.records import json_of, page_of
from mingcha.model.collected import ListPage
from mingcha.model.fetch import Request
from mingcha.pages.page import Page

NAME = "jpaas"
ANSWER = "jpaas-unit"
_UNIT = re.compile(
    r"url\s*=\s*[\"']([^\"']*/(?:front/page/build/unit|interface/unit)[^\"']*)[\"'][^>]{0,2000}?queryData\s*=\s*(?:\"([^\"]{0,4000})\"|'([^']{0,4000})')|"
    r"queryData\s*=\s*(?:\"([^\"]{0,4000})\"|'([^']{0,4000})')[^>]{0,2000}?\surl\s*=\s*[\"']([^\"']*/(?:front/page/build/unit|interface/unit)[^\"']*)[\"']",
    re.IGNORECASE,
)
_PAIR = re.compile(r"['\"]?(\w+)['\"]?\s*:\s*['\"]?([^,'\"{}]*)['\"]?")
_ROWS, _COUNT = (
    re.compile(r"['\"]?\brows['\"]?\s*[=:]\s*\\?['\"]?(\d+)"),
    re.compile(r"['\"]?\bcount['\"]?\s*[=:]\s*\\?['\"]?(\d+)"),
)
_USUAL_ROWS = 15


def read(page: Page, *, today: date | None = None) -> ListPage | None:
    """What the page itself holds of the list, and the request for its unit, whose answer tells how many pages there are."""
    if "/unit" not in page.plain or "querydata" not in page.plain:
        return None
    units = [_unit(match) for match in _UNIT.finditer(page.html)]
    columns = [unit for unit in units if unit[1].get("pageType", "column") == "column"]
    if not columns:
        return None
    reading = generic.Reading(page, today=today)
    base = base_of(page)
    rows = _number(_ROWS, page.html) or _USUAL_ROWS
    following = []
    for address, query in columns:
        if (url := resolve(base, address)) is not None:
            following.append(_asking(url, query, 1, rows, page.url))
    items = reading.items if reading.best is not None and reading.best.dated >= 0.5 else ()
    return ListPage(NAME, items, tuple(dict.fromkeys(following)))


def _unit(match: re.Match[str]) -> tuple[str, dict[str, str]]:
    address = match[1] or match[6]
    data = unescape(match[2] or match[3] or match[4] or match[5] or "")
    return unescape(address), dict(_PAIR.findall(data))


def _asking(url: str, query: dict[str, str], number: int, rows: int, referer: str) -> Request:
    # The page number counts only inside paramJson, written without spaces.
    param = json.dumps({"pageNo": number, "pageSize": rows}, separators=(",", ":"))
    asked = urlencode({**query, "paramJson": param}, quote_via=quote)
    return Request(
        f"{url.partition('?')[0]}?{asked}",
        headers=(("Referer", referer), ("X-Requested-With", "XMLHttpRequest")),
        kind=ANSWER,
    )


def answer(text: str, request: Request, *, today: date | None = None) -> ListPage:
    """The posts in the markup of one unit; the first page tells of all the others."""
    value = json_of(text)
    data = value.get("data") if isinstance(value, dict) else None
    markup = (
        data.get("html")
        if isinstance(data, dict)
        else data
        if isinstance(data, str)
        else text
        if "<" in text[:200]
        else ""
    )
    if not isinstance(markup, str):
        return ListPage(NAME)
    query = dict(parse_qsl(urlsplit(request.url).query, keep_blank_values=True))
    param = json_of(query.pop("paramJson", "")) or {}
    current = int(str(param.get("pageNo", 1))) if isinstance(param, dict) else 1
    asked = int(str(param.get("pageSize", _USUAL_ROWS))) if isinstance(param, dict) else _USUAL_ROWS
    reading = generic.Reading(page_of(markup, request.url), today=today, later=current > 1, paged=1)
    told = unescape(markup)
    total, rows = _number(_COUNT, told) or total_told(told), _number(_ROWS, told) or asked
    following: tuple[Request, ...] = ()
    if reading.items and total:
        referer = dict(request.headers).get("Referer", request.url)
        count = -(-total // rows)
        following = tuple(
            _asking(request.url, query, number, rows, referer)
            for number in range(current + 1, min(count, MOST_PAGES) + 1)
        )
    return ListPage(NAME, reading.items, following, total)


def _number(form: re.Pattern[str], text: str) -> int | None:
    match = form.search(text)
    return int(match[1]) or None if match else None


ANSWERS = {ANSWER: answer}
