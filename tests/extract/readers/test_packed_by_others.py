"""Archives other programs make: 7z read by a library, RAR by a program of the machine, both within the limits."""

from __future__ import annotations

import io
import os
import stat
import struct
import zlib
from pathlib import Path

import py7zr
import pytest

from mingcha import extract
from mingcha.extract.readers import rar
from mingcha.model.document import Outcome, Reading


def seven(password: str | None = None, *, hidden: bool = False, **members: bytes) -> bytes:
    stream = io.BytesIO()
    with py7zr.SevenZipFile(stream, "w", password=password, header_encryption=hidden) as archive:
        for name, content in members.items():
            archive.writestr(content, name)
    return stream.getvalue()


def read(data: bytes, name: str = "附件.7z", **limits: int) -> Reading:
    return extract.read(data, name=name, limits=extract.Limits(**limits))


def outcomes(reading: Reading) -> list[Outcome]:
    return [gap.outcome for gap in reading.not_examined]


def test_members_of_a_7z_are_read_under_their_names_and_archives_in_it_too() -> None:
    inner = seven(**{"名单.txt": "张三".encode()})
    reading = read(seven(**{"内层.7z": inner, "补贴/汇总.csv": b"a,b\n1,2\n3,4\n"}))
    assert sorted(document.member for document in reading.documents) == ["内层.7z/名单.txt", "补贴/汇总.csv"]
    assert outcomes(reading) == []


def test_an_empty_member_is_told_as_empty() -> None:
    reading = read(seven(**{"空.xls": b"", "好.txt": "好的".encode()}))
    assert [document.member for document in reading.documents] == ["好.txt"]
    assert [(gap.member, gap.outcome) for gap in reading.not_examined] == [("空.xls", Outcome.EMPTY)]


@pytest.mark.parametrize("hidden", [False, True])
def test_a_7z_with_a_password_is_told_as_encrypted(*, hidden: bool) -> None:
    reading = read(seven("secret", hidden=hidden, **{"名单.txt": "张三".encode()}))
    assert reading.documents == () and outcomes(reading) == [Outcome.ENCRYPTED]


def test_a_7z_that_expands_beyond_the_limit_is_given_up_with_the_reason() -> None:
    reading = read(seven(**{"大.txt": b"0" * 3_000_000}), unpacked=2_000_000)
    assert outcomes(reading) == [Outcome.EXPANDS]


def test_more_members_than_allowed_and_too_many_layers_are_told() -> None:
    assert Outcome.PARTLY_READ in outcomes(read(seven(**{f"{n}.txt": b"a" for n in range(9)}), members=5))
    data = seven(**{"名单.txt": "张三".encode()})
    for level in range(3):
        data = seven(**{f"{level}.7z": data})
    assert outcomes(read(data, depth=2)) == [Outcome.TOO_DEEP]


def test_a_7z_cut_short_or_spoilt_is_broken_wherever_it_is_cut() -> None:
    data = seven(**{"甲.txt": os.urandom(400), "乙.txt": "乙".encode() * 99})
    for cut in range(7, len(data), 29):
        assert outcomes(read(data[:cut])) != []
    spoilt = data[:60] + bytes([data[60] ^ 255]) + data[61:]
    assert outcomes(read(spoilt)) == [Outcome.BROKEN]


def vint(number: int) -> bytes:
    out = bytearray()
    while number > 127:
        out.append(number & 127 | 128)
        number >>= 7
    return bytes([*out, number])


def rar5(**members: bytes) -> bytes:
    """A RAR of version 5 that only stores, made by hand."""

    def block(fields: bytes, content: bytes = b"") -> bytes:
        sized = vint(len(fields)) + fields
        return struct.pack("<I", zlib.crc32(sized)) + sized + content

    out = b"Rar!\x1a\x07\x01\x00" + block(vint(1) + vint(0) + vint(0))
    for name, content in members.items():
        written = name.encode()
        fields = vint(2) + vint(2) + vint(len(content)) + vint(4) + vint(len(content)) + vint(0o100644)
        fields += struct.pack("<I", zlib.crc32(content)) + vint(0) + vint(1) + vint(len(written)) + written
        out += block(fields, content)
    return out + block(vint(5) + vint(0) + vint(0))


@pytest.mark.usefixtures("without_programs")
def test_without_a_program_a_rar_is_not_examined_and_it_is_said_what_to_install() -> None:
    reading = read(rar5(**{"名单.txt": "张三".encode()}), "附件.rar")
    (gap,) = reading.not_examined
    assert gap.outcome is Outcome.NEEDS_SOFTWARE and "libarchive-tools" in gap.reason


@pytest.mark.skipif(rar.program() is None, reason="no program of this machine unpacks RAR")
def test_an_installed_program_unpacks_a_rar_within_the_limits() -> None:
    data = rar5(**{"补贴/名单.txt": "张三".encode(), "空.txt": b""})
    reading = read(data, "附件.rar")
    assert [document.member for document in reading.documents] == ["补贴/名单.txt"]
    assert outcomes(reading) == [Outcome.EMPTY]
    assert outcomes(read(data[:40], "附件.rar")) == [Outcome.READER_FAILED]
    assert outcomes(read(rar5(**{"大.txt": b"0" * 3_000_000}), "附件.rar", unpacked=2_000_000)) == [Outcome.EXPANDS]


def pretend(folder: Path, monkeypatch: pytest.MonkeyPatch, script: str) -> None:
    """A program called as one of those that unpack, which does what the script says; `$5` is the folder."""
    program = folder / "bsdtar"
    program.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    program.chmod(program.stat().st_mode | stat.S_IEXEC)
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}/usr/bin{os.pathsep}/bin")


@pytest.mark.parametrize(
    ("script", "expected"),
    [
        ('echo 张三 > "$5/名单.txt"; echo "Encryption is not supported" >&2; exit 1', Outcome.ENCRYPTED),
        ('echo 张三 > "$5/名单.txt"; exit 2', Outcome.READER_FAILED),
        ("sleep 30", Outcome.TOO_SLOW),
        ('head -c 4000000 /dev/zero > "$5/a"; sleep 30', Outcome.EXPANDS),
        ('ln -s /etc/passwd "$5/名单.txt"', Outcome.READER_FAILED),
    ],
)
@pytest.mark.skipif(os.name == "nt", reason="programs are imitated by shell scripts")
def test_what_a_program_does_wrong_is_told_and_what_it_left_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str, expected: Outcome
) -> None:
    pretend(tmp_path, monkeypatch, script)
    limits = extract.Limits(unpacked=2_000_000, seconds=2)
    reading = extract.read_here(rar5(**{"a.txt": b"a"}), name="附件.rar", limits=limits)
    assert outcomes(reading) == [expected]
    assert [document.text for document in reading.documents] == (["张三\n"] if "echo 张三" in script else [])
