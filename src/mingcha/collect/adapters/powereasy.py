"""动易 PowerEasy SiteWeaver and 科讯 KesionCMS: Category_12/Index_2.aspx, list.asp?id=12&page=2, told from 共 N 页."""

from __future__ import annotations

import re
from datetime import date

from mingcha.collect.adapters import generic
from mingcha.collect.patterns.pager_words import MOST_PAGES, pages_told
from mingcha.model.collected import ListPage
from mingcha.pages.page import Page

NAME = "powereasy"
_SIGN = re.compile(
    r"PowerEasy|SiteWeaver|SiteFactory|Kesion|ks_inc|/Category_\d+/Index|ArticleList\.asp|ShowClass\.asp", re.IGNORECASE
)
# One of these is in whatever has a sign, and quickly looked for.
_SIGNS = (
    "powereasy",
    "siteweaver",
    "sitefactory",
    "kesion",
    "ks_inc",
    "/category_",
    "articlelist.asp",
    "showclass.asp",
)
_CATEGORY = re.compile(r"(?P<head>.*/Category_\d+/Index)(?:_(?P<number>\d+))?(?P<ending>\.aspx)$", re.IGNORECASE)
_QUERY = re.compile(r"(?:list|ShowClass\w*|Article_Class\w*|ArticleList|more|index)\.asp\?", re.IGNORECASE)


def read(page: Page, *, today: date | None = None) -> ListPage | None:
    """The list. Where the pager's own links can be followed they are; else the addresses are made as these systems do."""
    url = page.url.casefold()
    if not any(sign in page.plain or sign in url for sign in _SIGNS) or not (
        _SIGN.search(page.html) or _SIGN.search(page.url)
    ):
        return None
    reading = generic.Reading(page, today=today)
    if not reading.items:
        return None
    urls = reading.pager.pages if reading.pager else ()
    made = _made(page.url, pages_told(reading.flow.text(0, len(reading.flow))))
    return ListPage(NAME, reading.items, generic.pages_of(urls if len(urls) >= len(made) else made), reading.total)


def _made(url: str, count: int | None) -> tuple[str, ...]:
    if not count or count > MOST_PAGES:
        return ()
    if category := _CATEGORY.fullmatch(url.partition("?")[0]):
        current = int(category["number"] or 1)
        return tuple(f"{category['head']}_{number}{category['ending']}" for number in range(current + 1, count + 1))
    if _QUERY.search(url):
        own = re.search(r"[?&]page=(\d+)", url, re.IGNORECASE)
        plain = re.sub(r"[&?]page=\d*", "", url, flags=re.IGNORECASE)
        return tuple(f"{plain}&page={number}" for number in range((int(own[1]) if own else 1) + 1, count + 1))
    return ()
