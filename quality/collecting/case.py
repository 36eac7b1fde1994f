"""One labelled page, and the template it came from."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from random import Random

from quality.collecting.matter import Matter

HOST = "http://www.yunling.gov.cn"


@dataclass(frozen=True)
class Found:
    """What must be read of a page: one post, or the items of a list and the pages that follow."""

    title: str = ""
    day: date | None = None
    source: str | None = None
    files: tuple[str, ...] = ()
    items: tuple[tuple[str, str, date | None], ...] = ()
    following: tuple[str, ...] = ()
    is_list: bool = False


@dataclass(frozen=True)
class Case:
    name: str
    template: str
    data: bytes
    url: str
    declared: str
    found: Found


@dataclass
class View:
    """What a template writes a page from. `page` counts list pages from 1."""

    random: Random
    matter: Matter
    others: Sequence[Matter]
    posts: Sequence[Matter] = ()
    page: int = 1
    pages: int = 1
    total: int = 0
    day_form: str = "%Y-%m-%d"
    notes: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Template:
    """`post` and `listing` write pages; `post_url` and `list_url` say where they stand; `says_source` if it names one.

    `list_days` is False where lists bear no day anywhere, `whole_titles` is False where lists only have cut ones.
    """

    name: str
    post: Callable[[View], str]
    listing: Callable[[View], str]
    post_url: Callable[[Matter], str]
    list_url: Callable[[int, int], str]
    follows: Callable[[int, int], Sequence[str]]
    says_source: bool = True
    list_days: bool = True
    encodings: tuple[str, ...] = ("utf-8", "gb18030")
