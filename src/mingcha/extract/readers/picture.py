"""Pictures: what their files say of themselves, and their text where recognition is installed."""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Iterator

from mingcha.extract import ocr
from mingcha.extract.contents import Contents
from mingcha.extract.limits import Limits
from mingcha.extract.markup import all_text, parsed
from mingcha.extract.readers.exif import exif_lines
from mingcha.model.assembly import Assembly
from mingcha.model.document import Hidden
from mingcha.text.encodings import decode

# Icons and rules: too small for words.
_SMALLEST_SIDE = 40
_XMP = re.compile(rb"<x:xmpmeta.*?</x:xmpmeta>", re.DOTALL)
_LONGEST_NOTE = 1 << 20


def read(data: bytes, limits: Limits) -> Contents:
    assembly = Assembly()
    width, height = size(data)
    for label, words in _notes(data):
        if words := words.strip("\0 \r\n\t"):
            assembly.add(words, f"图片属性：{label}", hidden=Hidden.PROPERTY)
    for found in _XMP.findall(data)[:4]:
        root = parsed(found)
        words = " ".join([all_text(root), *(value for one in root.iter() for value in one.attrib.values())])
        assembly.add(words.strip(), "图片属性：元数据", hidden=Hidden.PROPERTY)
    if 0 < width < _SMALLEST_SIDE or 0 < height < _SMALLEST_SIDE:
        return Contents("picture", assembly)
    place = f"{width}×{height} 图片" if width else "图片"
    gap = ocr.add_picture(assembly, data, place, traced=limits.traced)
    return Contents("picture", assembly, gaps=(gap,) if gap else ())


def size(data: bytes) -> tuple[int, int]:
    """Width and height in points of the picture; 0, 0 where the head does not say."""
    try:
        if data.startswith(b"\x89PNG"):
            return struct.unpack(">II", data[16:24])
        if data.startswith(b"GIF8"):
            return struct.unpack("<HH", data[6:10])
        if data.startswith(b"BM"):
            width, height = struct.unpack("<ii", data[18:26])
            return width, abs(height)
        if data.startswith(b"\xff\xd8"):
            for marker, content in _segments(data):
                if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
                    height, width = struct.unpack(">HH", content[1:5])
                    return width, height
    except struct.error:
        pass
    return 0, 0


def _notes(data: bytes) -> Iterator[tuple[str, str]]:
    if data.startswith(b"\xff\xd8"):
        for marker, content in _segments(data):
            if marker == 0xFE:
                yield "注释", decode(content)[0]
            elif marker == 0xE1 and content.startswith(b"Exif\0\0"):
                yield from exif_lines(content[6:])
            elif marker == 0xED:
                yield "版权与说明", " ".join(re.findall(r"[^\0-\x1f\ufffd]{4,}", decode(content)[0]))
    elif data.startswith(b"\x89PNG"):
        yield from _png_notes(data)
    elif data.startswith((b"II*\0", b"MM\0*")):
        yield from exif_lines(data)
    elif data.startswith(b"GIF8"):
        for found in re.finditer(rb"\x21\xfe((?:[\x01-\xff].{1,255}?)+?)\0", data[: 1 << 16], re.DOTALL):
            yield "注释", decode(found[1][1:])[0]


def _segments(data: bytes) -> Iterator[tuple[int, bytes]]:
    """The parts of a JPEG before its pixels: marker and content."""
    at = 2
    while at + 4 <= len(data) and data[at] == 0xFF:
        marker, length = data[at + 1], int.from_bytes(data[at + 2 : at + 4], "big")
        if marker == 0xDA or length < 2:
            return
        yield marker, data[at + 4 : at + 2 + length]
        at += 2 + length


def _png_notes(data: bytes) -> Iterator[tuple[str, str]]:
    at = 8
    while at + 12 <= len(data):
        length, kind = int.from_bytes(data[at : at + 4], "big"), data[at + 4 : at + 8]
        content = data[at + 8 : at + 8 + length]
        if kind == b"tEXt":
            name, _, words = content.partition(b"\0")
            yield name.decode("latin-1"), decode(words)[0]
        elif kind == b"zTXt":
            name, _, packed = content.partition(b"\0")
            yield name.decode("latin-1"), decode(_inflated(packed[1:]))[0]
        elif kind == b"iTXt":
            name, _, rest = content.partition(b"\0")
            _, _, words = rest[2:].partition(b"\0")[2].partition(b"\0")
            yield name.decode("latin-1"), decode(_inflated(words) if rest[:1] == b"\1" else words)[0]
        elif kind == b"eXIf":
            yield from exif_lines(content)
        at += 12 + length


def _inflated(packed: bytes) -> bytes:
    try:
        return zlib.decompressobj().decompress(packed, _LONGEST_NOTE)
    except zlib.error:
        return b""
