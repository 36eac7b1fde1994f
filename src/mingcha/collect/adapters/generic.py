"""Lists of any make: the rows that repeat are the posts, the pager is whatever turns pages.

A list whose pager can be read from its own links (index_2.html, ?page=2, …) is told as `static`, one without as `generic`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date

from mingcha.collect.patterns import titles
from mingcha.collect.patterns.choice import Candidate, best, candidates
from mingcha.collect.patterns.pager import Pager, find_pager, total_told
from mingcha.collect.patterns.records import made
from mingcha.collect.patterns.rows import Run, link_places, runs
from mingcha.model.collected import ListItem, ListPage
from mingcha.model.fetch import Request
from mingcha.pages.flow import Flow, flow
from mingcha.pages.page import Page

__all__ = ["LIST", "NAME", "STATIC", "Reading", "pages_of", "read"]

NAME, STATIC = "generic", "static"
# What a request for a list page is called, so that its answer is read as one.
LIST = "list"
_EMPTY = re.compile(
    r"暂无(?:相关)?(?:信息|数据|内容|记录|文章|公告)|没有(?:找到)?(?:相关|任何)?(?:信息|数据|记录|内容)|栏目(?:正在)?建设中|共\s*0\s*[条页]"
)


class Reading:
    """A page looked at as a list: its flow, its pager, its likeliest run. Adapters of a family take what they need."""

    def __init__(self, page: Page, *, today: date | None, later: bool = False, paged: int | None = None) -> None:
        """`later`: this is not the first page. `paged`: a pager drawn by a script stands somewhere on the page."""
        self.page = page
        self.flow: Flow = flow(page)
        self.pager: Pager | None = find_pager(page, self.flow)
        self.links = link_places(page, self.flow)
        names = [page.tag("ColumnName"), *titles.parts_of(_title(page))[:2]]
        self.found: list[Candidate] = candidates(
            self.flow, runs(self.flow, self.links), url=page.url, pager=self.pager, names=names, today=today
        )
        self.best: Candidate | None = best(self.found, pager=self.pager)
        if self.best is None and paged and self.found and self.found[0].score > 0.4:
            self.best = self.found[0]
        is_first = not later and (self.pager is None or self.pager.is_first)
        self.items: tuple[ListItem, ...] = (
            _items(self.flow, self.best, self.found, today=today, first_page=is_first) if self.best else ()
        )
        self.total = total_told(" ".join(self.flow.texts[-400:])) if self.items else None

    @property
    def is_empty_list(self) -> bool:
        """Whether the page says of itself that it is a list without posts."""
        return not self.items and _EMPTY.search(self.flow.text(0, len(self.flow))) is not None


def _title(page: Page) -> str:
    node = page.tree.css_first("title", default=None)
    return node.text(strip=True) if node is not None else ""


def read(page: Page, *, today: date | None = None) -> ListPage | None:
    """The list of a page made by nobody knows what; None when it shows none."""
    reading = Reading(page, today=today)
    if not reading.items:
        return ListPage(NAME) if reading.is_empty_list else None
    following = pages_of(reading.pager.pages if reading.pager else ())
    return ListPage(STATIC if reading.pager else NAME, reading.items, following, reading.total)


def pages_of(urls: Iterable[str]) -> tuple[Request, ...]:
    """The requests for further list pages."""
    return tuple(Request(url, kind=LIST) for url in urls)


def _items(
    shown: Flow, chosen: Candidate, found: Sequence[Candidate], *, today: date | None, first_page: bool
) -> tuple[ListItem, ...]:
    rows, days = list(chosen.run.rows), list(chosen.days)
    for other in found[1:]:
        if _belongs(shown, chosen, other):
            rows += other.run.rows
            days += other.days
    order = sorted(range(len(rows)), key=lambda place: rows[place].start)
    rows, days = [rows[place] for place in order], [days[place] for place in order]
    return made(shown, rows, days, today=today, first_page=first_page)


def _belongs(shown: Flow, chosen: Candidate, other: Candidate) -> bool:
    """Whether another run is a further piece of the same list: made the same, dated alike, only a short heading between."""
    mine, theirs = chosen.run, other.run
    if mine.path != theirs.path or (chosen.dated >= 0.5) != (other.dated >= 0.5):
        return False
    if mine.end > theirs.start and theirs.end > mine.start:
        return False
    low, high = (mine, theirs) if mine.start < theirs.start else (theirs, mine)
    between = "".join(shown.texts[low.end : high.start])
    links = any(shown.tags[place] == "a" for place in range(low.end, high.start))
    return not links and len(between) <= 12 and any(c.isdecimal() for c in between) and _made_alike(shown, mine, theirs)


def _made_alike(shown: Flow, one: Run, other: Run) -> bool:
    hints = [[shown.hint(above) for above in list(shown.above(run.rows[0].link.place))[1:3]] for run in (one, other)]
    return hints[0] == hints[1]
