"""How long units have to mend a fault, how far a re-check looks around, and what counts as doing it again."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from mingcha.model.finding import Severity
from mingcha.model.plain import from_plain
from mingcha.standards.load import table


@dataclass(frozen=True, slots=True)
class DeadlineDays:
    """Working days by severity; `soon` before the last day a case is shown as due soon; a shorter one is warned of."""

    source: str
    critical: int
    high: int
    medium: int
    low: int
    soon: int
    shortest: int

    def of(self, severity: Severity) -> int:
        days: int = getattr(self, severity.value)
        return days


@dataclass(frozen=True, slots=True)
class Surroundings:
    """`days` are how long a unit's posts lie near; `of_the_column` the checks whose faults in the same column come of
    mending, unless the case is of a family in `not_for`."""

    source: str
    days: int
    after_closing: int
    of_the_column: tuple[str, ...]
    not_for: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Recurring:
    """`months` after closing the same fault of the same unit is a recurrence; from the `often`-th on it is a habit."""

    source: str
    months: int
    often: int


@dataclass(frozen=True, slots=True)
class Rectification:
    deadline: DeadlineDays
    neighbourhood: Surroundings
    recurrence: Recurring


@cache
def rectification() -> Rectification:
    """The packaged values. Raises NotPlain."""
    return from_plain(Rectification, dict(table("rectification")), where="standards/rectification.toml")
