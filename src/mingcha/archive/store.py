"""The archive of a site: answers go in, come out as they came, and are found by number, address, time and digest.

Longer than most files because it is the one place that knows what must happen before what: file before index, index
before seal.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from mingcha import __version__
from mingcha.archive import answers, repair, retention, snapshots, verify
from mingcha.archive.faults import ArchiveError, ArchiveUnreadable, ContentPurged, IndexUnreadable, unwritable
from mingcha.archive.headers import Headers
from mingcha.archive.identity import CHINA, FILE_START, RecordId, micros, new_mark, warc_date
from mingcha.archive.index import VERSION, Entry, HopPlace, Index, set_aside
from mingcha.archive.lock import Lock
from mingcha.archive.manifest import Manifest
from mingcha.archive.places import INDEX, LOCK, MANIFEST, WARC, FileName, file_name, site_folder
from mingcha.archive.reading import NotARecord, Stored, members, read_at
from mingcha.archive.retention import Policy, Purge
from mingcha.archive.verify import Fault
from mingcha.archive.warc_file import WarcFile
from mingcha.archive.writing import EMPTY, FIELDS_TYPE, NewRecord, digest_of, lines
from mingcha.model.fetch import FetchOutcome, Hop, Response
from mingcha.model.guise import Guise
from mingcha.model.snapshot import Kept, Snapshot

LARGEST_FILE = 512 << 20
_SLICE = 1000
# What others than readers were shown is evidence, but never of what the page is.
_AS_OTHERS = f"kind in ({', '.join(repr(guise.value) for guise in Guise)})"
_OF_URL = f"(url = ?1 or (requested = ?1 and requested is not null)) and method = 'GET' and not {_AS_OTHERS}"
_WITH_CONTENT = (
    "(kept in ('response', 'revisit') or kept = 'not-modified' and refers_to > 0) and outcome in ('ok', 'not_modified')"
)


@dataclass(frozen=True, slots=True, eq=False)
class Record:
    """What a snapshot holds: headers as they came, and the body, that of the record it refers to where it is same."""

    snapshot: Snapshot
    headers: Headers
    body: bytes


class Archive:
    """Open with `Archive.open`. One process writes; others may read what is committed with `readonly`."""

    def __init__(
        self, folder: Path, *, site: str, now: Callable[[], datetime], index: Index, lock: Lock | None, largest: int
    ) -> None:
        self.folder, self.site = folder, site
        self._place = site_folder(folder, site=site)
        self._now, self._index, self._lock, self._largest = now, index, lock, largest
        self.mark = index.mark
        self._newest: FileName | None = None  # of the files written so far
        self._file: WarcFile | None = None
        self._manifest = Manifest(self._place / MANIFEST)
        self._lengths: dict[str, int] = {}  # of files written to since the last commit
        self._unsealed: list[str] = []  # files nothing more goes into

    @classmethod
    def open(
        cls,
        folder: Path,
        *,
        site: str,
        now: Callable[[], datetime],
        readonly: bool = False,
        largest: int = LARGEST_FILE,
    ) -> Self:
        """The archive of `site` in `folder`, begun where there is none, repaired where a crash left it unfinished.

        `largest` is how many bytes a file may have before the next one begins. Raises ArchiveLocked when another
        process writes, ArchiveError when the folder belongs to another site or cannot be used.
        """
        folder = Path(folder)
        place = site_folder(folder, site=site)
        if readonly:
            index = Index(place / INDEX, prefix=f"{WARC}/{place.name}/", readonly=True)
            return cls(folder, site=site, now=now, index=index, lock=None, largest=largest)
        try:
            place.mkdir(parents=True, exist_ok=True)
        except OSError as fault:
            raise unwritable(fault, place) from fault
        lock = Lock(folder / LOCK)
        try:
            index = _index(place, site=site, at=now())
            archive = cls(folder, site=site, now=now, index=index, lock=lock, largest=largest)
            archive._repair()
        except BaseException:
            lock.release()
            raise
        return archive

    @classmethod
    def rebuild(cls, folder: Path, *, site: str, now: Callable[[], datetime]) -> int:
        """Make the index again from the WARC files alone, keep the old one beside it, and tell how many snapshots it has.

        Raises ArchiveLocked when somebody writes into the archive.
        """
        lock = Lock(folder / LOCK)
        try:
            set_aside(site_folder(folder, site=site) / INDEX)
        finally:
            lock.release()
        with cls.open(folder, site=site, now=now) as archive:
            return sum(1 for _ in archive.since(0))

    @property
    def last_number(self) -> int:
        """The number of the newest snapshot; 0 in an empty archive."""
        return self._index.last_number

    def append(self, response: Response) -> Snapshot:
        """Keep an answer, or that none came. Nothing is durable until `commit`.

        Raises ArchiveFull or ArchiveError when the disk refuses; this answer is not kept then, all before it are.
        """
        if self._lock is None:
            raise ArchiveError("证据库是以只读方式打开的，不能写入。")
        number, mark = self.last_number + 1, self.mark
        kept, digest, earlier = self._kept(response)
        hops = list(answers.of_hops(response, mark=mark, number=number))
        request = answers.of_request(response, mark=mark, number=number)
        answer = answers.of_answer(response, mark=mark, number=number, digest=digest, kept=kept, earlier=earlier)
        records = [*hops, *([request] if request else []), answer]
        name, file = self._file_for(response.at)
        places = file.add([record.member() for record in records])
        snapshot = snapshots.snapshot(
            response, number=number, digest=digest, kept=kept, earlier=earlier, place=(name, *places[-1])
        )
        of_hops = tuple(HopPlace(name, *place) for place in places[: len(hops)])
        self._index.add(Entry(snapshot, response.request.method, of_hops))
        return snapshot

    def commit(self) -> None:
        """Return when everything appended is durable: files first, then the index. Raises as `append` does.

        After an error everything appended still waits, and the next `commit` takes it in. Files that are finished are
        sealed.
        """
        if self._file is not None and self._newest is not None:
            self._file.sync()
            self._lengths[self._newest.path] = self._file.written
        self._index.commit(self._lengths)
        finished = [name for name in self._lengths if self._newest is None or name != self._newest.path]
        self._lengths.clear()
        self._unsealed += finished
        self._seal()

    def since(self, number: int) -> Iterator[Snapshot]:
        """The snapshots after that number, in order."""
        while found := list(self._index.snapshots("where number > ? order by number limit ?", (number, _SLICE))):
            yield from found
            number = found[-1].number

    def snapshot(self, number: int) -> Snapshot | None:
        return self._index.one(number)

    def latest(self, url: str, *, with_content: bool = False) -> Snapshot | None:
        """The newest snapshot of an address, asked for or arrived at; or the newest in which there was something."""
        condition = f"where {_OF_URL}" + (f" and {_WITH_CONTENT}" if with_content else "")
        return next(self._index.snapshots(f"{condition} order by number desc limit 1", (url,)), None)

    def at(self, url: str, moment: datetime) -> Snapshot | None:
        """What an address held at a moment: the newest snapshot with content that came no later."""
        condition = f"where {_OF_URL} and {_WITH_CONTENT} and at <= ?2 order by at desc, number desc limit 1"
        return next(self._index.snapshots(condition, (url, micros(moment))), None)

    def timeline(self, url: str) -> tuple[Snapshot, ...]:
        """All snapshots of an address, failures too, oldest first."""
        return tuple(self._index.snapshots(f"where {_OF_URL} order by number", (url,)))

    def looks(self, url: str) -> tuple[Snapshot, ...]:
        """Every time an address itself was asked for, also for its head alone, oldest first."""
        asked = "(url = ?1 and requested is null or requested = ?1 and requested is not null)"
        return tuple(self._index.snapshots(f"where {asked} and not {_AS_OTHERS} order by number", (url,)))

    def as_others(self, *, since: int = 0) -> tuple[Snapshot, ...]:
        """What pages answered who asked for them in another's guise (see `Guise`), after that number, oldest first."""
        return tuple(self._index.snapshots(f"where number > ? and {_AS_OTHERS} order by number", (since,)))

    def find(self, digest: str) -> tuple[Snapshot, ...]:
        """The snapshots whose content has this digest (sha256:<hex>), oldest first; none when it is no digest."""
        try:
            value = bytes.fromhex(digest.removeprefix("sha256:"))
        except ValueError:
            return ()
        return tuple(self._index.snapshots("where digest = ? order by number", (value,)))

    def read(self, snapshot: Snapshot) -> Record:
        """Headers and body. Raises ArchiveUnreadable when the record is lost, ContentPurged when it was deleted."""
        own = self._rebuilt(self._current(snapshot))
        body = self._referred(snapshot).body if snapshot.refers_to else own.body
        return Record(snapshot, own.headers, body)

    def response(self, snapshot: Snapshot) -> Response:
        """The answer as it was delivered, to be handled again; one the server called unchanged has no body again, and
        one whose content was purged has none any more.
        """
        current = self._index.one(snapshot.number) or snapshot
        body = self._referred(current).body if current.kept is Kept.SAME_CONTENT else b""
        try:
            hops = [
                snapshots.hop(self._read(one.file, one.offset, one.length)) for one in self._index.hops(current.number)
            ]
        except NotARecord as fault:
            raise _damaged(current, self.folder) from fault
        return self._rebuilt(current, body=body, hops=tuple(hops))

    def members(self, snapshot: Snapshot) -> Iterator[bytes]:
        """The gzip members of a snapshot as they lie in its file: redirects, what was asked, the answer."""
        now = self._index.one(snapshot.number) or snapshot
        before = self._index.one(now.number - 1)
        start = before.offset + before.length if before and before.file == now.file else 0
        self._read(now.file, now.offset, now.length)  # it is there and whole
        for found in members(self.folder / now.file, start=start):
            identity = found.record.id if found.record else None
            if identity and identity.number == now.number and identity.role < FILE_START:
                with (self.folder / now.file).open("rb") as file:
                    file.seek(found.offset)
                    yield file.read(found.length)
            if found.offset >= now.offset:
                return

    @property
    def seal(self) -> str:
        """The digest that vouches for all sealed files (sha256, hexadecimal): worth writing down elsewhere."""
        return self._manifest.tip

    def verify(self, *, records: bool = True) -> Iterator[Fault]:
        """Everything that is not as it was left; see `verify.verify`. What was appended must be committed first."""
        manifest = Manifest(self._place / MANIFEST)  # as it lies on the disk now
        return verify.verify(self._place, index=self._index, manifest=manifest, records=records)

    def purge(self, policy: Policy, *, at: datetime, by: str, held: Collection[int] = ()) -> Purge:
        """Delete content whose time is over at `at`, except what the snapshots in `held` need; `by` says who ordered it.

        The purge is a record of the archive and a line of its log. Raises ArchiveError; what is done stays done then,
        and the next purge does the rest.
        """
        self.commit()
        purge = retention.planned(policy, index=self._index, place=self._place, at=at, by=by, held=frozenset(held))
        if not purge.holders:
            return purge
        retention.note(self._place, purge.told(stage="begun"))
        _, file = self._file_for(at)
        file.add([retention.record(purge, mark=self.mark).member()])
        self._end_file()
        retention.carry_out(purge, place=self._place, index=self._index, manifest=self._manifest, now=self._now)
        return purge

    def close(self) -> None:
        """Let go of files and lock. What was appended after the last `commit` is treated as after a crash."""
        if self._file is not None:
            self._file.close()
        self._index.close()
        if self._lock is not None:
            self._lock.release()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            if fault is None and self._lock is not None:
                self.commit()
        finally:
            self.close()

    def _kept(self, response: Response) -> tuple[Kept, str, Snapshot | None]:
        """How an answer is to be kept, the digest of its content, and the record that holds the content already."""
        if not response.status:
            return Kept.NO_ANSWER, EMPTY, None
        if response.outcome is FetchOutcome.NOT_MODIFIED:
            last = self.latest(response.request.url, with_content=True)
            earlier = self._index.one(last.refers_to) if last and last.refers_to else last
            return Kept.NOT_MODIFIED, EMPTY, earlier
        if not response.body:
            return Kept.RESPONSE, EMPTY, None
        digest = digest_of(response.body)
        earlier = self._index.holder(digest)
        return (Kept.SAME_CONTENT if earlier else Kept.RESPONSE), digest, earlier

    def _file_for(self, at: datetime) -> tuple[str, WarcFile]:
        """The file to write to, and its name as snapshots tell it: a new one each day and when the last one is full.

        A day never goes back, whatever the clock does: files in order are numbers in order.
        """
        day, newest, file = at.astimezone(CHINA).date(), self._newest, self._file
        if newest is None or file is None or newest.day < day or file.length >= self._largest:
            newest, file = self._begin(max(day, newest.day) if newest else day)
        return self._index.prefix + newest.path, file

    def _begin(self, day: date) -> tuple[FileName, WarcFile]:
        name = FileName(day, self._newest.number + 1 if self._newest and self._newest.day == day else 1)
        while (self._place / name.path).exists():
            name = replace(name, number=name.number + 1)
        if self._file is not None and self._newest is not None:
            self._file.sync()
            self._lengths[self._newest.path] = self._file.written
        file = WarcFile(self._place / name.path, written=0)
        file.add([self._file_start(name).member()])
        if self._file is not None:
            self._file.close()
        self._newest, self._file = name, file
        return name, file

    def _end_file(self) -> None:
        """Nothing more goes into the file of today; the next answer begins another."""
        self.commit()
        if self._file is not None and self._newest is not None:
            self._file.close()
            self._file = None
            self._unsealed.append(self._newest.path)
            self._seal()

    def _file_start(self, name: FileName) -> NewRecord:
        number = self.last_number + 1
        fields = [
            ("WARC-Record-ID", str(RecordId(self.mark, number, FILE_START))),
            ("WARC-Date", warc_date(self._now())),
            ("WARC-Filename", Path(name.path).name),
        ]
        facts = [
            ("software", f"mingcha/{__version__}"),
            ("format", "WARC File Format 1.1"),
            ("conformsTo", "http://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/"),
            ("isPartOf", self.site),
            ("description", f"政务公开网站采集证据；首条记录编号 {number}；正文为解压后的内容"),
        ]
        return NewRecord("warcinfo", fields, FIELDS_TYPE, body=lines(facts))

    def _repair(self) -> None:
        """Bring files and index into step, seal what is finished, and go on where the newest file ends.

        A file that is shorter or longer than the index knows is left alone: `verify` tells of it.
        """
        retention.settle(self._place, index=self._index)
        repair.catch_up(self._place, index=self._index, sealed=self._manifest.valid)
        lengths, sealed = self._index.lengths(), self._manifest.valid
        self._newest = max(filter(None, map(file_name, lengths)), default=None)
        today = self._now().astimezone(CHINA).date()
        for name, length in lengths.items():
            path, parts = self._place / name, file_name(name)
            if name in sealed or parts is None or not path.exists() or path.stat().st_size != length:
                continue
            if parts == self._newest and parts.day >= today:
                self._file = WarcFile(path, written=length)
            else:
                self._unsealed.append(name)
        self._seal()

    def _seal(self) -> None:
        while self._unsealed:
            name = self._unsealed[0]
            self._manifest.seal(self._place / name, name=name, at=self._now())
            del self._unsealed[0]

    def _current(self, snapshot: Snapshot) -> Snapshot:
        """The snapshot as it lies now: a purge may have moved its record, or taken its content, since it was handed out.

        Raises ContentPurged.
        """
        current = self._index.one(snapshot.number) or snapshot
        if current.kept is Kept.PURGED:
            raise ContentPurged(
                f"第 {current.number} 号快照（{current.url}）的内容已按保存期限清除，只留有记录和摘要 {current.digest}。"
            )
        return current

    def _referred(self, snapshot: Snapshot) -> Response:
        """The answer that holds the bytes a revisit refers to."""
        holder = self._index.one(snapshot.refers_to)
        if holder is None:
            raise ArchiveUnreadable(
                f"第 {snapshot.number} 号快照引用的第 {snapshot.refers_to} 号不在索引中。请运行证据核验。"
            )
        return self._rebuilt(self._current(holder))

    def _rebuilt(self, snapshot: Snapshot, *, body: bytes = b"", hops: tuple[Hop, ...] = ()) -> Response:
        """The answer from its record, which must still have the content its digest says."""
        try:
            record = self._read(snapshot.file, snapshot.offset, snapshot.length)
            response = snapshots.response(record, body=body, hops=hops)
        except NotARecord as fault:
            raise _damaged(snapshot, self.folder) from fault
        if snapshot.kept is Kept.RESPONSE and digest_of(response.body) != snapshot.digest:
            raise _damaged(snapshot, self.folder)
        return response

    def _read(self, file: str, offset: int, length: int) -> Stored:
        path = self.folder / file
        if self._file is not None and self._file.path == path and offset + length > self._file.written:
            self._file.flush()
        return read_at(path, offset=offset, length=length)


def _damaged(snapshot: Snapshot, folder: Path) -> ArchiveUnreadable:
    return ArchiveUnreadable(
        f"第 {snapshot.number} 号快照的记录损坏（{folder / snapshot.file}，第 {snapshot.offset} 字节起），内容与摘要不符。"
        "请运行证据核验，并从备份中恢复该文件。"
    )


def _index(place: Path, *, site: str, at: datetime) -> Index:
    """The index of a site's folder; made again from the files when it is lost or unreadable."""
    path, prefix = place / INDEX, f"{WARC}/{place.name}/"
    try:
        index = Index(path, prefix=prefix)
        mark = index.mark
    except IndexUnreadable:
        set_aside(path)
        index = Index(path, prefix=prefix)
        mark = ""
    if not mark:
        repair.reindex(place, index=index)
        index.describe({"version": VERSION, "site": site, "mark": index.mark or new_mark(site, at=at)})
    if index.about("site") != site:
        raise ArchiveError(f"{place} 是站点“{index.about('site')}”的证据库，不能存入“{site}”。请另选目录。")
    if index.about("version") != VERSION:
        raise ArchiveError(f"{path} 由更新的版本建立（格式 {index.about('version')}），请用相应版本的程序打开。")
    return index
