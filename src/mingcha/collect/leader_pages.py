"""The pages on which units show their leaders, as the archive holds them: lists, and each leader's own page."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from sqlite3 import Connection

from mingcha.archive.store import Archive
from mingcha.collect.column_states import round_days
from mingcha.collect.kept_pages import kept_page
from mingcha.collect.links import links
from mingcha.model.fetch import FetchOutcome
from mingcha.model.site import Site
from mingcha.pages.page import Page
from mingcha.text.person_names import is_name
from mingcha.text.unit_names import UnitNames, UnknownUnit

__all__ = ["LeaderPages", "leader_pages"]

# What offices call such columns; the tag 负责人信息 is the prescribed one.
_CALLED = re.compile(
    r"^(?!.*(?:活动|讲话|信箱|批示|调研|留言|接访|包案|的领导|小组))(?:.{0,12}?)(?:(?:政府|部门|乡|镇|局|现任)?领导(?:信息|分工|之窗|班子(?:成员)?|成员|介绍|简介|概况|名录|简历|干部|集体)?|负责人信息|班子成员|机构领导|领导及分工)$"
)
_DETAIL = re.compile(r"^(?:个人)?(?:简历|简介)$|^(?:工作)?分工$|^查看(?:详情|详细)$|^详细(?:信息|介绍)?$")
_SUFFIX = re.compile(r"(?:现任|政府)?(?:领导|负责人|班子成员|机构领导).{0,8}$")
_ANSWERED = (FetchOutcome.OK.value, FetchOutcome.NOT_MODIFIED.value)
# More pages than this are no unit's leaders.
_MOST = 60


@dataclass(frozen=True, slots=True)
class LeaderPages:
    """The pages of one unit's leaders on a day. `unit` is its code (empty: not known), `called` its name or what the
    page calls itself, `unread` the addresses of pages that belong to them and could not be had."""

    called: str
    url: str
    on: date
    pages: tuple[Page, ...]
    unit: str = ""
    unread: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Known:
    """An address as it was last asked."""

    url: str
    kind: str
    outcome: str
    snapshot: int
    round: int


def leader_pages(db: Connection, archive: Archive, site: Site, *, on: date) -> Iterator[LeaderPages]:
    """Every column of leaders with its pages, those of one unit together, by address."""
    names, days = UnitNames(site.units, county=site.county), round_days(db)
    owned = {column.url: column for column in site.columns}
    groups: dict[str, list[tuple[_Known, Page | None, str, str]]] = {}
    columns = db.execute(
        'select c.url, c.name, c.unit, a.url, a.kind, a.outcome, a.snapshot, a.round from "column" c '
        'join address a on a."column" = c.id and a.sheet = 1 and a.alias = 0 order by c.url'
    )
    for url, name, unit, *rest in columns.fetchall():
        if not _CALLED.search(name):
            continue
        known = _Known(*rest)
        page = kept_page(archive, known.snapshot) if known.outcome in _ANSWERED else None
        laid_down = owned.get(url)
        path = laid_down.path if laid_down is not None else ()
        code, called = _unit(names, [*path, *_titles(page), name], given=unit or (laid_down.unit if laid_down else ""))
        key = code or url.rsplit("/", 1)[0]
        groups.setdefault(key, []).append((known, page, code, called))
    for group in groups.values():
        yield _taken_together(db, archive, group, days, on)


def _taken_together(
    db: Connection,
    archive: Archive,
    group: list[tuple[_Known, Page | None, str, str]],
    days: dict[int, date],
    on: date,
) -> LeaderPages:
    first = group[0]
    pages: dict[str, Page] = {}
    unread: list[str] = []
    for known, page, _, _ in group:
        if page is None:
            unread.append(known.url)
        else:
            pages[known.url] = page
    for url in dict.fromkeys(_details(pages.values())):
        if url in pages or len(pages) >= _MOST:
            continue
        row = db.execute(
            "select url, kind, outcome, snapshot, round from address where url = ? and kind != 'home'", (url,)
        ).fetchone()
        # What was never asked may hold the rest; what leads out of the site does not.
        if row is None:
            continue
        page = kept_page(archive, row[3]) if row[2] in _ANSWERED else None
        if page is None:
            unread.append(url)
        else:
            pages[url] = page
    day = days.get(first[0].round, on)
    return LeaderPages(first[3], first[0].url, min(on, day), tuple(pages.values()), first[2], tuple(unread))


def _details(pages: Iterable[Page]) -> Iterator[str]:
    """Where the names on the pages lead, and the links 简历 or 分工 beside them."""
    for page in pages:
        for link in links(page):
            words = "".join(link.text.split())
            if not link.is_external and (is_name(words) or _DETAIL.search(words)):
                yield link.url


def _titles(page: Page | None) -> Iterator[str]:
    """The page's own words on what it is: its headings, and the parts of its title."""
    if page is None:
        return
    for node in page.tree.css("h1, h2, title"):
        yield from re.split(r"[-_—|–>]", " ".join(node.text(deep=True).split()))


def _unit(names: UnitNames, candidates: Iterable[str], *, given: str) -> tuple[str, str]:
    """The unit's code and name: the one the office gave, else the first candidate that names one; else what the page
    calls itself."""
    told = [text.strip() for text in candidates if text.strip()]
    if given:
        try:
            return given, names.unit(given).in_prose
        except KeyError:
            return given, told[0] if told else given
    for text in told:
        stem = _SUFFIX.sub("", text).strip()
        if len(stem) < 2:
            continue
        try:
            code = names.find(stem)
        except UnknownUnit:
            continue
        return code, names.unit(code).in_prose
    return "", told[0] if told else ""
