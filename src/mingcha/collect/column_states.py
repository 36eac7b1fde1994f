"""The columns of a portal as the rounds left them, each as a state that freshness can be judged by.

Two queries over the whole file, and one look into the archive for each column's first list page: what it keeps on top,
and what it is when it lists nothing.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import partial
from html import unescape
from sqlite3 import Connection

from mingcha.collect.addresses import join
from mingcha.collect.gathered import LAID_DOWN
from mingcha.collect.kinds import needs_browser
from mingcha.collect.links import base_of
from mingcha.collect.lists import read_list
from mingcha.model.collected import DateSource
from mingcha.model.column_state import ColumnState, Reminder, ShownPost
from mingcha.model.document import NotExamined, Outcome
from mingcha.model.fetch import FetchOutcome
from mingcha.model.site import Column, Site
from mingcha.model.site_state import SiteState
from mingcha.pages.flow import flow
from mingcha.pages.page import Page
from mingcha.standards.profiles import Profile
from mingcha.text.moments import CHINA

__all__ = ["column_states", "round_days", "site_state", "unseen_columns", "without_lines"]

# How many of a column's newest lines are handed on: pinned ones and those with moved days among them.
_LINES = 20
_ANSWERED = (FetchOutcome.OK.value, FetchOutcome.NOT_MODIFIED.value)
# How lists mark what they keep on top; titles are stored without it, so the page is looked at.
_PINNED = re.compile(
    r"置\s*顶|zhi_?ding|\bis_?-?top\b|\bicon-(?:zd|top)\b|/(?:top|zd|ding)\.(?:gif|png|jpg|svg)", re.IGNORECASE
)
_ROWS = re.compile(r"<(?:li|tr|dd|p)\b", re.IGNORECASE)
_ROW_END = re.compile(r"</(?:li|tr|dd|p|ul|table)\b", re.IGNORECASE)
# A line that says there is nothing, in the words systems and editors have for it.
_NOTHING = re.compile(
    r"(?:对不起[，,]?|抱歉[，,]?)?(?:该|本|此)?(?:栏目|频道|页面|目录)?(?:下|内容)?(?:目前|暂时)?(?:"
    r"(?:(?:暂无|没有|尚无)(?:找到)?(?:任何|相关|该类)?(?:的)?(?:信息|数据|内容|记录|文章|公告|资料|文件|结果)?|无(?:任何|相关)?(?:信息|数据|内容|记录))"
    r"|(?:内容|栏目|信息)?(?:正在(?:建设|更新|完善|整理|维护|制作|筹备)(?:当)?中?|(?:建设|更新|完善|整理|维护|制作|筹备)(?:当)?中)|共\s*0\s*[条页篇].{0,20}"
    r")[\s，,]*(?:敬请期待|请稍候|请稍后再来|请关注)?[\s！!。.…]*"
)
_FOOT = re.compile(
    r"版权所有|主办单位|主办[:：]|承办单位|备\d{5,}号|网站标识码|公网安备|技术支持|最佳分辨率|您是第.{1,12}(?:位|个)访"
)
_ASIDE = frozenset(("nav", "footer", "option", "button", "h1", "h2"))
_WAY = re.compile(r"^(?:您)?(?:当前|现在|所在|的)?(?:的)?位置|^首页$|^今天是|^[>》›»|·\s]+$")
_AT_FOOT = re.compile(r"foot|copyright|bottom|banner|nav|menu|crumb|position|\bpos\b|left|sidebar|search")
_SEARCH = re.compile(r"[/.](?:search|query|so)\b|[?&](?:q|kw|keyword|searchword|wd)=", re.IGNORECASE)
_HREF = re.compile(r"""\bhref\s*=\s*["']?([^"'\s>]+)""", re.IGNORECASE)
# A page with so many characters of its own is a page of text.
_A_TEXT = 80
# What fills a list in in the reader's browser: then the page as fetched says nothing of it.
_DRAWN = re.compile(
    r"\bv-for=|\bms-for=|\bng-repeat=|\{\{[^{}]{1,80}\}\}|type=[\"']text/(?:x-)?template", re.IGNORECASE
)

_COLUMNS = """
select c.id, c.url, c.name, c.unit, c.category, c.path, c.origin, c.claimed, a.outcome, a.snapshot, a.round
from "column" c left join address a on a."column" = c.id and a.sheet = 1 and a.alias = 0
order by c.url, a.round desc
"""
# A list that tells month and day only has its year guessed; where the page agrees on both, the page's year counts.
_NEWEST = """
select * from (
  select "column", address, url, title, told, published, first_round,
    row_number() over (partition by "column" order by coalesce(told, published) desc, address) as place,
    count(*) over (partition by "column") as number,
    min(first_round) over (partition by "column") as begun,
    max(round) over (partition by "column") as newest_round
  from (
    select l."column", l.address, a.url, l.title, l.first_round, l.round, p.published,
      iif(substr(l.published, 6) = substr(p.published, 6), p.published, l.published) as told
    from listed l join address a on a.id = l.address left join post p on p.address = l.address
  )
) where place <= ?
"""


@dataclass(frozen=True, slots=True)
class _Lines:
    """A column's newest lines, how many it has, and the last round that saw any."""

    posts: tuple[ShownPost, ...]
    count: int
    last_round: int


def column_states(
    db: Connection,
    site: Site,
    *,
    profile: Profile,
    on: date,
    look: Callable[[int], Page | None],
    reminders: Mapping[str, Sequence[Reminder]] | None = None,
    with_found: bool = True,
) -> Iterator[ColumnState]:
    """Every column by its address, as of the day its list was last fetched, at the latest `on`.

    `look` gives a kept page by the number of its snapshot. Without `with_found` only columns the office laid down are
    told. A column that was not fetched, or whose list only a script draws, says why and holds nothing.
    """
    days, lines = round_days(db), _lines(db)
    laid_down = {column.url: column for column in site.columns}
    seen: set[int] = set()
    for number, url, name, unit, category, path, origin, claimed, outcome, snapshot, last in db.execute(_COLUMNS):
        if number in seen or (not with_found and origin != LAID_DOWN):
            continue
        seen.add(number)
        column = laid_down.get(url) or Column(url, name, unit, category, tuple(json.loads(path)))
        state = ColumnState(
            column,
            on,
            limit=profile.limit(column),
            claimed=claimed,
            near=profile.near,
            is_confirmed=origin == LAID_DOWN or url in laid_down,
            reminders=tuple((reminders or {}).get(url, ())),
        )
        if outcome not in _ANSWERED:
            yield replace(state, unseen=FetchOutcome(outcome).sentence if outcome else "还没有查看过")
            continue
        day = days.get(last)
        state = replace(state, seen_on=day, on=min(on, day) if day else on)
        yield _filled(state, lines.get(number), last, days, outcome=outcome, look=partial(look, snapshot))


def _filled(
    state: ColumnState,
    lines: _Lines | None,
    last: int,
    days: Mapping[int, date],
    *,
    outcome: str,
    look: Callable[[], Page | None],
) -> ColumnState:
    """The state with its lines; a column none of whose lines the last look confirms is looked at itself."""
    page = look()
    if lines is not None and (lines.last_round >= last or outcome == FetchOutcome.NOT_MODIFIED):
        posts = lines.posts if page is None else _with_pins(lines.posts, page)
        return replace(state, posts=posts, count=lines.count)
    if page is None:
        return replace(state, unseen="证据库里没有这个栏目的网页")
    found = read_list(page, today=state.on)
    if found is not None and (found.items or found.following):
        # The list comes from further requests; what is known of it is as old as the last of them.
        if lines is None:
            return replace(state, unseen="列表要另外请求，没有取到")
        day = days.get(lines.last_round)
        return replace(state, posts=lines.posts, count=lines.count, on=min(state.on, day) if day else state.on)
    return without_lines(state, page)


def without_lines(state: ColumnState, page: Page) -> ColumnState:
    """The state of a column whose page lists no post: empty by its own words, a page of text, or not to be seen."""
    found = read_list(page, today=state.on)
    if _SEARCH.search(page.url):
        return replace(state, unseen="是搜索结果，不是栏目")
    if needs_browser(page) or _DRAWN.search(page.html):
        return replace(state, unseen="列表由脚本在浏览器里生成，没有读出来")
    words, leading = _own_words(page)
    # A text in which something is 暂无 is a text all the same.
    says_empty = words < _A_TEXT and (found is not None or _says_empty(page))
    return replace(
        state,
        claimed=None,
        says_empty=says_empty,
        words=0 if says_empty else words + leading,
        is_confirmed=state.is_confirmed or bool(page.tag("ColumnName")),
    )


def _says_empty(page: Page) -> bool:
    """Whether a line of its own says so; 暂无 in the midst of a text does not."""
    return any(_NOTHING.fullmatch(words.strip()) for _, words in flow(page).all_lines())


def _own_words(page: Page) -> tuple[int, int]:
    """How many characters the page says itself, and how many lead on from its midst: menus, the way to the page and its
    foot left out."""
    shown, said, leading = flow(page), 0, 0
    aside: list[bool] = []
    linked: list[bool] = []
    for place, parent in enumerate(shown.parents):
        words, tag = shown.texts[place], shown.tags[place]
        is_aside = not words and (tag in _ASIDE or _AT_FOOT.search(shown.hint(place)) is not None)
        aside.append(is_aside or (parent >= 0 and aside[parent]))
        linked.append(tag == "a" or (parent >= 0 and linked[parent]))
        if words and not aside[place] and not _FOOT.search(words) and not _WAY.search(words):
            size = len("".join(words.split()))
            said, leading = (said, leading + size) if linked[place] else (said + size, leading)
    return said, leading


def _with_pins(posts: tuple[ShownPost, ...], page: Page) -> tuple[ShownPost, ...]:
    """The lines with those marked that the page's rows keep on top."""
    if not _PINNED.search(page.html):
        return posts
    pinned = {
        url
        for part in _ROWS.split(page.html)
        if _PINNED.search(row := _ROW_END.split(part, maxsplit=1)[0])
        for href in _HREF.findall(row)
        if (url := join(base_of(page), unescape(href))) is not None
    }
    return tuple(replace(one, is_pinned=True) if one.url in pinned else one for one in posts)


def _lines(db: Connection) -> dict[int, _Lines]:
    days = round_days(db)
    rows = db.execute(_NEWEST, (_LINES,)).fetchall()
    untold = [address for _, address, _, _, listed, published, *_ in rows if not listed and published]
    shown = _shown_days(db, untold)
    posts: dict[int, list[ShownPost]] = {}
    about: dict[int, tuple[int, int]] = {}
    for column, address, url, title, listed, published, first, _, number, begun, newest_round in rows:
        day = _day(listed) or shown.get(address)
        posts.setdefault(column, []).append(
            ShownPost(
                title,
                day=day,
                untold_day=None if day else _day(published),
                first_seen=days.get(first) if first > begun else None,
                url=url,
            )
        )
        about[column] = number, newest_round
    return {column: _Lines(tuple(some), *about[column]) for column, some in posts.items()}


def _shown_days(db: Connection, addresses: Sequence[int]) -> dict[int, date]:
    """The day the page itself shows its reader, for posts whose list shows none."""
    found: dict[int, date] = {}
    some = json.dumps(addresses)
    for address, facts in db.execute(
        "select address, facts from post where address in (select value from json_each(?))", (some,)
    ):
        for source, day in json.loads(facts)[3]:
            if source == DateSource.SHOWN.name:
                found[address] = date.fromisoformat(day)
    return found


def round_days(db: Connection) -> dict[int, date]:
    """The day on which each round began, in China's time."""
    return {number: _china_day(started) for number, started in db.execute("select id, started from round")}


def _china_day(text: str) -> date:
    moment = datetime.fromisoformat(text)
    return (moment.astimezone(CHINA) if moment.tzinfo else moment).date()


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def site_state(states: Sequence[ColumnState], site: Site, *, profile: Profile, on: date) -> SiteState:
    """The whole site, for the rules that count columns: those with an owner, a category, or laid down."""
    return SiteState(site.name or site.home, site.home, on, profile.veto, tuple(states))


def unseen_columns(states: Sequence[ColumnState]) -> tuple[NotExamined, ...]:
    """What could not be looked at: not examined, which is not the same as fresh."""
    return tuple(
        NotExamined(state.column.url, Outcome.UNSEEN, place=f"栏目“{state.title}”", reason=state.unseen)
        for state in states
        if state.unseen
    )
