"""7z archives: members come out together, since most share one stream; what was taken out before a fault is still read."""

from __future__ import annotations

import io
from collections.abc import Iterator

import py7zr
from py7zr.exceptions import PasswordRequired, UnsupportedCompressionMethodError
from py7zr.io import Py7zIO, WriterFactory

from mingcha.extract.contents import Contents, Inside, Unreadable
from mingcha.extract.limits import MEGABYTE, Limits
from mingcha.model.document import Outcome

# The rest of the memory is for unpacking and for reading the members.
_SHARE = 4


def read(data: bytes, limits: Limits) -> Contents:
    return Contents("7z", inside=_members(data, limits))


def _members(data: bytes, limits: Limits) -> Iterator[Inside]:
    out = _Out(min(limits.unpacked, limits.memory // _SHARE))
    sizes: dict[str, int] = {}
    fault = None
    try:
        with py7zr.SevenZipFile(io.BytesIO(data), "r") as archive:
            entries = [one for one in archive.list() if not one.is_directory]
            sizes = {one.filename: one.uncompressed or 0 for one in entries[: limits.members]}
            if sum(sizes.values()) > out.limit:
                raise out.is_full()
            archive.extract(targets=list(sizes), factory=out)
            if len(entries) > limits.members:
                fault = Unreadable(Outcome.PARTLY_READ, f"内含文件超过 {limits.members} 个，其余没有读取")
    except Unreadable as error:
        fault = error
    except Exception as error:  # hostile headers raise a dozen kinds
        fault = _fault_of(error)
    for name, size in sizes.items():
        member = out.taken.pop(name, None)
        content = member.content() if member is not None else b""
        if len(content) == size and (member is not None or fault is None):  # one of no bytes is not unpacked
            yield Inside(name.replace("\\", "/").lstrip("/"), content)
    if fault is not None:
        raise fault


def _fault_of(error: Exception) -> Unreadable:
    if isinstance(error, PasswordRequired):
        return Unreadable(Outcome.ENCRYPTED, "请取消密码后重新打包，再检查")
    if isinstance(error, MemoryError):
        return Unreadable(Outcome.OUT_OF_MEMORY)
    if isinstance(error, UnsupportedCompressionMethodError):
        return Unreadable(Outcome.UNSUPPORTED, "压缩方式无法识别；请重新打包为普通的 zip")
    return Unreadable(Outcome.BROKEN, f"7z 压缩包已损坏或不完整（{type(error).__name__}）")


class _Member(Py7zIO):
    """Where one member is written to."""

    def __init__(self, out: _Out) -> None:
        self._out = out
        self._pieces: list[bytes] = []

    def write(self, s: bytes | bytearray) -> int:
        self._out.left -= len(s)
        if self._out.left < 0:
            raise self._out.is_full()
        self._pieces.append(bytes(s))
        return len(s)

    def content(self) -> bytes:
        return b"".join(self._pieces)

    def read(self, size: int | None = None) -> bytes:
        return self.content()

    def seek(self, offset: int, whence: int = 0) -> int:
        return 0

    def flush(self) -> None:
        pass

    def size(self) -> int:
        return sum(map(len, self._pieces))


class _Out(WriterFactory):
    """Takes what comes out, in memory, up to a limit."""

    def __init__(self, limit: int) -> None:
        self.limit = self.left = limit
        self.taken: dict[str, _Member] = {}

    def create(self, filename: str) -> Py7zIO:
        member = self.taken[filename] = _Member(self)
        return member

    def is_full(self) -> Unreadable:
        return Unreadable(Outcome.EXPANDS, f"展开后超过 {self.limit // MEGABYTE} MB；请解压后检查其中的文件")
