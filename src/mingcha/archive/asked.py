"""What a WARC record cannot say in its own fields: what was asked, how it ended, what was odd. One line of JSON."""

from __future__ import annotations

import json
from base64 import b64decode, b64encode
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from mingcha.archive.headers import Headers
from mingcha.model.fetch import FetchOutcome, Hop, Remark, Request, Response

FIELD, HOP_FIELD = "Mingcha-Fetch", "Mingcha-Hop"
OUTCOMES = {outcome.value: outcome for outcome in FetchOutcome}
_encode = json.JSONEncoder(separators=(",", ":")).encode


def told(response: Response, *, number: int, target: str, faithful: bool) -> str:
    """The line; `target` is the record's own WARC-Target-URI, `faithful` whether the header block says everything."""
    request = response.request
    facts: dict[str, Any] = {"number": number, "outcome": response.outcome.value}
    if request.url != target:
        facts["asked"] = request.url
    if response.url != target:
        facts["url"] = response.url
    if request.kind:
        facts["kind"] = request.kind
    if request.tag:
        facts["tag"] = request.tag
    if request.method != "GET":
        facts["method"] = request.method
    if request.body:
        facts["body"] = _base64(request.body)
    if request.headers:
        facts["headers"] = request.headers
    if request.etag:
        facts["etag"] = request.etag
    if request.modified:
        facts["modified"] = request.modified
    if request.retries != _RETRIES:
        facts["retries"] = request.retries
    if response.remarks:
        facts["remarks"] = [remark.name for remark in response.remarks]
    if response.detail:
        facts["detail"] = response.detail
    if response.tries != 1:
        facts["tries"] = response.tries
    if response.seconds:
        facts["seconds"] = round(response.seconds, 6)
    if response.address:
        facts["address"] = response.address
    if response.version != "HTTP/1.1":
        facts["version"] = response.version
    if response.reason and not (response.reason.isascii() and response.reason.isprintable() and response.status):
        facts["reason"] = response.reason
    if not faithful:
        facts["raw"] = _raw(response.headers)
    return _encode(facts)


def told_hop(hop: Hop, *, target: str, faithful: bool) -> str:
    """The same of a redirect: where it leads, and its own address where the record's field cannot hold it."""
    facts: dict[str, Any] = {"target": hop.target}
    if hop.url != target:
        facts["url"] = hop.url
    if not faithful:
        facts["raw"] = _raw(hop.headers)
    return _encode(facts)


def read_hop(line: str, *, target: str, status: int, headers: Headers) -> Hop:
    """Raises ValueError or KeyError when the line is not one `told_hop` wrote."""
    facts = json.loads(line)
    return Hop(facts.get("url", target), status, facts["target"], _from_raw(facts.get("raw")) or headers)


@dataclass(frozen=True, slots=True)
class Told:
    """The line, read: the request, and a response that still lacks status, headers, body and hops."""

    number: int
    outcome: FetchOutcome
    url: str
    request: Request
    facts: dict[str, Any]

    def response(
        self, *, at: datetime, status: int, reason: str, headers: Headers, body: bytes, hops: tuple[Hop, ...]
    ) -> Response:
        """The response as it was delivered."""
        facts = self.facts
        headers = _from_raw(facts.get("raw")) or headers
        return Response(
            self.request, self.url, self.outcome, at, status, facts.get("reason", reason),
            facts.get("version", "HTTP/1.1"), headers, body, hops,
            tuple(Remark[name] for name in facts.get("remarks", ()) if name in Remark.__members__),
            facts.get("detail", ""), facts.get("tries", 1), facts.get("seconds", 0.0), facts.get("address", ""),
        )  # fmt: skip


def read(line: str, *, target: str) -> Told:
    """Raises ValueError or KeyError when the line is not one `told` wrote."""
    facts = json.loads(line)
    request = Request(
        facts.get("asked", target), facts.get("method", "GET"), b64decode(facts.get("body", "")),
        tuple((name, value) for name, value in facts.get("headers", ())), facts.get("etag", ""),
        facts.get("modified", ""), facts.get("kind", ""), facts.get("tag", 0), facts.get("retries", _RETRIES),
    )  # fmt: skip
    return Told(facts["number"], OUTCOMES[facts["outcome"]], facts.get("url", target), request, facts)


def _raw(headers: Headers) -> list[tuple[str, str]]:
    return [(_base64(name), _base64(value)) for name, value in headers]


def _from_raw(stated: list[tuple[str, str]] | None) -> Headers:
    return tuple((b64decode(name), b64decode(value)) for name, value in stated or ())


def _base64(data: bytes) -> str:
    return b64encode(data).decode("ascii")


_RETRIES = Request("").retries
