"""ASP.NET WebForms: the next page is the form sent back with the pager's event, one page at a time."""

from __future__ import annotations

import re
from datetime import date
from urllib.parse import urlencode

from mingcha.collect.adapters import generic
from mingcha.collect.links import resolve
from mingcha.model.collected import ListPage
from mingcha.model.fetch import Request
from mingcha.pages.page import Node, Page
from mingcha.text.width import fold_all

NAME = "aspnet"
_POSTBACK = re.compile(
    r"__doPostBack\s*\(\s*(?:&#39;|['\"])([^'\"]*?)(?:&#39;|['\"])\s*,\s*(?:&#39;|['\"])([^'\"]*?)(?:&#39;|['\"])\s*\)"
)
_NEXT = re.compile(r"[\[【<\s]*(?:下\s*一?\s*页|后一?页|next|>)[\s>\]】]*", re.IGNORECASE)
_BUTTONS = frozenset({"submit", "button", "image", "reset", "file"})
_FORM = (("Content-Type", "application/x-www-form-urlencoded"),)


def read(page: Page, *, today: date | None = None) -> ListPage | None:
    """The list, with one request for the page after it: each page's state is needed to ask for the next.

    A pager whose links are plain addresses is none of ours.
    """
    if "__VIEWSTATE" not in page.html or "__doPostBack" not in page.html:
        return None
    reading = generic.Reading(page, today=today, paged=1)
    if not reading.items or (reading.pager and reading.pager.pages):
        return None
    following = _next(page, reading)
    return ListPage(NAME, reading.items, following, reading.total)


def _next(page: Page, reading: generic.Reading) -> tuple[Request, ...]:
    events: list[tuple[str, str, str]] = []
    for node in page.tree.tags("a"):
        match = _POSTBACK.search(f"{node.attrs.get('href') or ''} {node.attrs.get('onclick') or ''}")
        if match and node.attrs.get("disabled") is None:
            events.append((fold_all(node.text(strip=True)), match[1], match[2]))
    current = (reading.pager.current if reading.pager else None) or _current(page, {words for words, _, _ in events})
    chosen = next((event for event in events if _NEXT.fullmatch(event[0])), None)
    if chosen is None:
        chosen = next((event for event in events if event[0] == str(current + 1)), None)
    if chosen is None:
        return ()
    form = next(iter(page.tree.tags("form")), None)
    if form is None:
        return ()
    fields = dict(_fields(form))
    fields["__EVENTTARGET"], fields["__EVENTARGUMENT"] = chosen[1], chosen[2]
    url = resolve(page.url, form.attrs.get("action") or page.url) or page.url
    return (Request(url, method="POST", body=urlencode(fields).encode(), headers=_FORM, kind=generic.LIST),)


def _current(page: Page, linked: set[str]) -> int:
    for node in page.tree.css("span, font, b, strong"):
        words = node.text(strip=True)
        if words.isdecimal() and len(words) <= 4 and words not in linked and _beside_event(node):
            return int(words)
    return 1


def _beside_event(node: Node) -> bool:
    parent = node.parent
    for above in (parent, parent.parent if parent is not None else None):
        if above is not None and "__doPostBack" in (above.html or "")[:6000]:
            return True
    return False


def _fields(form: Node) -> list[tuple[str, str]]:
    """What a browser would send of the form when a script submits it: no buttons, only what is ticked and chosen."""
    sent: list[tuple[str, str]] = []
    for node in form.css("input[name], textarea[name], select[name]"):
        name, kind = node.attrs.get("name") or "", (node.attrs.get("type") or "").lower()
        if node.tag == "select":
            options = node.css("option")
            marked = next((one for one in options if "selected" in one.attrs), options[0] if options else None)
            if marked is not None:
                value = marked.attrs.get("value")
                sent.append((name, marked.text(strip=True) if value is None else value))
        elif node.tag == "textarea":
            sent.append((name, node.text()))
        elif kind not in _BUTTONS and (kind not in ("checkbox", "radio") or "checked" in node.attrs):
            sent.append((name, node.attrs.get("value") or ("on" if kind in ("checkbox", "radio") else "")))
    return sent
