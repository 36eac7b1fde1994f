"""The history of an address, and what changed between two of its versions."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from archive.given import HOME, answer, opened
from hypothesis import given
from hypothesis import strategies as st

from mingcha.archive.differences import Kind, Line, between, of_texts
from mingcha.archive.timeline import Change, history
from mingcha.model.fetch import FetchOutcome

HTML = "<html><body><h1>关于{}的通知</h1><p>各乡镇：</p><p>联系电话{}。</p>{}</body></html>"


def gone(minute: int) -> Any:
    return answer("a.html", "没有", minute=minute, status=404, outcome=FetchOutcome.GONE)


def test_a_page_seen_changed_gone_and_back(tmp_path: Path) -> None:
    with opened(tmp_path) as archive:
        for one in (
            answer("a.html", "", minute=0, status=0, headers=(), outcome=FetchOutcome.TIMEOUT),
            answer("a.html", "一", minute=1),
            answer("a.html", "一", minute=2),
            answer("a.html", b"", minute=3, status=304, outcome=FetchOutcome.NOT_MODIFIED),
            answer("a.html", "二", minute=4),
            gone(5),
            gone(6),
            answer("a.html", "", minute=7, status=503, outcome=FetchOutcome.UNAVAILABLE),
            answer("a.html", "二", minute=8),
            answer("a.html", "三", minute=9),
        ):
            archive.append(one)
        events = history(archive.timeline(HOME + "a.html"))
    assert [event.change for event in events] == [
        *(Change.NOT_KNOWN, Change.FIRST, Change.SAME, Change.SAME, Change.CHANGED),
        *(Change.GONE, Change.GONE, Change.NOT_KNOWN, Change.BACK, Change.CHANGED),
    ]
    assert [event.before.number if event.before else 0 for event in events] == [0, 0, 2, 3, 4, 5, 5, 5, 5, 9]
    assert events[0].sentence == "2023年12月1日 12:00 没有取到：在限定时间内没有取完"
    assert events[5].sentence == "2023年12月1日 12:05 网页不存在：网页不存在（404、410）"
    assert events[8].sentence == "2023年12月1日 12:08 重新出现，内容与消失前相同"
    assert events[9].sentence.startswith("2023年12月1日 12:09 内容有变化（")


def differences(tmp_path: Path, before: bytes, after: bytes, media_type: bytes = b"text/html; charset=utf-8") -> Any:
    headers = ((b"Content-Type", media_type),)
    with opened(tmp_path) as archive:
        first = archive.append(answer("a", before, headers=headers))
        second = archive.append(answer("a", after, headers=headers, minute=1))
        return between(archive.read(first), archive.read(second))


def marked(line: Line) -> tuple[str, str]:
    def told(pieces: Any) -> str:
        return "".join(f"[{piece.text}]" if piece.differs else piece.text for piece in pieces)

    return told(line.before), told(line.after)


def test_changed_characters_are_marked_in_their_paragraph(tmp_path: Path) -> None:
    found = differences(
        tmp_path,
        HTML.format("春耕", "12345", "<p>旧的一段话在这里。</p>").encode(),
        HTML.format("春耕", "12346", "").encode(),
    )
    assert found.sentence == "文字删去 1 段，修改 1 段。"
    assert [line.kind for line in found.lines] == [Kind.SAME, Kind.SAME, Kind.CHANGED, Kind.REMOVED]
    assert marked(found.changed[0]) == ("联系电话1234[5]。", "联系电话1234[6]。")


def test_a_new_paragraph_between_others_is_added_and_the_rest_is_same(tmp_path: Path) -> None:
    found = differences(tmp_path, b"<p>1</p><p>3</p>", "<p>1</p><p>新加的一段</p><p>3</p>".encode())
    assert [(line.kind, marked(line)) for line in found.changed] == [(Kind.ADDED, ("", "[新加的一段]"))]


def test_a_change_of_code_only_is_called_that(tmp_path: Path) -> None:
    found = differences(tmp_path, "<p>同</p><script>1</script>".encode(), "<div class=x><p>同".encode())
    assert (found.sentence, found.changed) == ("网页代码有改动，文字没有变化。", ())


def test_the_same_bytes_are_called_the_same(tmp_path: Path) -> None:
    assert differences(tmp_path, b"<p>1</p>", b"<p>1</p>").sentence == "两次采集的内容逐字节相同。"


def test_words_in_two_encodings_are_the_same_words(tmp_path: Path) -> None:
    old = '<meta charset="gbk"><p>样例县公示</p>'.encode("gbk")
    assert differences(tmp_path, old, "<p>样例县公示</p>".encode(), b"text/html").changed == ()


def test_files_differ_by_size_and_digest(tmp_path: Path) -> None:
    found = differences(tmp_path, b"%PDF-1", b"%PDF-1.7", b"application/pdf")
    assert found.sentence.startswith("文件已更换：由 6 字节变为 8 字节（增加 2 字节），摘要由 ")
    assert found.lines == ()


TEXTS = st.lists(st.text(alphabet="甲乙丙丁1", min_size=1, max_size=8), max_size=12)


@given(TEXTS, TEXTS)
def test_both_versions_can_be_put_together_again_from_the_differences(before: list[str], after: list[str]) -> None:
    lines = of_texts(before, after).lines
    assert ["".join(piece.text for piece in line.before) for line in lines if line.before] == before
    assert ["".join(piece.text for piece in line.after) for line in lines if line.after] == after
    for line in lines:
        same = ["".join(piece.text for piece in side if not piece.differs) for side in (line.before, line.after)]
        if line.kind in (Kind.SAME, Kind.CHANGED):
            assert same[0] == same[1]


@pytest.mark.parametrize("size", [100, 20_000])
def test_very_long_texts_are_compared_in_time(size: int) -> None:
    before = [f"第{number}段" for number in range(size)]
    after = [*before[: size // 2], "插入的", *before[size // 2 + 1 :]]
    found = of_texts(before, after)
    assert sum(line.kind is not Kind.SAME for line in found.lines) == 2
