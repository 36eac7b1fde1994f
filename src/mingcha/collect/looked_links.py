"""The links of a portal with what every look at them brought: what the frontier asked, what the archive keeps.

Only links about which something might be said are given: those that did not open, those that lead out, those written
so that nobody can ask for them. A portal of 60,000 pages has some thousands of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from sqlite3 import Connection

from mingcha.archive.faults import ArchiveError
from mingcha.archive.store import Archive
from mingcha.collect.addresses import host_of, is_attachment
from mingcha.collect.identity import without_session
from mingcha.collect.kinds import soft_gone
from mingcha.collect.link_survey import LinkSurvey, Standpoint
from mingcha.collect.own_hosts import OwnHosts
from mingcha.model.fetch import FetchOutcome, Response
from mingcha.model.looked_link import Look, LookedLink, Standing
from mingcha.model.site import Site
from mingcha.model.snapshot import Snapshot
from mingcha.pages.page import Page, parse
from mingcha.standards.link_register import LinkRegister, link_register
from mingcha.text.file_signs import content_of

__all__ = ["look_of", "looked_links", "looks_at"]

_OPENED = frozenset({FetchOutcome.OK, FetchOutcome.NOT_MODIFIED})
_PAGES = ("text/html", "application/xhtml+xml", "")
_WORDS, _TITLE = 1500, 200
# The number under which a site is registered, else who says to run it: what stays when its look changes.
_OWNER = re.compile(r"[\u4e00-\u9fff]ICP\s*[备证]\s*\d{6,10}\s*号(?:\s*[-－]\s*\d+)?")
_LARGEST_PAGE = 2_000_000
_SHORT_FILE = 65_536
_MOST_LOOKS = 30


def looked_links(
    survey: LinkSurvey, site: Site, frontier: Connection, archive: Archive, *, register: LinkRegister | None = None
) -> Iterator[LookedLink]:
    """The links of a survey about which something might be said, with every look at them, in the order of addresses.

    `frontier` is the frontier's file as `frontier_file.reading` gives it. Files of posts are left to whoever looks at
    attachments.
    """
    own = OwnHosts(site)
    register = register or link_register()
    home = host_of(site.home)
    for address in sorted(survey.standpoints):
        stands = survey.standpoints[address]
        if stands.is_odd:
            yield _link(address, stands, home, Standing.UNKNOWN, (), register)
            continue
        url = own.own(address)
        standing = register.standing(host_of(url), own=own.hosts)
        is_outside = standing is not Standing.OWN
        known = None if is_outside else _known(frontier, url)
        if known is not None and _needs_no_look(*known):
            continue
        looks = looks_at(archive, url, is_outside=is_outside)
        if is_outside or not own.is_inside(url) or (looks and looks[-1].outcome not in _OPENED):
            yield _link(address, stands, home, standing, looks, register)


def _needs_no_look(kind: str, outcome: str) -> bool:
    """Whether nothing can be said of an own address that was asked for: it opened, or it is the file of a post."""
    return kind == "attachment" or not outcome or FetchOutcome(outcome) in _OPENED


def _known(frontier: Connection, url: str) -> tuple[str, str] | None:
    """Kind and last outcome of an address, that of the page it leads to where it is another name of one."""
    row = frontier.execute(
        "select a.kind, coalesce(nullif(b.outcome, ''), a.outcome) from address a left join address b on b.id = a.alias "
        "where a.key = ?",
        (without_session(url),),
    ).fetchone()
    return (str(row[0]), str(row[1])) if row else None


def _link(
    address: str,
    stands: Standpoint,
    home: str,
    standing: Standing,
    looks: tuple[Look, ...],
    register: LinkRegister,
) -> LookedLink:
    notice = stands.has_notice if standing in (Standing.APPROVED, Standing.UNKNOWN) else None
    return LookedLink(address, home, standing, stands.first, stands.pages, looks, notice, register.is_countys)


def looks_at(archive: Archive, url: str, *, is_outside: bool = False) -> tuple[Look, ...]:
    """Every look at an address, oldest first. Of a stranger's page the first and the last one are read, of our own
    those that opened: a page that says there is nothing looks like any other until then."""
    snapshots = archive.looks(url)[-_MOST_LOOKS:]
    opened = [one for one in snapshots if one.outcome in _OPENED]
    read = {one.number for one in ((opened[:1] + opened[-1:]) if is_outside else opened) if _may_be_page(one)}
    seen: dict[str, Look] = {}
    looks = []
    for one in snapshots:
        look = seen.get(one.digest) if one.number in read and one.size else None
        if look is None:
            look = _look(archive, one, is_read=one.number in read, is_outside=is_outside)
            seen[one.digest] = look
        looks.append(_at(look, one))
    return tuple(looks)


def _may_be_page(snapshot: Snapshot) -> bool:
    """Whether what came may be a page, be it in place of a file: nobody sends a long notice, and pages say they are."""
    return snapshot.media_type in _PAGES or snapshot.media_type.startswith("text/") or snapshot.size <= _SHORT_FILE


def _look(archive: Archive, snapshot: Snapshot, *, is_read: bool, is_outside: bool) -> Look:
    if is_read:
        try:
            response = archive.response(snapshot)
            if snapshot.outcome is FetchOutcome.NOT_MODIFIED and not response.body:
                body = archive.read(snapshot).body
            else:
                body = response.body
            return look_of(response, body=body, is_outside=is_outside)
        except ArchiveError:
            pass  # what was seen is told even where its content is lost
    size = snapshot.size if snapshot.outcome in _OPENED and snapshot.size else None
    return Look(snapshot.at, snapshot.outcome, snapshot.status, snapshot.url, media_type=snapshot.media_type, size=size)


def _at(look: Look, snapshot: Snapshot) -> Look:
    """The same look at another moment: the content had not changed."""
    if look.at == snapshot.at:
        return look
    return Look(
        snapshot.at, look.outcome, snapshot.status, snapshot.url, look.title, look.words, look.owner, look.media_type,
        look.content, look.size, look.remarks,
    )  # fmt: skip


def look_of(response: Response, *, body: bytes | None = None, is_outside: bool = False) -> Look:
    """One answer as a look. `body` is what it holds where the answer itself only says that it is unchanged."""
    body = response.body if body is None else body
    asked_whole = response.request.method != "HEAD"
    content = content_of(body) if asked_whole and response.outcome in _OPENED else ""
    outcome, title, words, owner = response.outcome, "", "", ""
    is_page = content in ("html", "text") and response.media_type in _PAGES and len(body) < _LARGEST_PAGE
    if outcome in _OPENED and is_page and not is_attachment(response.request.url):
        page = parse(body, url=response.url, declared=response.charset)
        if soft_gone(page):
            outcome = FetchOutcome.SOFT_GONE
        if is_outside:
            title, words, owner = _told(page)
    return Look(
        response.at, outcome, response.status, response.url, title, words, owner, response.media_type, content,
        len(body) if asked_whole and outcome in _OPENED else None, response.remarks,
    )  # fmt: skip


def _told(page: Page) -> tuple[str, str, str]:
    """Title, first words and owner of a stranger's page."""
    title = next((" ".join(node.text(deep=True).split()) for node in page.tree.tags("title")), "")
    body = page.tree.body
    for node in page.tree.css("script,style,noscript"):
        node.decompose()
    words = " ".join((body.text(deep=True, separator=" ") if body is not None else "").split())
    owner = _OWNER.search(words) or _OWNER.search(page.html)
    return title[:_TITLE], words[:_WORDS], "".join(owner[0].split()) if owner else ""
