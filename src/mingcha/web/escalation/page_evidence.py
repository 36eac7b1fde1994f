"""What the archives hold of the places of a case, before it was told and now, for a dossier.

Masked, each page is its text and each file its masked copy, with the digest of what was collected. In full, the records
themselves are there as WARC, byte for byte.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, urlsplit

from django.utils import timezone

from mingcha.archive.exporting import export_warc
from mingcha.archive.faults import ArchiveError
from mingcha.archive.showing import is_page, read_text
from mingcha.archive.store import Archive
from mingcha.bulletin.forms.dossier import Entry
from mingcha.model.snapshot import Kept, Snapshot
from mingcha.web.cases.models import Case, Finding
from mingcha.web.downloads import safe_name
from mingcha.web.rounds import evidence, sites

# A case may stand at hundreds of addresses; its dossier shows the first of them.
MOST_ADDRESSES = 10
_WITH_CONTENT = (Kept.RESPONSE, Kept.SAME_CONTENT, Kept.NOT_MODIFIED)


def page_evidence(case: Case, findings: Iterable[Finding], *, folder: str, in_full: bool, at: datetime) -> list[Entry]:
    """The entries, with a list of what they are and of what could not be read."""
    addresses = list(dict.fromkeys(one.source for one in findings if one.source))
    told: list[str] = []
    made: list[Entry] = []
    if not sites.folder_of(case.site).exists():
        told.append("采集的证据里没有这个网站的记录。")
    else:
        try:
            with evidence.opened(case.site) as archive:
                for number, address in enumerate(addresses[:MOST_ADDRESSES], 1):
                    made += _of_address(archive, case, address, f"{folder}/{number:02d}", told, in_full=in_full, at=at)
        except ArchiveError as fault:
            told.append(f"证据读不出来：{fault}")
    if len(addresses) > MOST_ADDRESSES:
        told.append(f"另有 {len(addresses) - MOST_ADDRESSES} 个网址没有放入卷宗。")
    listed = "".join(f"{line}\r\n" for line in ["网页证据说明", "", *told])
    return [*made, Entry(f"{folder}/说明.txt", "网页证据说明", listed.encode())]


def _of_address(
    archive: Archive, case: Case, address: str, path: str, told: list[str], *, in_full: bool, at: datetime
) -> Iterator[Entry]:
    """The snapshot from before the case was told, and the last one, if it is another."""
    before = archive.at(address, case.told_at or case.confirmed_at)
    now = archive.latest(address)
    told.append(f"{path.rpartition('/')[2]}　{address}")
    for word, snapshot in (("交办前", before), ("现在", now)):
        if snapshot is None:
            told.append(f"    {word}：没有采集到")
            continue
        if word == "现在" and before is not None and snapshot.number == before.number:
            told.append("    现在：此后没有再采集")
            continue
        day = timezone.localtime(snapshot.at)
        told.append(
            f"    {word}：{day:%Y-%m-%d %H:%M} 第 {snapshot.number} 号快照，{snapshot.outcome.sentence}，"
            f"{snapshot.size} 字节，{snapshot.digest}"
        )
        if snapshot.kept not in _WITH_CONTENT or not snapshot.size:
            continue
        try:
            yield from _content(archive, snapshot, f"{path}_{word}", today=timezone.localtime(at).date())
            if in_full:
                yield _record(archive, snapshot, f"{path}_{word}", at=at)
        except (ArchiveError, evidence.Withheld) as fault:
            told.append(f"    内容没有放入：{fault}")


def _content(archive: Archive, snapshot: Snapshot, path: str, *, today: date) -> Iterator[Entry]:
    """Masked always: who needs the numbers has them in the records."""
    record = evidence.masked(archive.read(snapshot), today=today)
    if is_page(snapshot):
        text = "\r\n".join(read_text(record))
        yield Entry(f"{path}_网页文字.txt", f"{snapshot.url} 的文字（已遮盖）", text.encode())
    else:
        name = safe_name(unquote(PurePosixPath(urlsplit(snapshot.url).path).name))[-80:]
        yield Entry(f"{path}_{name}", f"{snapshot.url}（已遮盖）", record.body)


def _record(archive: Archive, snapshot: Snapshot, path: str, *, at: datetime) -> Entry:
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "record.warc.gz"
        export_warc(archive, [snapshot], target=target, at=at, purpose=f"第 {snapshot.number} 号快照")
        return Entry(f"{path}.warc.gz", f"{snapshot.url} 的采集记录（WARC，未遮盖）", target.read_bytes())
