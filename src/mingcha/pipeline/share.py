"""A share of the collected posts, examined by one worker: pages and files read from the archive, findings given back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from sqlite3 import Connection

from mingcha import extract
from mingcha.archive.faults import ArchiveError
from mingcha.archive.store import Archive
from mingcha.collect.frontier_file import reading
from mingcha.collect.other_views import other_views
from mingcha.examine.annual_report.reading import read_report
from mingcha.examine.catalogue import named
from mingcha.examine.runner import Result, examine, examine_subjects
from mingcha.examine.wording.right_names import RightNames
from mingcha.extract.page_template import PAGE, PageTemplate
from mingcha.model.annual_report import AnnualReport, OwnCounts
from mingcha.model.collected import Attachment, CollectedPost
from mingcha.model.document import Document, NotExamined, Outcome, Reading
from mingcha.model.looked_file import LookedFile
from mingcha.model.page_source import PageSource
from mingcha.model.page_tags import TaggedPage
from mingcha.model.post_set import PostText
from mingcha.model.published_post import PublishedPost
from mingcha.model.site import Column
from mingcha.model.snapshot import Snapshot
from mingcha.model.subject import Subject
from mingcha.pages.page import decode_page, parse
from mingcha.pipeline.county import approved_domains, at_home
from mingcha.pipeline.files import can_be_compared
from mingcha.pipeline.portal_states import never
from mingcha.pipeline.post_links import PostLinks
from mingcha.pipeline.posts import ANNUAL_REPORT, looked_file_of, post_text_of, tagged_page_of
from mingcha.standards.annual_reports import OWN, deadlines
from mingcha.text.moments import CHINA


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
    # What the office counted itself, by unit and year.
    counts: dict[tuple[str, int], OwnCounts] = field(default_factory=dict)
    # The hosts of the site when the links of the posts are to be noted as well.
    linked: tuple[str, ...] = ()


@dataclass(frozen=True)
class Seen:
    """What a worker gives back of its posts: findings, and what is later laid side by side."""

    result: Result
    compared: tuple[Document, ...] = ()
    texts: tuple[PostText, ...] = ()
    tagged: tuple[TaggedPage, ...] = ()
    annual_reports: tuple[AnnualReport, ...] = ()
    links: PostLinks | None = None

    @classmethod
    def all_of(cls, parts: Sequence[Seen]) -> Seen:
        """All parts together, without their findings: those are handed on as they come and not kept."""
        return cls(
            Result(),
            tuple(one for part in parts for one in part.compared),
            tuple(one for part in parts for one in part.texts),
            tuple(one for part in parts for one in part.tagged),
            tuple(one for part in parts for one in part.annual_reports),
            PostLinks.all_of([part.links for part in parts if part.links is not None]),
        )


def examined(posts: Sequence[CollectedPost], *, task: Task) -> Seen:
    at_home(task.county)
    checks = [named(name, own=task.own) for name in task.names]
    missed: list[NotExamined] = []
    with Archive.open(task.folder, site=task.site, now=never, readonly=True) as archive, reading(task.folder) as db:
        others = other_views(db, archive)
        links = PostLinks.of(task.linked)
        kept = [_published(archive, post, task, missed, links, db) for post in posts]
    published = [one.post for one in kept]
    tagged = [page for one in kept if (page := tagged_page_of(one.post)) is not None]
    own, template = PageTemplate().apart([one.page for one in published if one.page is not None])
    pages = iter(own)
    published = [one if one.page is None else replace(one, page=next(pages)) for one in published]
    documents = [document for one in published for document in (one.page, *one.files) if document is not None]
    result = examine(
        [*documents, *template], checks, key=task.key, last_day=task.last_day, right=RightNames(task.right)
    )
    annual_reports = [found for one in published for found in _annual_reports(one, task, missed)]
    approved = approved_domains(task.county)
    sources = [
        replace(one.source, approved=approved, others=others.get(one.source.source, ()))
        for one in kept
        if one.source is not None
    ]
    files = [file for one in kept for file in one.files]
    subjects: list[Subject] = [*published, *sources, *files, *annual_reports]
    result += examine_subjects(subjects, checks, key=task.key)
    compared = tuple(one for one in documents if can_be_compared(one)) if task.compare else ()
    texts = tuple(post_text_of(one, files=held.digests) for one, held in zip(published, kept, strict=True))
    result += Result(not_examined=tuple(missed))
    return Seen(result, compared, texts, tuple(tagged), tuple(annual_reports), links if task.linked else None)


def _annual_reports(published: PublishedPost, task: Task, missed: list[NotExamined]) -> Iterator[AnnualReport]:
    """The annual reports in a post, its page or a file of it, beside what the office counted for that unit and year."""
    if not (ANNUAL_REPORT.search(published.title) or ANNUAL_REPORT.search(published.column_name)):
        return
    days = deadlines(task.county / OWN if task.county is not None else None)
    for document in (published.page, *published.files):
        if document is not None:
            read = read_report(document, days=days)
            if read.report is not None:
                missed += read.not_examined
                counts = task.counts.get((published.unit, read.report.year or 0))
                yield read.report if counts is None else replace(read.report, counts=counts)


@dataclass(frozen=True)
class _Kept:
    """A post as the archive holds it, the source of its page, its files as they were found, and their digests."""

    post: PublishedPost
    source: PageSource | None
    files: tuple[LookedFile, ...]
    digests: tuple[str, ...]


def _published(
    archive: Archive,
    post: CollectedPost,
    task: Task,
    missed: list[NotExamined],
    links: PostLinks,
    frontier: Connection,
) -> _Kept:
    """The post with its page and its files as archived; what is missing or unreadable is added to `missed`."""
    page: Document | None = None
    snapshot = archive.latest(post.url, with_content=True)
    if task.linked and snapshot is not None:
        body, read = _read_page(archive, snapshot, post.url, links, frontier)
    else:
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
    digests: list[str] = []
    for attachment in post.attachments:
        held = archive.latest(attachment.url, with_content=True)
        data, file = _read(archive, held, attachment.url, _name(attachment))
        digests += [held.digest] if held is not None else []
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
    return _Kept(published, source, tuple(looked), tuple(digests))


def _name(attachment: Attachment) -> str:
    """What the file is called: the words of its link say more than its address, which says the ending."""
    return attachment.url.rsplit("/", 1)[-1].partition("?")[0] or attachment.name


def _read_page(
    archive: Archive, snapshot: Snapshot, url: str, links: PostLinks, frontier: Connection
) -> tuple[bytes, Reading]:
    """A post's page, parsed once for its links and for its text."""
    try:
        answer = archive.response(snapshot)
    except ArchiveError:
        answer = None
    if answer is None or not answer.body:
        return _read(archive, snapshot, url, url)
    page = parse(answer.body, url=answer.url, declared=answer.charset)
    links.note(page, url, snapshot=snapshot.number, frontier=frontier)
    return answer.body, _told_as(extract.read_page(page, data=answer.body, name=url), url)


def _read(archive: Archive, snapshot: Snapshot | None, url: str, name: str) -> tuple[bytes, Reading]:
    if snapshot is None:
        return b"", Reading(not_examined=(NotExamined(url, Outcome.MISSING, reason="采集时没有取得，证据库里没有"),))
    try:
        body = archive.read(snapshot).body
    except ArchiveError as fault:
        return b"", Reading(not_examined=(NotExamined(url, Outcome.MISSING, reason=str(fault)),))
    return body, _told_as(extract.read(body, name=name), url)


def _told_as(read: Reading, url: str) -> Reading:
    return Reading(
        tuple(replace(one, source=url) for one in read.documents),
        tuple(replace(one, source=url) for one in read.not_examined),
    )
