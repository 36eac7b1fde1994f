"""One unit's list of problems as a notice tells it: frozen words, so that what was told can always be shown again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class ListedPlace:
    """Where a problem stands: the post's address, the file in it (empty: the page itself), the spot, the masked quote."""

    address: str
    file: str = ""
    spot: str = ""
    quote: str = ""
    suggestion: str = ""


@dataclass(frozen=True, slots=True)
class ListedCase:
    """One case on the list. `key` is the number it is answered under; `earlier` says when it was told before.

    `places` are all addresses; `total` counts occurrences, which may be more than addresses.
    """

    position: int
    key: int
    problem: str
    severity: str
    family: str
    places: tuple[ListedPlace, ...]
    total: int
    advice: str
    basis: tuple[str, ...]
    due: date
    persons: int = 0
    earlier: str = ""


@dataclass(frozen=True, slots=True)
class UnitList:
    """The letter to one unit with its list. `unit` is how the letter addresses it; `paragraphs` are filled in already.

    `issue` is 第十一期, empty for a draft.
    """

    unit: str
    title: str
    paragraphs: tuple[str, ...]
    sender: str
    dated: date
    due: date
    issue: str
    cases: tuple[ListedCase, ...]

    @property
    def total(self) -> int:
        """How many places all cases stand at together."""
        return sum(one.total for one in self.cases)
