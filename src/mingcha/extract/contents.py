"""What a reader makes of one file: its text in an assembly, the files inside it, and what it could not see."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from mingcha.model.assembly import Assembly
from mingcha.model.document import Link, Outcome


class Unreadable(Exception):
    """A file, or a part of it, that cannot be read; readers raise nothing else."""

    def __init__(self, outcome: Outcome, reason: str = "") -> None:
        super().__init__(outcome.value, reason)
        self.outcome = outcome
        self.reason = reason

    def __reduce__(self) -> tuple[type[Unreadable], tuple[Outcome, str]]:
        return Unreadable, (self.outcome, self.reason)


@dataclass(frozen=True, slots=True)
class Inside:
    """A file inside another: a member of an archive, an embedded object, an attachment of a PDF.

    `fault` is set instead of the bytes where the member could not be taken out.
    """

    name: str
    data: bytes
    fault: Unreadable | None = None


@dataclass(frozen=True, slots=True)
class Gap:
    """A part of a file that was not examined: a scanned page, a damaged sheet."""

    outcome: Outcome
    place: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Contents:
    """`inside` may be lazy: archives unpack one member at a time. `assembly` is None for mere containers."""

    kind: str
    assembly: Assembly | None = None
    title: str = ""
    tags: tuple[tuple[str, str], ...] = ()
    links: tuple[Link, ...] = ()
    inside: Iterable[Inside] = ()
    gaps: tuple[Gap, ...] = ()
