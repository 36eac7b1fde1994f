"""The ladder from a reminder to a proposal of accountability: its rungs, what is known of a case, and the next step."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from mingcha.model.case import CaseState, RecheckResult


@dataclass(frozen=True, slots=True)
class Wording:
    """Whom a letter goes to, who gets a copy, and its text, one paragraph each; words in braces are filled in.

    `to_unit` says that the unit itself is to read it: what goes to its superior or to the county is theirs.
    """

    addressed: str
    title: str
    text: tuple[str, ...]
    copies: str = ""
    to_unit: bool = True


@dataclass(frozen=True, slots=True)
class Rung:
    """One rung. `times` is from which time on it may be stepped on, `after` how many working days after the deadline,
    `pause` how many after the rung below was signed. Where a second time begins, the ladder is entered at the rung that
    `begins` it. `signers` people sign: of two one is a leader, and so is a single one where it is `by_leader`. `vertical`
    is the wording for units that are led by their own superior.
    """

    name: str
    label: str
    times: int
    after: int
    pause: int
    signers: int
    clauses: tuple[str, ...]
    letter: Wording
    vertical: Wording
    begins: bool = False
    replied_within: int = 3
    by_leader: bool = False


@dataclass(frozen=True, slots=True)
class Ladder:
    """The rungs, the lowest first."""

    rungs: tuple[Rung, ...]

    def place(self, name: str) -> int:
        """Which rung a name is; -1 for one that is there no more."""
        return next((place for place, rung in enumerate(self.rungs) if rung.name == name), -1)

    @property
    def entry(self) -> int:
        """Where a second time begins."""
        return next(place for place, rung in enumerate(self.rungs) if rung.begins)


class Outcome(StrEnum):
    """What became of a step that was drafted."""

    DRAFTED = "drafted"
    SIGNED = "signed"
    DISMISSED = "dismissed"


@dataclass(frozen=True, slots=True)
class Taken:
    """A step that was taken, or is being drafted, for a case; `occasion` is the deadline that had passed then."""

    case: int
    rung: str
    occasion: date
    on: date
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class Telling:
    """A case was told to its unit: by which notice, when, and until when it was to be put right."""

    on: date
    due: date
    notice: str = ""


@dataclass(frozen=True, slots=True)
class Before:
    """An earlier case of the same unit and kind that was closed before this one came."""

    case: int
    closed: date


@dataclass(frozen=True, slots=True)
class CaseHistory:
    """All the ladder asks of a case. `due` is the deadline in force, `failed` the days of re-checks that found it not put
    right; `before` are the cases it repeats, `reopened` is how often it was closed itself
    and came back, and `taken` the steps for it and for them, all oldest first.

    `appealed` and `asked_time` say that the unit waits for an answer of the office.
    """

    case: int
    unit: str
    about: str
    state: CaseState
    tellings: tuple[Telling, ...]
    due: date | None
    result: RecheckResult | None = None
    answered: date | None = None
    rechecked: date | None = None
    failed: tuple[date, ...] = ()
    appealed: bool = False
    asked_time: bool = False
    before: tuple[Before, ...] = ()
    reopened: int = 0
    taken: tuple[Taken, ...] = ()


@dataclass(frozen=True, slots=True)
class Step:
    """The step a case calls for today, with the reasons as sentences. `overdue` counts working days."""

    rung: Rung
    case: int
    unit: str
    about: str
    occasion: date
    times: int
    overdue: int
    reasons: tuple[str, ...] = field(default=())
