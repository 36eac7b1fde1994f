"""Archives: zip with names in any encoding, and gzip; members come out one at a time."""

from __future__ import annotations

import gzip
import io
import zlib
from collections.abc import Iterator

from mingcha.extract.contents import Contents, Inside, Unreadable
from mingcha.extract.limits import MEGABYTE, Limits
from mingcha.extract.package import Package
from mingcha.model.document import Outcome

_NOT_CONTENT = ("__MACOSX/", ".DS_Store", "Thumbs.db", "desktop.ini")


def read(data: bytes, limits: Limits) -> Contents:
    if data.startswith(b"\x1f\x8b"):
        return Contents("gz", inside=_gunzipped(data, limits))
    return Contents("zip", inside=_members(Package(data, limits)))


def members_of(data: bytes, limits: Limits) -> list[tuple[str, bytes]]:
    """Every member of a zip at once. Raises Unreadable for the first that cannot be taken out."""
    found = []
    for member in _members(Package(data, limits)):
        if member.fault is not None:
            raise member.fault
        found.append((member.name, member.data))
        if len(found) > limits.members:
            raise Unreadable(Outcome.PARTLY_READ, f"内含文件超过 {limits.members} 个")
    return found


def _members(package: Package) -> Iterator[Inside]:
    for name in package.members:
        if name.startswith(_NOT_CONTENT) or name.endswith(_NOT_CONTENT[1:]):
            continue
        try:
            yield Inside(name, package.read(name))
        except Unreadable as fault:
            yield Inside(name, b"", fault)
            if package.is_used_up:
                raise


def _gunzipped(data: bytes, limits: Limits) -> Iterator[Inside]:
    pieces, left = [], limits.unpacked
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(data)) as unpacked:
            while chunk := unpacked.read(MEGABYTE):
                left -= len(chunk)
                if left < 0:
                    raise Unreadable(Outcome.EXPANDS, f"展开后超过 {limits.unpacked // MEGABYTE} MB")
                pieces.append(chunk)
    except (OSError, EOFError, zlib.error):
        raise Unreadable(Outcome.BROKEN, "压缩的内容已损坏") from None
    yield Inside("内容", b"".join(pieces))
