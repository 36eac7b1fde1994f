"""What a camera or a program wrote into a picture: who, when, where, with which words."""

from __future__ import annotations

import struct
from collections.abc import Iterator

from mingcha.text.encodings import decode

_NAMES = {
    0x010E: "说明",
    0x010F: "相机厂商",
    0x0110: "相机型号",
    0x0131: "软件",
    0x0132: "修改时间",
    0x013B: "作者",
    0x8298: "版权",
    0x9003: "拍摄时间",
    0x9286: "用户注释",
    0x9C9B: "标题",
    0x9C9C: "备注",
    0x9C9D: "作者",
    0x9C9E: "关键词",
    0x9C9F: "主题",
    0xA430: "相机所有者",
}
_POINTERS = (0x8769, 0x8825)  # more fields; where the picture was taken
_WIDTHS = {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 7: 1, 9: 4, 10: 8}
_LONGEST = 1 << 16
_FIELDS = 400


def exif_lines(data: bytes) -> Iterator[tuple[str, str]]:
    """Pairs of name and words; nothing where the structure is damaged."""
    order = "<" if data[:2] == b"II" else ">"
    try:
        yield from _directory(data, order, struct.unpack(f"{order}I", data[4:8])[0], 0)
    except (struct.error, IndexError, ZeroDivisionError):
        return


def _directory(data: bytes, order: str, at: int, depth: int, where: bool = False) -> Iterator[tuple[str, str]]:
    (count,) = struct.unpack(f"{order}H", data[at : at + 2])
    place: dict[int, list[float] | str] = {}
    for index in range(min(count, _FIELDS)):
        entry = data[at + 2 + 12 * index : at + 14 + 12 * index]
        tag, kind, number = struct.unpack(f"{order}HHI", entry[:8])
        length = _WIDTHS.get(kind, 1) * number
        (offset,) = struct.unpack(f"{order}I", entry[8:12])
        value = entry[8 : 8 + length] if length <= 4 else data[offset : offset + min(length, _LONGEST)]
        if tag in _POINTERS and depth < 2:
            yield from _directory(data, order, offset, depth + 1, tag == _POINTERS[1])
        elif where and tag in (1, 3):
            place[tag] = value[:1].decode("latin-1")
        elif where and tag in (2, 4):
            parts = struct.unpack(f"{order}6I", value[:24])
            place[tag] = [parts[0] / parts[1], parts[2] / parts[3], parts[4] / parts[5]]
        elif not where and tag in _NAMES:
            yield _NAMES[tag], _words(tag, value)
    if 2 in place and 4 in place:
        yield "拍摄地点", f"{_degrees(place.get(1, 'N'), place[2])} {_degrees(place.get(3, 'E'), place[4])}"


def _words(tag: int, value: bytes) -> str:
    if 0x9C9B <= tag <= 0x9C9F:
        return value.decode("utf-16-le", errors="replace").rstrip("\0")
    if tag == 0x9286:  # eight bytes name the encoding
        encoding, value = value[:8].rstrip(b"\0 "), value[8:]
        if encoding == b"UNICODE":
            return value.decode("utf-16-le" if value[1:2] == b"\0" else "utf-16-be", errors="replace").rstrip("\0")
    return decode(value.rstrip(b"\0"))[0]


def _degrees(side: object, parts: object) -> str:
    assert isinstance(parts, list)
    return f"{side}{parts[0] + parts[1] / 60 + parts[2] / 3600:.6f}"
