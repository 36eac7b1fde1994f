"""龙讯 Lonsun: pages of a column are asked for by pageIndex, and a script's pagination tells how many there are."""

from __future__ import annotations

import re
from datetime import date

from mingcha.collect.adapters import generic
from mingcha.collect.patterns.pager_words import MOST_PAGES
from mingcha.model.collected import ListPage
from mingcha.pages.page import Page

NAME = "lonsun"
_CALL = re.compile(r"Ls\.pagination\s*\(|\bcurrPage\s*:\s*[\"']?\d+[\"']?\s*,[^{}]*pageCount\s*:")
_COUNT, _CURRENT = re.compile(r"pageCount\s*:\s*[\"']?(\d+)"), re.compile(r"currPage\s*:\s*[\"']?(\d+)")
_TOTAL = re.compile(r"(?:total|totalCount|dataCount)\s*:\s*[\"']?(\d+)")


def read(page: Page, *, today: date | None = None) -> ListPage | None:
    """The list, whose page n is its own address with pageIndex=n."""
    call = _CALL.search(page.html) if "agination" in page.html or "currPage" in page.html else None
    count = _COUNT.search(page.html, max(call.start() - 200, 0)) if call else None
    if call is None or count is None:
        return None
    told = _CURRENT.search(page.html, max(call.start() - 200, 0))
    own = re.search(r"[?&]pageIndex=(\d+)", page.url)
    current = int(own[1]) if own else int(told[1]) if told else 1
    current = max(current, 1)
    reading = generic.Reading(page, today=today, later=current > 1, paged=int(count[1]))
    if not reading.items and int(count[1]) <= 1 and not reading.is_empty_list:
        return None
    total = _TOTAL.search(page.html, call.start(), call.start() + 600)
    urls = [_address(page.url, number) for number in range(current + 1, min(int(count[1]), MOST_PAGES) + 1)]
    return ListPage(NAME, reading.items, generic.pages_of(urls), int(total[1]) if total else reading.total)


def _address(url: str, number: int) -> str:
    changed, found = re.subn(r"(?<=[?&])pageIndex=\d*", f"pageIndex={number}", url)
    return changed if found else f"{url}{'&' if '?' in url else '?'}pageIndex={number}"
