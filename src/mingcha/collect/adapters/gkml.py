"""信息公开目录: tables of 索引号, 名称 and 发布日期, whose heads say which cell is the title and which the day."""

from __future__ import annotations

import re
from datetime import date

from mingcha.collect.adapters import generic
from mingcha.collect.patterns import row_days
from mingcha.collect.patterns.records import made
from mingcha.collect.patterns.rows import LinkPlace, Row, Run
from mingcha.model.collected import ListPage
from mingcha.pages.flow import Flow
from mingcha.pages.page import Page
from mingcha.text.width import comparable

NAME = "gkml"
_INDEX, _TITLE = re.compile(r"索引号?"), re.compile(r"(?:信息|文件|政府信息)?(?:名称|标题|题名)|内容|公开事项")


def read(page: Page, *, today: date | None = None) -> ListPage | None:
    """The list of a page that has such a table; None when it has none."""
    if "索" not in page.html:
        return None
    reading = generic.Reading(page, today=today)
    table = _table(reading.flow)
    if table is None:
        return None
    start, head, column = table
    rows = list(_rows(reading.flow, start, head, column, reading.links))
    if not rows:
        return None
    later = reading.pager is not None and not reading.pager.is_first
    days = row_days.days_of(reading.flow, Run(start, ("tr",), rows), today=today)
    items = made(reading.flow, rows, days, today=today, first_page=not later)
    following = generic.pages_of(reading.pager.pages if reading.pager else ())
    return ListPage(NAME, items, following, reading.total)


def _table(shown: Flow) -> tuple[int, int, int] | None:
    """The table's place, its head row's place, and the number of the cell with the title; the lowest such table."""
    found = None
    for place, tag in enumerate(shown.tags):
        if tag == "tr":
            cells = _cells(shown, place)
            names = [comparable(shown.text(cell)) for cell in cells]
            if len(names) >= 2 and any(len(name) < 8 and _INDEX.match(name) for name in names):
                titled = next((n for n, name in enumerate(names) if len(name) < 10 and _TITLE.fullmatch(name)), None)
                table = next((above for above in shown.above(place) if shown.tags[above] == "table"), None)
                if titled is not None and table is not None:
                    found = table, place, titled
    return found


def _cells(shown: Flow, row: int) -> list[int]:
    return [at for at in range(row + 1, shown.ends[row]) if shown.parents[at] == row and shown.tags[at] in ("td", "th")]


def _rows(shown: Flow, table: int, head: int, column: int, links: list[LinkPlace]) -> list[Row]:
    found = []
    for place in range(head + 1, shown.ends[table]):
        if shown.tags[place] != "tr":
            continue
        cells = _cells(shown, place)
        if column >= len(cells):
            continue
        inside = [link for link in links if cells[column] <= link.place < shown.ends[cells[column]]]
        inside = inside or [link for link in links if place < link.place < shown.ends[place]]
        if inside:
            found.append(Row(max(inside, key=lambda link: len(link.title)), place, shown.ends[place]))
    return found
