"""Lists of any make: the rows that repeat are the posts, the pager is whatever turns pages.

A list whose pager can be read from its own links (index_2.html, ?page=2, …) is told as `static`, one without as `generic`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from mingcha.collect.patterns import titles
from mingcha.collect.patterns.choice import Candidate, best, candidates
from mingcha.collect.patterns.days import hangs_on_today
from mingcha.collect.patterns.pager import Pager, find_pager
from mingcha.collect.patterns.pager_words import is_turn, total_told
from mingcha.collect.patterns.records import made
from mingcha.collect.patterns.rows import LinkPlace, Run, link_places, runs
from mingcha.model.collected import ListItem, ListPage
from mingcha.model.fetch import Request
from mingcha.pages.flow import Flow, flow
from mingcha.pages.page import Page

__all__ = ["BOXES", "LIST", "NAME", "STATIC", "Reading", "Sight", "pages_of", "read", "sight"]

NAME, STATIC, BOXES = "generic", "static", "boxes"
# What a request for a list page is called, so that its answer is read as one.
LIST = "list"
# A heading such as 2023年12月 between the pieces of one list.
_TIMES = re.compile(r"\W*(?:(?:20\d\d)\s*年?)?\W*(?:\d{1,2}\s*月)?\W*(?:\d{1,2}\s*日)?\W*")
_ENOUGH_IF_PAGED = 0.4
_A_BOX = 0.8
_A_PARAGRAPH, _SENTENCE = 15, re.compile("[。；]")
_MORE = re.compile(r"[\[【(（<+\s]*(?:更\s*多.{0,4}|more|查看更多|查看全部|>>|»)[\s>»›＞+…\])】）.]*", re.IGNORECASE)
_EMPTY = re.compile(
    r"暂无(?:相关)?(?:信息|数据|内容|记录|文章|公告)|没有(?:找到)?(?:相关|任何)?(?:信息|数据|记录|内容)|栏目(?:正在)?建设中|共\s*0\s*[条页]"
)


@dataclass(frozen=True, slots=True)
class Sight:
    """What a page has of lists: its flow, its pager, every run that could be a list, the likeliest first."""

    flow: Flow
    pager: Pager | None
    links: list[LinkPlace]
    found: list[Candidate]


def sight(page: Page, *, today: date | None = None) -> Sight:
    """The sight of a page, taken once for a day; whoever needs no day (昨天 alone does) is given any that was taken."""
    key = f"list {today}" if hangs_on_today(flow(page).texts) else "list"
    known = page.memo.get(key)
    if known is None and today is None:
        known = next((one for one in page.memo.values() if isinstance(one, Sight)), None)
    if not isinstance(known, Sight):
        shown = flow(page)
        pager = find_pager(page, shown)
        every = link_places(page, shown)
        links = [link for link in every if not is_turn(link.words)]
        names = [page.tag("ColumnName"), *titles.parts_of(_title(page))[:2]]
        found = candidates(shown, runs(shown, links, every=every), url=page.url, pager=pager, names=names, today=today)
        known = page.memo[key] = Sight(shown, pager, links, found)
    return known


class Reading:
    """A page read as a list: its likeliest run as items. Adapters of a family take what they need."""

    def __init__(self, page: Page, *, today: date | None, later: bool = False, paged: int | None = None) -> None:
        """`later`: this is not the first page. `paged`: a pager drawn by a script stands somewhere on the page."""
        seen = sight(page, today=today)
        self.page, self.flow, self.pager, self.links, self.found = page, seen.flow, seen.pager, seen.links, seen.found
        self.best: Candidate | None = best(self.found, pager=self.pager)
        if self.best is None and paged and self.found and self.found[0].score > _ENOUGH_IF_PAGED:
            self.best = self.found[0]
        if self.best is not None and self.pager is None and not paged and _are_attachments(self.flow, self.best):
            self.best = None
        is_first = not later and (self.pager is None or self.pager.is_first)
        self.items: tuple[ListItem, ...] = (
            _items(self.flow, self.best, self.found, today=today, first_page=is_first) if self.best else ()
        )
        self.total = self._total()

    def _total(self) -> int | None:
        """The number of posts told behind the list, or in its pager."""
        if self.best is None:
            return None
        end = self.best.run.end
        until = max(self.pager.end, end) + 12 if self.pager else end + 60
        return total_told(" ".join(words for words in self.flow.texts[end:until] if words))

    @property
    def is_empty_list(self) -> bool:
        """Whether the page says of itself that it is a list without posts."""
        return not self.items and _EMPTY.search(self.flow.text(0, len(self.flow))) is not None


def _are_attachments(shown: Flow, chosen: Candidate) -> bool:
    """Whether the rows are the files of a post: more files than pages, called 附件 below a paragraph, or below two."""
    if chosen.files * 2 <= chosen.count:
        return False
    linked = 0
    paragraphs = 0
    for place, words in shown.all_lines():
        if place >= chosen.run.start:
            break
        above = next((at for at in shown.above(place) if shown.tags[at] == "a"), None)
        linked = max(linked, shown.ends[above] if above is not None else 0)
        paragraphs += place >= linked and len(words) >= _A_PARAGRAPH and _SENTENCE.search(words) is not None
    called = "附件" in shown.text(chosen.run.start, chosen.run.end)
    return paragraphs > (0 if called else 1)


def _title(page: Page) -> str:
    node = page.tree.css_first("title", default=None)
    return node.text(strip=True)[:500] if node is not None else ""


def read(page: Page, *, today: date | None = None) -> ListPage | None:
    """The list of a page made by nobody knows what; None when it shows none."""
    reading = Reading(page, today=today)
    if not reading.items:
        return ListPage(NAME) if reading.is_empty_list else None
    if reading.pager is None and len(boxes := _boxes(reading)) > 1:
        return ListPage(BOXES, _of_boxes(reading, boxes, today=today))
    following = pages_of(reading.pager.pages if reading.pager else ())
    return ListPage(STATIC if reading.pager else NAME, reading.items, following, reading.total)


def _boxes(reading: Reading) -> list[Candidate]:
    """The runs of a front page, each with a heading and a link to more: samples of other columns, not one list."""
    found: list[Candidate] = []
    for one in reading.found:
        apart = all(one.run.end <= other.run.start or other.run.end <= one.run.start for other in found)
        if apart and one.score > _A_BOX and one.count > 1 and _has_more(reading, one):
            found.append(one)
    return sorted(found, key=lambda one: one.run.start)


def _has_more(reading: Reading, one: Candidate) -> bool:
    shown = reading.flow
    near = [*range(max(one.run.start - 14, 0), one.run.start), *range(one.run.end, min(one.run.end + 6, len(shown)))]
    return any(shown.tags[place] == "a" and _MORE.fullmatch(shown.text(place)) for place in near)


def _of_boxes(reading: Reading, boxes: Sequence[Candidate], *, today: date | None) -> tuple[ListItem, ...]:
    found: dict[str, ListItem] = {}
    for box in boxes:
        for item in made(reading.flow, box.run.rows, box.days, today=today, first_page=True):
            found.setdefault(item.url, item)
    return tuple(found.values())


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
    return not links and _TIMES.fullmatch(between) is not None and _made_alike(shown, mine, theirs)


def _made_alike(shown: Flow, one: Run, other: Run) -> bool:
    hints = [[shown.hint(above) for above in list(shown.above(run.rows[0].link.place))[1:3]] for run in (one, other)]
    return hints[0] == hints[1]
