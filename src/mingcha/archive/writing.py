"""Records of WARC/1.1 as gzip members, one each: the bytes that go into a file, nothing written yet.

warcio lays a record out. It is given the header block as bytes, since it would rewrite what is not ASCII, and the
digests ready-made, since it would use SHA-1. It writes into a member of our own, since its level of compression is
fixed at 9, which costs a third of the speed for half a percent of the size.
"""

from __future__ import annotations

import ipaddress
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from io import BytesIO
from urllib.parse import quote

from warcio.recordloader import ArcWarcRecord
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

LEVEL = 4
# What deflate sets aside before its first byte costs more time than a short record; these need no more than this.
_SHORT, _SHORT_WINDOW, _SHORT_MEMORY = 4096, 12, 5
_GZIP = 16

RESPONSE_TYPE = "application/http; msgtype=response"
REQUEST_TYPE = "application/http; msgtype=request"
FIELDS_TYPE = "application/warc-fields"
JSON_TYPE = "application/json"
SAME_CONTENT = "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest"
NOT_MODIFIED = "http://netpreserve.org/warc/1.1/revisit/server-not-modified"

PAYLOAD_DIGEST = "WARC-Payload-Digest"
_WITHOUT_PAYLOAD_DIGEST = ("warcinfo", "revisit")
_URI = "!#$%&'()*+,/:;=?@[]~"

Fields = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class NewRecord:
    """A record before it is written: `block` is the header block, empty where the content is no HTTP; then `body`."""

    type: str
    fields: Fields
    content_type: str
    block: bytes = b""
    body: bytes = b""

    def member(self, *, level: int = LEVEL) -> bytes:
        """The record as one gzip member. `fields` begin with WARC-Record-ID; digest and length are added here."""
        digest = sha256(self.block)
        digest.update(self.body)
        fields = [("WARC-Type", self.type), *self.fields, ("WARC-Block-Digest", f"sha256:{digest.hexdigest()}")]
        if self.type not in _WITHOUT_PAYLOAD_DIGEST and not any(name == PAYLOAD_DIGEST for name, _ in fields):
            fields.append((PAYLOAD_DIGEST, digest_of(self.body)))
        head = StatusAndHeaders("", [], protocol="WARC/1.1")
        head.headers = fields
        size = len(self.block) + len(self.body)
        record = ArcWarcRecord(
            "warc", self.type, head, BytesIO(self.body), _Block(self.block), self.content_type, size,
            payload_length=len(self.body),
        )  # fmt: skip
        member = _Member(size, level=level)
        WARCWriter(member, gzip=False, warc_version="WARC/1.1").write_record(record)
        return member.finished()


def target(url: str) -> str:
    """The address as a field may hold it: what is no URI is percent-encoded, what is one stays."""
    if url.isascii() and url.isprintable() and " " not in url:
        return url or "about:invalid"
    return quote(url, safe=_URI, errors="replace")


@lru_cache(maxsize=4096)
def is_ip(address: str) -> bool:
    """Whether WARC-IP-Address may hold it."""
    try:
        ipaddress.ip_address(address)
    except ValueError:
        return False
    return True


EMPTY = f"sha256:{sha256(b'').hexdigest()}"


def digest_of(body: bytes) -> str:
    """sha256:<hex>"""
    return f"sha256:{sha256(body).hexdigest()}"


def lines(facts: Sequence[tuple[str, str]]) -> bytes:
    """The content of a warcinfo or metadata record."""
    return "".join(f"{name}: {' '.join(value.split())}\r\n" for name, value in facts).encode("utf-8", "replace")


class _Block(StatusAndHeaders):  # type: ignore[misc]
    """A header block that warcio writes as it is."""

    def __init__(self, data: bytes) -> None:
        self.headers_buff = data

    def compute_headers_buffer(self, header_filter: object = None) -> None:
        """It is there already."""

    def __bool__(self) -> bool:
        return True


class _Member:
    """One gzip member in memory, to be written into."""

    def __init__(self, size: int, *, level: int) -> None:
        if size < _SHORT:
            self._deflate = zlib.compressobj(level, zlib.DEFLATED, _GZIP + _SHORT_WINDOW, _SHORT_MEMORY)
        else:
            self._deflate = zlib.compressobj(level, zlib.DEFLATED, _GZIP + zlib.MAX_WBITS)
        self._parts: list[bytes] = []

    def write(self, data: bytes) -> None:
        self._parts.append(self._deflate.compress(data))

    def flush(self) -> None:
        """warcio flushes after each record; the member ends in `finished`."""

    def finished(self) -> bytes:
        return b"".join([*self._parts, self._deflate.flush()])
