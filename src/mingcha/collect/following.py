"""Which links of a page are asked: those of the site that are new, not endless, and not older than wanted."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlsplit

from mingcha.collect.addresses import is_heavy
from mingcha.collect.frontier import Address, Frontier, Urgency
from mingcha.collect.links import links
from mingcha.collect.own_hosts import OwnHosts
from mingcha.collect.patterns.days import day_in_address
from mingcha.collect.sitemap import sitemap_urls
from mingcha.model.collected import ListPage
from mingcha.model.fetch import Request, Response
from mingcha.model.site import Site
from mingcha.pages.page import Page

# Addresses that differ in their query alone, as calendars and searches make them without end.
MOST_QUERIES = 20_000
# Of addresses that links lead to: so many are tried, and so many more for each that was a post or a list.
TRIED_IN_VAIN, WORTH = 150, 20
# Relative links on a page that answers under any address make paths that wind on: /a/b/a/b/a/b/…
MOST_PARTS, MOST_ALIKE = 30, 4
LONGEST_ADDRESS = 2000
_SITEMAP_LINE = re.compile(rb"^\s*sitemap\s*:\s*(\S+)", re.IGNORECASE | re.MULTILINE)
_LONGEST_ROBOTS = 500_000


@dataclass(frozen=True, slots=True)
class Reach:
    """How far a round goes: `since` leaves older posts alone, `whole_lists` walks every list to its end (else only while
    there is something new), `audit` asks after the outbound links as well."""

    since: date | None = None
    whole_lists: bool = False
    audit: bool = False


class Follower:
    """Puts the links of pages and site maps into the frontier; `trapped` are paths with more queries than anybody
    can ask, `endless` those whose pages were of no use."""

    def __init__(self, site: Site, frontier: Frontier, *, reach: Reach) -> None:
        self._frontier, self._reach = frontier, reach
        self.hosts = OwnHosts(site)
        self._ignored = re.compile("|".join(map(_expression, site.ignore))) if site.ignore else None
        self._outside: set[str] = set()
        self._queries: Counter[str] = Counter()
        self._found_by_links: Counter[str] = Counter()
        self._useful: Counter[str] = Counter()
        self.trapped: set[str] = set()
        self.endless: set[str] = set()

    def was_useful(self, url: str) -> None:
        """The page under this address was a post or a list: more of its kind are worth asking."""
        self._useful[url.partition("?")[0]] += 1

    def may_ask(self, url: str) -> bool:
        """Whether the office wants it asked and it is not one of an endless row."""
        if len(url) > LONGEST_ADDRESS or (self._ignored is not None and self._ignored.search(url)):
            return False
        path, mark, _ = url.partition("?")
        if not mark:
            return True
        self._queries[path] += not self._frontier.is_known(url)
        if self._queries[path] > MOST_QUERIES:
            self.trapped.add(path)
            return False
        return True

    def follow(self, address: Address, page: Page, *, passed_over: Collection[str] = ()) -> None:
        """Ask for what the page leads to and nobody knew; `passed_over` are links that were decided on already."""
        for link in links(page, hosts=self.hosts.hosts):
            if not link.is_external:
                url = self.hosts.own(link.url)
                if self._frontier.is_known(url) or url in passed_over:
                    continue
                if not link.is_attachment:
                    self._new_page(url, address)
                elif self._reach.audit and not link.is_weak and self.hosts.is_inside(url) and self.may_ask(url):
                    # A file that hangs on no post: whether it is there, and no more.
                    self._ask(Request(url, "HEAD", kind="link"), Urgency.LINK, found_on=address.id)
            elif self._reach.audit and link.url not in self._outside:
                self._outside.add(link.url)
                # A page is read, so that one can see what it has become; of a file it is enough to know that it is there.
                method = "HEAD" if link.is_attachment or is_heavy(link.url) else "GET"
                self._ask(Request(link.url, method, kind="link"), Urgency.LINK, found_on=address.id)

    def _new_page(self, url: str, address: Address) -> None:
        if not self.hosts.is_inside(url) or not self.may_ask(url) or self._is_endless(url):
            return
        if self._reach.since is not None and (day := day_in_address(url)) and day < self._reach.since:
            return  # hot and related lists lead to posts of years ago, whose addresses say so
        self._ask(Request(url, kind="page"), Urgency.PAGE, depth=address.depth + 1, found_on=address.id)

    def _is_endless(self, url: str) -> bool:
        """Whether the path winds on, or links have led to very many addresses of it and hardly one was of use."""
        path, mark, _ = url.partition("?")
        parts = path.split("/")[3:]
        if len(parts) > MOST_PARTS or max(Counter(parts).values(), default=0) > MOST_ALIKE:
            self.endless.add("/".join(path.split("/")[:5]))
            return True
        if not mark:
            return False
        if self._found_by_links[path] >= TRIED_IN_VAIN + WORTH * self._useful[path]:
            self.endless.add(path)
            return True
        self._found_by_links[path] += 1
        return False

    def sitemaps_of_robots(self, response: Response) -> None:
        for found in _SITEMAP_LINE.findall(response.body[:_LONGEST_ROBOTS]):
            self._ask_sitemap(self.hosts.own(found.decode("utf-8", "replace")))

    def sitemap(self, address: Address, response: Response) -> None:
        for url in map(self.hosts.own, sitemap_urls(response.body)):
            if urlsplit(url).path.endswith((".xml", ".xml.gz")):
                self._ask_sitemap(url)
            elif self.hosts.is_inside(url) and self.may_ask(url):
                self._ask(Request(url, kind="page"), Urgency.PAGE, depth=2, found_on=address.id)

    def _ask_sitemap(self, url: str) -> None:
        if self.hosts.is_inside(url) and self.may_ask(url):
            self._ask(Request(url, kind="sitemap"), Urgency.ENTRANCE)

    def _ask(self, request: Request, urgency: Urgency, *, depth: int = 0, found_on: int = 0) -> None:
        number, new = self._frontier.add(request, depth=depth, found_on=found_on)
        if new:
            self._frontier.enqueue(number, urgency)


def _expression(pattern: str) -> str:
    return pattern[1:-1] if len(pattern) > 2 and pattern[0] == pattern[-1] == "/" else re.escape(pattern)


def decided_on(found: ListPage | None) -> frozenset[str]:
    """What a list has already decided on: its lines, and its further pages, which are walked while they are recent."""
    if found is None:
        return frozenset()
    return frozenset((*(item.url for item in found.items), *(request.url for request in found.following)))
