"""What a portal's pages say of its posts: lists, the facts of a post, and whose it is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from mingcha.model.fetch import Request


@dataclass(frozen=True, slots=True)
class ListItem:
    """One line of a list page: where it leads (canonical), what it is called, the day it bears (None: none)."""

    url: str
    title: str
    published: date | None = None


@dataclass(frozen=True, slots=True)
class ListPage:
    """What a list page holds: its items in order, what to ask for the following pages, and which adapter read it.

    `following` are the requests for the pages after this one that can be known from here, nearest first: all of them
    when the page tells how many there are, else the next one. `total` is the number of posts the page claims.
    """

    adapter: str
    items: tuple[ListItem, ...] = ()
    following: tuple[Request, ...] = ()
    total: int | None = None


class DateSource(StrEnum):
    """Where a publication date was read, the one that goes first foremost."""

    TAG = "PubDate 标签"
    SHOWN = "页面显示"
    LIST = "列表"
    ADDRESS = "网址"
    SIGNED = "落款"


@dataclass(frozen=True, slots=True)
class StatedDate:
    source: DateSource
    day: date


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that belongs to a post: its address (canonical) and the words of the link."""

    url: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class PostFacts:
    """What a post's page says. `published` is the first of `dates`; when they disagree all of them are kept.

    `body` is the digest (sha256 hex) of title, text and attachments without spaces: equal when nothing a reader sees
    has changed. `source` is 来源, `index_number` 索引号. `canonical` is the page's own statement of its address.
    """

    url: str
    title: str
    published: date | None
    dates: tuple[StatedDate, ...] = ()
    source: str = ""
    column: str = ""
    index_number: str = ""
    attachments: tuple[Attachment, ...] = ()
    body: str = ""
    canonical: str = ""
    characters: int = 0


@dataclass(frozen=True, slots=True)
class Attribution:
    """Whose post it is: the unit's code (empty: not known, a person decides), by which rule, and why in Chinese."""

    unit: str = ""
    by: str = ""
    why: str = ""


@dataclass(frozen=True, slots=True)
class CollectedPost:
    """One post of the portal, counted once however many columns it stands in.

    `column` and `column_url` are the column it counts for, `columns` the addresses of all it was found in.
    `digest` is sha256:<hex> of the page as archived.
    """

    url: str
    title: str
    published_on: date | None
    source: str
    column: str
    column_url: str
    unit: str
    attachments: tuple[Attachment, ...] = ()
    digest: str = ""
    columns: tuple[str, ...] = ()
    attribution: Attribution = Attribution()
    dates: tuple[StatedDate, ...] = ()
    index_number: str = ""
