"""The headers of an answer as a block of bytes, and back: GBK, doubled and malformed ones as they came."""

from __future__ import annotations

from mingcha.model.fetch import Response

# The stored body is the decompressed one in one piece, so these would lie about it. Tools for replay know the prefix.
RENAMED = frozenset({b"content-encoding", b"transfer-encoding", b"content-length"})
PREFIX = b"X-Archive-Orig-"
_PREFIX = PREFIX.lower()

Headers = tuple[tuple[bytes, bytes], ...]


def block(status_line: bytes, headers: Headers) -> tuple[bytes, bool]:
    """The block with its closing empty line, and whether `parsed` would give the same headers back."""
    lines, faithful = [status_line], True
    for name, value in headers:
        lowered = name.lower()
        faithful = faithful and _is_plain(name, value, lowered=lowered)
        if lowered in RENAMED:
            name = PREFIX + name
        lines.append(_one_line(name) + b": " + _one_line(value))
    return b"\r\n".join(lines) + b"\r\n\r\n", faithful


def parsed(data: bytes) -> tuple[bytes, Headers]:
    """The status line and the headers of a block `block` wrote."""
    status_line, *lines = data.removesuffix(b"\r\n\r\n").split(b"\r\n")
    headers = []
    for line in lines:
        name, _, value = line.partition(b": ")
        if name.lower().startswith(_PREFIX) and name[len(PREFIX) :].lower() in RENAMED:
            name = name[len(PREFIX) :]
        headers.append((name, value))
    return status_line, tuple(headers)


def status_line(response: Response) -> bytes:
    """HTTP/1.1 200 OK; replay tools want a version they know and a status of three digits."""
    version = response.version if response.version in ("HTTP/1.0", "HTTP/1.1") else "HTTP/1.1"
    line = f"{version} {response.status:03} {response.reason}".rstrip()
    return _one_line(line.encode("utf-8", "surrogateescape"))


def _is_plain(name: bytes, value: bytes, *, lowered: bytes) -> bool:
    return not (
        b"\n" in value or b"\r" in value or b":" in name or b"\n" in name or b"\r" in name
        or not name or lowered.startswith(_PREFIX)
    )  # fmt: skip


def _one_line(data: bytes) -> bytes:
    return data.replace(b"\r", b" ").replace(b"\n", b" ") if b"\n" in data or b"\r" in data else data
