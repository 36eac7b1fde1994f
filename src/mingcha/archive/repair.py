"""After a crash: cut what was not finished, index what the index does not know; or make the whole index again."""

from __future__ import annotations

import json
import os
from collections.abc import Collection
from contextlib import suppress
from dataclasses import replace
from itertools import count
from pathlib import Path

from mingcha.archive import snapshots
from mingcha.archive.faults import unwritable
from mingcha.archive.identity import ANSWER, FILE_START, HOP, RecordId, record_id
from mingcha.archive.index import Entry, HopPlace, Index
from mingcha.archive.places import file_name, stored_files, sync_folder
from mingcha.archive.reading import NotARecord, Place, Stored, members
from mingcha.archive.retention import FIELD as PURGED_FIELD
from mingcha.archive.writing import EMPTY, NOT_MODIFIED, digest_of
from mingcha.model.snapshot import Kept

_ROWS = 5000


def catch_up(place: Path, *, index: Index, sealed: Collection[str] = ()) -> None:
    """Bring index and files into step: `place` is the site's folder, `sealed` are files nothing may be done to.

    Files that do not go on where the index ends are not ours to judge here; `verify` tells of them.
    """
    known = index.lengths()
    newest = max((name for name in map(file_name, known) if name), default=None)
    for name in stored_files(place):
        path, start = place / name.path, known.get(name.path, 0)
        size = path.stat().st_size
        goes_on = name.path in known or newest is None or name > newest
        if name.path in sealed or size <= start > 0 or not goes_on:
            continue
        end = _index_tail(path, name=name.path, start=start, index=index)
        if end is None:
            continue
        index.commit({name.path: end} if end else {})
        if end < size or not end:
            cut(path, end=end)


def _index_tail(path: Path, *, name: str, start: int, index: Index) -> int | None:
    """Index the whole answers from `start` on and tell where the last one ends; None when this is no file of ours."""
    end, hops = start, list[HopPlace]()
    for found in members(path, start=start):
        identity = found.record.id if found.record else None
        if found.record is None:
            break
        if identity is None or identity.mark != index.mark:
            return None
        if identity.role == ANSWER and identity.number != index.last_number + 1:
            return None
        try:
            end = _take(found, found.record, identity, file=index.prefix + name, index=index, hops=hops) or end
        except NotARecord:
            break
    return end


def reindex(place: Path, *, index: Index) -> None:
    """Fill an empty index from the files alone. Damaged stretches are stepped over; their numbers are missing then."""
    # Of a file and its form rewritten by a purge the later one counts: it is complete, or it would have no name yet.
    names = list({(name.day, name.number): name for name in stored_files(place)}.values())
    for name in names:
        end, hops = 0, list[HopPlace]()
        for found in members(place / name.path, through_damage=True):
            identity = found.record.id if found.record else None
            if found.record is None or identity is None or identity.number < index.last_number:
                hops.clear()
                continue
            if not index.mark:
                index.describe({"mark": identity.mark})
            if identity.mark == index.mark:
                with suppress(NotARecord):
                    end = (
                        _take(found, found.record, identity, file=index.prefix + name.path, index=index, hops=hops)
                        or end
                    )
        # Behind the last whole answer of the newest file may lie what a crash left, which `catch_up` cuts.
        index.commit({name.path: end if name == names[-1] else (place / name.path).stat().st_size})


def _take(
    found: Place, record: Stored, identity: RecordId, *, file: str, index: Index, hops: list[HopPlace]
) -> int | None:
    """Take a record into the index; tells its end when everything up to there is whole. Raises NotARecord."""
    end = found.offset + found.length
    if identity.role == ANSWER:
        index.add(entry(record, found, file=file, index=index, hops=tuple(hops)))
        hops.clear()
        if identity.number % _ROWS == 0:
            index.commit({file.removeprefix(index.prefix): end})
        return end
    if HOP <= identity.role < FILE_START:
        hops.append(HopPlace(file, found.offset, found.length))
    return end if identity.role >= FILE_START else None


def entry(record: Stored, found: Place, *, file: str, index: Index, hops: tuple[HopPlace, ...]) -> Entry:
    """The row of a record. Raises NotARecord when it is none of ours."""
    response, identity = snapshots.response(record), record.id
    assert identity
    kept, earlier, digest = Kept.RESPONSE, None, digest_of(response.body)
    if PURGED_FIELD in record.fields:
        purged = json.loads(record.fields[PURGED_FIELD])
        row = snapshots.snapshot(
            response, number=identity.number, digest=purged["digest"], kept=Kept.PURGED, earlier=None,
            place=(file, found.offset, found.length),
        )  # fmt: skip
        return Entry(replace(row, size=purged["size"]), response.request.method, hops)
    if record.type == "metadata":
        kept, digest = Kept.NO_ANSWER, EMPTY
    elif record.type == "revisit":
        kept = Kept.NOT_MODIFIED if record.fields.get("WARC-Profile") == NOT_MODIFIED else Kept.SAME_CONTENT
        digest = record.fields.get("WARC-Payload-Digest", EMPTY)
        referred = record_id(record.fields.get("WARC-Refers-To", ""))
        earlier = index.one(referred.number) if referred else None
        if earlier and earlier.kept is Kept.PURGED:
            kept = Kept.PURGED
    row = snapshots.snapshot(
        response, number=identity.number, digest=digest, kept=kept, earlier=earlier,
        place=(file, found.offset, found.length),
    )  # fmt: skip
    return Entry(row, response.request.method, hops)


def cut(path: Path, *, end: int) -> None:
    """Shorten a file to `end` bytes; what is cut off lies beside it afterwards, and an empty file goes."""
    try:
        with path.open("r+b") as file:
            file.seek(end)
            if rest := file.read():
                with _aside(path).open("xb") as kept:
                    kept.write(rest)
                    kept.flush()
                    os.fsync(kept.fileno())
            file.truncate(end)
            os.fsync(file.fileno())
        if not end:
            path.unlink()
        sync_folder(path.parent)
    except OSError as fault:
        raise unwritable(fault, path) from fault


def _aside(path: Path) -> Path:
    """A name beside the file that nothing has yet."""
    names = (path.with_name(f"{path.name}.{number}.cut") for number in count(1))
    return next(name for name in names if not name.exists())
