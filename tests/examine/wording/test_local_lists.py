"""A county's own list: every version stays, somebody answers for each step, and only the history says what is in force."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from mingcha.examine.catalogue import OWN, catalogue, named
from mingcha.examine.example import document_of
from mingcha.examine.example_text import Written
from mingcha.examine.runner import examine
from mingcha.examine.wording import local_lists, phrasebook
from mingcha.examine.wording.local_lists import activate, active_version, add, history, rollback, stop, table_of
from mingcha.model.plain import NotPlain

AT = datetime(2024, 1, 12, 9, 0, tzinfo=UTC)
FIRST = "词语,建议,理由,起\n县扶办,县乡村振兴局,机构改革,2021-06-01\n".encode()
SECOND = "词语,建议\n县扶办,乡村振兴局\n老俵,群众\n".encode()


@pytest.fixture(autouse=True)
def no_list_is_left_over() -> Iterator[None]:
    yield
    phrasebook.use()


def put(folder: Path, data: bytes, *, name: str = "本县用语") -> int:
    return add(folder, data, name=name, by="张三", at=AT).version


def said(folder: Path, text: str) -> list[tuple[str, str, str]]:
    own = folder.parent / OWN
    document = document_of(Written(text, posted=date(2024, 1, 1)))
    result = examine([document], [named("本县用语", own=own)], key=b"key")
    assert result.not_examined == ()
    return [(one.quote, one.suggestion, one.basis) for one in result.findings]


def test_a_list_that_was_activated_is_a_check_by_its_own_name(tmp_path: Path) -> None:
    folder = tmp_path / local_lists.FOLDER
    assert put(folder, FIRST) == 1
    assert "本县用语" not in catalogue(tmp_path / OWN)
    activate(folder, "本县用语", 1, by="李四", at=AT)
    assert said(folder, "县扶办通知，老俵们好。") == [("县扶办", "县乡村振兴局", "机构改革")]
    put(folder, SECOND)
    activate(folder, "本县用语", 2, by="李四", at=AT)
    assert said(folder, "县扶办通知，老俵们好。") == [("县扶办", "乡村振兴局", ""), ("老俵", "群众", "")]
    rollback(folder, "本县用语", by="李四", at=AT)
    assert said(folder, "县扶办通知，老俵们好。") == [("县扶办", "县乡村振兴局", "机构改革")]
    stop(folder, "本县用语", by="李四", at=AT)
    assert "本县用语" not in catalogue(tmp_path / OWN)


def test_every_step_is_in_the_history_and_every_version_stays_as_it_was(tmp_path: Path) -> None:
    put(tmp_path, FIRST)
    put(tmp_path, SECOND)
    activate(tmp_path, "本县用语", 1, by="李四", at=AT)
    activate(tmp_path, "本县用语", 2, by="李四", at=AT, note="加老俵")
    assert rollback(tmp_path, "本县用语", by="王五", at=AT).version == 1
    assert rollback(tmp_path, "本县用语", by="王五", at=AT).version == 0
    steps = [(event.action.value, event.version, event.by) for event in history(tmp_path, "本县用语")]
    assert steps == [
        ("add", 1, "张三"),
        ("add", 2, "张三"),
        ("activate", 1, "李四"),
        ("activate", 2, "李四"),
        ("rollback", 1, "王五"),
        ("rollback", 0, "王五"),
    ]
    assert (tmp_path / "本县用语" / "0001.csv").read_bytes() == FIRST
    assert (tmp_path / "本县用语" / "0002.csv").read_bytes() == SECOND
    with pytest.raises(NotPlain, match="没有正在使用的版本，无从退回"):
        rollback(tmp_path, "本县用语", by="王五", at=AT)


def test_a_copy_that_was_changed_by_hand_is_not_used(tmp_path: Path) -> None:
    put(tmp_path, FIRST)
    copy = tmp_path / "本县用语" / "0001.csv"
    copy.chmod(0o644)
    copy.write_bytes(SECOND)
    with pytest.raises(NotPlain, match="第 1 版的文件被改动过，没有采用"):
        activate(tmp_path, "本县用语", 1, by="李四", at=AT)


def test_a_list_from_excel_in_the_old_encoding_reads(tmp_path: Path) -> None:
    put(tmp_path, FIRST.decode().encode("gb18030"))
    assert table_of(tmp_path, "本县用语", 1).entry(2, 2).wording == "县扶办"


@pytest.mark.parametrize(
    ("data", "name", "says"),
    [
        (b"\xef\xbb\xbf\xe8\xaf\x8d\xe8\xaf\xad\n", "本县用语", "一个词也没有"),
        ("词语,建意\n".encode(), "本县用语", "本县用语.csv 第 1 行第 2 列：不认识的列名“建意”，是不是“建议”？"),
        (FIRST, "../别处", "不能作名单的名称"),
        (FIRST, "", "不能作名单的名称"),
        (FIRST, "renamed_places", "是程序自带用词表的名称"),
    ],
)
def test_what_cannot_be_taken_in_is_refused_with_the_reason(tmp_path: Path, data: bytes, name: str, says: str) -> None:
    with pytest.raises(NotPlain) as told:
        add(tmp_path, data, name=name, by="张三", at=AT)
    assert says in str(told.value)
    assert list(tmp_path.rglob("*.csv")) == []


def test_wrong_steps_are_refused_with_what_is_there(tmp_path: Path) -> None:
    put(tmp_path, FIRST)
    with pytest.raises(NotPlain, match="与此完全相同，不必再导入"):
        put(tmp_path, FIRST)
    with pytest.raises(NotPlain, match="没有第 3 版，现有：第 1 版"):
        activate(tmp_path, "本县用语", 3, by="李四", at=AT)
    with pytest.raises(NotPlain, match="没有名为“本县用词”的名单，是不是“本县用语”？"):
        active_version(tmp_path, "本县用词")
    activate(tmp_path, "本县用语", 1, by="李四", at=AT)
    with pytest.raises(NotPlain, match="正在使用，不必再启用"):
        activate(tmp_path, "本县用语", 1, by="李四", at=AT)


def test_a_list_named_like_a_check_is_told_so(tmp_path: Path) -> None:
    folder = tmp_path / local_lists.FOLDER
    put(folder, FIRST, name="leaked_plate")
    activate(folder, "leaked_plate", 1, by="李四", at=AT)
    with pytest.raises(NotPlain, match="已有名为“leaked_plate”的检查项"):
        catalogue(tmp_path / OWN)
