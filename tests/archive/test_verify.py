"""Whatever is changed behind the archive's back is told, in Chinese, with the file and the number."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from datetime import timedelta
from hashlib import sha256
from pathlib import Path

import pytest
from archive.given import NOON, SITE, answer, appended, opened

from mingcha.archive.manifest import FIRST, Manifest
from mingcha.archive.verify import FaultKind
from mingcha.archive.writing import NewRecord
from mingcha.model.snapshot import Snapshot


def three_days(folder: Path) -> list[Snapshot]:
    with opened(folder) as archive:
        return [
            archive.append(answer(f"{day}-{n}.html", f"第{day}天第{n}条", at=NOON + timedelta(days=day)))
            for day in range(3)
            for n in range(4)
        ]


def place_of(folder: Path) -> Path:
    (place,) = (folder / "warc").iterdir()
    return place


def kinds(folder: Path) -> set[FaultKind]:
    with opened(folder, readonly=True) as archive:
        faults = list(archive.verify())
    assert all(fault.sentence.endswith("。") for fault in faults)
    return {fault.kind for fault in faults}


def test_an_archive_nobody_touched_has_no_faults(tmp_path: Path) -> None:
    with opened(tmp_path) as archive:
        for one in appended():
            archive.append(one)
    assert kinds(tmp_path) == set()


def test_finished_days_are_sealed_each_bound_to_the_one_before(tmp_path: Path) -> None:
    three_days(tmp_path)
    manifest = Manifest(place_of(tmp_path) / "manifest.jsonl")
    assert [seal.file for seal in manifest.seals] == ["2023/20231201-1.warc.gz", "2023/20231202-1.warc.gz"]
    assert manifest.seals[0].previous == FIRST
    assert manifest.seals[1].previous == manifest.seals[0].digest
    with opened(tmp_path, now=lambda: NOON + timedelta(days=9)) as archive:
        assert archive.seal != manifest.tip  # the last day is over too
    assert len(Manifest(manifest.path).seals) == 3
    assert kinds(tmp_path) == set()


def flipped(path: Path, offset: int) -> None:
    data = bytearray(path.read_bytes())
    data[offset] ^= 1
    path.write_bytes(data)


@pytest.mark.parametrize("position", [0, 3, 20, 100, -5, -1])
def test_a_single_changed_bit_is_found_wherever_it_is(tmp_path: Path, position: int) -> None:
    snapshot = three_days(tmp_path)[-2]  # in the file that is not sealed yet
    flipped(tmp_path / snapshot.file, snapshot.offset + position % snapshot.length)
    found = kinds(tmp_path)
    # Four bytes of a gzip header say when and where it was made; zlib ignores these, and no content hangs on them.
    assert found or position in (3,)


def test_a_sealed_file_exchanged_as_a_whole_is_found(tmp_path: Path) -> None:
    snapshots = three_days(tmp_path)
    with opened(tmp_path / "forged", now=lambda: NOON) as archive:
        for n in range(4):
            archive.append(answer(f"0-{n}.html", f"第0天第{n}条，改过"))
    (forged,) = (tmp_path / "forged").glob("warc/*/*/*.gz")
    (tmp_path / snapshots[0].file).write_bytes(forged.read_bytes())
    assert FaultKind.FILE_CHANGED in kinds(tmp_path)


def test_a_forged_seal_breaks_the_chain(tmp_path: Path) -> None:
    snapshots = three_days(tmp_path)
    flipped(tmp_path / snapshots[0].file, 9)
    path = place_of(tmp_path) / "manifest.jsonl"
    first, *rest = path.read_text(encoding="utf-8").splitlines()
    facts = json.loads(first) | {"sha256": sha256((tmp_path / snapshots[0].file).read_bytes()).hexdigest()}
    forged = json.dumps(facts, ensure_ascii=False, separators=(",", ":"))
    path.write_text("\n".join([forged, *rest, ""]), encoding="utf-8")
    assert FaultKind.SEAL_BROKEN in kinds(tmp_path)


def test_a_seal_taken_out_breaks_the_chain(tmp_path: Path) -> None:
    three_days(tmp_path)
    path = place_of(tmp_path) / "manifest.jsonl"
    path.write_text(path.read_text(encoding="utf-8").splitlines()[1] + "\n", encoding="utf-8")
    assert kinds(tmp_path) == {FaultKind.SEAL_BROKEN}


def remove(snapshot: Snapshot, folder: Path) -> None:
    (folder / snapshot.file).unlink()


def empty(snapshot: Snapshot, folder: Path) -> None:
    (folder / snapshot.file).write_bytes(b"")


def take_a_record_out(snapshot: Snapshot, folder: Path) -> None:
    path = folder / snapshot.file
    data = path.read_bytes()
    path.write_bytes(data[: snapshot.offset] + data[snapshot.offset + snapshot.length :])


def zeros(snapshot: Snapshot, folder: Path) -> None:
    path = folder / snapshot.file
    data = bytearray(path.read_bytes())
    data[snapshot.offset : snapshot.offset + snapshot.length] = bytes(snapshot.length)
    path.write_bytes(data)


def another_record(snapshot: Snapshot, folder: Path) -> None:
    path = folder / snapshot.file
    data = path.read_bytes()
    fields = [("WARC-Record-ID", "<urn:uuid:0>"), ("WARC-Date", "2023-12-01T00:00:00Z"), ("WARC-Target-URI", "a:b")]
    other = NewRecord("metadata", fields, "text/plain", body=b"x").member()
    path.write_bytes(data[: snapshot.offset] + other + data[snapshot.offset + snapshot.length :])


@pytest.mark.parametrize(
    ("harm", "kind"),
    [
        (remove, FaultKind.FILE_MISSING),
        (empty, FaultKind.RECORD_MISSING),
        (take_a_record_out, FaultKind.RECORD_MISSING),
        (zeros, FaultKind.RECORD_DAMAGED),
        (another_record, FaultKind.RECORD_MISSING),
    ],
    ids=lambda value: getattr(value, "__name__", str(value)),
)
@pytest.mark.parametrize("which", [1, -2], ids=["sealed", "open"])
def test_harm_is_named(tmp_path: Path, harm: Callable[[Snapshot, Path], None], kind: FaultKind, which: int) -> None:
    snapshot = three_days(tmp_path)[which]
    harm(snapshot, tmp_path)
    found = kinds(tmp_path)
    assert kind in found
    assert (FaultKind.FILE_CHANGED in found) == (which == 1 and harm is not remove)


@pytest.mark.parametrize(
    ("change", "kind"),
    [
        ("update snapshot set url = 'http://other.test/' where number = 3", FaultKind.INDEX_DIFFERS),
        ("update snapshot set at = at + 1 where number = 3", FaultKind.INDEX_DIFFERS),
        ("update snapshot set outcome = 'gone' where number = 3", FaultKind.INDEX_DIFFERS),
        ("update snapshot set digest = x'00' where number = 3", FaultKind.INDEX_DIFFERS),
        ('update snapshot set "offset" = "offset" + 1 where number = 3', FaultKind.INDEX_DIFFERS),
        ("delete from snapshot where number = 3", FaultKind.RECORD_UNKNOWN),
        ("delete from snapshot where number = 3", FaultKind.NUMBER_MISSING),
        ("update snapshot set kept = 'revisit', refers_to = 77 where number = 3", FaultKind.REFERENCE_LOST),
        ("delete from file where id = 1", FaultKind.FILE_UNKNOWN),
    ],
)
def test_an_index_that_was_edited_is_found(tmp_path: Path, change: str, kind: FaultKind) -> None:
    three_days(tmp_path)
    with sqlite3.connect(place_of(tmp_path) / "index.sqlite") as database:
        database.execute(change)
    database.close()
    assert kind in kinds(tmp_path)


def test_a_file_from_elsewhere_is_told_and_left_alone(tmp_path: Path) -> None:
    three_days(tmp_path)
    with opened(tmp_path / "other", site="别处") as other:
        other.append(answer("a.html", "别处的"))
    (stray,) = (tmp_path / "other").glob("warc/*/*/*.gz")
    copied = (tmp_path / "warc" / SITE) / "2023" / "20231130-1.warc.gz"
    copied.write_bytes(stray.read_bytes())
    later = copied.with_name("20231209-1.warc.gz")
    later.write_bytes(stray.read_bytes())
    with opened(tmp_path) as archive:
        assert {(one.kind, one.file) for one in archive.verify()} == {
            (FaultKind.FILE_UNKNOWN, "2023/20231130-1.warc.gz"),
            (FaultKind.FILE_UNKNOWN, "2023/20231209-1.warc.gz"),
        }
        assert archive.append(answer("new.html", "新", at=NOON + timedelta(days=8))).file.endswith("20231209-2.warc.gz")
    assert copied.read_bytes() == later.read_bytes() == stray.read_bytes()


def test_whole_files_only_is_quick_and_sees_what_was_sealed(tmp_path: Path) -> None:
    snapshot = three_days(tmp_path)[0]
    flipped(tmp_path / snapshot.file, 9)
    with opened(tmp_path) as archive:
        assert [fault.kind for fault in archive.verify(records=False)] == [FaultKind.FILE_CHANGED]


def test_a_seal_cut_off_by_a_crash_is_written_again(tmp_path: Path) -> None:
    three_days(tmp_path)
    path = place_of(tmp_path) / "manifest.jsonl"
    whole = path.read_bytes()
    for size in (len(whole) - 1, len(whole) - 40, 20, 0):
        path.write_bytes(whole[:size])
        with opened(tmp_path) as archive:
            assert list(archive.verify()) == []
        assert len(Manifest(path).seals) == 2
