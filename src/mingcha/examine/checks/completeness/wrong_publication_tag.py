"""A PubDate tag that is no moment, or another day than the page shows.

Looks for: PubDate values that cannot be read as year, month and day, and values whose day differs from the publication
day the reader sees. Told once for all pages of one make.
Matters because: inspections take the day from the tag; a tag that says otherwise than the page looks like a faked day.
To fix: let the template fill the tag from the same field as the shown day, as 2024-01-12 09:00.
Cannot see: which of the two days is the true one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from mingcha.examine.declaration import check, found
from mingcha.examine.page_tags.grouping import shown_pages
from mingcha.model.finding import Evidence, Severity
from mingcha.model.page_tags import PageRole, TaggedPage, TaggedPages
from mingcha.text.width import fold_all

_SITE = "http://www.yangli.example/"
_DASHES = str.maketrans("‐‑‒–—―−", "-------")
_MOMENT = re.compile(
    r"(\d{4})\s*[-/.年]+\s*(\d{1,2})\s*[-/.月]+\s*(\d{1,2})(?!\d)|(\d{4})(\d{2})(\d{2})(?:\d{4}|\d{6})?$"
)


def _pages(*values: str, shown: date | None = None) -> TaggedPages:
    pages = [
        TaggedPage(f"{_SITE}{number}.html", PageRole.CONTENT, (("PubDate", value),), shown=shown)
        for number, value in enumerate(values)
    ]
    return TaggedPages(_SITE, PageRole.CONTENT, tuple(pages))


@check(
    severity=Severity.LOW,
    clauses=["SITE-PAGE-TAGS"],
    message="发布时间标签（PubDate）有误：{quote}",
    advice="让模板从显示发布日期的同一字段取值，写成 2024-01-12 09:00 的样子。",
    bad=[
        _pages("昨天"),
        _pages("12/01/2024"),
        _pages("2024-02-30 09:00"),
        _pages("2024-01-12 09:00", shown=date(2024, 1, 10)),
    ],
    good=[
        _pages("2024-01-12 09:00", shown=date(2024, 1, 12)),
        _pages("2024—01—12 09:00", "2024年1月12日", "20240112", "2024/1/12 9:00:00"),
        _pages(""),
    ],
)
def wrong_publication_tag(template: TaggedPages) -> Iterator[Evidence]:
    unreadable: list[TaggedPage] = []
    differing: list[TaggedPage] = []
    for page in template.pages:
        value = page.value("PubDate")
        if not value:
            continue
        day = _day(value)
        if day is None:
            unreadable.append(page)
        elif page.shown is not None and day != page.shown:
            differing.append(page)
    for what, pages in (("认不出日期", unreadable), ("与页面显示的日期不一致", differing)):
        if not pages:
            continue
        first = pages[0]
        shown = f"，页面显示 {first.shown}" if pages is differing else ""
        yield found(
            quote=f"{len(pages)} 个内容页{what}，如“{first.value('PubDate')}”{shown}",
            note=f"如 {first.url}",
            secret=f"{template.key} {what}",
            more_places=shown_pages(pages[1:]),
        )


def _day(value: str) -> date | None:
    match = _MOMENT.match(fold_all(value).translate(_DASHES).strip())
    if match is None:
        return None
    try:
        year, month, day = (int(part) for part in match.groups() if part is not None)
        return date(year, month, day)
    except ValueError:
        return None
