"""Evidence from the command line: verified, looked up, handed over, and purged only when it is meant."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest

from mingcha.archive.store import Archive
from mingcha.cli import main
from mingcha.model.fetch import FetchOutcome, Request, Response

URL = "http://www.yangli.example/a.html"
AT = datetime(2023, 12, 1, 8, 0, tzinfo=timezone(timedelta(hours=8)))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    with Archive.open(tmp_path, site="www.yangli.example", now=lambda: AT) as archive:
        for day, body in enumerate((b"<p>one</p>", b"<p>one</p>", b"<p>two</p>")):
            at = AT + timedelta(days=day)
            archive.append(Response(Request(URL), URL, FetchOutcome.OK, at, status=200, body=body))
    return tmp_path


def run(capsys: pytest.CaptureFixture[str], *words: object) -> tuple[int, str]:
    status = main(["archive", *map(str, words)])
    told = capsys.readouterr()
    return status, told.out + told.err


def test_evidence_that_is_whole_is_told_so(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(capsys, "verify", folder) == (0, "共 3 条快照，逐条核对，全部相符。\n")


def test_a_changed_byte_is_found(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = next(folder.rglob("*.warc.gz"))
    damaged = bytearray(file.read_bytes())
    damaged[-40] ^= 1
    file.write_bytes(damaged)
    status, told = run(capsys, "verify", folder)
    assert status == 1
    assert "处不符" in told


def test_the_history_of_an_address_reads_as_a_story(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, told = run(capsys, "history", folder, "--url", URL)
    assert status == 0
    words = ("首次采集", "没有变化", "内容有变化")
    assert all(word in line for word, line in zip(words, told.splitlines(), strict=True))


def test_a_case_is_exported_and_an_unknown_address_is_told(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "case.warc.gz"
    assert run(capsys, "export", folder, "--url", URL, "--to", target)[0] == 0
    assert target.stat().st_size > 300
    status, told = run(capsys, "history", folder, "--url", URL + "x")
    assert status == 2
    assert "请核对网址" in told


def test_a_purge_wants_to_be_meant_and_leaves_digests(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, told = run(capsys, "purge", folder, "--days", 30)
    assert status == 2
    assert "--yes" in told
    assert run(capsys, "purge", folder, "--days", 30, "--by", "样例县政务公开办", "--yes")[0] == 0
    assert run(capsys, "verify", folder)[0] == 0, "what was purged by policy is no damage"


def test_the_index_is_made_anew_from_the_evidence(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, told = run(capsys, "rebuild", folder)
    assert (status, "共 3 条快照" in told) == (0, True)
    assert run(capsys, "verify", folder)[0] == 0


def test_a_folder_without_evidence_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, told = run(capsys, "verify", tmp_path)
    assert status == 2
    assert "没有证据" in told
