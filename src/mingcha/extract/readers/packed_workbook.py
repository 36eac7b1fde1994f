"""The zip around a workbook: refused when it is no workbook, broken, or unpacks to more than it should."""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Mapping
from typing import BinaryIO
from xml.etree import ElementTree

from mingcha.extract.readers.signatures import SAVE_AS
from mingcha.model.ledger import FileFault

_MANY_PARTS = 5000
_CHUNK = 1 << 18
# Names, links and cells are asked of these parts; the rest is only unpacked to learn its true size.
_WANTED = re.compile(r"xl/(?:workbook\.xml|_rels/workbook\.xml\.rels|worksheets/[^/]+\.xml)")
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_BOMB = "文件解压后超过 {} MB，远大于正常的台账，没有读取。请确认选对了文件，或把内容复制到新建的表格中再上传。"
_DAMAGED = f"文件不完整或已损坏，可能没有传完。请重新上传；若仍不行，{SAVE_AS}。"


def inspected(stream: BinaryIO, *, limit: int) -> dict[str, bytes]:
    """The workbook's own parts, unpacked, after every part has proved to be no larger than `limit` in all.

    Declared sizes are believed only for refusing; what really comes out is counted. Packages inside the package
    are never opened. Raises FileFault.
    """
    try:
        with zipfile.ZipFile(stream) as package:
            members = package.infolist()
            _must_be_workbook({member.filename for member in members})
            if sum(member.file_size for member in members) > limit or len(members) > _MANY_PARTS:
                raise FileFault(_BOMB.format(limit >> 20))
            left, parts = limit, {}
            for member in members:
                if member.flag_bits & 1:
                    raise FileFault("文件设有密码，无法读取。请取消密码后保存，再上传。")
                name = member.filename.replace("\\", "/").lstrip("/")
                keep = _WANTED.fullmatch(name) is not None
                size, content = _unpack(stream, member, left=left, keep=keep)
                left -= size
                if left < 0:
                    raise FileFault(_BOMB.format(limit >> 20))
                if size != member.file_size:
                    raise FileFault(_DAMAGED)
                if keep:
                    parts[name] = content
            return parts
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError) as error:
        raise FileFault(_DAMAGED) from error


def _must_be_workbook(names: set[str]) -> None:
    names = {name.replace("\\", "/").lstrip("/") for name in names}
    if "xl/workbook.xml" in names:
        return
    if any(name.startswith("word/") for name in names):
        raise FileFault("这是 Word 文档，不是表格。请把表格复制到 WPS 表格中，保存为 .xlsx 再上传。")
    if any(name.startswith("ppt/") for name in names):
        raise FileFault("这是演示文稿，不是表格。")
    if "OFD.xml" in names:
        raise FileFault("这是 OFD 版式文件，不是表格。")
    if "xl/workbook.bin" in names or "mimetype" in names:
        raise FileFault(f"这种格式的表格无法直接读取。{SAVE_AS}。")
    raise FileFault("这是压缩包，不是表格。请解压后上传其中的表格。")


def _unpack(stream: BinaryIO, member: zipfile.ZipInfo, *, left: int, keep: bool) -> tuple[int, bytes]:
    """How many bytes really come out of a member, at most a little more than `left`, and the bytes if wanted."""
    stream.seek(member.header_offset)
    header = stream.read(30)
    if len(header) < 30 or header[:4] != b"PK\x03\x04":
        raise zipfile.BadZipFile("no local header")
    stream.seek(int.from_bytes(header[26:28], "little") + int.from_bytes(header[28:30], "little"), 1)
    waiting, size, kept = member.compress_size, 0, []
    inflate = zlib.decompressobj(-zlib.MAX_WBITS) if member.compress_type == zipfile.ZIP_DEFLATED else None
    if inflate is None and member.compress_type != zipfile.ZIP_STORED:
        raise NotImplementedError("packed in a way workbooks never are")
    while waiting > 0 and size <= left:
        packed = stream.read(min(_CHUNK, waiting))
        if not packed:
            raise EOFError
        waiting -= len(packed)
        while packed and size <= left:
            content = inflate.decompress(packed, _CHUNK * 16) if inflate else packed
            packed = inflate.unconsumed_tail if inflate else b""
            size += len(content)
            if keep:
                kept.append(content)
    return size, b"".join(kept)


def broken_formulas(parts: Mapping[str, bytes]) -> dict[str, list[tuple[int, int]]]:
    """By sheet name, the places (line, column, from 1) of formulas whose result the file does not hold.

    Programs that write formulas without computing them leave such cells, and so do formulas that failed (#REF!);
    read as they are they would look empty.
    """
    return {
        name: places
        for name, part in _sheet_parts(parts).items()
        if (places := list(_without_value(parts.get(part, b""))))
    }


def _sheet_parts(parts: Mapping[str, bytes]) -> dict[str, str]:
    targets = {
        link.get("Id"): link.get("Target", "") for link in _tree(parts.get("xl/_rels/workbook.xml.rels", b"<none/>"))
    }
    found = {}
    for element in _tree(parts["xl/workbook.xml"]).iter():
        if element.tag.rpartition("}")[2] == "sheet":
            target = targets.get(element.get(_RELATION), "")
            path = target.lstrip("/") if target.startswith("/xl/") else f"xl/{target}"
            found[element.get("name", "")] = path
    return found


def _tree(xml: bytes) -> ElementTree.Element:
    if b"<!DOCTYPE" in xml or b"<!ENTITY" in xml:  # no office program writes them; entities can grow without end
        raise FileFault(_DAMAGED)
    try:
        return ElementTree.fromstring(xml)  # noqa: S314 - entities are refused above
    except ElementTree.ParseError as error:
        raise FileFault(_DAMAGED) from error


def _without_value(xml: bytes) -> list[tuple[int, int]]:
    root = re.search(rb"<(\w+:)?worksheet\b", xml[:4096])
    prefix = (root[1] or b"") if root else b""
    cell, end = b"<" + prefix + b"c ", b"</" + prefix + b"c>"
    value = re.compile(b"<" + prefix + rb"v(?:\s[^>]*)?>[^<]")
    found = set()
    # Looking only around what stands out is ten times faster than reading every cell.
    for sign in (b"<" + prefix + b"f>", b"<" + prefix + b"f ", b"<" + prefix + b"f/", b't="e"'):
        at = xml.find(sign)
        while at >= 0:
            body = xml[max(xml.rfind(cell, 0, at), 0) : xml.find(end, at)]
            head = body[: body.find(b">")]
            place = re.search(rb'\sr="([A-Z]{1,3})(\d{1,7})"', head)
            # An empty text is a result too (="" computed), an error such as #REF! is none.
            computed = b't="str"' in head or value.search(body)
            if place and (b't="e"' in head or not computed):
                found.add((int(place[2]), _column(place[1])))
            at = xml.find(sign, at + 1)
    return sorted(found)


def _column(letters: bytes) -> int:
    """A → 1, Z → 26, AA → 27."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number
