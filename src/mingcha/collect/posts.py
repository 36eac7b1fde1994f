"""A page read as a post: title, days, source, attachments, and a digest of what its reader sees."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from mingcha.collect.addresses import join
from mingcha.collect.attachments import attachments_of
from mingcha.collect.patterns import bodies, titles
from mingcha.collect.patterns.bodies import Box
from mingcha.collect.patterns.crumbs import crumbs
from mingcha.collect.patterns.days import EARLIEST, day_in_address, written_day
from mingcha.collect.patterns.head_days import shown_days
from mingcha.collect.patterns.head_lines import Line, head_lines
from mingcha.collect.patterns.head_source import index_number, shown_source
from mingcha.collect.patterns.head_words import is_told
from mingcha.collect.patterns.heads import Head, shown_title
from mingcha.collect.patterns.signed import signed_days
from mingcha.model.collected import Attachment, DateSource, ListItem, PostFacts, StatedDate
from mingcha.pages.flow import Flow, flow, flow_of
from mingcha.pages.page import Page
from mingcha.text.width import comparable, one_line, without_space

__all__ = ["Look", "look_at", "read_post"]


_STEPS_UP, _LINKS_OF_A_POST = 6, 30
_LONGEST_WINDOW = 500


def read_post(page: Page, *, listed: ListItem | None = None, today: date) -> PostFacts | None:
    """The facts of a post; None when the page is none.

    `listed` is the line of the list that led here: it vouches that this is a post, and helps with title and day. Days
    after `today`, before 1999 and those that never were are passed over, the next kind of statement counting.
    """
    look = look_at(page, listed.title if listed else "")
    shown, box, head, lines = look.shown, look.box, look.head, look.lines
    title = _title(look.stated, head, listed.title if listed else "", look.window, refused=look.refused)
    ended = head.end if head else 0
    days = tuple(_days(page, shown_days(lines, box), signed_days(shown, box, after=ended), listed, today=today))
    attachments = attachments_of(page, shown, box, head)
    told = {line.place for line in lines if line.near and is_told(line.words)}
    after = head.end if head and box and box.start <= head.start < box.end else 0
    text = bodies.shown_text(shown, box, after=after, told=told) if box else ""
    if not _is_post(page, shown, head, days, title, text, attachments, listed):
        return None
    column = page.tag("ColumnName").split(",")[0].strip() or next(iter(reversed(crumbs(flow(page), title))), "")
    return PostFacts(
        url=page.url,
        title=title,
        published=days[0].day if days else None,
        dates=days,
        source=_source(page) or shown_source(shown, lines, box),
        column=column,
        index_number=index_number(lines),
        attachments=attachments,
        body=_digest(title, text, attachments),
        canonical=_canonical(page),
        characters=len(without_space(text)),
    )


@dataclass(frozen=True, slots=True)
class Look:
    """A page looked at as a post: where its body, its title and its head stand.

    `stated` is the title its tag tells, `window` that of <title> without site and columns, `refused` are names that no
    post has.
    """

    shown: Flow
    box: Box | None
    head: Head | None
    lines: Sequence[Line]
    stated: str
    window: str
    refused: tuple[str, ...]


def look_at(page: Page, listed: str = "") -> Look:
    """The look at a page, done once for each title its list may give it."""
    key = f"post {listed}"
    known = page.memo.get(key)
    if not isinstance(known, Look):
        known = page.memo[key] = _looked(page, listed)
    return known


def _looked(page: Page, listed: str) -> Look:
    stated = titles.plain(page.tag("ArticleTitle"))
    window = _window_title(page)
    parts = titles.parts_of(window)
    columns = tuple(page.tag("ColumnName").split(","))
    sites = (part for part in parts if titles.is_site(part))
    refused = (page.tag("SiteName"), *columns, "首页", "正文", *sites)
    stripped = titles.without_site(window, site=page.tag("SiteName"), columns=columns)
    told = [text for text in (stated, listed) if text]
    wanted = list(dict.fromkeys(text for text in (*told, stripped, window, *parts[:1], *parts[-1:]) if text))
    near = _near_body(page) if told and not _has_index_number(page) else None
    for shown in (near, None):
        whole = flow(page) if shown is None else shown
        box = bodies.find_box(whole)
        head = shown_title(whole, box, told=told, wanted=wanted, refused=refused)
        lines = head_lines(whole, box, head)
        look = Look(whole, box, head, lines, stated, stripped, refused)
        if shown is not None and _suffices(page, look, told):
            break
    return look


def _near_body(page: Page) -> Flow | None:
    """The part of a page around a body that bears an editor's name: most of a page is menu, and need not be looked at."""
    node = page.tree.css_first(bodies.KNOWN, default=None)
    scope = node
    for _ in range(_STEPS_UP):
        above = scope.parent if scope is not None else None
        if above is None or above.tag in ("body", "html") or len(above.css("a")) > _LINKS_OF_A_POST:
            break
        scope = above
    return flow_of(scope) if scope is not None else None


def _suffices(page: Page, look: Look, told: Sequence[str]) -> bool:
    """Whether the part of the page shows everything the whole could: the title told, its day, its source, its number."""
    if look.box is None or look.head is None or look.head.title not in told:
        return False
    if _has_index_number(page) or not shown_days(look.lines, look.box):
        return False
    return bool(_source(page)) or bool(shown_source(look.shown, look.lines, look.box))


def _has_index_number(page: Page) -> bool:
    """Whether the page may have a table with a number of its own, which stands anywhere."""
    return "索引号" in page.html or "索 引 号" in page.html


def _window_title(page: Page) -> str:
    node = page.tree.css_first("title", default=None)
    return one_line(node.text()[:_LONGEST_WINDOW]) if node is not None else ""


def _title(stated: str, head: Head | None, listed: str, window: str, *, refused: Iterable[str]) -> str:
    """One title of up to four: the tag, unless heading and list agree against it; a whole one before a cut one."""
    shown = head.title if head else ""
    listed = titles.cleaned(listed)
    if comparable(stated) in {comparable(name) for name in refused if name}:
        stated = ""
    if stated and not titles.is_cut(stated):
        agree = shown and listed and titles.same_words(shown, listed) and not titles.same_words(shown, stated)
        if not agree:
            if (
                shown
                and len(shown) > len(stated)
                and comparable(shown).startswith(comparable(stated))
                and listed
                and titles.same_words(shown, listed)
            ):
                return shown
            return stated
    whole = [text for text in (shown, listed, window) if text and not titles.is_cut(text)]
    if stated and titles.is_cut(stated):
        return next((text for text in whole if titles.same_words(text, stated)), whole[0] if whole else stated)
    if shown and listed and not titles.same_words(shown, listed):
        # Two voices disagree: a heading the window's title bears out, or that is plainly one, goes before the list.
        if (
            titles.same_words(shown, window)
            or comparable(window).startswith(comparable(shown))
            or (head and head.sure >= 8)
        ):
            return shown
        return listed if not titles.is_cut(listed) else shown
    if whole:
        return whole[0]
    return shown or listed or window


def _days(
    page: Page, shown: Iterable[date], signed: Iterable[date], listed: ListItem | None, *, today: date
) -> Iterable[StatedDate]:
    """What each kind of statement says, the first that goes foremost; a kind that says nothing usable is silent."""
    told: list[tuple[DateSource, Iterable[date | None]]] = [
        (
            DateSource.TAG,
            (written_day(value) for name, value in page.tags if name in ("PubDate", "Maketime", "publishdate")),
        ),
        (DateSource.SHOWN, shown),
        (DateSource.LIST, (listed.published if listed else None,)),
        (DateSource.ADDRESS, (day_in_address(page.url),)),
        (DateSource.SIGNED, signed),
    ]
    for source, days in told:
        for day in days:
            if day is not None and day <= today and day.year >= EARLIEST:
                yield StatedDate(source, day)
                break


def _source(page: Page) -> str:
    value = one_line(page.tag("ContentSource"))
    value = re.sub(r"^(?:信息|稿件|文章)?来源\s*[:：]\s*", "", value)
    return "" if value.lower() in ("null", "undefined", "无", "暂无", "-") else value


def _digest(title: str, text: str, attachments: Iterable[Attachment]) -> str:
    parts = [comparable(title), comparable(text), *(f"{one.url} {comparable(one.name)}" for one in attachments)]
    return sha256("\n".join(parts).encode("utf-8", "surrogatepass")).hexdigest()


def _canonical(page: Page) -> str:
    for node in page.tree.css("link[rel=canonical]"):
        if href := node.attrs.get("href"):
            return join(page.url, href) or ""
    stated = page.tag("Url")
    return (join(page.url, stated) or "") if stated else ""


def _is_post(
    page: Page,
    shown: Flow,
    head: Head | None,
    days: tuple[StatedDate, ...],
    title: str,
    text: str,
    attachments: tuple[Attachment, ...],
    listed: ListItem | None,
) -> bool:
    if not title or not len(shown):
        return False
    if "首页" in page.tag("ColumnType"):
        return False
    substance = len(text) >= 8 or bool(attachments)
    if page.tag("ArticleTitle") and (page.tag("PubDate") or head):
        return True
    own = [day for day in days if day.source in (DateSource.TAG, DateSource.SHOWN)]
    if listed is not None and (listed.published is not None or head is not None or own or substance):
        return True
    return bool(own) and head is not None and substance and head.sure >= 4
