"""What a check says about a document, and nothing of what it complains about: every quote is masked."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from enum import StrEnum


class Severity(StrEnum):
    """How much harm a finding does; members are in rising order."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"
    CRITICAL = "critical"

    @property
    def weight(self) -> int:
        return list(Severity).index(self)

    @property
    def label(self) -> str:
        return {"low": "轻微", "medium": "一般", "high": "严重", "critical": "特别严重"}[self.value]


class Verdict(StrEnum):
    """Found, or a doubt that a person must settle. Silence is not a verdict."""

    FOUND = "found"
    DOUBT = "doubt"

    @property
    def label(self) -> str:
        return {"found": "发现", "doubt": "存疑"}[self.value]


# Every place of a list that must be masked: start, end, and what to write instead. Asked only when masking.
Every = Callable[[], Iterable[tuple[int, int, str]]]


@dataclass(frozen=True, slots=True)
class Evidence:
    """What one check gives for one leak or one list of leaks, before it is set beside its document.

    text[start:end] is the first occurrence; `quote` is masked. `secret` is the value itself, normalised: it lives in
    memory only, for the keyed fingerprint, and is never shown. `every` gives all places with their masks; without it
    the one place becomes its quote. `persons` is how many people a list concerns, `places` how often the fault stands in
    the document; `more_places` are the labels of the next occurrences; `note` is one more sentence for the clerk.
    `suggestion` is what to write instead, `basis` the law, notice or day this one entry rests on, `confidence` how sure
    the check is (0 to 1). `where` says the place when offsets do not (a subject without a text). `leads_to` are the
    registered domains that the links of a fault lead to.
    """

    start: int
    end: int
    quote: str
    verdict: Verdict = Verdict.FOUND
    persons: int = 1
    note: str = ""
    more_places: tuple[str, ...] = ()
    secret: str = ""
    document: int = 0
    every: Every | None = field(default=None, compare=False)
    suggestion: str = ""
    basis: str = ""
    confidence: float = 1.0
    places: int = 1
    where: str = ""
    leads_to: tuple[str, ...] = ()

    def __repr__(self) -> str:
        return f"Evidence({self.start}, {self.end}, quote={self.quote!r}, {self.verdict}, persons={self.persons})"


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault as it is told to the clerk who must mend it. Safe to print, log, store and send.

    `post` is the address of the post whose page or file it is (empty: nothing known of one), `unit` the code of the unit that
    answers for it (empty: not known here); the rest is as in Evidence.
    """

    check: str
    family: str
    severity: Severity
    verdict: Verdict
    source: str
    member: str
    locator: str
    start: int
    end: int
    quote: str
    message: str
    advice: str
    clauses: tuple[str, ...]
    fingerprint: str
    persons: int = 1
    more_places: tuple[str, ...] = ()
    suggestion: str = ""
    basis: str = ""
    confidence: float = 1.0
    places: int = 1
    post: str = ""
    unit: str = ""
    leads_to: tuple[str, ...] = ()
