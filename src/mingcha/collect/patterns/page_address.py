"""Addresses of the further pages of one list: the list's own with a page's number in it, ?page=3, index_3.htm, /page/3."""

from __future__ import annotations

import re

__all__ = ["numbered", "page_beside"]

_ASKED = re.compile(
    r"(?<=[?&])(?:p|pn|pg|page|paged|pages?_?(?:no|num|number|index|id)|(?:cur|current|c|the|this|now|go)_?page(?:_?(?:no|num|index))?)"
    r"=(\d{1,5})(?:&|$)",
    re.IGNORECASE,
)
_FOLDER = re.compile(r"/(?:page|p)[/_-](\d{1,5})/?$", re.IGNORECASE)
_FILE = re.compile(
    r"/(index|list|default|page|more|[A-Za-z]\w*?(?=[_-]\d))[_-]?(\d{1,4})(\.(?:s?html?|aspx?|jsp|php|jhtml))$",
    re.IGNORECASE,
)
# A list's pager mixes a site's names with and without www, http and https.
_HOST = re.compile(r"https?://(?:www\.)?", re.IGNORECASE)
_FIRST = re.compile(r"/(?:index|list|default|main|page)?(?:\.(?:s?html?|aspx?|jsp|php|jhtml))?$", re.IGNORECASE)


def numbered(url: str) -> tuple[str, int | None]:
    """The address without scheme, www and its page's number, and the number; None where it has none a list's page would."""
    path, mark, query = url.partition("?")
    if mark and (match := _ASKED.search(url)):
        left = (url[: match.start()] + url[match.end() :]).rstrip("?&")
        return _first(left), int(match[1])
    if match := _FOLDER.search(path):
        return _first(f"{path[: match.start()]}/{mark}{query}"), int(match[1])
    if match := _FILE.search(path):
        return _first(f"{path[: match.start()]}/{match[1]}{match[3]}{mark}{query}"), int(match[2])
    return _first(url), None


def page_beside(own: str, url: str) -> int | None:
    """The number of the page an address leads to, where it is a further page of the list at `own`; else None."""
    stem, number = numbered(url)
    return number if number is not None and stem == numbered(own)[0] else None


def _first(url: str) -> str:
    """One form for /b/, /b and /b/index.html, which are the same page of a list, whatever the site is called."""
    path, mark, query = _HOST.sub("", url, count=1).partition("?")
    path = _FIRST.sub("/", path, count=1)
    return f"{path.rstrip('/')}{mark}{query}"
