"""Where every link of a portal stands: from how many pages, the first of them, with which words. One pass over the pages.

Shares of the pages can be surveyed apart and put together. Addresses that no browser could ask for are kept as they are
written, for whoever tells what is wrong with them.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field, replace
from functools import lru_cache

from mingcha.collect.addresses import origin_of
from mingcha.collect.links import base_of, resolve
from mingcha.model.looked_link import LinkedFrom
from mingcha.pages.page import Node, Page

__all__ = ["LinkSurvey", "Standpoint"]

# So many pages are named for each address.
_NAMED = 3
_LONGEST, _MOST_ON_A_PAGE = 2000, 50_000
_NO_LINK = ("javascript:", "#", "mailto:", "tel:", "data:", "about:", "{", "$", "<%")
# What is plainly an address: a host with a name and no odd signs, or a path.
_PLAIN = re.compile(
    r"https?://(?:(?:[A-Za-z0-9_-]+\.)+[A-Za-z]{2,}|\d{1,3}(?:\.\d{1,3}){3})(?::\d{1,5})?(?:[/?#][^\s\\]*)?|//(?:[\w-]+\.)+[A-Za-z]{2,}(?:[/?#][^\s\\]*)?|"
    r"(?!www\.|[A-Za-z]{1,7}//|%20|[^/]*\.(?:gov|com|org|edu)\.cn(?:/|$))[^:\\@：；;,，\s\u3000\u200b-\u200f]*"
)
_NOTICE = re.compile(
    r"离开本(?:网|站)|即将离开|离站提示|(?:将|正在)(?:跳转|访问|打开).{0,12}(?:外部|第三方|非本站|非政府)(?:网|链接)"
)
_LEAVING = ("离开", "离站", "外部", "第三方", "非本站", "非政府")
_SCRIPT_FILE = re.compile(r"<script[^>]+src\s*=\s*[\"']?([^\"'\s>]+)", re.IGNORECASE)
_LIBRARY = re.compile(
    r"jquery|swiper|slick|superslide|bootstrap|layui|layer|vue|echarts|respond|html5|share|video|player|cnzz|hm\.js|baidu|map",
    re.IGNORECASE,
)


@dataclass(slots=True)
class Standpoint:
    """Where one address stands. `has_notice`: the pages tell that one leaves (None: their own scripts may).

    `orders` are the places of the pages in `first` among all pages.
    """

    pages: int = 0
    first: tuple[LinkedFrom, ...] = ()
    orders: tuple[int, ...] = ()
    has_notice: bool | None = False
    is_odd: bool = False


@dataclass(slots=True)
class LinkSurvey:
    """`hosts` are the site's own. `standpoints` by address, own and foreign ones."""

    hosts: frozenset[str]
    standpoints: dict[str, Standpoint] = field(default_factory=dict)
    pages: int = 0

    @classmethod
    def of(cls, hosts: Collection[str]) -> LinkSurvey:
        return cls(frozenset(hosts))

    def add(self, page: Page, *, order: int | None = None) -> None:
        """Note the links of a page, each address once, with its first words. `order` is the page's place among all."""
        order = self.pages if order is None else order
        self.pages += 1
        here: dict[str, str] = {}
        odd: set[str] = set()
        base = base_of(page)
        for number, (href, node) in enumerate(_hrefs(page)):
            if number >= _MOST_ON_A_PAGE:
                break
            if _is_plain(href):
                address = resolve(base, href)
                if address is None:
                    continue  # a copy for printing or sharing
            else:
                address = href
                odd.add(href)
            if not here.get(address):
                known = self.standpoints.get(address)
                # What stands on every page has been named often enough.
                here[address] = "" if known is not None and not _is_first(known, order) else _words(node)
        notice: bool | str | None = "unasked"
        for address, words in here.items():
            known = self.standpoints.get(address)
            if known is None:
                known = self.standpoints[address] = Standpoint(is_odd=address in odd)
            known.pages += 1
            if _is_first(known, order):
                _name(known, (*known.orders, order), (*known.first, LinkedFrom(page.url, words)))
            if known.is_odd or known.has_notice is True:
                continue
            if origin_of(address).partition("//")[2] not in self.hosts:
                if notice == "unasked":
                    notice = _notice(page, self.hosts)
                known.has_notice = True if notice is True else None if notice is None else known.has_notice

    def __add__(self, other: LinkSurvey) -> LinkSurvey:
        """Both surveys in one; what neither was before."""
        found = LinkSurvey(self.hosts, {address: replace(one) for address, one in self.standpoints.items()}, self.pages)
        found.take(other)
        return found

    def take(self, other: LinkSurvey) -> None:
        """Put another survey to this one; the pages that come first among all are named. The other is used up."""
        self.hosts |= other.hosts
        self.pages += other.pages
        for address, one in other.standpoints.items():
            known = self.standpoints.get(address)
            if known is None:
                self.standpoints[address] = one
                continue
            known.pages += one.pages
            _name(known, (*known.orders, *one.orders), (*known.first, *one.first))
            notices = (known.has_notice, one.has_notice)
            known.has_notice = True if True in notices else None if None in notices else False


def _is_first(known: Standpoint, order: int) -> bool:
    return len(known.first) < _NAMED or order < known.orders[-1]


def _name(known: Standpoint, orders: tuple[int, ...], first: tuple[LinkedFrom, ...]) -> None:
    """Name the pages that come first among these."""
    ranked = sorted(range(len(orders)), key=orders.__getitem__)[:_NAMED]
    known.orders, known.first = tuple(orders[at] for at in ranked), tuple(first[at] for at in ranked)


@lru_cache(maxsize=50_000)
def _is_plain(href: str) -> bool:
    return _PLAIN.fullmatch(href) is not None


def _hrefs(page: Page) -> Iterator[tuple[str, Node]]:
    for tag, attribute in (("a", "href"), ("area", "href"), ("iframe", "src"), ("frame", "src")):
        for node in page.tree.tags(tag):
            href = node.attrs.get(attribute)
            if not href or len(href) > _LONGEST:
                continue
            href = href.strip(" \t\r\n\f")
            if href and not href[:11].lower().startswith(_NO_LINK):
                yield href, node


def _words(node: Node) -> str:
    """What a reader clicks, or what he is told when he points at it."""
    words = " ".join(node.text(deep=True).split()) if node.tag == "a" else node.attrs.get("alt") or ""
    return (words or node.attrs.get("title") or "")[:80]


def _notice(page: Page, hosts: Collection[str]) -> bool | None:
    """Whether the page tells its reader that he leaves; None where a script of the site's own may do so."""
    if any(word in page.html for word in _LEAVING) and _NOTICE.search(page.html):
        return True
    for source in _SCRIPT_FILE.findall(page.html):
        if not _LIBRARY.search(source) and (not source.startswith(("http", "//")) or source.split("/")[2] in hosts):
            return None
    return False
