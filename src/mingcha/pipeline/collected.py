"""What rounds have collected, examined: every post with its page and its files, and the portal as a whole.

Work is shared out by posts; a worker reads its own from the archive and gives back findings and the little that
comparing posts with each other needs. What only shows when all are laid side by side is asked at the end.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from itertools import chain, islice
from pathlib import Path

from mingcha.collect.addresses import host_of
from mingcha.collect.frontier_file import reading
from mingcha.collect.gathered import Gathered
from mingcha.collect.own_hosts import OwnHosts
from mingcha.collect.posts_file import collected_posts
from mingcha.examine.columns import Column as TableColumn
from mingcha.examine.declaration import Check, Corpus
from mingcha.examine.repeats import repeated_posts
from mingcha.examine.runner import Result, examine, examine_subjects
from mingcha.examine.together import told_once
from mingcha.extract.page_template import TEMPLATE
from mingcha.model.annual_report import AnnualReport, AnnualReports, OwnCounts
from mingcha.model.collected import CollectedPost
from mingcha.model.document import Document, NotExamined, Outcome
from mingcha.model.finding import Finding
from mingcha.model.looked_file import LookedFile
from mingcha.model.looked_link import LookedLink
from mingcha.model.page_source import PageSource
from mingcha.model.page_tags import TaggedPage, TaggedPages
from mingcha.model.post_set import PostSet
from mingcha.model.published_post import PublishedPost
from mingcha.model.site import Column, Site
from mingcha.model.subject import Subject
from mingcha.model.unit import Unit
from mingcha.pipeline.links import LinkShare, Surveyed, examine_links, link_shares, not_surveyed, survey_links
from mingcha.pipeline.portal_states import examine_portal, examine_tags, tags_beside_posts
from mingcha.pipeline.shards import BackEnd, Unfinished, back_end_of, run_shards
from mingcha.pipeline.share import Seen, Task, examined
from mingcha.standards.profiles import profile

# The county's own thresholds, beside its other files.
OWN_PROFILE = "profile.toml"
# Checks of the source of pages: what a template bears is one fault, however many pages show it.
_SHARED_BY_PAGES = frozenset({"hidden_link", "injected_title", "cloaked_page"})
# Tells the posts that count twice.
_REPEATED = "duplicate_post"
# What is read out of the posts themselves.
_OF_POSTS = (Document, TableColumn, Corpus, PublishedPost, PageSource, LookedFile, PostSet, AnnualReport, AnnualReports)
# Posts a worker takes at a time: enough pages to tell a template, few enough to share the work evenly.
SHARD = 400


@dataclass(frozen=True)
class Collection:
    """What the rounds left of a portal: the posts that are still on it, and its columns by their address."""

    site: Site
    folder: Path
    posts: tuple[CollectedPost, ...]
    columns: dict[str, Column]

    @classmethod
    def opened(cls, site: Site, folder: Path, *, since: date | None = None) -> Collection:
        """Raises FrontierFault when nothing was collected into the folder."""
        with reading(folder) as stored:
            gathered = Gathered(stored)
            posts = tuple(collected_posts(gathered, site, since=since))
            columns = {known.column.url: known.column for known in gathered.columns().values()}
        return cls(site, folder, posts, columns)


def examine_collected(
    collection: Collection,
    checks: Sequence[Check],
    *,
    key: bytes,
    today: date,
    own: Path | None = None,
    county: Path | None = None,
    counts: Mapping[tuple[str, int], OwnCounts] | None = None,
    processes: int = 1,
    back_end: BackEnd | None = None,
    advance: Callable[[int], None] = lambda steps: None,
    counted_twice: Callable[[Mapping[str, str]], None] | None = None,
) -> Iterator[Result]:
    """Examine every post that is still on the portal, page and files, as the last round saw them.

    What the archive does not hold is told as not examined. A fault of a template is told once. `own` is the folder of
    the county's own cards, `county` that of its other files (thresholds, approved sites), `counts` what the office
    counted itself by unit and year. `counted_twice` is handed the
    addresses of posts that count twice, each with that of the post it repeats. `back_end` does the shares, instead of
    so many processes.
    """
    across = [check for check in checks if check.looks_at is Corpus]
    # Whoever asks only about columns or leaders need not wait for sixty thousand pages.
    posts = collection.posts if any(check.looks_at in _OF_POSTS for check in checks) else ()
    site = collection.site
    task = Task(
        collection.folder,
        host_of(site.home),
        tuple(check.name for check in checks if check.looks_at is not Corpus),
        key,
        int(f"{today:%Y%m%d}"),
        own,
        bool(across),
        collection.columns,
        tuple(name for unit in site.units for name in _lasting_names(unit)),
        site.hosts,
        county,
        dict(counts or {}),
        tuple(OwnHosts(site).hosts) if any(check.looks_at is LookedLink for check in checks) else (),
    )
    # Even shares: a short rest would be too few pages to tell what is template.
    size = -(-len(posts) // max(1, -(-len(posts) // SHARD)))
    shards = [posts[start : start + size] for start in range(0, len(posts), max(1, size))]
    shares = link_shares(site, collection.folder, checks, key=key, own=county, processes=processes)
    done = _done(shards, shares, task, back_end or back_end_of(processes))
    # What needs no post is worked out here, a step at a time, while the shares are under way.
    is_read = bool(posts) and any(check.looks_at is TaggedPages for check in checks)
    portal = examine_portal(
        site,
        collection.folder,
        [check for check in checks if not (is_read and check.looks_at is TaggedPages)],
        key=key,
        today=today,
        rules=profile(county=_file(county, OWN_PROFILE)),
        posts=collection.posts,
    )
    of_portal: list[Result] = []
    parts: list[Seen] = []
    told: dict[str, Finding] = {}
    lists: tuple[TaggedPage, ...] = ()
    for number, shard in enumerate(shards):
        seen = next(done)
        assert isinstance(seen, Seen)
        parts.append(replace(seen, result=Result()))
        advance(len(shard))
        yield replace(seen.result, findings=tuple(_once(seen.result.findings, told)))
        if number == 0 and is_read:
            lists = tags_beside_posts(site, collection.folder)
        of_portal += islice(portal, 1)
    whole = Seen.all_of(parts)
    if posts:
        beside = PostSet(site.home, whole.texts, looked_on=today)
        result = _side_by_side(beside, whole, checks, key=key)
        yield result
        # Where their check found none or crashed there is nothing to hand over.
        if counted_twice is not None and any(one.check == _REPEATED for one in result.findings):
            counted_twice(repeated_posts.counted_twice(beside))
    yield from chain(of_portal, portal)
    if is_read:
        yield examine_tags(chain(whole.tagged, lists), checks, site=site, key=key)
    for result in examine_links(
        site,
        collection.folder,
        checks,
        key=key,
        own=county,
        processes=processes,
        noted=whole.links,
        hidden=[one for one in told.values() if one.leads_to],
        surveyed=[one for one in done if not isinstance(one, Seen)],
    ):
        yield replace(result, findings=tuple(_once(result.findings, told)))  # posts bear the same template
    if told:
        yield Result(told_once(told.values()))
    if whole.compared:
        yield examine(whole.compared, across, key=key, last_day=task.last_day)


def _side_by_side(posts: PostSet, whole: Seen, checks: Sequence[Check], *, key: bytes) -> Result:
    """What shows only when posts or reports are laid beside each other."""
    subjects: list[Subject] = [posts]
    subjects += [AnnualReports(whole.annual_reports)] if whole.annual_reports else []
    return examine_subjects(subjects, checks, key=key)


def _file(county: Path | None, name: str) -> Path | None:
    path = county / name if county is not None else None
    return path if path is not None and path.is_file() else None


def _lasting_names(unit: Unit) -> Iterator[str]:
    """What the unit is called as long as nobody says until when."""
    yield unit.name
    yield from (alias.name for alias in unit.aliases if alias.until is None)


# Posts to be examined, or other pages whose links are to be surveyed.
Share = Sequence[CollectedPost] | LinkShare


def _done(
    shards: Sequence[Sequence[CollectedPost]], shares: Sequence[LinkShare], task: Task, back_end: BackEnd
) -> Iterator[Seen | Surveyed]:
    """What each share brought, those of posts first; of one that could not be done, that nothing in it was examined."""
    every: list[Share] = [*shards, *shares]
    for share, seen in zip(every, run_shards(partial(_do, task=task), every, back_end=back_end), strict=True):
        if not isinstance(seen, Unfinished):
            yield seen
        elif isinstance(share, LinkShare):
            yield not_surveyed(share, seen.why)
        else:
            addresses = [url for post in share for url in (post.url, *(file.url for file in post.attachments))]
            yield Seen(
                Result(not_examined=tuple(NotExamined(url, Outcome.CHECK_FAILED, reason=seen.why) for url in addresses))
            )


def _do(share: Share, *, task: Task) -> Seen | Surveyed:
    return survey_links(share) if isinstance(share, LinkShare) else examined(share, task=task)


def _once(findings: Sequence[Finding], told: dict[str, Finding]) -> Iterator[Finding]:
    """Findings of single posts go on; one that many pages share is kept, to be told at the end with their number."""
    for finding in findings:
        if finding.post == TEMPLATE or finding.check in _SHARED_BY_PAGES:
            known = told.get(finding.fingerprint)
            told[finding.fingerprint] = finding if known is None else next(iter(told_once((known, finding))))
        else:
            yield finding
