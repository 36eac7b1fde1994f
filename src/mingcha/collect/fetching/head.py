"""The status line and headers of an answer, as sent: bytes in, bytes out, whatever they are."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

Headers = tuple[tuple[bytes, bytes], ...]

_STATUS_LINE = re.compile(rb"HTTP/(\d+(?:\.\d+)?)[ \t]+(\d{3})(?:[ \t]+(.*))?", re.DOTALL)
_MANY = 100


class Head(NamedTuple):
    """`status` is 0 when there was no status line. `odd`: a header was not as the rules want it."""

    status: int
    reason: str
    version: str
    headers: Headers
    odd: bool


def read_head(lines: Sequence[bytes]) -> Head:
    """The last head among the lines (interim answers such as 100 come before it); trailers after the body are left out."""
    fields: list[tuple[bytes, bytes]] = []
    status_line, between, odd = b"", True, False
    for line in lines:
        if line in (b"\r\n", b"\n", b"\r"):
            between = True
        elif between:
            if line.startswith(b"HTTP/"):
                status_line, fields, between, odd = line, [], False, False
        elif line[:1] in b" \t" and fields:
            name, value = fields[-1]
            fields[-1] = name, value + b" " + line.strip()
            odd = True
        else:
            stated, colon, value = line.partition(b":")
            name = stated.strip()
            # Stripping gives the same object back when there was nothing to strip.
            odd = odd or name is not stated or not colon or not name or b" " in name
            fields.append((name, value.strip()))
    found = _STATUS_LINE.match(status_line.rstrip(b"\r\n"))
    if not found:
        return Head(0, "", "HTTP/0.9" if not status_line else "HTTP/1.0", tuple(fields), True)
    reason = _text(found[3] or b"")
    return Head(int(found[2]), reason, f"HTTP/{found[1].decode()}", tuple(fields), odd or len(fields) > _MANY)


def header(headers: Headers, name: bytes) -> bytes:
    """The last value of a header by its name in lower case; empty when it was not sent."""
    for stated, value in reversed(headers):
        if stated.lower() == name:
            return value
    return b""


def _text(value: bytes) -> str:
    try:
        return value.decode("utf-8").strip()
    except UnicodeDecodeError:
        return value.decode("gb18030", "replace").strip()
