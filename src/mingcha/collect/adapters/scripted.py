"""Lists a page's own script holds as records with title, address and day, and only draws when it is opened."""

from __future__ import annotations

import re
from datetime import date

from mingcha.collect.links import base_of, resolve
from mingcha.collect.patterns import titles
from mingcha.collect.patterns.days import day_in_address, day_within
from mingcha.collect.patterns.records import items_of_markup
from mingcha.model.collected import ListItem, ListPage
from mingcha.pages.page import Page

NAME = "scripted"
_RECORD = re.compile(r"\{[^{}]{10,2000}\}")
_VALUE = r"""["']?(?:{0})["']?\s*:\s*(?P<q>["'])(?P<value>(?:\\.|(?!(?P=q)).)*)(?P=q)"""
_URL = re.compile(_VALUE.format("url|link|href|linkurl|docpuburl|puburl|infourl|staticurl|htmlurl"), re.IGNORECASE)
_TITLE = re.compile(_VALUE.format("title|doctitle|infotitle|arctitle|topic|subject|bt|name"), re.IGNORECASE)
_DAY = re.compile(_VALUE.format(r"\w*(?:date|time|rq|day)\w*"), re.IGNORECASE)
_WRITES = re.compile(r"document\.write(?:ln)?\s*\(\s*(['\"])(.{0,3000}?)\1\s*\)", re.DOTALL)
# Fewer records are a menu or a slide show.
_FEWEST = 3


def read(page: Page, *, today: date | None = None) -> ListPage | None:
    """The list of the script with the most dated records; None when there is none."""
    base = base_of(page)
    best: tuple[ListItem, ...] = ()
    for node in page.tree.tags("script"):
        text = node.text()
        if not 80 < len(text) < 2_000_000:
            continue
        for items in (tuple(_records(text, base)), _written(text, base, today=today)):
            if len(items) > len(best):
                best = items
    dated = sum(item.published is not None for item in best)
    if len(best) < _FEWEST or dated * 2 < len(best):
        return None
    return ListPage(NAME, best)


def _records(text: str, base: str) -> list[ListItem]:
    found: dict[str, ListItem] = {}
    for record in _RECORD.finditer(text):
        url, title = _URL.search(record[0]), _TITLE.search(record[0])
        if url is None or title is None:
            continue
        target = resolve(base, url["value"].replace("\\/", "/"))
        words = titles.cleaned(_unescaped(title["value"]))
        if target is not None and len(words) >= 2:
            days = (day_within(day["value"]) for day in _DAY.finditer(record[0]))
            found.setdefault(
                target, ListItem(target, words, next((day for day in days if day), None) or day_in_address(target))
            )
    return list(found.values())


def _written(text: str, base: str, *, today: date | None) -> tuple[ListItem, ...]:
    written = [match[2] for match in _WRITES.finditer(text) if "href" in match[2] and "+" not in match[2]]
    return items_of_markup([_unescaped(one) for one in written], base, today=today) if len(written) >= _FEWEST else ()


def _unescaped(text: str) -> str:
    text = re.sub(r"\\u([0-9a-fA-F]{4})", lambda match: chr(int(match[1], 16)), text)
    return re.sub(r"\\(.)", r"\1", text)
