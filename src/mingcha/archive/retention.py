"""How long content is kept, and its deletion when the time is over: planned first, recorded, then done file by file.

Records stay with their headers and digest; only bodies go. A body that a kept snapshot still needs stays.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import chain
from pathlib import Path

from mingcha.archive.faults import ArchiveUnreadable, unwritable
from mingcha.archive.identity import ANSWER, HOP, PURGE, RecordId, warc_date
from mingcha.archive.index import Index, Moved
from mingcha.archive.manifest import Manifest
from mingcha.archive.places import PURGES, UNFINISHED, FileName, file_name, stored_files, sync_folder
from mingcha.archive.reading import Stored, members
from mingcha.archive.writing import JSON_TYPE, RESPONSE_TYPE, NewRecord
from mingcha.model.snapshot import Kept

FIELD = "Mingcha-Purged"


@dataclass(frozen=True, slots=True)
class Policy:
    """`days` is how long content is kept, None for ever; `by_kind` says otherwise for requests of a kind."""

    name: str
    days: int | None = None
    by_kind: Mapping[str, int | None] = field(default_factory=dict)

    def is_over(self, kind: str, *, came: datetime, at: datetime) -> bool:
        days = self.by_kind.get(kind, self.days)
        return days is not None and came < at - timedelta(days=days)


@dataclass(frozen=True, slots=True)
class Purge:
    """A deletion: its number from 1, when, by whom, by which policy, and what went.

    `holders` are the snapshots whose records hold the bytes, `snapshots` all whose content goes with them.
    """

    number: int
    at: datetime
    by: str
    policy: str
    holders: tuple[int, ...]
    snapshots: tuple[int, ...]
    size: int

    def told(self, *, stage: str) -> str:
        facts = {
            "purge": self.number, "stage": stage, "at": self.at.isoformat(timespec="seconds"), "by": self.by,
            "policy": self.policy, "bodies": len(self.holders), "snapshots": len(self.snapshots), "bytes": self.size,
        }  # fmt: skip
        return json.dumps(facts, ensure_ascii=False)


def planned(policy: Policy, *, index: Index, place: Path, at: datetime, by: str, held: Collection[int]) -> Purge:
    """What the policy would delete now. `held` are snapshots that cases or holds refer to: these stay."""
    due: dict[int, list[int]] = {}  # by the number of the record that holds the bytes
    kept: set[int] = set()
    sizes: dict[int, int] = {}
    for one in index.snapshots("where size > 0 and kept in ('response', 'revisit', 'not-modified') order by number"):
        holder = one.refers_to or one.number
        if one.number in held or not policy.is_over(one.kind, came=one.at, at=at):
            kept.add(holder)
        else:
            due.setdefault(holder, []).append(one.number)
        if one.kept is Kept.RESPONSE:
            sizes[one.number] = one.size
    going = {holder: numbers for holder, numbers in due.items() if holder not in kept and holder in sizes}
    number = sum(1 for line in log(place) if line["stage"] == "begun") + 1
    return Purge(
        number, at, by, policy.name, tuple(sorted(going)), tuple(sorted(chain.from_iterable(going.values()))),
        sum(sizes[holder] for holder in going),
    )  # fmt: skip


def record(purge: Purge, *, mark: str) -> NewRecord:
    """The purge as a record of the archive: that it was decided, by whom and how much it covers."""
    fields = [
        ("WARC-Record-ID", str(RecordId(mark, purge.number, PURGE))),
        ("WARC-Date", warc_date(purge.at)),
        ("WARC-Target-URI", f"urn:mingcha:purge:{purge.number}"),
    ]
    facts = json.loads(purge.told(stage="begun")) | {"numbers": purge.snapshots}
    return NewRecord("metadata", fields, JSON_TYPE, body=json.dumps(facts, ensure_ascii=False).encode())


def carry_out(purge: Purge, *, place: Path, index: Index, manifest: Manifest, now: Callable[[], datetime]) -> None:
    """Delete the bodies. Whatever moment it is interrupted at, each file is the old one or the new one, never between.

    Raises ArchiveError; what is done stays done, and the next purge does the rest.
    """
    going = frozenset(purge.holders)
    of_files: dict[str, None] = dict.fromkeys(
        one.file.removeprefix(index.prefix) for number in purge.holders if (one := index.one(number)) is not None
    )
    for name in of_files:
        _rewrite(name, going, purge=purge, place=place, index=index, manifest=manifest, now=now)
    note(place, purge.told(stage="finished"))


def _rewrite(
    name: str, going: frozenset[int], *, purge: Purge, place: Path, index: Index, manifest: Manifest,
    now: Callable[[], datetime],
) -> None:  # fmt: skip
    old = file_name(name)
    assert old
    new = FileName(old.day, old.number, old.generation + 1)
    path, unfinished = place / new.path, place / f"{new.path}{UNFINISHED}"
    moved: list[Moved] = []
    try:
        with unfinished.open("wb") as target, (place / name).open("rb") as source:
            for found in members(place / name):
                if found.record is None:
                    raise ArchiveUnreadable(f"{name} 已损坏，不能从中清除内容。请先从备份中恢复该文件。")
                identity = found.record.id
                offset = target.tell()
                if identity and identity.role == ANSWER and identity.number in going:
                    target.write(_without_body(found.record, purge=purge).member())
                else:
                    source.seek(found.offset)
                    target.write(source.read(found.length))
                if identity and identity.role == ANSWER:
                    moved.append(Moved(identity.number, None, offset, target.tell() - offset, identity.number in going))
                elif identity and HOP <= identity.role < HOP + 0x100:
                    moved.append(Moved(identity.number, identity.role - HOP, offset, target.tell() - offset, False))
            target.flush()
            os.fsync(target.fileno())
            length = target.tell()
        unfinished.replace(path)
        sync_folder(path.parent)
    except OSError as fault:
        unfinished.unlink(missing_ok=True)
        raise unwritable(fault, path) from fault
    index.replace_file(name, new=new.path, length=length, moved=moved)
    manifest.seal(path, name=new.path, at=now())
    (place / name).unlink()


def _without_body(old: Stored, *, purge: Purge) -> NewRecord:
    """The record as it stays: who, when, which headers, which digest; and who deleted the content."""
    head, mark, body = old.content.partition(b"\r\n\r\n")
    facts = {
        "purge": purge.number, "at": purge.at.isoformat(timespec="seconds"), "by": purge.by, "policy": purge.policy,
        "digest": old.fields.get("WARC-Payload-Digest", ""), "size": len(body),
    }  # fmt: skip
    dropped = {"WARC-Type", "WARC-Block-Digest", "WARC-Payload-Digest", "Content-Type", "Content-Length"}
    fields = [(name, value) for name, value in old.fields.items() if name not in dropped]
    fields.append((FIELD, json.dumps(facts, ensure_ascii=True)))
    return NewRecord("metadata", fields, RESPONSE_TYPE, body=head + mark)


def settle(place: Path, *, index: Index) -> None:
    """After a crash: of a file and its rewritten form keep the one the index knows; neither is ever half written."""
    known = {(name.day, name.number): name.generation for name in map(file_name, index.lengths()) if name}
    try:
        for unfinished in place.glob(f"[0-9][0-9][0-9][0-9]/*{UNFINISHED}"):
            unfinished.unlink()
        for name in stored_files(place):
            generation = known.get((name.day, name.number))
            if generation is not None and generation != name.generation:
                (place / name.path).unlink()
    except OSError as fault:
        raise unwritable(fault, place) from fault


def note(place: Path, line: str) -> None:
    """Add a line to the log of purges."""
    path = place / PURGES
    try:
        with path.open("a", encoding="utf-8") as file:
            file.write(f"{line}\n")
            file.flush()
            os.fsync(file.fileno())
    except OSError as fault:
        raise unwritable(fault, path) from fault


def log(place: Path) -> list[dict[str, object]]:
    """What was purged, line by line; a line cut off by a crash is left out."""
    path = place / PURGES
    lines = []
    for line in path.read_text(encoding="utf-8").splitlines() if path.exists() else ():
        try:
            lines.append(json.loads(line))
        except ValueError:
            continue
    return lines
