"""开普 UCAP: createPageHTML('div', count, page from 1, name, ending, total), or records in JSON from /common/search."""

from __future__ import annotations

import re
from datetime import date
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from mingcha.collect.adapters import generic
from mingcha.collect.addresses import folder_of
from mingcha.collect.links import base_of, resolve
from mingcha.collect.patterns.pager_words import MOST_PAGES
from mingcha.collect.patterns.records import items_of_values, json_of, records_in
from mingcha.model.collected import ListPage
from mingcha.model.fetch import Request
from mingcha.pages.page import Page

NAME = "ucap"
ANSWER = "ucap-records"
_CALL = re.compile(
    r"createPageHTML\s*\(\s*[\"'][^\"']*[\"']\s*,\s*[\"']?(\d+)[\"']?\s*,\s*[\"']?(\d+)[\"']?\s*,\s*[\"']([^\"']+)[\"']\s*,\s*"
    r"[\"'](\w+)[\"']\s*(?:,\s*[\"']?(\d+))?"
)
_SEARCH = re.compile(r"[\"'(]([^\"'\s()]*/(?:common/)?search(?:List)?/[0-9a-f]{32}[^\"'\s()]*)[\"')]")
_ASKED = {
    "_isAgg": "true",
    "_isJson": "true",
    "_pageSize": "20",
    "_template": "index",
    "_rangeTimeGte": "",
    "_channelName": "",
}


def read(page: Page, *, today: date | None = None) -> ListPage | None:
    """The list; page n is name_n. Where the posts are only asked for by a script, its request is what follows."""
    if "createPageHTML" in page.html and (call := _CALL.search(page.html)) is not None:
        count, current, name, ending = int(call[1]), int(call[2]), call[3], call[4]
        reading = generic.Reading(page, today=today, later=current > 1, paged=count)
        if reading.items or count > 1:
            urls = [
                _address(page, name, number, ending, current)
                for number in range(current + 1, min(count, MOST_PAGES) + 1)
            ]
            return ListPage(NAME, reading.items, generic.pages_of(urls), int(call[5]) if call[5] else reading.total)
    if "/search" not in page.html:
        return None
    if (search := _SEARCH.search(page.html)) is not None and (url := resolve(base_of(page), search[1])) is not None:
        reading = generic.Reading(page, today=today)
        if reading.best is None or reading.best.score < 4:
            return ListPage(NAME, (), (Request(_asking(url, 1), kind=ANSWER),))
    return None


def _address(page: Page, name: str, number: int, ending: str, current: int) -> str:
    # Some copies number from name_1 for the second page; their own address or links then say so.
    shifted = current > 1 and f"/{name}_{current - 1}.{ending}" in page.url
    shifted = shifted or re.search(rf"href\s*=\s*[\"']?[^\"'\s>]*{re.escape(name)}_1\.{ending}", page.html) is not None
    return f"{folder_of(page.url)}{name}_{number - shifted}.{ending}"


def _asking(url: str, number: int) -> str:
    parts = urlsplit(url)
    query = {**_ASKED, **dict(parse_qsl(parts.query, keep_blank_values=True)), "_isJson": "true", "page": str(number)}
    return urlunsplit((parts.scheme, parts.netloc, parts.path, urlencode(query), ""))


def answer(text: str, request: Request, *, today: date | None = None) -> ListPage:
    """The records of one JSON answer; the further pages its total promises."""
    value = json_of(text)
    items = items_of_values(records_in(value), request.url)
    data = value.get("data") if isinstance(value, dict) else None
    data = data if isinstance(data, dict) else value if isinstance(value, dict) else {}
    total, rows = _number(data.get("total")), _number(data.get("rows")) or len(items)
    query = dict(parse_qsl(urlsplit(request.url).query))
    current = int(query["page"]) if query.get("page", "").isdecimal() else 1
    count = -(-total // rows) if total and rows else current
    following = tuple(
        Request(_asking(request.url, number), kind=ANSWER) for number in range(current + 1, min(count, MOST_PAGES) + 1)
    )
    return ListPage(NAME, items, following if items else (), total)


def _number(value: object) -> int | None:
    if isinstance(value, int):
        return value
    return int(value) if isinstance(value, str) and value.isdecimal() else None


ANSWERS = {ANSWER: answer}
