"""What goes in comes out: answers, revisits, redirects, failures; found by number, address, time and digest."""

from __future__ import annotations

import gzip
import os
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from types import SimpleNamespace

import pytest
from archive.given import HOME, NOON, SITE, answer, facts_of, now, opened, page
from hypothesis import given, settings
from hypothesis import strategies as st
from warcio.checker import Checker

from mingcha.archive.faults import ArchiveError, ArchiveLocked
from mingcha.archive.identity import CHINA
from mingcha.archive.store import Archive
from mingcha.model.fetch import FetchOutcome, Hop, Remark, Request, Response
from mingcha.model.snapshot import Kept


def unchanged(path: str, *, minute: int) -> Response:
    return answer(path, b"", minute=minute, status=304, reason="Not Modified", outcome=FetchOutcome.NOT_MODIFIED)


def silent(path: str, *, minute: int = 0) -> Response:
    return answer(path, b"", minute=minute, status=0, reason="", headers=(), outcome=FetchOutcome.TIMEOUT)


def everything_said() -> Response:
    """An answer with every field other than usual."""
    request = Request(
        HOME + "搜索 结果?q=公开", "POST", b"page=2&name=\xb9\xab", (("Referer", HOME), ("X-备注", "是")),
        etag='"a"', modified="Fri, 01 Dec 2023 00:00:00 GMT", kind="list", tag=17, retries=0,
    )  # fmt: skip
    hops = (
        Hop(
            HOME + "搜索 结果?q=公开",
            302,
            HOME + "中文",
            ((b"Location", "中文".encode("gbk")), (b"Set-Cookie", b"a=1")),
        ),
        Hop(HOME + "中文", 301, HOME + "end", ((b"Location", b"/end\r\n folded"), (b"", b"no name"))),
    )
    headers = (
        (b"Content-Type", b"text/html; charset=gbk"),
        (b"content-encoding", b"gzip"),
        (b"Content-Length", b"12"),
        (b"Transfer-Encoding", b"chunked"),
        (b"Set-Cookie", b"a=1"),
        (b"Set-Cookie", b"b=2"),
        (b"X-Name", "样例县".encode("gbk")),
        (b"X-Empty", b""),
        (b"X-Folded", b"one\r\n two"),
        (b"bad:name", b"value"),
        (b"", b"a line without a name"),
        (b"X-Archive-Orig-Content-Length", b"99"),
    )
    return Response(
        request, HOME + "end?名=1", FetchOutcome.OK, NOON, 200, "好的", "HTTP/2", headers, b"\x00\xff" * 9, hops,
        (Remark.SELF_SIGNED, Remark.SHORT_BODY), "细节\n第二行", 3, 1.25, "2001:db8::1",
    )  # fmt: skip


def test_an_answer_comes_back_as_it_was_delivered(tmp_path: Path) -> None:
    with opened(tmp_path) as archive:
        for number, given in enumerate([answer("a.html", "公开"), everything_said(), silent("c.html")], 1):
            snapshot = archive.append(given)
            assert snapshot.number == number
            assert facts_of(archive.response(snapshot)) == facts_of(given)
    with opened(tmp_path) as archive:
        assert facts_of(archive.response(list(archive.since(0))[1])) == facts_of(everything_said())


def test_headers_in_gbk_and_malformed_ones_stay_bytes(tmp_path: Path) -> None:
    with opened(tmp_path) as archive:
        snapshot = archive.append(everything_said())
        assert archive.read(snapshot).headers == everything_said().headers


def test_the_same_bytes_are_stored_once_whatever_their_address(tmp_path: Path) -> None:
    with opened(tmp_path) as archive:
        first = archive.append(answer("a.html", "同样的话" * 500))
        same = archive.append(answer("b.html", "同样的话" * 500, minute=1))
        archive.commit()
        again = archive.append(answer("a.html", "同样的话" * 500, minute=2))
        assert [one.kept for one in (first, same, again)] == [Kept.RESPONSE, Kept.SAME_CONTENT, Kept.SAME_CONTENT]
        assert same.refers_to == again.refers_to == first.number
        assert same.digest == first.digest
        assert archive.read(again).body == archive.response(same).body == page("同样的话" * 500)
        assert archive.find(first.digest) == (first, same, again)


def test_what_the_server_calls_unchanged_refers_to_what_it_sent_before(tmp_path: Path) -> None:
    with opened(tmp_path) as archive:
        first = archive.append(answer("a.html", "旧"))
        repeated = archive.append(answer("a.html", "旧", minute=1))
        same = archive.append(unchanged("a.html", minute=2))
        assert (same.kept, same.refers_to, same.digest, same.size) == (Kept.NOT_MODIFIED, 1, first.digest, first.size)
        assert archive.read(same).body == page("旧")
        assert archive.response(same).body == b""
        assert repeated.refers_to == 1
        for minute in (3, 4):
            unknown = archive.append(unchanged("never-seen.html", minute=minute))
            assert (unknown.kept, unknown.refers_to) == (Kept.NOT_MODIFIED, 0)
            assert archive.read(unknown).body == b""


def test_that_nothing_came_is_evidence_as_well(tmp_path: Path) -> None:
    with opened(tmp_path) as archive:
        snapshot = archive.append(silent("a.html"))
        assert (snapshot.kept, snapshot.status, snapshot.size) == (Kept.NO_ANSWER, 0, 0)
        assert archive.latest(HOME + "a.html") == snapshot
        assert archive.latest(HOME + "a.html", with_content=True) is None


def test_an_address_is_found_by_what_was_asked_and_by_what_answered(tmp_path: Path) -> None:
    asked, final = HOME + "old.html", HOME + "new.html"
    hop = Hop(asked, 302, final, ((b"Location", b"/new.html"),))
    with opened(tmp_path) as archive:
        moved = archive.append(answer(url=final, request=Request(asked), body="新", hops=(hop,)))
        posted = archive.append(answer(url=final, request=Request(final, "POST", b"page=2"), body="表单"))
        assert archive.latest(asked) == archive.latest(final) == moved
        assert archive.timeline(asked) == archive.timeline(final) == (moved,)
        assert posted.number == 2


def test_what_an_address_held_at_a_moment(tmp_path: Path) -> None:
    with opened(tmp_path) as archive:
        early = archive.append(answer("a.html", "早"))
        archive.append(silent("a.html", minute=5))
        late = archive.append(answer("a.html", "晚", minute=10))
        url = HOME + "a.html"
        assert archive.at(url, NOON - timedelta(minutes=1)) is None
        assert archive.at(url, NOON + timedelta(minutes=7)) == early
        assert archive.at(url, NOON + timedelta(minutes=10)) == late


def test_numbers_have_no_gaps_and_go_on_in_the_next_session(tmp_path: Path) -> None:
    for session in range(3):
        with opened(tmp_path) as archive:
            assert archive.last_number == session * 2
            archive.append(answer(f"{session}.html", f"{session}"))
            archive.append(silent(f"{session}.html"))
    with opened(tmp_path, readonly=True) as archive:
        assert [one.number for one in archive.since(0)] == [1, 2, 3, 4, 5, 6]
        assert [one.number for one in archive.since(4)] == [5, 6]


def test_what_was_not_committed_is_seen_by_the_writer_only(tmp_path: Path) -> None:
    with opened(tmp_path) as writer:
        writer.append(answer("a.html", "一"))
        writer.commit()
        second = writer.append(answer("b.html", "二"))
        assert writer.latest(HOME + "b.html") == second
        assert writer.read(second).body == page("二")
        with opened(tmp_path, readonly=True) as reader:
            assert [one.number for one in reader.since(0)] == [1]
            assert reader.read(next(reader.since(0))).body == page("一")


def test_a_second_writer_is_refused_in_chinese(tmp_path: Path) -> None:
    with opened(tmp_path), pytest.raises(ArchiveLocked, match="正由另一个程序写入"):
        opened(tmp_path)
    opened(tmp_path).close()


def test_a_reader_writes_nothing(tmp_path: Path) -> None:
    opened(tmp_path).close()
    with opened(tmp_path, readonly=True) as archive, pytest.raises(ArchiveError, match="只读"):
        archive.append(answer())


def test_an_archive_that_is_not_there_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(ArchiveError, match="打不开"):
        opened(tmp_path, readonly=True)


def test_each_day_begins_a_file_and_a_clock_set_back_does_not(tmp_path: Path) -> None:
    with opened(tmp_path) as archive:
        files = [
            archive.append(answer(f"{days}.html", f"{days}", at=NOON + timedelta(days=days))).file
            for days in (0, 0, 1, -300, 1, 2)
        ]
    with opened(tmp_path) as archive:
        files.append(archive.append(answer("z.html", "z", at=NOON - timedelta(days=9))).file)
    names = [file.rpartition("/")[2].removesuffix(".warc.gz") for file in files]
    assert names == ["20231201-1"] * 2 + ["20231202-1"] * 3 + ["20231203-1"] * 2


def test_the_day_is_chinas(tmp_path: Path) -> None:
    late = datetime.fromisoformat("2023-12-01T17:00:00+00:00")
    with opened(tmp_path) as archive:
        assert "20231202-1" in archive.append(answer("a.html", "a", at=late)).file


def test_a_full_file_is_followed_by_the_next_of_the_day(tmp_path: Path) -> None:
    with opened(tmp_path, largest=3000) as archive:
        for number in range(20):
            archive.append(answer(f"{number}.html", f"第{number}页"))
        archive.commit()
        files = list(dict.fromkeys(one.file for one in archive.since(0)))
        assert len(files) > 2
        assert [file.rpartition("/")[2] for file in files[:2]] == ["20231201-1.warc.gz", "20231201-2.warc.gz"]
        assert all(archive.read(one).body == page(f"第{one.number - 1}页") for one in archive.since(0))


def test_a_time_without_its_zone_is_refused_before_anything_is_stored(tmp_path: Path) -> None:
    with opened(tmp_path) as archive:
        with pytest.raises(ValueError, match="没有写明时区"):
            archive.append(answer("a.html", "a", at=NOON.replace(tzinfo=None)))
        assert archive.append(answer("a.html", "a")).number == 1


@pytest.mark.parametrize(
    "site",
    [
        "www.yangli.test:8080",
        "../../etc",
        "..",
        ".",
        "",
        "CON",
        "aux.txt",
        "a/b\\c",
        "县" * 200,
        "name.",
        "x" * 300,
        "\x00",
        "A|*?<>",
    ],
    ids=ascii,
)
def test_any_name_of_a_site_has_its_own_folder(tmp_path: Path, site: str) -> None:
    with opened(tmp_path, site=site) as archive:
        snapshot = archive.append(answer("a.html", "在这里"))
        archive.commit()
        path = tmp_path / snapshot.file
        assert path.resolve().is_relative_to((tmp_path / "warc").resolve())
        assert len(path.relative_to(tmp_path).parts) == 4
    with opened(tmp_path, site=site, readonly=True) as archive:
        assert archive.read(snapshot).body == page("在这里")


def test_a_folder_of_another_site_is_refused(tmp_path: Path) -> None:
    opened(tmp_path).close()
    (tmp_path / "warc" / SITE).rename(tmp_path / "warc" / "other")
    with pytest.raises(ArchiveError, match="另选目录"):
        opened(tmp_path, site="other")


def test_an_empty_body_and_a_large_one(tmp_path: Path) -> None:
    large = bytes(range(256)) * (40 << 10)
    with opened(tmp_path) as archive:
        empty = archive.append(answer("empty.html", b"", outcome=FetchOutcome.EMPTY))
        again = archive.append(answer("also-empty.html", b"", outcome=FetchOutcome.EMPTY))
        whole = archive.append(answer("large.bin", large))
        assert (empty.kept, again.kept, empty.size) == (Kept.RESPONSE, Kept.RESPONSE, 0)
        assert archive.read(whole).body == large
        assert archive.read(empty).body == b""


def test_an_answer_that_broke_off_says_so_in_its_record(tmp_path: Path) -> None:
    with opened(tmp_path) as archive:
        cut = archive.append(answer("a.bin", b"begin", outcome=FetchOutcome.TOO_LARGE))
        assert archive.read(cut).body == b"begin"
        assert archive.response(cut).outcome is FetchOutcome.TOO_LARGE
        archive.commit()
    assert b"WARC-Truncated: length" in gzip.decompress((tmp_path / cut.file).read_bytes())


def test_snapshots_found_are_those_appended(tmp_path: Path) -> None:
    with opened(tmp_path) as archive:
        given = [
            archive.append(one) for one in (answer("a.html", "一"), everything_said(), unchanged("a.html", minute=1))
        ]
        assert list(archive.since(0)) == given
        assert [archive.snapshot(one.number) for one in given] == given
        assert archive.snapshot(99) is None
        assert archive.find("sha256:nothing") == ()


def test_an_archive_on_a_disc_that_cannot_be_written_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with opened(tmp_path) as archive:
        snapshot = archive.append(answer("a.html", "在光盘上"))
    monkeypatch.setattr(os, "access", lambda path, mode: False)
    with opened(tmp_path, readonly=True) as archive:
        assert archive.read(snapshot).body == page("在光盘上")
    assert not list(tmp_path.rglob("index.sqlite-*"))


HEADERS = st.lists(st.tuples(st.binary(max_size=12), st.binary(max_size=20)), max_size=5).map(tuple)
WORDS = st.text(alphabet=st.characters(), max_size=20)
ADDRESSES = WORDS.map(lambda words: HOME + words)
REQUESTS = st.builds(
    Request,
    url=ADDRESSES,
    method=st.sampled_from(["GET", "POST", "HEAD"]),
    body=st.binary(max_size=20),
    headers=st.lists(st.tuples(WORDS, WORDS), max_size=2).map(tuple),
    etag=WORDS,
    modified=WORDS,
    kind=st.sampled_from(["", "post", "list"]),
    tag=st.integers(0, 2**40),
    retries=st.integers(0, 5),
)
RESPONSES = st.builds(
    Response,
    request=REQUESTS,
    url=ADDRESSES,
    outcome=st.sampled_from([one for one in FetchOutcome if one is not FetchOutcome.NOT_MODIFIED]),
    at=st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1), timezones=st.just(CHINA)),
    status=st.integers(100, 999),
    reason=WORDS,
    version=st.sampled_from(["HTTP/1.1", "HTTP/1.0", "HTTP/2", "HTTP/0.9"]),
    headers=HEADERS,
    body=st.binary(max_size=200),
    hops=st.lists(st.builds(Hop, ADDRESSES, st.integers(100, 999), WORDS, HEADERS), max_size=2).map(tuple),
    remarks=st.lists(st.sampled_from(Remark), max_size=2).map(tuple),
    detail=WORDS,
    tries=st.integers(1, 5),
    address=st.sampled_from(["", "10.0.0.1", "::1", "no address"]),
)


FAILURES = st.builds(
    Response,
    request=st.builds(Request, url=WORDS),
    url=WORDS,
    outcome=st.sampled_from([FetchOutcome.BAD_ADDRESS, FetchOutcome.NOT_HTTP, FetchOutcome.RESET]),
    at=st.just(NOON),
    detail=WORDS,
)


@given(st.lists(st.one_of(RESPONSES, FAILURES), max_size=4))
@settings(max_examples=50)
def test_whatever_a_server_says_comes_back_as_it_was(given: list[Response]) -> None:
    with TemporaryDirectory() as folder:
        with opened(Path(folder)) as archive:
            snapshots = [archive.append(one) for one in given]
            archive.commit()
            assert list(archive.since(0)) == snapshots
            assert [facts_of(archive.response(one)) for one in snapshots] == [facts_of(one) for one in given]
            assert list(archive.verify()) == []
        assert Archive.rebuild(Path(folder), site=SITE, now=now) == len(given)
        with opened(Path(folder), readonly=True) as archive:
            assert list(archive.since(0)) == snapshots
        for path in Path(folder).rglob("*.warc.gz"):
            assert Checker(SimpleNamespace(inputs=[str(path)], verbose=False)).process_all() == 0
