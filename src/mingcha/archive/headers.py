"""The headers of an answer as a block of bytes, and back: GBK, doubled and malformed ones as they came."""

from __future__ import annotations

from mingcha.model.fetch import Response

# The stored body is the decompressed one in one piece, so these would lie about it. Tools for replay know the prefix.
RENAMED = frozenset({b"content-encoding", b"transfer-encoding", b"content-length"})
PREFIX = b"X-Archive-Orig-"
_PREFIX = PREFIX.lower()
_STANDS_RENAMED = frozenset(_PREFIX + name for name in RENAMED)

Headers = tuple[tuple[bytes, bytes], ...]


def block(status_line: bytes, headers: Headers) -> tuple[bytes, bool]:
    """The block with its closing empty line, and whether `parsed` would give the same headers back."""
    names = {name.lower() for name, _ in headers}
    faithful = b"" not in names and b":" not in b"".join(names) and names.isdisjoint(_STANDS_RENAMED)
    if not names.isdisjoint(RENAMED):
        headers = tuple((PREFIX + name if name.lower() in RENAMED else name, value) for name, value in headers)
    data = b"\r\n".join([status_line, *(name + b": " + value for name, value in headers)])
    if data.count(b"\n") != len(headers) or data.count(b"\r") != len(headers):
        return lines(status_line, headers), False
    return data + b"\r\n\r\n", faithful


def lines(first: bytes, headers: Headers) -> bytes:
    """A block under their own names, each header one line whatever breaks are in it."""
    parts = [first, *(name + b": " + value for name, value in headers)]
    return b"\r\n".join(map(_one_line, parts)) + b"\r\n\r\n"


def parsed(data: bytes) -> tuple[bytes, Headers]:
    """The status line and the headers of a block `block` wrote."""
    status_line, *lines = data.removesuffix(b"\r\n\r\n").split(b"\r\n")
    headers = []
    for line in lines:
        name, _, value = line.partition(b": ")
        if name.lower() in _STANDS_RENAMED:
            name = name[len(PREFIX) :]
        headers.append((name, value))
    return status_line, tuple(headers)


def status_line(response: Response) -> bytes:
    """HTTP/1.1 200 OK; replay tools want a version they know and a status of three digits."""
    version = response.version if response.version in ("HTTP/1.0", "HTTP/1.1") else "HTTP/1.1"
    line = f"{version} {response.status:03} {response.reason}".rstrip()
    return _one_line(line.encode("utf-8", "replace"))


def _one_line(data: bytes) -> bytes:
    return data.replace(b"\r", b" ").replace(b"\n", b" ")
