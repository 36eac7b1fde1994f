"""The pages whose links count, as the last round saw them: read from the frontier's file, in shares."""

from __future__ import annotations

from enum import Enum
from sqlite3 import Connection
from typing import NamedTuple

from mingcha.collect.identity import without_session

__all__ = ["PageSort", "SeenPage", "number_of_page", "seen_pages"]

# The page itself and not another name of it, seen in full.
_SEEN = "kind in ('home', 'list', 'page', 'post') and alias = 0 and snapshot > 0 and outcome in ('ok', 'not_modified')"
_NUMBER = f"select id from address where key = ? and snapshot = ? and {_SEEN}"  # noqa: S608 - no word from outside
_POST = "post"


class PageSort(Enum):
    """Which of them are asked for."""

    ALL = "all"
    POSTS = "posts"
    OTHERS = "others"


_OF_SORT = {PageSort.ALL: "1", PageSort.POSTS: f"kind = '{_POST}'", PageSort.OTHERS: f"kind <> '{_POST}'"}


class SeenPage(NamedTuple):
    """`number` is that of its address in the frontier, `snapshot` that of what was seen in the archive."""

    number: int
    url: str
    kind: str
    snapshot: int

    @property
    def is_post(self) -> bool:
        return self.kind == _POST


def seen_pages(frontier: Connection, sort: PageSort, *, share: int = 0, shares: int = 1) -> list[SeenPage]:
    """Those of one share of so many, in the order of their numbers; a page is always in the same share.

    `frontier` is the frontier's file as `frontier_file.reading` gives it.
    """
    wanted = (
        f"select id, url, kind, snapshot from address where {_SEEN} and {_OF_SORT[sort]} and id % ? = ? order by id"  # noqa: S608 - no word from outside
    )
    return [SeenPage(*row) for row in frontier.execute(wanted, (shares, share))]


def number_of_page(frontier: Connection, url: str, *, snapshot: int) -> int | None:
    """The number of the address, if this snapshot is what the last round saw there and its links count."""
    row = frontier.execute(_NUMBER, (without_session(url), snapshot)).fetchone()
    return int(row[0]) if row is not None else None
