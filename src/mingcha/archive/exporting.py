"""The evidence of one case as a WARC file of its own, complete without the archive: to be handed over, or replayed."""

from __future__ import annotations

import os
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from mingcha import __version__
from mingcha.archive.faults import ArchiveError, unwritable
from mingcha.archive.identity import FILE_START, RecordId, warc_date
from mingcha.archive.store import Archive
from mingcha.archive.writing import FIELDS_TYPE, NewRecord, lines
from mingcha.model.snapshot import Snapshot


def export_warc(
    archive: Archive, snapshots: Iterable[Snapshot], *, target: Path, at: datetime, purpose: str = ""
) -> int:
    """Write the records of these snapshots to `target` as they lie in the archive, byte for byte, and tell how many.

    Redirects and requests come along, and so does each record another one refers to. Raises ArchiveError when there is
    nothing to hand over, when content was purged or is damaged, or when `target` exists or cannot be written.
    """
    wanted = {one.number: one for one in snapshots}
    for one in [*wanted.values()]:
        holder = archive.snapshot(one.refers_to) if one.refers_to else None
        if holder:
            wanted[holder.number] = holder
    if not wanted:
        raise ArchiveError("没有选定快照，无从导出。")
    for one in wanted.values():
        archive.read(one)  # what cannot be read, or is not what it was, is not handed over as evidence
    facts = [
        ("software", f"mingcha/{__version__}"),
        ("format", "WARC File Format 1.1"),
        ("isPartOf", archive.site),
        ("description", purpose or "证据导出"),
        ("numbers", ", ".join(map(str, sorted(wanted)))),
    ]
    fields = [
        ("WARC-Record-ID", str(RecordId(archive.mark, min(wanted), FILE_START + 1))),
        ("WARC-Date", warc_date(at)),
        ("WARC-Filename", target.name),
    ]
    head = NewRecord("warcinfo", fields, FIELDS_TYPE, body=lines(facts))
    try:
        with target.open("xb") as file:
            file.write(head.member())
            for number in sorted(wanted):
                for member in archive.members(wanted[number]):
                    file.write(member)
            file.flush()
            os.fsync(file.fileno())
    except FileExistsError as fault:
        raise ArchiveError(f"{target} 已存在，未覆盖。请另取文件名。") from fault
    except OSError as fault:
        target.unlink(missing_ok=True)
        raise unwritable(fault, target) from fault
    return len(wanted)
