"""What one answer teaches: a list gives posts and further lists, a post its facts and attachments, any page its links.

One long file because what a page is decides step by step what is read of it, and each step leans on the one before.
"""

from __future__ import annotations

import logging
import re
import sqlite3
from collections.abc import Callable
from dataclasses import replace
from datetime import date

from mingcha.archive.faults import ArchiveError
from mingcha.collect.columns import discover
from mingcha.collect.following import Follower, Reach, decided_on
from mingcha.collect.frontier import Address, Frontier, Urgency
from mingcha.collect.gathered import FOUND, Gathered
from mingcha.collect.kinds import PageKind, is_front_page, kind_of, needs_browser, soft_gone
from mingcha.collect.lists import is_answer, read_answer, read_list
from mingcha.collect.posts import read_post
from mingcha.collect.rendering import RENDERED
from mingcha.model.collected import ListItem, ListPage, PostFacts
from mingcha.model.fetch import FetchOutcome, Lasting, Request, Response
from mingcha.model.site import Column, Site
from mingcha.pages.page import Page, decode_page, parse
from mingcha.standards.column_updates import is_read_whole

log = logging.getLogger(__name__)
MOST_SHEETS = 5000
_PAGES = ("text/html", "application/xhtml+xml", "text/plain", "")


class Visitor:
    """Handles the answers of one round, in the order of their snapshots; the same answers give the same knowledge.

    `archived` gives a kept response and its digest by number, for what has not changed or must be read once more.
    """

    def __init__(
        self,
        site: Site,
        frontier: Frontier,
        gathered: Gathered,
        *,
        reach: Reach,
        today: date,
        archived: Callable[[int], tuple[Response, str]],
    ) -> None:
        self._frontier, self._gathered = frontier, gathered
        self._reach, self._today, self._archived = reach, today, archived
        self._links = Follower(site, frontier, reach=reach)
        self._hosts = self._links.hosts
        self._whole: dict[int, bool] = {}
        self.trapped, self.endless = self._links.trapped, self._links.endless

    def handle(self, response: Response, *, snapshot: int, digest: str) -> None:
        """Learn from an answer. `snapshot` is its number in the archive, 0 when nothing was kept."""
        if response.request.kind == "robots":
            self._links.sitemaps_of_robots(response)
            return
        address = self._frontier.address(response.request.tag)
        if address is None or address.url != response.request.url:
            return  # asked by somebody else than this frontier
        outcome = response.outcome
        if outcome is FetchOutcome.NOT_MODIFIED:
            self._frontier.answered(address.id, outcome=outcome, status=response.status, snapshot=snapshot)
            if (address.sheet or address.kind == "home") and self._reach.whole_lists and address.snapshot:
                self._read(address, *self._archived(address.snapshot))
            return
        page = self._page(address, response)
        if page is not None and outcome is FetchOutcome.OK and soft_gone(page):
            outcome = FetchOutcome.SOFT_GONE
        elif page is not None and outcome is FetchOutcome.OK and not response.header(RENDERED) and needs_browser(page):
            outcome = FetchOutcome.NEEDS_BROWSER
        self._frontier.answered(
            address.id,
            outcome=outcome,
            status=response.status,
            snapshot=snapshot,
            etag=response.header("etag") if outcome is FetchOutcome.OK else "",
            modified=response.header("last-modified") if outcome is FetchOutcome.OK else "",
        )
        if outcome is not FetchOutcome.OK:
            if outcome.lasting is Lasting.PERMANENT:
                self._gathered.gone(address.id, this_round=self._frontier.round)
            return
        try:
            self._read(address, response, digest, page)
        except (sqlite3.Error, ArchiveError):
            raise
        except Exception as fault:
            # One page that makes the program fail must not end the round, nor be taken for one that was understood.
            log.warning("没有读懂 %s：%r", address.url, fault)
            self._frontier.answered(
                address.id, outcome=FetchOutcome.UNREADABLE, status=response.status, snapshot=snapshot
            )

    def _page(self, address: Address, response: Response) -> Page | None:
        """The page, when the answer is one of this site."""
        if response.outcome is not FetchOutcome.OK or response.media_type not in _PAGES or not response.body:
            return None
        if address.kind in ("attachment", "link", "sitemap") or not self._hosts.is_inside(response.url):
            return None
        if is_answer(response.request):
            return None
        if response.media_type in ("", "text/plain") and b"<" not in response.body[:2048]:
            return None
        return parse(response.body, url=self._hosts.own(response.url), declared=response.charset)

    def _read(self, address: Address, response: Response, digest: str, page: Page | None = None) -> None:
        if address.kind == "sitemap":
            self._links.sitemap(address, response)
        elif is_answer(response.request):
            text, _ = decode_page(response.body, declared=response.charset)
            self._list(address, read_answer(text, response.request, today=self._today))
        elif (page := page or self._page(address, response)) is not None:
            self._read_page(self._settled(address, response), page, digest)
        elif address.kind == "post" and response.body and self._hosts.is_inside(response.url):
            self._listed_file(address, digest)

    def _read_page(self, address: Address, page: Page, digest: str) -> None:
        is_front = address.kind == "home" or is_front_page(page)
        if is_front or (address.depth <= 1 and address.sheet <= 1):
            self._columns(address, page)
        facts, found = (None, None) if is_front else self._understood(address, page)
        if facts is not None or found is not None:
            self._links.was_useful(address.url)
        if facts is not None:
            self._post(address, facts, digest)
        elif self._gathered.is_post(address.id):
            self._gathered.remove_post(address.id)
        if found is not None:
            self._list(self._as_list(address, page), found)
        if self._reach.since is None:
            self._links.follow(address, page)
        elif facts is None:  # what an old post leads to is older still
            self._links.follow(address, page, passed_over=decided_on(found))

    def _understood(self, address: Address, page: Page) -> tuple[PostFacts | None, ListPage | None]:
        """A post or a list, whichever the page more surely is: a dated line of the list that led here vouches for a
        post, the column for a list; otherwise what the page shows below its head decides."""
        listings = self._gathered.listings(address.id, address.url)
        item = listings[0].item if listings else None
        if not address.sheet:
            vouched = (item is not None and item.published is not None) or bool(page.tag("ArticleTitle"))
            kind = PageKind.POST if vouched else kind_of(page, today=self._today)
            if kind is PageKind.POST or (address.kind == "post" and kind is not PageKind.LIST):
                facts = read_post(page, listed=item, today=self._today)
                if facts is not None:
                    return facts, None
        found = read_list(page, today=self._today)
        if found is not None and (found.items or found.following or address.sheet):
            return None, found
        return None, None

    def _settled(self, address: Address, response: Response) -> Address:
        """The address that stands for the page: after a redirect within the site the one it leads to."""
        url = self._hosts.own(response.url)
        if url == address.url or address.kind in ("list", "home"):
            return address
        number, new = self._frontier.add(
            Request(url, kind=address.kind), column=address.column, sheet=address.sheet, depth=address.depth
        )
        if number == address.id:
            return address
        self._frontier.is_alias(address.id, of=number)
        self._gathered.move_listings(address.id, to=number)
        if self._gathered.is_post(address.id):
            self._gathered.remove_post(address.id)
        self._frontier.answered(number, outcome=response.outcome, status=response.status, snapshot=0)
        if new:
            self._frontier.become(number, kind=address.kind)
        return self._frontier.address(number) or address

    # Posts

    def _post(self, address: Address, facts: PostFacts, digest: str) -> None:
        changed = self._gathered.put_post(address.id, facts, digest=digest, this_round=self._frontier.round)
        if address.kind == "page":
            self._frontier.become(address.id, kind="post")
        for attachment in facts.attachments:
            url = self._hosts.own(attachment.url)
            if not self._hosts.is_inside(url):
                continue
            number, new = self._frontier.add(
                Request(url, kind="attachment"), depth=address.depth + 1, found_on=address.id
            )
            if new or changed:
                self._frontier.enqueue(number, Urgency.ATTACHMENT)

    def _listed_file(self, address: Address, digest: str) -> None:
        """A list that leads to a file: the file is the post, called and dated as its list says."""
        for listing in self._gathered.listings(address.id, address.url):
            facts = PostFacts(address.url, listing.item.title, listing.item.published, body=digest)
            self._gathered.put_post(address.id, facts, digest=digest, this_round=self._frontier.round)
            return

    # Lists

    def _as_list(self, address: Address, page: Page) -> Address:
        """A page that shows itself to be a list becomes a column of its own, unless it is a page of one already."""
        if address.column:
            return address
        number = self._gathered.put_column(_column_of(page, address.url), origin=FOUND)
        self._frontier.become(address.id, kind="list", column=number, sheet=1)
        return self._frontier.address(address.id) or address

    def _list(self, address: Address, found: ListPage) -> None:
        column, this_round = address.column, self._frontier.round
        if address.sheet == 1:
            self._gathered.walked(column, adapter=found.adapter, claimed=found.total)
        since = None if self._is_read_whole(column) else self._reach.since
        fresh, seen, recent, dated = 0, 0, 0, 0
        for item in found.items:
            if item.published is not None:
                dated += 1
                if since is not None and item.published < since:
                    continue
            recent += 1
            own = replace(item, url=self._hosts.own(item.url))
            state = self._item(address, own, column=column, this_round=this_round)
            fresh += state == "fresh"
            seen += state == "seen"
        repeats = address.sheet > 1 and bool(found.items) and seen == len(found.items)
        ended = since is not None and dated == len(found.items) > 0 and not recent
        if repeats or ended or not column:
            return
        self._following(address, found, fresh=fresh > 0)

    def _is_read_whole(self, column: int) -> bool:
        """Whether its posts of earlier years are read too; asked once for each column."""
        if column and column not in self._whole:
            self._whole[column] = is_read_whole(*self._gathered.name_and_category(column))
        return self._whole.get(column, False)

    def _item(self, address: Address, item: ListItem, *, column: int, this_round: int) -> str:
        """`fresh`: not known before or said otherwise; `seen`: this column had it in this round already."""
        inside = self._hosts.is_inside(item.url)
        if not self._links.may_ask(item.url):
            return "seen"
        number, new = self._frontier.add(
            Request(item.url, kind="post" if inside else "external"), depth=address.depth + 1, found_on=address.id
        )
        seen = not new and self._gathered.seen_this_round(column, number, this_round=this_round)
        changed = self._gathered.put_listing(column, number, item, this_round=this_round)
        if not inside:
            return "fresh" if new else "seen" if seen else "known"
        known = None if new else self._frontier.address(number)
        if new:
            self._frontier.enqueue(number, Urgency.POST)
        elif changed and known is not None and known.kind in ("page", "post"):
            # What a list says of a page decides whether it is a post, so one read without its list is read again.
            if known.kind == "page":
                self._frontier.become(number, kind="post")
            if known.round != this_round:
                self._frontier.enqueue(number, Urgency.POST)
            elif known.snapshot and known.outcome == FetchOutcome.OK:
                self._read(self._frontier.address(number) or known, *self._archived(known.snapshot))
        return "seen" if seen else "fresh" if new or changed else "known"

    def _following(self, address: Address, found: ListPage, *, fresh: bool) -> None:
        """Whole lists are walked at once where all pages are known; else page by page while there is something new."""
        step_by_step = not self._reach.whole_lists or self._reach.since is not None
        if step_by_step and not self._reach.whole_lists and not fresh:
            return
        for place, request in enumerate(found.following[: 1 if step_by_step else MOST_SHEETS], start=1):
            sheet, url = address.sheet + place, self._hosts.own(request.url)
            if sheet > MOST_SHEETS or not self._hosts.is_inside(url):
                return
            kind = request.kind or "list"
            asked = Request(url, request.method, request.body, request.headers, kind=kind)
            number, new = self._frontier.add(asked, column=address.column, sheet=sheet, depth=address.depth)
            known = None if new else self._frontier.address(number)
            if known is not None and known.column not in (0, address.column) and known.sheet == 1:
                if number == address.id:
                    continue
                self._gathered.merge_column(known.column, into=address.column)
            if known is not None and (known.column != address.column or known.kind == "page"):
                self._frontier.become(number, kind=kind, column=address.column, sheet=sheet)
            if known is None or known.round != self._frontier.round or not known.snapshot:
                self._frontier.enqueue(number, Urgency.LIST)

    def _columns(self, address: Address, page: Page) -> None:
        """Columns a home page or a site map names are asked as lists."""
        for column in discover(page):
            if not self._hosts.is_inside(column.url) or not self._links.may_ask(column.url):
                continue
            self.take_column(column, origin=FOUND, depth=address.depth + 1)

    def take_column(self, column: Column, *, origin: str, depth: int = 1) -> None:
        column = replace(column, url=self._hosts.own(column.url))
        number, new = self._frontier.add(Request(column.url, kind="list"), depth=depth)
        known = None if new else self._frontier.address(number)
        if known is not None and known.kind == "list" and known.sheet > 1:
            return  # a further page of a column has no name of its own
        if known is not None and known.kind in ("home", "post"):
            return
        wanted = self._gathered.put_column(column, origin=origin)
        if known is None or known.column != wanted:
            self._frontier.become(number, kind="list", column=wanted, sheet=1)
        if known is None or (known.round == 0 and known.kind != "list"):
            self._frontier.enqueue(number, Urgency.LIST)


def _column_of(page: Page, url: str) -> Column:
    """A column named by its own page: the mandated tag, else the first part of its title."""
    name = page.tag("ColumnName")
    if not name and (node := page.tree.css_first("title")) is not None:
        name = re.split(r"[-_—|–]", " ".join(node.text(deep=True).split()))[0].strip()
    return Column(url, name[:120])
