"""Compound files (OLE): opened, their properties, and the files embedded in them."""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator
from typing import Any

import olefile

from mingcha.extract.contents import Contents, Gap, Inside, Unreadable
from mingcha.extract.limits import Limits
from mingcha.model.assembly import Assembly
from mingcha.model.document import Hidden, Outcome
from mingcha.text.encodings import decode

_SUMMARY = {2: "标题", 3: "主题", 4: "作者", 5: "关键词", 6: "备注", 7: "模板", 8: "最后修改者"}
_MORE = {2: "类别", 14: "主管", 15: "单位"}
_MANY_STREAMS, _MANY_PROPERTIES = 20_000, 200
_TEXT, _WIDE_TEXT = 0x1E, 0x1F


def opened(data: bytes) -> Any:
    try:
        file = olefile.OleFileIO(io.BytesIO(data))
        # A damaged size together with a chain of sectors that bites its tail would give bytes without end.
        if any(entry is not None and entry.size > len(data) for entry in file.direntries):
            raise ValueError
        return file
    except Exception:  # olefile raises its own error, OSError and what struct and indexing raise
        raise Unreadable(Outcome.BROKEN, "复合文档目录无法读取，文件可能没有传完") from None


def stream(file: Any, name: str | list[str]) -> bytes:
    """The bytes of a stream; empty when there is none. Raises Unreadable."""
    try:
        return bytes(file.openstream(name).read()) if file.exists(name) else b""
    except Exception:
        raise Unreadable(Outcome.BROKEN, "复合文档的内容已损坏") from None


def paths(file: Any) -> list[list[str]]:
    """The streams, each by the folders above it and its name. Raises Unreadable for a directory that loops."""
    try:
        return list(file.listdir(streams=True, storages=False)[:_MANY_STREAMS])
    except Exception:
        raise Unreadable(Outcome.BROKEN, "复合文档目录已损坏") from None


def read(data: bytes, limits: Limits) -> Contents:
    """A compound file that is no document of a known kind: an embedded object, a message."""
    file = opened(data)
    assembly = Assembly()
    add_properties(assembly, file)
    inside = [*embedded(file)]
    gaps = () if inside else (Gap(Outcome.UNSUPPORTED, reason="不是文档或表格的复合文件"),)
    return Contents("ole", assembly, inside=inside, gaps=gaps)


def add_properties(assembly: Assembly, file: Any) -> None:
    for name, labels in (("\x05SummaryInformation", _SUMMARY), ("\x05DocumentSummaryInformation", _MORE)):
        try:
            content = stream(file, name)
        except Unreadable:  # a property set nobody can read hides nothing people can read either
            continue
        for number, words in _texts(content):
            if number in labels:
                assembly.add(words, f"文档属性：{labels[number]}", hidden=Hidden.PROPERTY)


def _texts(content: bytes) -> Iterator[tuple[int, str]]:
    """The texts of a property set's first section by their numbers; all else in it is passed over.

    Our own, because the library believes a damaged count and reads on for hours.
    """

    def number(at: int) -> int:
        return int.from_bytes(content[at : at + 4], "little")

    section = number(44)
    for index in range(min(number(section + 4), _MANY_PROPERTIES)):
        at = section + number(section + 12 + 8 * index)
        kind, length = number(at) & 0xFFFF, min(number(at + 4), len(content))
        if kind == _TEXT:
            words = decode(content[at + 8 : at + 8 + length].split(b"\0")[0])[0]
        elif kind == _WIDE_TEXT:
            words = content[at + 8 : at + 8 + 2 * length].decode("utf-16-le", errors="replace").split("\0")[0]
        else:
            continue
        yield number(section + 8 + 8 * index), words.strip()


def embedded(file: Any) -> Iterator[Inside]:
    """What was put into the document as an object: whole files, and workbooks and documents without theirs."""
    for path in paths(file):
        name, where = path[-1], "/".join("".join(c for c in part if c >= " ") for part in path[:-1]) or "嵌入对象"
        top = len(path) == 1
        try:
            if name == "\x01Ole10Native":
                yield _native(stream(file, path), where)
            elif name in ("Package", "CONTENTS") and not top:
                yield Inside(where, stream(file, path))
            elif name == "Package" and top:
                yield Inside("Package", stream(file, path))
            elif name in ("Workbook", "Book") and not top:
                yield Inside(where, stream(file, path))
            elif name == "WordDocument" and not top:
                yield Inside(where, b"", Unreadable(Outcome.UNSUPPORTED, "嵌在旧版文档中的文档；请另存为新格式后检查"))
        except Unreadable as fault:
            yield Inside(where, b"", fault)


def _native(content: bytes, where: str) -> Inside:
    """An object wrapped by the packager: names ended by zero, then the length and the bytes of the file."""
    label_end = content.find(b"\0", 6)
    path_end = content.find(b"\0", label_end + 1)
    name = decode(content[6:label_end])[0].replace("\\", "/").rpartition("/")[2] or where
    try:
        (temporary,) = struct.unpack("<I", content[path_end + 5 : path_end + 9])
        at = path_end + 9 + temporary
        (length,) = struct.unpack("<I", content[at : at + 4])
        return Inside(name, content[at + 4 : at + 4 + length])
    except struct.error:
        return Inside(where, content[4:])
