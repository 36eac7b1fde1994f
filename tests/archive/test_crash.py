"""Killed at any moment, torn at any byte, refused by the disk: what was committed is there, and work goes on."""

from __future__ import annotations

import errno
import multiprocessing
import os
import shutil
import sqlite3
import time
from pathlib import Path
from random import Random

import pytest
from archive.given import HOME, NOON, answer, appended, facts_of, opened, page, redirected, work

from mingcha.archive import warc_file
from mingcha.archive.faults import ArchiveError, ArchiveFull
from mingcha.archive.index import Index
from mingcha.archive.store import Archive
from mingcha.model.fetch import Response
from mingcha.model.snapshot import Snapshot

KILLS, LONGEST = 40, 0.06


def only_file(folder: Path) -> Path:
    (file,) = folder.glob("warc/*/*/*.warc.gz")
    return file


def told(archive: Archive) -> list[dict[str, object]]:
    return [facts_of(archive.response(one)) for one in archive.since(0)]


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs a process that can be forked")
def test_killed_at_any_moment_nothing_committed_is_lost_and_nothing_is_stored_twice(tmp_path: Path) -> None:
    context, random = multiprocessing.get_context("forkserver"), Random(7)
    context.set_forkserver_preload(["archive.given", "mingcha.archive.store"])
    expected = [facts_of(one) for one in appended()]
    kills = rounds = 0
    while kills < KILLS:
        rounds += 1
        folder = tmp_path / str(rounds)
        while True:
            reader, writer = context.Pipe(duplex=False)
            child = context.Process(target=work, args=(folder, writer))
            child.start()
            writer.close()
            committed = reader.recv()  # the child is at work from here on
            time.sleep(random.random() * LONGEST)
            child.kill()
            child.join()
            while reader.poll():
                try:
                    committed = reader.recv()
                except EOFError:
                    break
            with opened(folder, largest=30_000) as archive:
                numbers = [one.number for one in archive.since(0)]
                assert numbers == list(range(1, len(numbers) + 1))
                assert len(numbers) >= committed
                assert list(archive.verify()) == []
                assert told(archive) == expected[: len(numbers)]
            if len(numbers) == len(expected):
                break
            kills += 1
        shutil.rmtree(folder)
    assert kills >= KILLS


def test_torn_at_any_byte_of_the_last_record_the_rest_stands(tmp_path: Path) -> None:
    with opened(tmp_path) as archive:
        archive.append(answer("a.html", "一"))
    file = only_file(tmp_path)
    first = file.stat().st_size
    (last,) = with_an_index_of_before(tmp_path, [answer("b.html", "二")])
    whole = file.read_bytes()
    assert last.offset == first
    for size in range(first, len(whole)):
        file.write_bytes(whole[:size])
        with opened(tmp_path) as archive:
            assert archive.last_number == 1
            assert file.stat().st_size == first
    cut = sorted(file.parent.glob("*.cut"), key=lambda path: path.stat().st_size)
    assert [path.read_bytes() for path in cut] == [whole[first:size] for size in range(first + 1, len(whole))]
    with opened(tmp_path) as archive:
        assert archive.append(answer("b.html", "二")).number == 2
        archive.commit()
        assert list(archive.verify()) == []


def with_an_index_of_before(folder: Path, given: list[Response]) -> list[Snapshot]:
    """Append, then put the index back as it was: as if the program was killed between the file and the index."""
    index = next(folder.rglob("index.sqlite"))
    before = index.read_bytes()
    with opened(folder) as archive:
        snapshots = [archive.append(one) for one in given]
    assert list(folder.rglob("index.sqlite*")) == [index]
    index.write_bytes(before)
    return snapshots


def test_whole_records_the_index_does_not_know_are_given_for_replay(tmp_path: Path) -> None:
    given = appended()[:24]
    with opened(tmp_path) as archive:
        first = archive.append(given[0])
    snapshots = with_an_index_of_before(tmp_path, given[1:])
    with opened(tmp_path) as archive:
        assert list(archive.since(first.number)) == snapshots
        assert told(archive) == [facts_of(one) for one in given]
        assert list(archive.verify()) == []


def test_redirects_whose_answer_was_lost_are_cut_with_it(tmp_path: Path) -> None:
    with opened(tmp_path) as archive:
        archive.append(answer("a.html", "一"))
    size = only_file(tmp_path).stat().st_size
    (lost,) = with_an_index_of_before(tmp_path, [redirected()])
    data = only_file(tmp_path).read_bytes()
    assert lost.offset > size
    only_file(tmp_path).write_bytes(data[: lost.offset])  # the redirects are whole, the answer is not there
    with opened(tmp_path) as archive:
        assert only_file(tmp_path).stat().st_size == size
        again = archive.append(redirected())
        assert (again.number, facts_of(archive.response(again))) == (2, facts_of(redirected()))
        archive.commit()
        assert list(archive.verify()) == []


def test_a_lost_index_is_made_again_from_the_files_alone(tmp_path: Path) -> None:
    with opened(tmp_path, largest=4000) as archive:
        for one in appended()[:40]:
            archive.append(one)
        before, answers = list(archive.since(0)), told(archive)
        methods = archive.timeline(HOME + "form")
    index = next(tmp_path.rglob("index.sqlite"))
    for path in index.parent.glob("index.sqlite*"):
        path.unlink()
    with opened(tmp_path, largest=4000) as archive:
        assert list(archive.since(0)) == before
        assert told(archive) == answers
        assert archive.timeline(HOME + "form") == methods
        assert list(archive.verify()) == []
        assert archive.append(answer("new.html", "新")).number == len(before) + 1


def test_an_unreadable_index_is_set_aside_and_made_again(tmp_path: Path) -> None:
    with opened(tmp_path) as archive:
        archive.append(answer("a.html", "一"))
    index = next(tmp_path.rglob("index.sqlite"))
    index.write_bytes(b"this is no database" * 300)
    with opened(tmp_path) as archive:
        assert archive.read(next(archive.since(0))).body == page("一")
    (broken,) = index.parent.glob("*.broken")
    assert broken.read_bytes().startswith(b"this is no database")


def test_damage_in_the_middle_costs_only_the_records_it_hit(tmp_path: Path) -> None:
    with opened(tmp_path, largest=2000) as archive:
        snapshots = [archive.append(answer(f"{n}.html", f"第{n}页")) for n in range(12)]
    hit = snapshots[4]
    file = tmp_path / hit.file
    data = bytearray(file.read_bytes())
    data[hit.offset + 40 : hit.offset + 60] = bytes(20)
    file.write_bytes(data)
    for path in file.parent.parent.glob("index.sqlite*"):
        path.unlink()
    with opened(tmp_path, largest=2000) as archive:
        assert [one.number for one in archive.since(0)] == [n for n in range(1, 13) if n != hit.number]
        assert file.read_bytes() == data  # nothing is cut from what was sealed
        assert archive.append(answer("new.html", "新")).number == 13


class FullDisk:
    """A file on a disk that takes so many more bytes and then no more, until there is `room` again."""

    def __init__(self, file: object, *, room: int) -> None:
        self.file, self.room = file, room

    def __getattr__(self, name: str) -> object:
        return getattr(self.file, name)

    def write(self, data: bytes) -> int:
        part = bytes(data)[: self.room]
        if not part:
            raise OSError(errno.ENOSPC, "No space left on device")
        self.room -= len(part)
        return int(self.file.write(part))  # type: ignore[attr-defined]


def test_a_full_disk_is_told_in_chinese_and_nothing_is_lost_when_space_returns(tmp_path: Path) -> None:
    with opened(tmp_path) as archive:
        archive.append(answer("a.html", "一"))
        archive.commit()
        disk = FullDisk(archive._file._file, room=100)  # type: ignore[union-attr]
        archive._file._file = disk  # type: ignore[union-attr, assignment]
        size = only_file(tmp_path).stat().st_size
        second = archive.append(answer("b.html", "二"))
        for _ in range(3):
            with pytest.raises(ArchiveFull, match=r"磁盘已满.*腾出空间后重试"):
                archive.commit()
            assert only_file(tmp_path).stat().st_size == size  # what was half written is gone
        disk.room = 10**9
        third = archive.append(answer("c.html", "三"))
        archive.commit()
        assert [archive.read(one).body for one in archive.since(1)] == [page("二"), page("三")]
        assert (second.number, third.number) == (2, 3)
        assert list(archive.verify()) == []


def test_a_disk_full_while_appending_keeps_what_was_appended_before(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(warc_file, "_PIECE", 2000)
    with opened(tmp_path) as archive:
        archive.append(answer("first.html", "首"))
        archive.commit()
        disk = FullDisk(archive._file._file, room=0)  # type: ignore[union-attr]
        archive._file._file = disk  # type: ignore[union-attr, assignment]
        added = 0
        with pytest.raises(ArchiveFull):
            while added < 1000:
                archive.append(answer(f"{added}.html", f"第{added}页"))
                added += 1
        assert 0 < added < 20
        disk.room = 10**9
        again = archive.append(answer(f"{added}.html", f"第{added}页"))
        archive.commit()
        assert again.number == added + 2
        assert list(archive.verify()) == []


def test_a_limit_of_the_system_on_file_sizes_is_a_full_disk_too(tmp_path: Path) -> None:
    resource = pytest.importorskip("resource")
    import signal

    before, handler = resource.getrlimit(resource.RLIMIT_FSIZE), signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    with opened(tmp_path) as archive:
        archive.append(answer("a.html", "一"))
        archive.commit()
        try:
            archive.append(answer("large.bin", Random(1).randbytes(600_000)))
            resource.setrlimit(resource.RLIMIT_FSIZE, (400_000, before[1]))
            with pytest.raises(ArchiveFull):
                archive.commit()
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, before)
            signal.signal(signal.SIGXFSZ, handler)
        archive.commit()
        assert list(archive.verify()) == []
        assert archive.last_number == 2


def test_a_program_that_ends_with_a_full_disk_leaves_a_good_archive(tmp_path: Path) -> None:
    archive = opened(tmp_path)
    archive.append(answer("a.html", "一"))
    archive.commit()
    disk = FullDisk(archive._file._file, room=100)  # type: ignore[union-attr]
    archive._file._file = disk  # type: ignore[union-attr, assignment]
    archive.append(answer("b.html", "二"))
    with pytest.raises(ArchiveFull):
        archive.commit()
    archive.close()
    with opened(tmp_path) as archive:
        assert archive.last_number == 1
        assert list(archive.verify()) == []


def test_a_full_disk_under_the_index_is_made_good_later(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = Index._take

    def full(index: Index) -> None:
        real(index)
        fault = sqlite3.OperationalError("database or disk is full")
        fault.sqlite_errorcode = sqlite3.SQLITE_FULL
        raise fault

    with opened(tmp_path) as archive:
        archive.append(answer("a.html", "一"))
        archive.commit()
        archive.append(answer("b.html", "二"))
        monkeypatch.setattr(Index, "_take", full)
        for _ in range(2):
            with pytest.raises(ArchiveFull, match="索引无法写入"):
                archive.commit()
        with pytest.raises(ArchiveFull):
            list(archive.since(0))
        monkeypatch.setattr(Index, "_take", real)
        archive.append(answer("c.html", "三"))
        archive.commit()
        assert [one.number for one in archive.since(0)] == [1, 2, 3]
        assert list(archive.verify()) == []


def test_after_a_failed_sync_nothing_is_called_durable_until_it_was_read_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive = opened(tmp_path)
    archive.append(answer("a.html", "一"))

    def broken(handle: int) -> None:
        raise OSError(errno.EIO, "Input/output error")

    with monkeypatch.context() as patch:
        patch.setattr(warc_file.os, "fsync", broken)
        with pytest.raises(ArchiveError, match="请检查磁盘"):
            archive.commit()
    with pytest.raises(ArchiveError, match="请重新打开"):
        archive.commit()
    archive.close()
    with opened(tmp_path) as archive:
        assert archive.last_number == 1
        assert list(archive.verify()) == []


def test_a_file_shortened_behind_our_back_is_told_and_not_written_to(tmp_path: Path) -> None:
    with opened(tmp_path) as archive:
        for number in range(5):
            archive.append(answer(f"{number}.html", f"{number}"))
    file = only_file(tmp_path)
    short = file.read_bytes()[:-300]
    file.write_bytes(short)
    with opened(tmp_path) as archive:
        assert {one.number for one in archive.verify() if one.number} == {5}
        added = archive.append(answer("new.html", "新"))
        archive.commit()
        assert added.number == 6
        assert file.read_bytes() == short
        assert added.file != next(archive.since(0)).file


def test_an_empty_file_left_by_a_crash_goes(tmp_path: Path) -> None:
    with opened(tmp_path) as archive:
        archive.append(answer("a.html", "一"))
    empty = only_file(tmp_path).with_name("20231202-1.warc.gz")
    empty.touch()
    with opened(tmp_path) as archive:
        assert not empty.exists()
        assert archive.append(answer("b.html", "二", at=NOON.replace(day=2))).file.endswith("20231202-1.warc.gz")


def test_a_large_body_needs_no_memory_beyond_itself_many_times(tmp_path: Path) -> None:
    resource = pytest.importorskip("resource")
    body = bytes(100 << 20)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with opened(tmp_path) as archive:
        snapshot = archive.append(answer("large.bin", body))
        archive.commit()
        assert archive.read(snapshot).body == body
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 500 << 10  # KB
