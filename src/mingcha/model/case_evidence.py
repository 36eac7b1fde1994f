"""What a bulletin's sentences about cases rest on, as rows that anybody can read and count."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True)
class CaseRow:
    """One case: what was wrong, when its unit was told by which notice, and what every re-check saw. Masked throughout.

    `aftermaths` are the faults that its mending brought about.
    """

    key: int
    unit: str
    fault: str
    check: str
    severity: str
    confirmed: date
    notices: str
    told: date | None
    due: date | None
    answered: date | None
    rechecks: str
    closed: date | None
    state: str
    places: int
    gone: int
    address: str
    aftermaths: str = ""


@dataclass(frozen=True, slots=True)
class FindingRow:
    """One fault that an examination found gone, and the day it did."""

    key: int
    unit: str
    fault: str
    check: str
    address: str
    first_seen: date
    gone: date
    places: int


@dataclass(frozen=True, slots=True)
class CaseEvidence:
    """The rows, and which of them each figure counts when counted anew: keys of rows by the key of the figure."""

    cases: tuple[CaseRow, ...] = ()
    findings: tuple[FindingRow, ...] = ()
    counted: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
