"""What rounds have collected, examined: every post with its page and its files as they lie in the archive.

Work is shared out by posts; a worker reads its own from the archive and gives back findings and the little that
comparing posts with each other needs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import partial
from pathlib import Path

from mingcha import extract
from mingcha.archive.faults import ArchiveError
from mingcha.archive.store import Archive
from mingcha.collect.addresses import host_of
from mingcha.collect.frontier_file import reading
from mingcha.collect.gathered import Gathered
from mingcha.collect.posts_file import collected_posts
from mingcha.examine.catalogue import named
from mingcha.examine.declaration import Check, Corpus
from mingcha.examine.runner import Result, examine, examine_subjects
from mingcha.examine.wording.right_names import RightNames
from mingcha.extract.page_template import TEMPLATE, PageTemplate
from mingcha.model.collected import Attachment, CollectedPost
from mingcha.model.document import Document, NotExamined, Outcome, Reading
from mingcha.model.finding import Finding
from mingcha.model.published_post import PublishedPost
from mingcha.model.site import Column, Site
from mingcha.model.snapshot import Snapshot
from mingcha.pipeline.files import can_be_compared

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
    processes: int = 1,
    advance: Callable[[int], None] = lambda steps: None,
) -> Iterator[Result]:
    """Examine every post that is still on the portal, page and files, as the last round saw them.

    What the archive does not hold is told as not examined. A fault of a template is told once.
    """
    posts = collection.posts
    across = [check for check in checks if check.looks_at is Corpus]
    task = Task(
        collection.folder,
        host_of(collection.site.home),
        tuple(check.name for check in checks if check.looks_at is not Corpus),
        key,
        int(f"{today:%Y%m%d}"),
        own,
        bool(across),
        collection.columns,
        tuple(
            name
            for unit in collection.site.units
            for name in (unit.name, *(alias.name for alias in unit.aliases if alias.until is None))
        ),
    )
    # Even shares: a short rest would be too few pages to tell what is template.
    size = -(-len(posts) // max(1, -(-len(posts) // SHARD)))
    shards = [posts[start : start + size] for start in range(0, len(posts), max(1, size))]
    compared: list[Document] = []
    told: set[str] = set()
    for shard, seen in zip(shards, _shared(shards, partial(_examined, task=task), processes), strict=True):
        compared += seen.compared
        advance(len(shard))
        yield replace(seen.result, findings=tuple(_once(seen.result.findings, told)))
    if compared:
        yield examine(compared, across, key=key, last_day=task.last_day)


@dataclass(frozen=True)
class Seen:
    """What a worker gives back of its posts."""

    result: Result
    compared: tuple[Document, ...] = ()


def _shared(
    shards: Sequence[Sequence[CollectedPost]], examined: Callable[[Sequence[CollectedPost]], Seen], processes: int
) -> Iterator[Seen]:
    if processes == 1 or len(shards) < 2:
        yield from map(examined, shards)
        return
    with ProcessPoolExecutor(max_workers=min(processes, len(shards))) as pool:
        yield from pool.map(examined, shards)


def _examined(posts: Sequence[CollectedPost], *, task: Task) -> Seen:
    checks = [named(name, own=task.own) for name in task.names]
    missed: list[NotExamined] = []
    with Archive.open(task.folder, site=task.site, now=_never, readonly=True) as archive:
        published = [_published(archive, post, task.columns, missed) for post in posts]
    own, template = PageTemplate().apart([one.page for one in published if one.page is not None])
    pages = iter(own)
    published = [one if one.page is None else replace(one, page=next(pages)) for one in published]
    documents = [document for one in published for document in (one.page, *one.files) if document is not None]
    right = RightNames(task.right)
    result = examine([*documents, *template], checks, key=task.key, last_day=task.last_day, right=right)
    result += examine_subjects(published, checks, key=task.key)
    compared = tuple(one for one in documents if can_be_compared(one)) if task.compare else ()
    return Seen(result + Result(not_examined=tuple(missed)), compared)


def _published(
    archive: Archive, post: CollectedPost, columns: dict[str, Column], missed: list[NotExamined]
) -> PublishedPost:
    """The post with its page and its files as archived; what is missing or unreadable is added to `missed`."""
    column = columns.get(post.column_url)
    page: Document | None = None
    snapshot = archive.latest(post.url, with_content=True)
    read = _read(archive, snapshot, post.url, post.url)
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
    for attachment in post.attachments:
        file = _read(archive, archive.latest(attachment.url, with_content=True), attachment.url, _name(attachment))
        missed += file.not_examined
        files += [
            replace(one, post=post.url, posted=post.published_on, unit=post.unit, column=post.column)
            for one in file.documents
        ]
    return PublishedPost(post, page, tuple(files), column, snapshot.at.date() if snapshot is not None else None)


def _name(attachment: Attachment) -> str:
    """What the file is called: the words of its link say more than its address, which says the ending."""
    return attachment.url.rsplit("/", 1)[-1].partition("?")[0] or attachment.name


def _read(archive: Archive, snapshot: Snapshot | None, url: str, name: str) -> Reading:
    if snapshot is None:
        return Reading(not_examined=(NotExamined(url, Outcome.MISSING, reason="采集时没有取得，证据库里没有"),))
    try:
        body = archive.read(snapshot).body
    except ArchiveError as fault:
        return Reading(not_examined=(NotExamined(url, Outcome.MISSING, reason=str(fault)),))
    read = extract.read(body, name=name)
    return Reading(
        tuple(replace(one, source=url) for one in read.documents),
        tuple(replace(one, source=url) for one in read.not_examined),
    )


def _once(findings: Sequence[Finding], told: set[str]) -> Iterator[Finding]:
    """A fault of a template is met by every worker, and told once."""
    for finding in findings:
        if finding.locator.startswith(TEMPLATE):
            if finding.fingerprint in told:
                continue
            told.add(finding.fingerprint)
        yield finding


def _never() -> datetime:
    raise AssertionError("who only reads an archive needs no clock")
