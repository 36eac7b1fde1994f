"""A child that reads may die; the run goes on and says what was lost."""

from __future__ import annotations

import io
import os
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from mingcha import extract
from mingcha.extract.child import Child, Died
from mingcha.extract.limits import Limits
from mingcha.extract.worker import read_in
from mingcha.model.document import Outcome, Reading

TEXT = "姓名：张三\n".encode()


@pytest.fixture
def child() -> Iterator[Child]:
    found = Child()
    yield found
    found.close()


def read(child: Child, data: bytes | Path, limits: Limits | None = None) -> list[Reading]:
    return [*read_in(child, data, source="a", name="a.txt", limits=limits or Limits())]


def test_a_file_is_read_by_its_path_or_its_bytes(child: Child, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(TEXT)
    for data in (TEXT, tmp_path / "a.txt"):
        (reading,) = read(child, data)
        assert reading.documents[0].text == "姓名：张三\n"


def test_one_child_serves_many_files(child: Child) -> None:
    read(child, TEXT)
    process = child._process
    read(child, TEXT)
    assert child._process is process


def test_a_file_that_takes_too_long_is_given_up_and_the_next_is_read(child: Child) -> None:
    slow = ("<a><b>" * 4_000_000).encode()
    (reading,) = read(child, slow, Limits(seconds=0.01))
    assert reading.not_examined[0].outcome is Outcome.TOO_SLOW
    assert read(child, TEXT)[0].documents


def test_a_file_that_needs_too_much_memory_is_an_outcome(child: Child) -> None:
    limits = Limits(memory=200 << 20)
    (reading,) = read(child, b"a\n" * (60 << 20), limits)
    assert reading.not_examined[0].outcome in {Outcome.OUT_OF_MEMORY, Outcome.READER_FAILED}
    assert read(child, TEXT, limits)[0].documents


def test_a_child_that_died_between_two_files_is_replaced(child: Child) -> None:
    read(child, TEXT)
    assert child._process is not None
    child._process.kill()
    assert read(child, TEXT)[0].documents


def test_a_missing_file_and_an_empty_one_are_outcomes(tmp_path: Path) -> None:
    missing = extract.read(tmp_path / "none.pdf", name="none.pdf")
    assert [fault.outcome for fault in missing.not_examined] == [Outcome.MISSING]
    empty = extract.read(b"", name="a.docx")
    assert [fault.outcome for fault in empty.not_examined] == [Outcome.EMPTY]


def test_a_file_over_the_limit_is_not_opened() -> None:
    reading = extract.read(b"abc" * 100, name="a.txt", limits=Limits(size=100))
    assert [fault.outcome for fault in reading.not_examined] == [Outcome.TOO_LARGE]


def test_members_after_the_one_that_was_given_up_are_still_read(child: Child) -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("前.txt", "前".encode())
        archive.writestr("慢.rtf", b"{\\rtf1" + b"\\b\\i" * 3_000_000)
        archive.writestr("后.txt", "后".encode())
        archive.writestr("里.zip", archive_of("里.txt"))
    found = read(child, stream.getvalue(), Limits(seconds=2))
    documents = [document.member for reading in found for document in reading.documents]
    assert documents == ["前.txt", "后.txt", "里.zip/里.txt"]
    assert [(gap.member, gap.outcome) for reading in found for gap in reading.not_examined] == [
        ("慢.rtf", Outcome.TOO_SLOW)
    ]


def archive_of(name: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr(name, "里".encode())
    return stream.getvalue()


def test_what_a_function_returns_or_raises_comes_back(child: Child) -> None:
    limits = {"memory": 1 << 30, "seconds": 20}
    assert child.call(len, "四个汉字", **limits) == 4
    assert [*child.each(iter, [1, 2], **limits)] == [1, 2]
    with pytest.raises(ZeroDivisionError):
        child.call(divmod, 1, 0, **limits)
    assert child.call(len, "", **limits) == 0


def test_a_function_that_dies_is_told_with_its_reason(child: Child) -> None:
    with pytest.raises(Died) as death:
        child.call(os._exit, 3, memory=1 << 30, seconds=20)
    assert death.value.outcome is Outcome.READER_FAILED
    with pytest.raises(Died) as death:
        child.call(time.sleep, 9, memory=1 << 30, seconds=0.3)
    assert death.value.outcome is Outcome.TOO_SLOW
    with pytest.raises(Died) as death:
        child.call(bytes, 1 << 40, memory=1 << 30, seconds=20)
    assert death.value.outcome is Outcome.OUT_OF_MEMORY
