"""拓尔思 TRS WCM and its many likenesses: a script draws the pager from createPageHTML(count, index from 0, name, ending)."""

from __future__ import annotations

import re
from datetime import date

from mingcha.collect.adapters import generic
from mingcha.collect.addresses import folder_of
from mingcha.collect.patterns.pager_words import MOST_PAGES
from mingcha.model.collected import ListPage
from mingcha.pages.page import Page

NAME = "trs"
# pageControl is what some provinces renamed the function to.
_CALL = re.compile(
    r"(?:createPageHTML|createPage|pageControl|createPageHtml)\s*\(\s*[\"']?(\d+)[\"']?\s*,\s*[\"']?(\d+)[\"']?\s*,\s*[\"']([^\"']+)[\"']\s*,\s*"
    r"[\"'](\w+)[\"']",
)
_COUNT = re.compile(r"var\s+countPage\s*=\s*[\"']?(\d+)")
_CURRENT = re.compile(r"var\s+(?:currentPage|nCurrIndex|curPage)\s*=\s*[\"']?(\d+)")
_FILE = re.compile(r"(?P<name>[\w-]+?)(?:_(?P<number>\d+))?\.(?P<ending>s?html?|jhtml)$")


def read(page: Page, *, today: date | None = None) -> ListPage | None:
    """The list; its following pages are name_1, name_2 … up to count − 1."""
    if not any(sign in page.html for sign in ("createPage", "pageControl", "countPage")):
        return None
    if (call := _CALL.search(page.html)) is not None:
        count, index, name, ending = int(call[1]), int(call[2]), call[3], call[4]
    elif (told := _COUNT.search(page.html)) is not None:
        file = _FILE.search(page.url.partition("?")[0])
        current = _CURRENT.search(page.html)
        count, name, ending = int(told[1]), file["name"] if file else "index", file["ending"] if file else "html"
        own = file["number"] if file else None
        index = int(own or 0) if own or current is None else int(current[1])
    else:
        return None
    folder = folder_of(page.url)
    urls = [f"{folder}{name}_{number}.{ending}" for number in range(index + 1, min(count, MOST_PAGES))]
    reading = generic.Reading(page, today=today, later=index > 0, paged=count)
    if not reading.items and not reading.is_empty_list and count <= 1:
        return None
    return ListPage(NAME, reading.items, generic.pages_of(urls), reading.total)
