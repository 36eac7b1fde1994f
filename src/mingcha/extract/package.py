"""A zip opened with care: names in GBK put right, sizes counted and not believed, passwords and damage told apart."""

from __future__ import annotations

import io
import lzma
import struct
import zipfile
import zlib
from collections.abc import Iterator
from itertools import count
from typing import IO

from mingcha.extract.contents import Unreadable
from mingcha.extract.limits import MEGABYTE, Limits
from mingcha.model.document import Outcome
from mingcha.text.encodings import decode

_CHUNK = MEGABYTE
# A part this large that was packed to less than a two-hundredth says one thing over and over: no list of anything.
_LARGE, _MOST_TIMES = 96 * MEGABYTE, 200
# Parts no larger than this are unpacked once.
_KEPT = 16 * MEGABYTE
_UTF8_NAME = 0x800
_ENCRYPTED = 0x1
# What the standard library raises over damaged archives.
DAMAGE = (
    *(zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error),
    *(EOFError, NotImplementedError, ValueError, OSError, LookupError, OverflowError),
)


class Package:
    """The members of a zip by name. All that is unpacked through it counts towards one limit."""

    def __init__(self, data: bytes, limits: Limits) -> None:
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            entries = self._zip.infolist()
        except DAMAGE as error:
            raise Unreadable(Outcome.BROKEN, "压缩包目录无法读取，文件可能没有传完") from error
        self._left = limits.unpacked
        self._limit = limits.unpacked
        self._kept: dict[str, bytes] = {}
        self.members: dict[str, zipfile.ZipInfo] = {}
        for entry in entries:
            name = _name(entry).replace("\\", "/").lstrip("/")
            if name and not name.endswith("/"):  # a folder
                self.members[self._free(name)] = entry

    def _free(self, name: str) -> str:
        """The name; with a number where an archive holds two members of one name, of which none may be passed over."""
        if name not in self.members:
            return name
        folder, mark, last = name.rpartition("/")
        return next(
            free for number in count(2) if (free := f"{folder}{mark}（重名{number}）{last}") not in self.members
        )

    def __contains__(self, name: str) -> bool:
        return name in self.members

    @property
    def is_used_up(self) -> bool:
        """Whether as much has come out as may."""
        return self._left < 0

    def names(self, start: str = "", end: str = "") -> list[str]:
        return [name for name in self.members if name.startswith(start) and name.endswith(end)]

    def read(self, name: str) -> bytes:
        """The bytes of a member; empty when there is none. Raises Unreadable."""
        if name not in self.members:
            return b""
        if (known := self._kept.get(name)) is not None:
            return known
        content = b"".join(self.stream(name))
        if len(content) <= _KEPT and name.endswith(".xml"):  # asked for by one who looks for words, and one for numbers
            self._kept[name] = content
        return content

    def stream(self, name: str) -> Iterator[bytes]:
        """The bytes of a member, a megabyte at a time. Raises Unreadable."""
        entry = self.members[name]
        if entry.flag_bits & _ENCRYPTED:
            raise Unreadable(Outcome.ENCRYPTED, "请取消密码后重新打包，再检查")
        # No more comes out than the directory says, so that a lie about the size helps nobody.
        if entry.file_size > _LARGE and entry.file_size > entry.compress_size * _MOST_TIMES:
            size = f"{entry.file_size // MEGABYTE} MB，是压缩后的 {entry.file_size // max(entry.compress_size, 1)} 倍"
            raise Unreadable(Outcome.EXPANDS, f"其中一个部分展开后有 {size}")
        try:
            with self._zip.open(entry) as unpacked:
                while chunk := self._chunk(unpacked):
                    yield chunk
        except RuntimeError as error:  # how zipfile says that a password is needed
            raise Unreadable(Outcome.ENCRYPTED) from error
        except DAMAGE as error:
            if isinstance(error, NotImplementedError):
                raise Unreadable(Outcome.UNSUPPORTED, "压缩方式无法识别；请重新打包为普通的 zip") from error
            raise Unreadable(Outcome.BROKEN, "压缩的内容已损坏，或与目录记载的大小不符") from error

    def _chunk(self, unpacked: IO[bytes]) -> bytes:
        chunk = unpacked.read(_CHUNK)
        self._left -= len(chunk)
        if self._left < 0:
            raise Unreadable(Outcome.EXPANDS, f"展开后超过 {self._limit // MEGABYTE} MB")
        return chunk


def _name(entry: zipfile.ZipInfo) -> str:
    """Windows packs names in GBK without saying so; the standard library then reads them as code page 437."""
    if entry.flag_bits & _UTF8_NAME:
        return entry.filename
    try:
        raw = entry.orig_filename.encode("cp437")
    except UnicodeEncodeError:
        return entry.filename
    return entry.filename if raw.isascii() else decode(raw)[0]
