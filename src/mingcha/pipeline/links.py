"""The links of a whole portal, examined: every page that rounds have kept is read once more from the archive.

Shares of the pages are read by several processes; each gives back where links stand and what its pages hide, which is
little, and no page.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path
from sqlite3 import Connection

from mingcha.archive.store import Archive
from mingcha.collect.addresses import host_of
from mingcha.collect.frontier_file import reading
from mingcha.collect.kept_pages import kept_page
from mingcha.collect.link_survey import LinkSurvey
from mingcha.collect.looked_links import looked_links
from mingcha.collect.other_views import other_views
from mingcha.collect.own_hosts import OwnHosts
from mingcha.collect.seen_pages import PageSort, SeenPage, seen_pages
from mingcha.examine.catalogue import named
from mingcha.examine.declaration import Check
from mingcha.examine.runner import Result, examine_subjects
from mingcha.examine.together import told_once
from mingcha.model.document import NotExamined, Outcome
from mingcha.model.finding import Finding
from mingcha.model.looked_link import LookedLink, Standing
from mingcha.model.page_source import PageSource
from mingcha.model.site import Site
from mingcha.model.subject import Subject
from mingcha.pages.page import parse
from mingcha.pipeline.county import OWN_REGISTER, approved_domains
from mingcha.pipeline.portal_states import never
from mingcha.pipeline.post_links import PostLinks
from mingcha.pipeline.shards import Unfinished, back_end_of, run_shards
from mingcha.standards.link_register import link_register
from mingcha.text.registrable_domain import registrable_domain

__all__ = ["OWN_REGISTER", "LinkShare", "examine_links", "link_shares", "not_surveyed", "page_subjects", "survey_links"]

# Where the links of some pages stand, and what the pages hide.
Surveyed = tuple[LinkSurvey, Result]

# Where a page that is only a file is taken to stand, so that its links can be worked out.
_NOWHERE = "http://file.invalid/"


@dataclass(frozen=True)
class LinkShare:
    """What a worker must know: where the evidence lies, whose it is, which of how many shares, and what to ask.

    `sort` says which pages the shares are of, `noted` which of them count already.
    """

    folder: Path
    site: str
    hosts: tuple[str, ...]
    names: tuple[str, ...]
    key: bytes
    shares: int
    own: Path | None
    skip_posts: bool
    sort: PageSort = PageSort.ALL
    noted: frozenset[int] = frozenset()
    number: int = 0


def examine_links(
    site: Site,
    folder: Path,
    checks: Sequence[Check],
    *,
    key: bytes,
    own: Path | None = None,
    processes: int = 1,
    with_posts: bool = False,
    noted: PostLinks | None = None,
    hidden: Iterable[Finding] = (),
    surveyed: Sequence[Surveyed] | None = None,
) -> Iterator[Result]:
    """Examine every link of a portal, and what its pages hide; a fault of a template is told once.

    `own` is the folder of the county's own files. The sources of posts' pages are examined only `with_posts`: whoever
    examines the posts has read them already; their links always count, `noted` are those he has noted on the way (used up
    here), and `hidden` what he found hidden. `surveyed` is what came of the shares of `link_shares`, done already beside
    something else. Raises FrontierFault when nothing was collected.
    """
    on_links = [check for check in checks if check.looks_at is LookedLink]
    share = _share_of(site, folder, checks, key=key, own=own, processes=processes)
    if share is None:
        return
    noted = noted or PostLinks.of(share.hosts)
    survey, result = noted.survey, Result()
    if surveyed is None:
        some: Iterable[Surveyed] = _shared(replace(share, skip_posts=not with_posts, noted=frozenset(noted.noted)))
    else:
        rest = replace(share, sort=PageSort.POSTS, noted=frozenset(noted.noted))
        some = chain(surveyed, _shared(rest) if on_links and _is_any_left(rest) else ())
    for part, seen in some:
        survey.take(part)
        result += seen
    register = link_register(own / OWN_REGISTER if own is not None else None)
    with reading(folder) as db, Archive.open(folder, site=share.site, now=never, readonly=True) as archive:
        looked = looked_links(survey, site, db, archive, register=register)
        unseen = _unseen((*hidden, *result.findings))
        result += examine_subjects(_shown(looked, unseen), on_links, key=key)
    yield Result(told_once(result.findings), result.not_examined)


def link_shares(
    site: Site, folder: Path, checks: Sequence[Check], *, key: bytes, own: Path | None = None, processes: int = 1
) -> tuple[LinkShare, ...]:
    """The pages of a portal that are no posts, in as many shares as there are processes; none when no check asks."""
    share = _share_of(site, folder, checks, key=key, own=own, processes=processes)
    return _numbered(replace(share, sort=PageSort.OTHERS)) if share is not None else ()


def _share_of(
    site: Site, folder: Path, checks: Sequence[Check], *, key: bytes, own: Path | None, processes: int
) -> LinkShare | None:
    on_sources = tuple(check.name for check in checks if check.looks_at is PageSource)
    if not on_sources and not any(check.looks_at is LookedLink for check in checks):
        return None
    hosts = tuple(OwnHosts(site).hosts)
    return LinkShare(folder, host_of(site.home), hosts, on_sources, key, processes, own, True)


def _numbered(share: LinkShare) -> tuple[LinkShare, ...]:
    return tuple(replace(share, number=number) for number in range(share.shares))


def _unseen(findings: Iterable[Finding]) -> Counter[str]:
    """On how many pages links to a registered domain stand where no reader sees them."""
    pages: Counter[str] = Counter()
    for one in findings:
        for domain in one.leads_to:
            pages[domain] += one.places
    return pages


def _shown(links: Iterable[LookedLink], unseen: Counter[str]) -> Iterator[LookedLink]:
    """The links, each with the number of its pages that hide it; what is hidden counts once, whoever tells of it."""
    for link in links:
        domain = registrable_domain(host_of(link.address)) if unseen else ""
        hidden = min(link.pages, unseen[domain])
        unseen[domain] -= hidden
        yield replace(link, hidden=hidden) if hidden else link


def page_subjects(data: bytes, name: str) -> Iterator[Subject]:
    """What can be looked at of a page that is only a file: its source, and the links that are written wrongly."""
    page = parse(data, url=_NOWHERE)
    yield PageSource(name, page.html)
    survey = LinkSurvey.of(())
    survey.add(page)
    for address, stands in survey.standpoints.items():
        if not address.startswith(_NOWHERE):
            first = tuple(replace(one, page=name) for one in stands.first)
            yield LookedLink(address, "", Standing.UNKNOWN if stands.is_odd else Standing.OWN, first)


def _shared(share: LinkShare) -> Iterator[Surveyed]:
    shares, back_end = _numbered(share), back_end_of(share.shares)
    for one, seen in zip(shares, run_shards(survey_links, shares, back_end=back_end), strict=True):
        yield not_surveyed(one, seen.why) if isinstance(seen, Unfinished) else seen


def not_surveyed(share: LinkShare, why: str) -> Surveyed:
    """What stands for a share that could not be done: none of its pages was examined."""
    with reading(share.folder) as db:
        missed = tuple(NotExamined(page.url, Outcome.CHECK_FAILED, reason=why) for page in _pages(db, share))
    return LinkSurvey.of(share.hosts), Result(not_examined=missed)


def _pages(db: Connection, share: LinkShare) -> list[SeenPage]:
    pages = seen_pages(db, share.sort, share=share.number, shares=share.shares)
    return [page for page in pages if page.number not in share.noted]


def _is_any_left(share: LinkShare) -> bool:
    with reading(share.folder) as db:
        return any(_pages(db, one) for one in _numbered(share))


def survey_links(share: LinkShare) -> Surveyed:
    """Every so-manieth page: where its links stand, and what it hides."""
    checks = [named(name, own=share.own) for name in share.names]
    survey, result = LinkSurvey.of(share.hosts), Result()
    approved = approved_domains(share.own)
    with reading(share.folder) as db, Archive.open(share.folder, site=share.site, now=never, readonly=True) as archive:
        others = other_views(db, archive) if checks else {}
        for seen_page in _pages(db, share):
            page = kept_page(archive, seen_page.snapshot)
            if page is None:
                continue
            survey.add(page, order=seen_page.number)
            if checks and not (share.skip_posts and seen_page.is_post):
                source = PageSource(seen_page.url, page.html, share.hosts, approved, others.get(seen_page.url, ()))
                seen = examine_subjects([source], checks, key=share.key)
                if seen.findings or seen.not_examined:
                    result += seen
    return survey, Result(told_once(result.findings), result.not_examined)
