"""What the archive holds of a post: its snapshots through time, what differs, one of them shown or handed out.

Only snapshots of the post's own address are answered for: who may see the post may see these and no others. What is
shown or handed out is masked, unless somebody who may has asked for it in full.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime
from hashlib import sha256
from pathlib import Path

from django.utils import timezone

from mingcha.archive import differences
from mingcha.archive.exporting import export_warc
from mingcha.archive.faults import ArchiveError, ArchiveUnreadable
from mingcha.archive.showing import Download, Shown, charset_of, download, is_page, show
from mingcha.archive.store import Archive, Record
from mingcha.archive.timeline import Event, history
from mingcha.collect.addresses import host_of
from mingcha.model.masking import NotMasked
from mingcha.model.plain import NotPlain
from mingcha.model.snapshot import Kept, Snapshot
from mingcha.web.masking.viewing import masked_content, masked_page
from mingcha.web.publishing.models import Post
from mingcha.web.rounds import sites
from mingcha.web.rounds.models import Site

_WITH_CONTENT = (Kept.RESPONSE, Kept.SAME_CONTENT, Kept.NOT_MODIFIED)


class NoSuchSnapshot(LookupError):
    """The post has no snapshot of this number."""


class Withheld(Exception):
    """The content cannot be masked and is not shown; the message says why, in Chinese."""


@dataclass(frozen=True, slots=True)
class Look:
    """What is known of one snapshot as it is read now: whether its content still has the digest it was stored under."""

    snapshot: Snapshot
    event: Event
    is_genuine: bool
    is_file: bool


@contextmanager
def opened(site: Site) -> Iterator[Archive]:
    """The site's archive to read in, also while a round writes. Raises ArchiveError."""
    folder = sites.folder_of(site)
    with Archive.open(folder, site=host_of(site.home), now=timezone.now, readonly=True) as archive:
        yield archive


def site_of(post: Post) -> Site | None:
    """The site whose archive may hold the post; None for posts without an address or of no registered site."""
    return sites.site_of_url(post.url) if post.url else None


def events(post: Post) -> tuple[Event, ...]:
    """The post's history, oldest first; empty where nothing was collected of it. Raises ArchiveError."""
    site = site_of(post)
    if site is None or not sites.folder_of(site).exists():
        return ()
    with opened(site) as archive:
        return history(archive.timeline(post.url))


def has_content(snapshot: Snapshot) -> bool:
    """Whether there is something to look at."""
    return snapshot.kept in _WITH_CONTENT and snapshot.size > 0


def look(post: Post, number: int) -> Look:
    """One snapshot of the post, its digest worked out anew. Raises NoSuchSnapshot, ArchiveError."""
    with _of(post) as archive:
        event = _event(archive, post, number)
        record = archive.read(event.snapshot)
        return Look(event.snapshot, event, _is_genuine(record), is_file=not is_page(event.snapshot))


def content(post: Post, number: int, *, today: date, in_full: bool) -> Shown | Download:
    """The snapshot to look at or to save, masked unless it is to be had in full. Raises Withheld, and as `look` does."""
    with _of(post) as archive:
        record = archive.read(_event(archive, post, number).snapshot)
    return show(record if in_full else masked(record, today=today))


def compare(post: Post, before: int, after: int, *, today: date) -> tuple[Event, Event, differences.Differences]:
    """Two snapshots of the post, and what a reader sees changed between them, masked. Raises as `content` does."""
    with _of(post) as archive:
        first, second = _event(archive, post, before), _event(archive, post, after)
        old, new = archive.read(first.snapshot), archive.read(second.snapshot)
    if old.body != new.body and is_page(old.snapshot) and is_page(new.snapshot):
        old, new = masked(old, today=today), masked(new, today=today)
    return first, second, differences.between(old, new)


def masked(record: Record, *, today: date) -> Record:
    """The record with every leak in its content masked. Raises Withheld."""
    try:
        if is_page(record.snapshot):
            return replace(record, body=masked_page(record.body, declared=charset_of(record), today=today))
        return replace(record, body=masked_content(record.body, name=download(record).name, today=today)[0])
    except (NotMasked, NotPlain) as fault:
        raise Withheld(str(fault)) from None


def record_file(post: Post, number: int, *, at: datetime) -> tuple[str, bytes]:
    """The snapshot as a WARC file of its own: name and bytes. Raises as `look` does."""
    with _of(post) as archive, tempfile.TemporaryDirectory() as folder:
        event = _event(archive, post, number)
        name = f"证据_{number}_{event.snapshot.at:%Y%m%d}.warc.gz"
        target = Path(folder) / "record.warc.gz"
        export_warc(archive, [event.snapshot], target=target, at=at, purpose=f"第 {number} 号快照")
        return name, target.read_bytes()


@contextmanager
def _of(post: Post) -> Iterator[Archive]:
    site = site_of(post)
    if site is None or not sites.folder_of(site).exists():
        raise NoSuchSnapshot
    with opened(site) as archive:
        yield archive


def _event(archive: Archive, post: Post, number: int) -> Event:
    for event in history(archive.timeline(post.url)):
        if event.snapshot.number == number:
            return event
    raise NoSuchSnapshot


def _is_genuine(record: Record) -> bool:
    return f"sha256:{sha256(record.body).hexdigest()}" == record.snapshot.digest


__all__ = [
    "ArchiveError",
    "ArchiveUnreadable",
    "Look",
    "NoSuchSnapshot",
    "Withheld",
    "compare",
    "content",
    "events",
    "has_content",
    "look",
    "record_file",
    "site_of",
]
