"""The tags in the heads of all pages of a portal, read without parsing the pages: sixty thousand in a few seconds."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date
from html import unescape
from sqlite3 import Connection

from mingcha.archive.store import Archive
from mingcha.collect.kept_pages import kept_response
from mingcha.model.collected import DateSource
from mingcha.model.page_tags import PageRole, TaggedPage
from mingcha.pages.page import MANDATED, decode_page

__all__ = ["tagged_page", "tagged_pages"]

_META = re.compile(r"<meta\b([^>]{1,4000})>", re.IGNORECASE)
_FIELD = re.compile(r"""\b(name|property|content)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", re.IGNORECASE)
_TITLE = re.compile(r"<title[^>]{0,200}>(.{0,500}?)</title>", re.IGNORECASE | re.DOTALL)
_HEADING = re.compile(r"<h1\b[^>]{0,500}>(.{0,1500}?)</h1>", re.IGNORECASE | re.DOTALL)
_MARKUP = re.compile(r"<[^>]*>")
# No head is longer, and no heading stands further on, on a page made by a system.
_HEAD, _TOP = 100_000, 300_000
_BODY = re.compile(r"</head\s*>|<body\b", re.IGNORECASE)
_ROWS = """
select a.url, a.kind, a.sheet, a.snapshot, p.facts, (select l.title from listed l where l.address = a.id limit 1)
from address a left join post p on p.address = a.id
where a.alias = 0 and a.outcome in ('ok', 'not_modified') and a.snapshot > 0
and (a.kind = 'home' or (a.kind = 'list' and a.sheet = 1) or (p.address is not null and p.gone_round = 0))
order by a.snapshot
"""


def tagged_pages(db: Connection, archive: Archive, *, with_posts: bool = True) -> Iterator[TaggedPage]:
    """Home page, first list pages and posts, each as it lies in the archive; files that are posts are passed over.

    Without `with_posts` those are left to whoever has read them anyway.
    """
    for url, kind, _, number, facts, listed in db.execute(_ROWS):
        if facts is not None and not with_posts:
            continue
        response = kept_response(archive, number)
        if response is None or not response.body or b"<" not in response.body[:2048]:
            continue
        if response.media_type not in ("text/html", "application/xhtml+xml", "text/plain", ""):
            continue
        role = PageRole.HOME if kind == "home" else PageRole.COLUMN if facts is None else PageRole.CONTENT
        html, _ = decode_page(response.body, declared=response.charset)
        yield tagged_page(html, url=url, role=role, listed=listed or "", shown=_shown(facts))


def tagged_page(html: str, *, url: str, role: PageRole, listed: str = "", shown: date | None = None) -> TaggedPage:
    """The prescribed tags of a page's source. `listed` is what its list calls it, `shown` the day a reader sees."""
    body = _BODY.search(html, 0, _TOP)
    head = _without_comments(html[: min(body.start(), _HEAD)] if body else html[:20_000])
    tags = []
    for meta in _META.finditer(head):
        fields = {
            field[1].lower(): unescape(field[2] or field[3] or field[4] or "") for field in _FIELD.finditer(meta[1])
        }
        name = (fields.get("name") or fields.get("property") or "").strip()
        if name.lower() in MANDATED:
            tags.append((MANDATED[name.lower()], fields.get("content", "").strip()))
    titles = [listed, *(_words(match[1]) for match in (_HEADING.search(html, 0, _TOP), _TITLE.search(head)) if match)]
    return TaggedPage(url, role, tuple(tags), tuple(title for title in titles if title), shown)


def _without_comments(html: str) -> str:
    """The source up to a comment that nobody closed, without those that are closed."""
    kept, at = [], 0
    while (start := html.find("<!--", at)) >= 0:
        kept.append(html[at:start])
        end = html.find("-->", start + 4)
        if end < 0:
            return "".join(kept)
        at = end + 3
    return "".join((*kept, html[at:]))


def _words(markup: str) -> str:
    return " ".join(unescape(_MARKUP.sub("", markup)).split())


def _shown(facts: str | None) -> date | None:
    """The publication day on the page itself; one only its list shows may lag behind."""
    days = json.loads(facts)[3] if facts else ()
    return next((date.fromisoformat(day) for source, day in days if source == DateSource.SHOWN.name), None)
