"""博达 VSB: static pages numbered backwards (X.htm, X/13.htm … X/1.htm), or a list.jsp that takes PAGENUM."""

from __future__ import annotations

import re
from datetime import date
from urllib.parse import urlsplit

from mingcha.collect.adapters import generic
from mingcha.collect.patterns.pager_words import MOST_PAGES
from mingcha.model.collected import ListPage
from mingcha.pages.page import Page

NAME = "vsb"
_CALL = re.compile(r"_simple_list_gotopage(?:_fun)?\s*\(\s*(\d+)\s*(?:,\s*[\"'][^\"']*[\"']\s*(?:,\s*(\d+))?)?")
_SIGN = re.compile(r"urltype=tree\.TreeTempUrl|_simple_list_gotopage|/system/resource/", re.IGNORECASE)
_NUMBERED = re.compile(r"(?P<stem>.+)/(?P<number>\d+)\.(?P<ending>s?html?)$")
_FIRST = re.compile(r"(?P<stem>.+)\.(?P<ending>s?html?)$")
_DYNAMIC = 1


def read(page: Page, *, today: date | None = None) -> ListPage | None:
    """The list. The number in a static page's name counts from the end, so that a full page never changes."""
    if "_simple_list_gotopage" not in page.html:
        return None
    if not _SIGN.search(page.html) or (call := _CALL.search(page.html)) is None:
        return None
    count, mode = min(int(call[1]), MOST_PAGES), int(call[2] or 2)
    if mode == _DYNAMIC or ".jsp" in urlsplit(page.url).path:
        current, urls = _dynamic(page, count)
    else:
        current, urls = _static(page.url, count)
    reading = generic.Reading(page, today=today, later=current > 1, paged=count)
    if not reading.items and not reading.is_empty_list:
        return None
    if reading.pager and reading.pager.pages and mode == _DYNAMIC and len(reading.pager.pages) >= len(urls):
        urls = list(reading.pager.pages)
    return ListPage(NAME, reading.items, generic.pages_of(urls), reading.total)


def _static(url: str, count: int) -> tuple[int, list[str]]:
    path = url.partition("?")[0]
    numbered = _NUMBERED.fullmatch(path)
    if numbered and int(numbered["number"]) < count:
        stem, ending, current = numbered["stem"], numbered["ending"], count - int(numbered["number"]) + 1
    elif first := _FIRST.fullmatch(path):
        stem, ending, current = first["stem"], first["ending"], 1
    else:
        return 1, []
    return current, [f"{stem}/{count - number + 1}.{ending}" for number in range(current + 1, count + 1)]


def _dynamic(page: Page, count: int) -> tuple[int, list[str]]:
    url = page.url
    match = re.search(r"[?&]PAGENUM=(\d+)", url, re.IGNORECASE)
    current = int(match[1]) if match else 1
    plain = re.sub(r"(?<=[?&])(?:PAGENUM|totalpage)=\d*&?", "", url, flags=re.IGNORECASE).rstrip("?&")
    head, _, query = plain.partition("?")
    rest = f"&{query}" if query else ""
    return current, [f"{head}?totalpage={count}&PAGENUM={number}{rest}" for number in range(current + 1, count + 1)]
