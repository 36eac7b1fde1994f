"""The disclosure platforms of a portal: pages that call themselves so, with what they lead to."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from sqlite3 import Connection

from mingcha.archive.store import Archive
from mingcha.collect.kept_pages import kept_page
from mingcha.collect.links import links
from mingcha.model.disclosure_platform import DisclosurePlatform
from mingcha.model.fetch import FetchOutcome
from mingcha.model.site import Site

__all__ = ["disclosure_platforms"]

_CALLED = re.compile(r"^(?:.{0,14}?)政府信息公开(?:平台|专栏|专区|网)?$")
_ANSWERED = (FetchOutcome.OK.value, FetchOutcome.NOT_MODIFIED.value)
# The words of a platform's own entries are short; longer ones are titles of posts.
_LONGEST = 20


def disclosure_platforms(db: Connection, archive: Archive, site: Site) -> Iterator[DisclosurePlatform]:
    """Every column called so by its address; where there is none, the site with the names of all its columns."""
    rows = db.execute(
        'select c.id, c.url, c.name, c.unit, c.path, a.outcome, a.snapshot from "column" c '
        'left join address a on a."column" = c.id and a.sheet = 1 and a.alias = 0 order by c.url'
    ).fetchall()
    below: dict[str, list[str]] = {}
    for _, _, name, _, path, *_ in rows:
        for above in json.loads(path):
            below.setdefault(above, []).append(name)
    owned = {column.url: column for column in site.columns}
    found = False
    for _, url, name, unit, _, outcome, snapshot in rows:
        if not _CALLED.search(name):
            continue
        found = True
        page = kept_page(archive, snapshot) if outcome in _ANSWERED else None
        column = owned.get(url)
        code = unit or (column.unit if column is not None else "")
        if page is None:
            yield DisclosurePlatform(name, url, unit=code, unread="平台首页没有取到")
            continue
        entries = [" ".join(link.text.split()) for link in links(page)]
        entries += below.get(name, [])
        short = (entry for entry in entries if 2 <= len(entry) <= _LONGEST)
        yield DisclosurePlatform(name, url, tuple(dict.fromkeys(short)), code)
    if not found and rows:
        names = tuple(dict.fromkeys(name for _, _, name, *_ in rows if name))
        yield DisclosurePlatform(site.name or site.home, site.home, names, is_known=False)
