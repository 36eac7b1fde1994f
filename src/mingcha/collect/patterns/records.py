"""Lists that come as records: pieces of markup one to a post, or JSON with an address, a title and a day in each."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta

from mingcha.collect.links import resolve
from mingcha.collect.patterns import row_days, titles
from mingcha.collect.patterns.days import Day, day_in_address, written_day
from mingcha.collect.patterns.days import resolve as with_years
from mingcha.collect.patterns.rows import Row, Run, link_places
from mingcha.model.collected import ListItem
from mingcha.pages.flow import Flow, flow
from mingcha.pages.page import Page, parse

__all__ = ["items_of_markup", "items_of_values", "json_of", "page_of", "records_in"]

_URL_KEYS = (
    "url",
    "link",
    "href",
    "linkurl",
    "docpuburl",
    "puburl",
    "infourl",
    "staticurl",
    "htmlurl",
    "arcurl",
    "pageurl",
    "visiturl",
)
_TITLE_KEYS = ("title", "doctitle", "infotitle", "arctitle", "name", "topic", "subject", "bt", "maintitle", "showtitle")
_DAY_KEYS = (
    *(
        "publishedtimestr",
        "publishedtime",
        "publishtime",
        "publishdate",
        "pubdate",
        "pubtime",
        "docreltime",
        "releasetime",
        "releasedate",
    ),
    *(
        "deploytime",
        "displaytime",
        "showdate",
        "addtime",
        "adddate",
        "inputtime",
        "createtime",
        "createdate",
        "createdtime",
        "date",
        "time",
        "rq",
    ),
)
_EPOCH = range(900_000_000, 4_102_444_800)
_CHINA = timedelta(hours=8)


def page_of(markup: str, url: str) -> Page:
    """A piece of markup as a page of its own."""
    return parse(
        markup.encode("utf-8", "surrogatepass") if "\ud800" <= max(markup, default="") <= "\udfff" else markup.encode(),
        url=url,
    )


def items_of_markup(
    records: Sequence[str], url: str, *, today: date | None, first_page: bool = True
) -> tuple[ListItem, ...]:
    """One post from each record: the link with the longest title, the day beside it."""
    whole = page_of(
        "".join(f'<div data-record="{n}">{_loosened(record)}</div>' for n, record in enumerate(records)), url
    )
    shown = flow(whole)
    links = link_places(whole, shown)
    rows = []
    for place, tag in enumerate(shown.tags):
        if tag == "div" and shown.nodes[place].attrs.get("data-record") is not None:
            own = [link for link in links if place < link.place < shown.ends[place]]
            if own:
                rows.append(Row(max(own, key=lambda link: (len(link.title), -link.place)), place, shown.ends[place]))
    if not rows:
        return ()
    days = row_days.days_of(shown, Run(0, ("div",), rows), today=today)
    return made(shown, rows, days, today=today, first_page=first_page)


def _loosened(record: str) -> str:
    """A record without the tags of tables, which mean nothing outside one, nor any that would close its wrapper."""
    return re.sub(r"</?(?:table|tbody|tr|html|body|div)\b[^>]*>", " ", re.sub(r"<(/?)t[dh]\b", r"<\1span", record))


def made(
    shown: Flow, rows: Sequence[Row], days: Sequence[Day | None], *, today: date | None, first_page: bool
) -> tuple[ListItem, ...]:
    """Rows as items, each address once, their days completed with the year."""
    whole = with_years(days, [row.link.url for row in rows], today=today, first_page=first_page)
    found: dict[str, ListItem] = {}
    for row, day in zip(rows, whole, strict=True):
        words = row.link.words
        if day is not None and row_days.beside_title(words) is not None:
            words = row_days.without_day(words)
        title = titles.chosen(words, row.link.bubble)
        if titles.is_cut(title):
            title = titles.chosen(title, _bubble_near(shown, row))
        item = ListItem(row.link.url, title, day or day_in_address(row.link.url))
        before = found.get(item.url)
        if before is None or (len(before.title) < len(item.title) and before.published == item.published):
            found[item.url] = item
    return tuple(found.values())


def _bubble_near(shown: Flow, row: Row) -> str:
    """A title attribute elsewhere in the row, where the link itself has none."""
    for place in range(row.start, row.end):
        if shown.tags[place] != "-text" and (bubble := shown.nodes[place].attrs.get("title")):
            return bubble.strip()
    return ""


def json_of(text: str) -> object:
    """The value of a JSON text, a call around it (callback({…})) left out; None when it cannot be read."""
    text = text.strip().lstrip("\ufeff")
    if text[:1] not in ("{", "["):
        start = min((at for at in (text.find("{"), text.find("[")) if at >= 0), default=-1)
        end = max(text.rfind("}"), text.rfind("]"))
        text = text[start : end + 1] if 0 <= start < end else ""
    try:
        value: object = json.loads(text, strict=False)
    except (ValueError, RecursionError):
        return None
    return value


def records_in(value: object, depth: int = 0) -> Iterator[Mapping[str, object]]:
    """Every record with an address and a title in a JSON value, in order."""
    if depth > 12:
        return
    if isinstance(value, dict):
        lower = {str(key).lower(): each for key, each in value.items()}
        if _first(lower, _URL_KEYS) and _first(lower, _TITLE_KEYS):
            yield lower
            return
        for each in value.values():
            yield from records_in(each, depth + 1)
    elif isinstance(value, list):
        for each in value:
            yield from records_in(each, depth + 1)


def items_of_values(records: Iterable[Mapping[str, object]], base: str) -> tuple[ListItem, ...]:
    """The records as items; one whose address leads nowhere stays out."""
    found: dict[str, ListItem] = {}
    for record in records:
        url = resolve(base, _first(record, _URL_KEYS))
        title = titles.cleaned(_first(record, _TITLE_KEYS))
        if url is not None and title:
            found.setdefault(url, ListItem(url, title, _day(record) or day_in_address(url)))
    return tuple(found.values())


def _first(record: Mapping[str, object], keys: Iterable[str]) -> str:
    for key in keys:
        value = record.get(key)
        if isinstance(value, str) and value.strip():
            return value.strip()
    return ""


def _day(record: Mapping[str, object]) -> date | None:
    for key in _DAY_KEYS:
        value = record.get(key)
        if isinstance(value, str) and (day := written_day(value.strip())):
            return day
        if isinstance(value, int) and not isinstance(value, bool):
            seconds = value // 1000 if value > _EPOCH.stop else value
            if seconds in _EPOCH:
                return (datetime.fromtimestamp(seconds, UTC) + _CHINA).date()
    return None
