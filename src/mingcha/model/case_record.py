"""The record of cases over a month, as far as it was known on the day a bulletin bears."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from mingcha.model.case import CaseFact, RecheckResult, RemovedFact


@dataclass(frozen=True, slots=True)
class NoticeFact:
    """A notice as it was issued: its number within the year of its day, and each case it told with the last day for it.

    `repeats` is the key of the notice that this one follows up.
    """

    key: int
    number: int
    dated: date
    due: date
    lines: tuple[tuple[int, date], ...]
    repeats: int | None = None


@dataclass(frozen=True, slots=True)
class RecheckFact:
    """One re-check of a case, on the day it was done; a case re-checked twice on a day counts by the later."""

    case: int
    on: date
    result: RecheckResult


@dataclass(frozen=True, slots=True)
class CaseRecord:
    """Everything the sentences about cases are made of.

    `cases` are those that were open, told, re-checked or closed between `first` and `last`, in official order of their
    units, and those they point to; `rechecks` and `notices` are all that concern them up to `known_to`. `examined` are
    the days from `first` to `known_to` on which a site was examined to the end; `reminders` the cases that signed letters
    were about, with their days; `begun` is the day of the first
    examination ever, None where the county keeps no such record.
    """

    first: date
    last: date
    known_to: date
    cases: tuple[CaseFact, ...] = ()
    removed: tuple[RemovedFact, ...] = ()
    notices: tuple[NoticeFact, ...] = ()
    rechecks: tuple[RecheckFact, ...] = ()
    examined: tuple[date, ...] = ()
    reminders: tuple[tuple[int, date], ...] = ()
    begun: date | None = None
