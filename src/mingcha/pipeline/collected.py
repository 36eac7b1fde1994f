"""What rounds have collected, examined: every post with its page and its files, and the portal as a whole.

Work is shared out by posts; a worker reads its own from the archive and gives back findings and the little that
comparing posts with each other needs. What only shows when all are laid side by side is asked at the end.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from pathlib import Path

from mingcha import extract
from mingcha.archive.faults import ArchiveError
from mingcha.archive.store import Archive
from mingcha.collect.addresses import host_of
from mingcha.collect.frontier_file import reading
from mingcha.collect.gathered import Gathered
from mingcha.collect.posts_file import collected_posts
from mingcha.examine.annual_report.reading import read_report
from mingcha.examine.catalogue import named
from mingcha.examine.declaration import Check, Corpus
from mingcha.examine.runner import Result, examine, examine_subjects
from mingcha.examine.together import told_once
from mingcha.examine.wording.right_names import RightNames
from mingcha.extract.page_template import PAGE, TEMPLATE, PageTemplate
from mingcha.model.annual_report import AnnualReport, AnnualReports
from mingcha.model.collected import Attachment, CollectedPost
from mingcha.model.document import Document, NotExamined, Outcome, Reading
from mingcha.model.finding import Finding
from mingcha.model.looked_file import LookedFile
from mingcha.model.page_source import PageSource
from mingcha.model.page_tags import TaggedPage
from mingcha.model.post_set import PostSet, PostText
from mingcha.model.published_post import PublishedPost
from mingcha.model.site import Column, Site
from mingcha.model.snapshot import Snapshot
from mingcha.model.subject import Subject
from mingcha.model.unit import Unit
from mingcha.pages.page import decode_page
from mingcha.pipeline.county import at_home
from mingcha.pipeline.files import can_be_compared
from mingcha.pipeline.links import examine_links
from mingcha.pipeline.portal_states import examine_portal, never
from mingcha.pipeline.posts import REPORT, looked_file_of, post_text_of, tagged_page_of
from mingcha.standards.profiles import profile
from mingcha.text.moments import CHINA

# The county's own thresholds, beside its other files.
OWN_PROFILE = "profile.toml"
# Checks of the source of pages: what a template bears is one fault, however many pages show it.
_SHARED_BY_PAGES = frozenset({"hidden_link", "injected_title", "cloaked_page"})
# Posts a worker takes at a time: enough pages to tell a template, few enough to share the work evenly.
SHARD = 400


@dataclass(frozen=True)
class Task:
    """What every worker must know: where the evidence lies, what to ask, and by which key and day."""

    folder: Path
    site: str
    names: tuple[str, ...]
    key: bytes
    last_day: int
    own: Path | None
    compare: bool
    columns: dict[str, Column] = field(default_factory=dict)
    right: tuple[str, ...] = ()
    hosts: tuple[str, ...] = ()
    county: Path | None = None


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
    processes: int = 1,
    advance: Callable[[int], None] = lambda steps: None,
) -> Iterator[Result]:
    """Examine every post that is still on the portal, page and files, as the last round saw them.

    What the archive does not hold is told as not examined. A fault of a template is told once. `own` is the folder of
    the county's own cards, `county` that of its other files (thresholds, approved sites).
    """
    posts = collection.posts
    across = [check for check in checks if check.looks_at is Corpus]
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
    )
    # Even shares: a short rest would be too few pages to tell what is template.
    size = -(-len(posts) // max(1, -(-len(posts) // SHARD)))
    shards = [posts[start : start + size] for start in range(0, len(posts), max(1, size))]
    whole = Seen(Result())
    told: dict[str, Finding] = {}
    for shard, seen in zip(shards, _shared(shards, partial(_examined, task=task), processes), strict=True):
        whole = whole.with_more(seen)
        advance(len(shard))
        yield replace(seen.result, findings=tuple(_once(seen.result.findings, told)))
    yield _side_by_side(collection, whole, checks, key=key, today=today)
    rules = profile(county=_file(county, OWN_PROFILE))
    yield from examine_portal(
        site, collection.folder, checks, key=key, today=today, rules=rules, posts=posts, tagged=whole.tagged
    )
    yield from examine_links(site, collection.folder, checks, key=key, own=county, processes=processes)
    if told:
        yield Result(told_once(told.values()))
    if whole.compared:
        yield examine(whole.compared, across, key=key, last_day=task.last_day)


def _side_by_side(collection: Collection, whole: Seen, checks: Sequence[Check], *, key: bytes, today: date) -> Result:
    """What shows only when posts or reports are laid beside each other."""
    home = collection.site.home
    subjects: list[Subject] = [PostSet(home, whole.texts, looked_on=today)]
    subjects += [AnnualReports(whole.reports)] if whole.reports else []
    return examine_subjects(subjects, checks, key=key)


def _file(county: Path | None, name: str) -> Path | None:
    path = county / name if county is not None else None
    return path if path is not None and path.is_file() else None


def _lasting_names(unit: Unit) -> Iterator[str]:
    """What the unit is called as long as nobody says until when."""
    yield unit.name
    yield from (alias.name for alias in unit.aliases if alias.until is None)


@dataclass(frozen=True)
class Seen:
    """What a worker gives back of its posts: findings, and what is later laid side by side."""

    result: Result
    compared: tuple[Document, ...] = ()
    texts: tuple[PostText, ...] = ()
    tagged: tuple[TaggedPage, ...] = ()
    reports: tuple[AnnualReport, ...] = ()

    def with_more(self, other: Seen) -> Seen:
        """Both together; findings are handed on as they come and not kept."""
        return Seen(
            Result(),
            self.compared + other.compared,
            self.texts + other.texts,
            self.tagged + other.tagged,
            self.reports + other.reports,
        )


def _shared(
    shards: Sequence[Sequence[CollectedPost]], examined: Callable[[Sequence[CollectedPost]], Seen], processes: int
) -> Iterator[Seen]:
    if processes == 1 or len(shards) < 2:
        yield from map(examined, shards)
        return
    with ProcessPoolExecutor(max_workers=min(processes, len(shards))) as pool:
        yield from pool.map(examined, shards)


def _examined(posts: Sequence[CollectedPost], *, task: Task) -> Seen:
    at_home(task.county)
    checks = [named(name, own=task.own) for name in task.names]
    missed: list[NotExamined] = []
    with Archive.open(task.folder, site=task.site, now=never, readonly=True) as archive:
        kept = [_published(archive, post, task, missed) for post in posts]
    published = [one.post for one in kept]
    tagged = [page for one in kept if (page := tagged_page_of(one.post)) is not None]
    own, template = PageTemplate().apart([one.page for one in published if one.page is not None])
    pages = iter(own)
    published = [one if one.page is None else replace(one, page=next(pages)) for one in published]
    documents = [document for one in published for document in (one.page, *one.files) if document is not None]
    result = examine(
        [*documents, *template], checks, key=task.key, last_day=task.last_day, right=RightNames(task.right)
    )
    reports = [report for one in published for report in _reports(one, missed)]
    sources = [one.source for one in kept if one.source is not None]
    files = [file for one in kept for file in one.files]
    subjects: list[Subject] = [*published, *sources, *files, *reports]
    result += examine_subjects(subjects, checks, key=task.key)
    compared = tuple(one for one in documents if can_be_compared(one)) if task.compare else ()
    texts = tuple(map(post_text_of, published))
    return Seen(result + Result(not_examined=tuple(missed)), compared, texts, tuple(tagged), tuple(reports))


def _reports(published: PublishedPost, missed: list[NotExamined]) -> Iterator[AnnualReport]:
    """The annual reports in a post: its page, or a file of it."""
    if not (REPORT.search(published.title) or REPORT.search(published.column_name)):
        return
    for document in (published.page, *published.files):
        if document is not None:
            read = read_report(document)
            if read.report is not None:
                missed += read.not_examined
                yield read.report


@dataclass(frozen=True)
class _Kept:
    """A post as the archive holds it, the source of its page, and its files as they were found."""

    post: PublishedPost
    source: PageSource | None
    files: tuple[LookedFile, ...]


def _published(archive: Archive, post: CollectedPost, task: Task, missed: list[NotExamined]) -> _Kept:
    """The post with its page and its files as archived; what is missing or unreadable is added to `missed`."""
    page: Document | None = None
    snapshot = archive.latest(post.url, with_content=True)
    body, read = _read(archive, snapshot, post.url, post.url)
    missed += read.not_examined
    files: list[Document] = []
    for number, document in enumerate(read.documents):
        known = replace(
            document,
            title=post.title or document.title,
            post=post.url,
            posted=post.published_on,
            unit=post.unit,
            column=post.column,
        )
        if number == 0 and not document.member:
            page = known
        else:
            files.append(known)
    looked: list[LookedFile] = []
    for attachment in post.attachments:
        data, file = _read(
            archive, archive.latest(attachment.url, with_content=True), attachment.url, _name(attachment)
        )
        missed += file.not_examined
        looked.append(looked_file_of(archive, attachment, post.url, data, file))
        files += [
            replace(one, post=post.url, posted=post.published_on, unit=post.unit, column=post.column)
            for one in file.documents
        ]
    column = task.columns.get(post.column_url)
    looked_on = snapshot.at.astimezone(CHINA).date() if snapshot is not None else None
    published = PublishedPost(post, page, tuple(files), column, looked_on)
    source = None
    if page is not None and page.kind == PAGE:
        source = PageSource(post.url, decode_page(body)[0], task.hosts)
    return _Kept(published, source, tuple(looked))


def _name(attachment: Attachment) -> str:
    """What the file is called: the words of its link say more than its address, which says the ending."""
    return attachment.url.rsplit("/", 1)[-1].partition("?")[0] or attachment.name


def _read(archive: Archive, snapshot: Snapshot | None, url: str, name: str) -> tuple[bytes, Reading]:
    if snapshot is None:
        return b"", Reading(not_examined=(NotExamined(url, Outcome.MISSING, reason="采集时没有取得，证据库里没有"),))
    try:
        body = archive.read(snapshot).body
    except ArchiveError as fault:
        return b"", Reading(not_examined=(NotExamined(url, Outcome.MISSING, reason=str(fault)),))
    read = extract.read(body, name=name)
    return body, Reading(
        tuple(replace(one, source=url) for one in read.documents),
        tuple(replace(one, source=url) for one in read.not_examined),
    )


def _once(findings: Sequence[Finding], told: dict[str, Finding]) -> Iterator[Finding]:
    """Findings of single posts go on; one that many pages share is kept, to be told at the end with their number."""
    for finding in findings:
        if finding.post == TEMPLATE or finding.check in _SHARED_BY_PAGES:
            known = told.get(finding.fingerprint)
            told[finding.fingerprint] = finding if known is None else next(iter(told_once((known, finding))))
        else:
            yield finding
