"""A snapshot from an answer and its place, the same whether it is written now or found again in a file."""

from __future__ import annotations

from mingcha.archive import asked
from mingcha.archive.identity import CHINA
from mingcha.archive.reading import NotARecord, Stored
from mingcha.archive.writing import RESPONSE_TYPE
from mingcha.model.fetch import Hop, Response
from mingcha.model.snapshot import Kept, Snapshot


def snapshot(
    response: Response,
    *,
    number: int,
    digest: str,
    kept: Kept,
    earlier: Snapshot | None,
    place: tuple[str, int, int],
) -> Snapshot:
    """`place` is file, offset and length of the record, `earlier` the record that holds its bytes."""
    file, offset, length = place
    if kept is Kept.NOT_MODIFIED and earlier:
        digest = earlier.digest
    size = earlier.size if earlier else len(response.body)
    return Snapshot(
        number, storable(response.url), response.at, response.status, digest, size, kept,
        file, offset, length, response.media_type or (earlier.media_type if earlier else ""),
        earlier.number if earlier else 0, response.request.kind, storable(response.request.url), response.outcome,
    )  # fmt: skip


def storable(url: str) -> str:
    """An address as the index can hold it: half characters, which no encoding knows, become question marks."""
    return url if url.isascii() else url.encode("utf-8", "replace").decode()


def response(record: Stored, *, body: bytes = b"", hops: tuple[Hop, ...] = ()) -> Response:
    """The answer a record keeps; `body` is that of the record it refers to. Raises NotARecord."""
    try:
        status, reason, headers, own = record.http() if record.content_type == RESPONSE_TYPE else (0, "", (), b"")
        return record.told.response(
            at=record.at.astimezone(CHINA), status=status, reason=reason, headers=headers, body=own or body, hops=hops
        )
    except (ValueError, TypeError, KeyError) as fault:
        raise NotARecord(repr(fault)) from fault


def hop(record: Stored) -> Hop:
    """The redirect a record keeps. Raises NotARecord."""
    try:
        status, _, headers, _ = record.http()
        return asked.read_hop(record.fields[asked.HOP_FIELD], target=record.target, status=status, headers=headers)
    except (ValueError, TypeError, KeyError) as fault:
        raise NotARecord(repr(fault)) from fault
