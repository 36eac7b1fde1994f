"""The records of one answer, in order: the redirects on the way, what was asked where that says more, the answer."""

from __future__ import annotations

from collections.abc import Iterator

from mingcha.archive import asked, headers
from mingcha.archive.identity import ANSWER, ASKED, HOP, RecordId, warc_date
from mingcha.archive.writing import (
    FIELDS_TYPE,
    NOT_MODIFIED,
    PAYLOAD_DIGEST,
    REQUEST_TYPE,
    RESPONSE_TYPE,
    SAME_CONTENT,
    NewRecord,
    is_ip,
    lines,
    target,
)
from mingcha.model.fetch import FetchOutcome, Remark, Request, Response
from mingcha.model.snapshot import Kept, Snapshot

# Why a body is not whole, in the words of WARC/1.1 §5.13.
_TRUNCATED = {
    FetchOutcome.TOO_LARGE: "length",
    FetchOutcome.TIMEOUT: "time",
    FetchOutcome.RESET: "disconnect",
}


def of_hops(response: Response, *, mark: str, number: int) -> Iterator[NewRecord]:
    """A redirect is an answer too: each one followed is a record, at the time of the final answer."""
    for place, hop in enumerate(response.hops):
        line = f"HTTP/1.1 {hop.status:03}".encode()
        block, faithful = headers.block(line, hop.headers)
        fields = _fields(hop.url, mark=mark, number=number, role=HOP + place, date=warc_date(response.at))
        fields.append((asked.HOP_FIELD, asked.told_hop(hop, target=target(hop.url), faithful=faithful)))
        yield NewRecord("response", fields, RESPONSE_TYPE, block)


def of_request(response: Response, *, mark: str, number: int) -> NewRecord | None:
    """What was asked, where it was more than the address: a form's body, headers of its own, another method.

    A plain GET says nothing its answer's record does not say; a record for each costs a tenth of the speed, a third
    where nothing changed (decision 0012).
    """
    request = response.request
    if not _says_more(request):
        return None
    fields = _fields(request.url, mark=mark, number=number, role=ASKED, date=warc_date(response.at))
    fields.append(("WARC-Concurrent-To", str(RecordId(mark, number))))
    return NewRecord("request", fields, REQUEST_TYPE, _request_block(request), request.body)


def of_answer(
    response: Response, *, mark: str, number: int, digest: str, kept: Kept, earlier: Snapshot | None
) -> NewRecord:
    """The answer itself: with its body, as a revisit of the `earlier` record, or as a note that none came."""
    block, faithful = headers.block(headers.status_line(response), response.headers)
    uri = target(response.url)
    fields = _fields(response.url, mark=mark, number=number, role=ANSWER, date=warc_date(response.at))
    if response.address and is_ip(response.address):
        fields.append(("WARC-IP-Address", response.address))
    if _says_more(response.request):
        # Tools pair two records when the later one names the earlier.
        fields.append(("WARC-Concurrent-To", str(RecordId(mark, number, ASKED))))
    fields.append((asked.FIELD, asked.told(response, number=number, target=uri, faithful=faithful)))
    if kept is Kept.NO_ANSWER:
        return NewRecord("metadata", fields, FIELDS_TYPE, b"", _note(response))
    if kept is Kept.RESPONSE:
        fields.append((PAYLOAD_DIGEST, digest))
        if reason := _TRUNCATED.get(response.outcome) or (
            "disconnect" if Remark.SHORT_BODY in response.remarks else ""
        ):
            fields.append(("WARC-Truncated", reason))
        return NewRecord("response", fields, RESPONSE_TYPE, block, response.body)
    same = kept is Kept.SAME_CONTENT
    fields.append(("WARC-Profile", SAME_CONTENT if same else NOT_MODIFIED))
    if same or earlier:
        fields.append((PAYLOAD_DIGEST, earlier.digest if earlier else digest))
    if earlier:
        fields.append(("WARC-Refers-To", str(RecordId(mark, earlier.number))))
        fields.append(("WARC-Refers-To-Target-URI", target(earlier.url)))
        fields.append(("WARC-Refers-To-Date", warc_date(earlier.at)))
    return NewRecord("revisit", fields, RESPONSE_TYPE, block)


def _says_more(request: Request) -> bool:
    """Whether more was asked than an address."""
    return request.method != "GET" or bool(request.body or request.headers)


def _fields(url: str, *, mark: str, number: int, role: int, date: str) -> list[tuple[str, str]]:
    return [
        ("WARC-Record-ID", str(RecordId(mark, number, role))),
        ("WARC-Date", date),
        ("WARC-Target-URI", target(url)),
    ]


def _note(response: Response) -> bytes:
    outcome = response.outcome
    return lines([("outcome", outcome.value), ("description", outcome.sentence), ("detail", response.detail or "-")])


def _request_block(request: Request) -> bytes:
    host, _, path = target(request.url).partition("://")[2].partition("/")
    stated = tuple(
        (name.encode("utf-8", "replace"), value.encode("utf-8", "replace")) for name, value in request.headers
    )
    if request.body:
        stated = (*stated, (b"Content-Length", str(len(request.body)).encode()))
    return headers.lines(f"{request.method} /{path} HTTP/1.1".encode(), ((b"Host", host.encode()), *stated))
