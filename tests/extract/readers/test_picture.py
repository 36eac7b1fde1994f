"""Pictures: not examined without recognition, but what their files say of themselves is read."""

from __future__ import annotations

import struct
import zlib

import pytest

from mingcha import extract
from mingcha.extract import ocr
from mingcha.extract.readers.picture import size
from mingcha.model.document import Outcome

without_ocr = pytest.mark.skipif(ocr.is_installed(), reason="recognition is installed: pictures are examined")


def chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def png(width: int, height: int, *more: bytes) -> bytes:
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0))
    pixels = chunk(b"IDAT", zlib.compress(bytes((width + 1) * height)))
    return b"\x89PNG\r\n\x1a\n" + head + b"".join(more) + pixels + chunk(b"IEND", b"")


def field(tag: int, kind: int, count: int, value: bytes) -> bytes:
    return struct.pack("<HHI", tag, kind, count) + value.ljust(4, b"\0")


def exif() -> bytes:
    """A little-endian block: who made it, and a place in degrees, minutes and seconds."""
    author = "拍摄人".encode()
    start = 8 + 2 + 2 * 12 + 4
    place = start + len(author)
    degrees = place + 2 + 4 * 12 + 4
    east = degrees + 24
    block = b"II*\0" + struct.pack("<IH", 8, 2)
    block += field(0x013B, 2, len(author), struct.pack("<I", start)) + field(0x8825, 4, 1, struct.pack("<I", place))
    block += bytes(4) + author + struct.pack("<H", 4)
    block += field(1, 2, 2, b"N") + field(2, 5, 3, struct.pack("<I", degrees))
    block += field(3, 2, 2, b"E") + field(4, 5, 3, struct.pack("<I", east)) + bytes(4)
    return block + struct.pack("<12I", 25, 1, 23, 1, 0, 1, 114, 1, 57, 1, 0, 1)


def jpeg() -> bytes:
    parts = b"\xff\xe1" + struct.pack(">H", len(exif()) + 8) + b"Exif\0\0" + exif()
    note = "注释里的话".encode("gbk")
    parts += b"\xff\xfe" + struct.pack(">H", len(note) + 2) + note
    return b"\xff\xd8" + parts + b"\xff\xc0" + struct.pack(">HBHHB", 8, 8, 600, 800, 0) + b"\xff\xda\0\2"


@without_ocr
def test_a_picture_is_not_examined_and_says_why() -> None:
    reading = extract.read(png(300, 200), name="证件.png")
    assert [str(gap) for gap in reading.not_examined] == [
        "证件.png，300×200 图片：图片或扫描页，没有文字识别，内容未检查（没有安装文字识别，请管理员按《在服务器上运行》安装）"
    ]


def test_icons_hold_no_words() -> None:
    assert extract.read(png(16, 16), name="a.png").not_examined == ()


def test_who_took_a_picture_and_where_is_read() -> None:
    (document,) = extract.read(jpeg(), name="a.jpg").documents
    assert "拍摄人" in document.text
    assert "N25.383333 E114.950000" in document.text
    assert "注释里的话" in document.text
    assert str(document.place_at(document.text.index("拍摄人"))) == "图片属性：作者（文档属性）"


def test_texts_in_a_png_are_read() -> None:
    words = chunk(b"iTXt", b"Comment\0\0\0\0\0" + "里面的话".encode())
    packed = chunk(b"zTXt", b"Title\0\0" + zlib.compress("压缩的话".encode()))
    text = extract.read(png(300, 200, words, packed), name="a.png").documents[0].text
    assert "里面的话" in text
    assert "压缩的话" in text


@pytest.mark.parametrize("data", [png(30, 20), jpeg(), b"GIF89a" + struct.pack("<HH", 30, 20)])
def test_sizes_are_known(data: bytes) -> None:
    assert size(data) in {(30, 20), (800, 600)}


@without_ocr
def test_a_cut_picture_is_still_not_examined() -> None:
    for data in (jpeg()[:40], png(300, 200)[:30], b"BM\0\0"):
        assert [gap.outcome for gap in extract.read(data, name="a").not_examined] == [Outcome.PICTURE]
