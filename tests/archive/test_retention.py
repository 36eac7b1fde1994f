"""Content whose time is over goes, and nothing else; that it was there, and who deleted it, stays."""

from __future__ import annotations

import gzip
import json
import os
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from archive.given import HOME, NOON, SITE, answer, facts_of, opened, page, redirected

from mingcha.archive.faults import ArchiveError, ContentPurged
from mingcha.archive.index import Index
from mingcha.archive.retention import Policy
from mingcha.archive.store import Archive
from mingcha.model.fetch import FetchOutcome, Request
from mingcha.model.snapshot import Kept

LATER = NOON + timedelta(days=100)
POLICY = Policy("附件保存30天，其余长期保存", by_kind={"attachment": 30})


def days(number: int) -> datetime:
    return NOON + timedelta(days=number)


def attachment(name: str, body: str, *, day: int = 0, **facts: Any) -> Any:
    return answer(url=HOME + name, request=Request(HOME + name, kind="attachment"), body=body, at=days(day), **facts)


def filled(folder: Path) -> Archive:
    archive = opened(folder)
    archive.append(attachment("old.pdf", "旧附件" * 200))  # 1: goes
    archive.append(answer("post.html", "信息"))  # 2: kept for ever
    archive.append(attachment("needed.pdf", "还要用" * 200))  # 3: a newer record refers to it
    archive.append(attachment("twice.pdf", "两次都旧" * 200))  # 4: goes, and so does 6
    archive.append(redirected())  # 5
    archive.append(attachment("copy.pdf", "两次都旧" * 200, day=1))  # 6
    archive.append(attachment("needed.pdf", "还要用" * 200, day=90))  # 7
    archive.append(attachment("held.pdf", "案件证据" * 200, day=2))  # 8: a case refers to it
    archive.append(attachment("new.pdf", "新附件" * 200, day=95))  # 9
    archive.commit()
    return archive


def purge(archive: Archive) -> Any:
    return archive.purge(POLICY, at=LATER, by="王主任", held={8})


GONE, STAYING = {1, 4, 6}, {2, 3, 5, 7, 8, 9}


def check(archive: Archive) -> None:
    assert list(archive.verify()) == []
    for one in archive.since(0):
        if one.number in GONE:
            assert one.kept is Kept.PURGED
            with pytest.raises(ContentPurged, match=r"已按保存期限清除.*sha256:"):
                archive.read(one)
            back = archive.response(one)
            assert (back.body, back.outcome, back.header("server")) == (b"", FetchOutcome.OK, "nginx")
        else:
            assert archive.read(one).body
    five = archive.snapshot(5)
    assert five
    assert facts_of(archive.response(five)) == facts_of(redirected())


def test_only_what_is_old_enough_and_needed_by_nobody_goes(tmp_path: Path) -> None:
    with filled(tmp_path) as archive:
        before = {one.number: one for one in archive.since(0)}
        done = purge(archive)
        assert (done.holders, done.snapshots) == ((1, 4), (1, 4, 6))
        check(archive)
        for one in archive.since(0):
            was = before[one.number]
            assert (one.url, one.at, one.digest, one.size) == (was.url, was.at, was.digest, was.size)
    with opened(tmp_path) as archive:
        check(archive)
        assert archive.append(answer("next.html", "下一条", at=LATER)).number == 10


def test_the_bytes_are_nowhere_on_the_disk_any_more(tmp_path: Path) -> None:
    with filled(tmp_path) as archive:
        purge(archive)
    stored = b"".join(gzip.decompress(path.read_bytes()) for path in tmp_path.rglob("*.warc.gz"))
    assert page("旧附件" * 200) not in stored
    assert page("两次都旧" * 200) not in stored
    assert page("还要用" * 200) in stored


def test_a_purge_is_recorded_in_the_archive_and_in_its_log(tmp_path: Path) -> None:
    with filled(tmp_path) as archive:
        purge(archive)
    place = tmp_path / "warc" / SITE
    begun, finished = map(json.loads, (place / "purges.jsonl").read_text(encoding="utf-8").splitlines())
    assert (begun["stage"], finished["stage"], finished["by"]) == ("begun", "finished", "王主任")
    assert (finished["policy"], finished["bodies"], finished["snapshots"]) == (POLICY.name, 2, 3)
    stored = b"".join(gzip.decompress(path.read_bytes()) for path in sorted(place.rglob("*.warc.gz")))
    assert b"WARC-Target-URI: urn:mingcha:purge:1" in stored
    assert stored.count(b"Mingcha-Purged: ") == 2


def test_what_comes_again_after_a_purge_is_stored_again(tmp_path: Path) -> None:
    with filled(tmp_path) as archive:
        purge(archive)
        again = archive.append(attachment("old.pdf", "旧附件" * 200, day=100))
        assert again.kept is Kept.RESPONSE
        assert archive.read(again).body == page("旧附件" * 200)
        unknown = archive.append(attachment("twice.pdf", "", day=100, status=304, outcome=FetchOutcome.NOT_MODIFIED))
        assert (unknown.kept, unknown.refers_to) == (Kept.NOT_MODIFIED, 0)


def test_a_purge_with_nothing_to_do_leaves_no_trace(tmp_path: Path) -> None:
    with filled(tmp_path) as archive:
        files = sorted(tmp_path.rglob("*.warc.gz"))
        assert archive.purge(Policy("永久保存"), at=LATER, by="王主任").holders == ()
        assert archive.purge(POLICY, at=NOON, by="王主任").holders == ()
        assert sorted(tmp_path.rglob("*.warc.gz")) == files
    assert not list(tmp_path.rglob("purges.jsonl"))


def test_a_rewritten_file_can_be_rewritten_again(tmp_path: Path) -> None:
    with filled(tmp_path) as archive:
        purge(archive)
        second = archive.purge(Policy("全部保存60天", 60), at=days(200), by="李科长")
        assert {3, 7} <= set(second.snapshots)
        assert second.number == 2
        assert list(archive.verify()) == []
    assert any("20231201-1-2" in path.name for path in tmp_path.rglob("*.warc.gz"))


def test_a_lost_index_knows_what_was_purged_when_it_is_made_again(tmp_path: Path) -> None:
    with filled(tmp_path) as archive:
        purge(archive)
        before = list(archive.since(0))
    for path in tmp_path.rglob("index.sqlite*"):
        path.unlink()
    with opened(tmp_path) as archive:
        assert list(archive.since(0)) == before
        check(archive)


class Killed(BaseException):
    """What a kill looks like from inside."""


def killing(patch: pytest.MonkeyPatch, *, after: int) -> None:
    """Let so many of the steps that change the disk happen, and end the program in the next."""
    left = [after]

    def counted(real: Callable[..., Any]) -> Callable[..., Any]:
        def step(*given: Any, **named: Any) -> Any:
            if not left[0]:
                raise Killed
            left[0] -= 1
            return real(*given, **named)

        return step

    patch.setattr(os, "fsync", counted(os.fsync))
    patch.setattr(Path, "replace", counted(Path.replace))
    patch.setattr(Path, "unlink", counted(Path.unlink))
    patch.setattr(Index, "replace_file", counted(Index.replace_file))


def test_interrupted_at_any_step_a_purge_leaves_every_file_old_or_new(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for steps in range(100):
        folder = tmp_path / str(steps)
        archive = filled(folder)
        with monkeypatch.context() as patch:
            killing(patch, after=steps)
            try:
                purge(archive)
            except Killed:
                finished = False
            else:
                finished = True
        archive.close()
        with opened(folder) as archive:
            assert list(archive.verify()) == []
            for one in archive.since(0):
                assert one.number in GONE or archive.read(one).body
            purge(archive)
            check(archive)
        left_over = [path for path in folder.rglob("*") if path.suffix in {".unfinished", ".cut"}]
        assert left_over == []
        if finished:
            assert steps > 10
            return
    pytest.fail("the purge never finished")


def test_a_damaged_file_is_not_rewritten(tmp_path: Path) -> None:
    with filled(tmp_path) as archive:
        first = archive.snapshot(2)
        assert first
        path = tmp_path / first.file
        data = bytearray(path.read_bytes())
        data[first.offset + 30] ^= 1
        path.write_bytes(data)
        with pytest.raises(ArchiveError, match="已损坏，不能从中清除"):
            purge(archive)
        assert path.read_bytes() == data


def test_a_reader_that_holds_an_old_snapshot_finds_it_where_it_went(tmp_path: Path) -> None:
    with filled(tmp_path) as archive, opened(tmp_path, readonly=True) as reader:
        held = list(reader.since(0))
        purge(archive)
        assert reader.read(held[1]).body == page("信息")
        with pytest.raises(ContentPurged):
            reader.read(held[0])
