"""Archives: names put right, members read one by one, bombs and loops ended with a reason."""

from __future__ import annotations

import gzip
import io
import struct
import zipfile

import pytest

from mingcha import extract
from mingcha.model.document import Outcome, Reading


def packed(**members: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return stream.getvalue()


def read(data: bytes, **limits: int) -> Reading:
    return extract.read(data, name="附件.zip", limits=extract.Limits(**limits))


def outcomes(reading: Reading) -> list[Outcome]:
    return [gap.outcome for gap in reading.not_examined]


def test_members_are_read_under_their_paths() -> None:
    reading = read(packed(**{"甲/名单.txt": "张三".encode(), "乙.csv": b"a,b\n1,2\n"}))
    assert [document.member for document in reading.documents] == ["甲/名单.txt", "乙.csv"]


def test_names_packed_by_windows_in_gbk_are_put_right() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        entry = zipfile.ZipInfo("xxxxxxxx.txt")
        archive.writestr(entry, "张三".encode())
    data = stream.getvalue().replace(b"xxxxxxxx.txt", "补贴名单".encode("gbk") + b".txt")
    assert read(data).documents[0].member == "补贴名单.txt"


def test_an_archive_in_an_archive_is_opened_and_one_too_deep_is_not() -> None:
    data = packed(**{"名单.txt": "张三".encode()})
    for level in range(3):
        data = packed(**{f"{level}.zip": data})
    assert read(data).documents[0].member == "2.zip/1.zip/0.zip/名单.txt"
    reading = read(data, depth=2)
    assert reading.documents == ()
    assert [str(gap) for gap in reading.not_examined] == [
        "附件.zip，2.zip/1.zip/0.zip：压缩包嵌套层数过多（超过 2 层）"
    ]


def test_one_bad_member_does_not_take_the_others_along() -> None:
    data = packed(**{"坏.docx": b"PK\x03\x04" + b"x" * 60, "好.txt": "好的".encode(), "空.xls": b""})
    reading = read(data)
    assert [document.member for document in reading.documents] == ["好.txt"]
    assert [(gap.member, gap.outcome) for gap in reading.not_examined] == [
        ("坏.docx", Outcome.BROKEN),
        ("空.xls", Outcome.EMPTY),
    ]


def test_a_bomb_ends_as_an_outcome() -> None:
    assert outcomes(read(packed(**{"a.txt": b"0" * (40 << 20)}), unpacked=8 << 20)) == [Outcome.EXPANDS] * 2
    assert outcomes(read(gzip.compress(b"0" * (40 << 20)), unpacked=8 << 20)) == [Outcome.EXPANDS]


def test_a_part_that_expands_a_thousandfold_is_refused_before_it_is_unpacked() -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as package:
        with package.open("word/document.xml", "w") as part:
            for _ in range(100):
                part.write(b"<w:p/>" * 200_000)
        package.writestr("[Content_Types].xml", "<Types/>")
    reading = read(made.getvalue())
    assert outcomes(reading) == [Outcome.EXPANDS]
    assert "展开后有 114 MB，是压缩后的" in reading.not_examined[0].reason


def test_one_bomb_does_not_cost_the_other_members() -> None:
    reading = read(packed(**{"前.txt": b"1", "bomb.txt": b"0" * (100 << 20), "后.txt": b"2"}))
    assert [document.member for document in reading.documents] == ["前.txt", "后.txt"]
    assert [(gap.member, gap.outcome) for gap in reading.not_examined] == [("bomb.txt", Outcome.EXPANDS)]


def test_a_bomb_spread_over_many_archives_ends_too() -> None:
    inner = packed(**{"a.txt": b"0" * (6 << 20)})
    reading = read(packed(**{f"{n}.zip": inner for n in range(20)}), unpacked=30 << 20)
    assert Outcome.EXPANDS in outcomes(reading)
    assert len(reading.documents) < 20


def test_more_members_than_allowed_are_not_read() -> None:
    reading = read(packed(**{f"{n}.txt": b"a" for n in range(30)}), members=10)
    assert len(reading.documents) == 9
    assert set(outcomes(reading)) == {Outcome.PARTLY_READ}


def test_sizes_that_lie_are_damage() -> None:
    data = packed(**{"a.txt": b"0" * 5000})
    entry = zipfile.ZipFile(io.BytesIO(data)).infolist()[0]
    lying = data.replace(struct.pack("<I", entry.file_size), struct.pack("<I", 10))
    assert outcomes(read(lying)) == [Outcome.BROKEN]


@pytest.mark.parametrize("head", [b"Rar!\x1a\x07\x01\0", b"7z\xbc\xaf\x27\x1c"])
def test_archives_we_cannot_open_are_never_clean(head: bytes) -> None:
    reading = read(head + b"x" * 100)
    assert reading.documents == ()
    assert outcomes(reading) in ([Outcome.BROKEN], [Outcome.NEEDS_SOFTWARE], [Outcome.READER_FAILED])


def test_a_locked_member_is_said_to_be_locked() -> None:
    data = bytearray(packed(**{"a.txt": b"secret", "b.txt": b"open"}))
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + offset] |= 1
    reading = read(bytes(data))
    assert outcomes(reading) == [Outcome.ENCRYPTED]
    assert [document.member for document in reading.documents] == ["b.txt"]


def test_a_member_without_a_name_is_passed_over() -> None:
    data = packed(**{"a.txt": b"a", "b.txt": b"b"}).replace(b"a.txt", b"\0.txt")
    assert [document.member for document in read(data).documents] == ["b.txt"]
