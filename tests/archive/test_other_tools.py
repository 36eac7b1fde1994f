"""What the archive writes is WARC for everybody: two libraries that know nothing of us read it, digests and all."""

from __future__ import annotations

import gzip
from datetime import timedelta
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from archive.given import HOME, NOON, answer, appended, opened, page, redirected
from fastwarc import ArchiveIterator, WarcRecordType
from warcio.archiveiterator import ArchiveIterator as WarcioIterator
from warcio.checker import Checker

from mingcha.archive.exporting import export_warc
from mingcha.archive.faults import ArchiveError, ContentPurged
from mingcha.archive.retention import Policy
from mingcha.model.fetch import FetchOutcome, Request
from mingcha.model.snapshot import Snapshot

GBK = "<html><title>公示</title><p>样例县</p></html>".encode("gbk")


def filled(folder: Path) -> list[Snapshot]:
    with opened(folder) as archive:
        odd = answer("gbk.html", GBK, headers=((b"Content-Type", b"text/html"), (b"X-Name", "县".encode("gbk"))))
        packed = ((b"Content-Encoding", b"gzip"), (b"Transfer-Encoding", b"chunked"), (b"Content-Length", b"7"))
        for one in [*appended(), odd, answer("packed.html", "压缩过", headers=packed)]:
            archive.append(one)
        return list(archive.since(0))


def files(folder: Path) -> list[Path]:
    return sorted(folder.rglob("*.warc.gz"))


def test_warcio_finds_every_digest_right(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    filled(tmp_path)
    checker = Checker(SimpleNamespace(inputs=[str(path) for path in files(tmp_path)], verbose=True))
    assert checker.process_all() == 0
    told = capsys.readouterr().out
    assert told.count("digest pass") > 90
    assert "failed" not in told
    assert "unknown" not in told


def test_fastwarc_finds_every_digest_right(tmp_path: Path) -> None:
    snapshots = filled(tmp_path)
    for path in files(tmp_path):
        for record in ArchiveIterator(BytesIO(path.read_bytes()), parse_http=False):
            assert record.verify_block_digest()
    bodies = 0
    for path in files(tmp_path):
        for record in ArchiveIterator(BytesIO(path.read_bytes()), record_types=WarcRecordType.response):
            assert record.verify_payload_digest()
            bodies += record.content_length > 0
    assert bodies >= sum(one.kept.value == "response" for one in snapshots)


def test_each_record_is_a_gzip_member_of_its_own_at_the_place_the_index_says(tmp_path: Path) -> None:
    for one in filled(tmp_path):
        data = (tmp_path / one.file).read_bytes()[one.offset : one.offset + one.length]
        head = gzip.decompress(data)
        assert head.startswith(b"WARC/1.1\r\n")
        assert f'"number":{one.number}'.encode() in head


def warcio_records(path: Path) -> list[Any]:
    found = []
    with path.open("rb") as file:
        for record in WarcioIterator(file):
            body = record.content_stream().read()
            found.append((record.rec_type, dict(record.rec_headers.headers), record.http_headers, body))
    return found


def test_a_page_that_came_compressed_is_read_by_others_without_unpacking_it_again(tmp_path: Path) -> None:
    filled(tmp_path)
    (found,) = (
        (http, body)
        for path in files(tmp_path)
        for _, fields, http, body in warcio_records(path)
        if fields.get("WARC-Target-URI") == HOME + "packed.html"
    )
    assert found[1] == page("压缩过")
    assert found[0].get_header("X-Archive-Orig-Content-Encoding") == "gzip"
    assert found[0].get_header("Content-Encoding") is None


def test_a_revisit_names_the_record_it_repeats_by_id_address_and_date(tmp_path: Path) -> None:
    filled(tmp_path)
    records = [one for path in files(tmp_path) for one in warcio_records(path)]
    by_id = {fields["WARC-Record-ID"]: (kind, fields) for kind, fields, _, _ in records}
    assert len(by_id) == len(records)
    revisits = [fields for kind, fields, _, _ in records if kind == "revisit"]
    assert len(revisits) > 20
    for fields in revisits:
        kind, original = by_id[fields["WARC-Refers-To"]]
        assert kind == "response"
        assert fields["WARC-Refers-To-Target-URI"] == original["WARC-Target-URI"]
        assert fields["WARC-Refers-To-Date"] == original["WARC-Date"]
        if "identical-payload-digest" in fields["WARC-Profile"]:
            assert fields["WARC-Payload-Digest"] == original["WARC-Payload-Digest"]
        else:
            assert "server-not-modified" in fields["WARC-Profile"]


def test_each_file_says_first_what_it_is(tmp_path: Path) -> None:
    filled(tmp_path)
    for path in files(tmp_path):
        kind, fields, _, body = warcio_records(path)[0]
        assert kind == "warcinfo"
        assert fields["WARC-Filename"] == path.name
        assert "样例县人民政府门户网站".encode() in body


def test_what_a_form_sent_is_a_request_record_of_its_answer(tmp_path: Path) -> None:
    with opened(tmp_path) as archive:
        form = Request(
            HOME + "dataproxy.jsp?page=1", "POST", b"col=1&unit=2", (("X-Requested-With", "XMLHttpRequest"),)
        )
        archive.append(answer(url=form.url, request=form, body="<record/>"))
    (path,) = files(tmp_path)
    _, request, response = warcio_records(path)
    assert (request[0], response[0]) == ("request", "response")
    assert request[1]["WARC-Concurrent-To"] == response[1]["WARC-Record-ID"]
    assert response[1]["WARC-Concurrent-To"] == request[1]["WARC-Record-ID"]
    assert request[3] == b"col=1&unit=2"
    assert request[2].statusline == "/dataproxy.jsp?page=1 HTTP/1.1"
    assert request[2].get_header("Host") == "www.yangli.test"


def test_a_case_is_handed_over_complete_without_the_archive(tmp_path: Path) -> None:
    target = tmp_path / "案件 7.warc.gz"
    with opened(tmp_path) as archive:
        first = archive.append(answer("a.html", "原文"))
        archive.append(answer("b.html", "无关"))
        form = Request(HOME + "form", "POST", b"page=2")
        posted = archive.append(answer(url=form.url, request=form, body="表"))
        came = archive.append(redirected())
        again = archive.append(answer("a.html", "原文", minute=9))
        assert export_warc(archive, [again, came, posted], target=target, at=NOON, purpose="案件7") == 4
    records = warcio_records(target)
    assert [kind for kind, *_ in records] == [
        *("warcinfo", "response", "request", "response", "response", "response", "response", "revisit"),
    ]
    assert HOME + "b.html" not in {fields.get("WARC-Target-URI") for _, fields, _, _ in records}
    assert records[1][1]["WARC-Record-ID"] == records[-1][1]["WARC-Refers-To"]
    assert f"sha256:{sha256(records[1][3]).hexdigest()}" == first.digest
    assert Checker(SimpleNamespace(inputs=[str(target)], verbose=False)).process_all() == 0


def test_nothing_is_overwritten_and_nothing_incomplete_is_handed_over(tmp_path: Path) -> None:
    target = tmp_path / "case.warc.gz"
    with opened(tmp_path) as archive:
        old = archive.append(answer("a.html", "旧"))
        silent = archive.append(answer("b.html", b"", status=0, headers=(), outcome=FetchOutcome.REFUSED))
        with pytest.raises(ArchiveError, match="没有选定快照"):
            export_warc(archive, [], target=target, at=NOON)
        assert export_warc(archive, [silent], target=target, at=NOON) == 1
        with pytest.raises(ArchiveError, match="已存在，未覆盖"):
            export_warc(archive, [old], target=target, at=NOON)
        later = NOON + timedelta(days=9)
        archive.purge(Policy("一天", 1), at=later, by="王主任")
        with pytest.raises(ContentPurged):
            export_warc(archive, [old], target=tmp_path / "other.warc.gz", at=later)
    assert not (tmp_path / "other.warc.gz").exists()
