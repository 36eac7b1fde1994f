"""One answer of a server, kept as evidence: where it lies, when it came, what its content is known by."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from mingcha.model.fetch import FetchOutcome


class Kept(StrEnum):
    """How an answer lies in the archive."""

    RESPONSE = "response"
    SAME_CONTENT = "revisit"  # the same bytes as a record before it (identical-payload-digest)
    NOT_MODIFIED = "not-modified"  # the server said so itself (304)
    NO_ANSWER = "no-answer"  # asked, and nothing came: that is evidence as well
    PURGED = "purged"  # the content was deleted by policy; that it was there is still known


@dataclass(frozen=True, slots=True)
class Snapshot:
    """`number` counts the archive's records from 1 without gaps; `digest` is sha256:<hex> of the body.

    For a revisit `refers_to` is the number of the record that holds the bytes. `file`, `offset`, `length` say where the
    record's own member lies. `at` is when the answer came, `kind` what the asker called the request.
    """

    number: int
    url: str
    at: datetime
    status: int
    digest: str
    size: int
    kept: Kept
    file: str
    offset: int
    length: int
    media_type: str = ""
    refers_to: int = 0
    kind: str = ""
    requested: str = ""
    outcome: FetchOutcome = FetchOutcome.OK
