"""Whether the evidence still is what it was: every file, every record, every digest, and that the index agrees."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from hashlib import file_digest
from pathlib import Path

from mingcha.archive.identity import ANSWER
from mingcha.archive.index import Index
from mingcha.archive.manifest import Manifest
from mingcha.archive.places import stored_files
from mingcha.archive.reading import NotARecord, Place, members
from mingcha.archive.snapshots import storable
from mingcha.model.snapshot import Kept, Snapshot
from mingcha.text.system_faults import why


class FaultKind(StrEnum):
    """What is wrong, in words for the office."""

    INDEX_DAMAGED = "索引损坏"
    SEAL_BROKEN = "封存清单被改动"
    FILE_MISSING = "文件丢失"
    FILE_CHANGED = "文件被改动"
    FILE_UNKNOWN = "多出文件"
    RECORD_DAMAGED = "记录损坏"
    RECORD_MISSING = "记录丢失"
    RECORD_UNKNOWN = "记录未入索引"
    DIGEST_WRONG = "内容与摘要不符"
    INDEX_DIFFERS = "索引与记录不符"
    NUMBER_MISSING = "编号缺失"
    REFERENCE_LOST = "引用的内容丢失"


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is not as it was left. `number` is the snapshot's (0: none in particular)."""

    kind: FaultKind
    sentence: str
    file: str = ""
    number: int = 0

    def __str__(self) -> str:
        return f"{self.kind}：{self.sentence}"


def verify(place: Path, *, index: Index, manifest: Manifest, records: bool = True) -> Iterator[Fault]:
    """Everything wrong with the archive below the site's folder `place`; nothing when all is well.

    Without `records` only whole files are compared with their seals, which is quick. Reads about 100 MB a second.
    """
    if what := index.faults():
        yield Fault(FaultKind.INDEX_DAMAGED, f"{index.path.name}：{what[0]}。可以从 WARC 文件重建索引。")
        return
    yield from _seals(place, manifest=manifest)
    known = index.lengths()
    for stray in (one.path for one in stored_files(place) if one.path not in known):
        yield Fault(FaultKind.FILE_UNKNOWN, f"{stray} 不是本证据库写入的，或写入后未入索引。请查明来源。", stray)
    for name, length in known.items():
        path = place / name
        if not path.exists():
            if name not in manifest.valid:
                yield Fault(FaultKind.FILE_MISSING, f"{name} 不见了。请从备份中恢复。", name)
        elif records:
            yield from _records(path, name=name, length=length, index=index)
    yield from _numbers(index)
    yield from _references(index)


def _seals(place: Path, *, manifest: Manifest) -> Iterator[Fault]:
    if manifest.broken:
        yield Fault(
            FaultKind.SEAL_BROKEN,
            f"{manifest.path.name} 第 {manifest.broken} 行读不懂，或与前一行的摘要接不上。请与备份比对。",
        )
    for name, seal in manifest.valid.items():
        path = place / name
        try:
            with path.open("rb") as file:
                digest = file_digest(file, "sha256").hexdigest()
        except FileNotFoundError:
            yield Fault(FaultKind.FILE_MISSING, f"{name} 已封存，现在不见了。请从备份中恢复。", name)
        except OSError as fault:
            yield Fault(FaultKind.FILE_MISSING, f"{name} 读不出来（{why(fault)}）。请检查磁盘。", name)
        else:
            if digest != seal.sha256:
                sentence = (
                    f"{name} 与 {seal.sealed_at} 封存时不同：摘要应为 {seal.sha256}，现为 {digest}。请从备份中恢复。"
                )
                yield Fault(FaultKind.FILE_CHANGED, sentence, name)


def _records(path: Path, *, name: str, length: int, index: Index) -> Iterator[Fault]:
    rows = index.snapshots("where file.name = ? order by number", (name,))
    row = next(rows, None)
    for found in members(path, through_damage=True):
        if found.offset >= length:
            break
        if found.record is None:
            sentence = f"{name} 从第 {found.offset} 字节起读不懂（{found.why}）。请从备份中恢复。"
            yield Fault(FaultKind.RECORD_DAMAGED, sentence, name)
            continue
        identity = found.record.id
        number = identity.number if identity and identity.role == ANSWER else 0
        for which in found.record.faults():
            told = "整条记录" if which == "block" else "正文"
            sentence = f"{name} 第 {found.offset} 字节起的记录，{told}与记录自带的摘要不符。请从备份中恢复。"
            yield Fault(FaultKind.DIGEST_WRONG, sentence, name, number)
        if not number:
            continue
        while row is not None and row.number < number:
            yield _missing(row)
            row = next(rows, None)
        if row is None or row.number != number:
            sentence = f"{name} 中的第 {number} 号快照不在索引中。可以从 WARC 文件重建索引。"
            yield Fault(FaultKind.RECORD_UNKNOWN, sentence, name, number)
            continue
        if what := _differs(row, found):
            sentence = f"第 {number} 号快照的{what}，索引与记录不一致。可以从 WARC 文件重建索引后再核验。"
            yield Fault(FaultKind.INDEX_DIFFERS, sentence, name, number)
        row = next(rows, None)
    while row is not None:
        yield _missing(row)
        row = next(rows, None)


def _missing(row: Snapshot) -> Fault:
    sentence = f"第 {row.number} 号快照（{row.url}）应在 {row.file} 第 {row.offset} 字节，那里没有。请从备份中恢复。"
    return Fault(FaultKind.RECORD_MISSING, sentence, row.file, row.number)


def _differs(row: Snapshot, found: Place) -> str:
    """What the index says otherwise than the record, in Chinese; empty when they agree."""
    record = found.record
    assert record
    if (row.offset, row.length) != (found.offset, found.length):
        return "位置"
    try:
        told = record.told
        if (storable(told.url), storable(told.request.url), told.outcome) != (row.url, row.requested, row.outcome):
            return "网址或结果"
        if record.at != row.at:
            return "时间"
    except (NotARecord, ValueError):
        return "基本信息"
    if row.kept in (Kept.RESPONSE, Kept.SAME_CONTENT) and record.fields.get("WARC-Payload-Digest") != row.digest:
        return "内容摘要"
    return ""


def _numbers(index: Index) -> Iterator[Fault]:
    expected = 1
    for number in index.numbers():
        if number != expected:
            which = f"第 {expected} 号" if number == expected + 1 else f"第 {expected} 至 {number - 1} 号"
            yield Fault(
                FaultKind.NUMBER_MISSING, f"{which}快照不在证据库中。请从备份中恢复相应日期的文件。", "", expected
            )
        expected = number + 1


def _references(index: Index) -> Iterator[Fault]:
    for row in index.snapshots(
        "where refers_to > 0 and kept in ('revisit', 'not-modified') and refers_to not in"
        " (select number from snapshot where kept = 'response') order by number"
    ):
        sentence = f"第 {row.number} 号快照的内容存于第 {row.refers_to} 号，那里没有。请从备份中恢复。"
        yield Fault(FaultKind.REFERENCE_LOST, sentence, row.file, row.number)
