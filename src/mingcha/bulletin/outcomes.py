"""What became of the cases that were told: by notice, at the re-check that followed its deadline.

Everything is judged by days, so that a bulletin says of a month what was known of that month, whenever it is composed.
What was not looked at is neither mended nor unmended.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from mingcha.model.case import AftermathFact, CaseFact, CaseState, RecheckResult, Relation
from mingcha.model.case_record import CaseRecord, NoticeFact, RecheckFact

_R = RecheckResult
UNMENDED = (_R.NOT_FIXED, _R.PARTLY)
MENDED = (_R.FIXED, _R.PAGE_GONE)
ONE_DAY = timedelta(days=1)
_RELATIONS = list(Relation)


@dataclass(frozen=True, slots=True)
class Outcome:
    """One told case at the re-check. `result` is BROKE, NOT_FIXED or PARTLY where it is not done, FIXED where it is,
    and None where nothing can be said (not looked at, the place not found again, a new fault nobody confirmed). `lasting`: at the month's end it still is so. `in_time`: the unit had answered, or
    the fault was seen gone, before the deadline was over.
    """

    case: CaseFact
    result: RecheckResult | None
    on: date | None
    reminded: bool = False
    after: AftermathFact | None = None
    lasting: bool = True
    in_time: bool = False

    @property
    def is_unfinished(self) -> bool:
        return self.result in (*UNMENDED, _R.BROKE)


@dataclass(frozen=True, slots=True)
class Story:
    """A notice with the days of the re-check that followed its deadline, and what became of every case it told."""

    notice: NoticeFact
    first: date
    last: date
    outcomes: tuple[Outcome, ...]

    @property
    def unfinished(self) -> tuple[Outcome, ...]:
        return tuple(one for one in self.outcomes if one.is_unfinished)

    @property
    def unseen(self) -> tuple[Outcome, ...]:
        return tuple(one for one in self.outcomes if one.result is None)


class Outcomes:
    """The record of a month, asked what became of its cases."""

    def __init__(self, record: CaseRecord) -> None:
        self.record = record
        self.cases = {case.key: case for case in record.cases if case.state is not CaseState.WITHDRAWN}
        self._notices = {notice.key: notice for notice in record.notices}
        self._rechecks: dict[int, list[RecheckFact]] = {}
        self._told: dict[int, list[tuple[NoticeFact, date]]] = {}
        for notice in sorted(record.notices, key=lambda one: (one.dated, one.key)):
            for case, due in notice.lines:
                self._told.setdefault(case, []).append((notice, due))
        self._reminders: dict[int, list[date]] = {}
        for case, day in record.reminders:
            self._reminders.setdefault(case, []).append(day)
        for recheck in sorted(record.rechecks, key=lambda one: one.on):
            self._rechecks.setdefault(recheck.case, []).append(recheck)

    @cached_property
    def stories(self) -> tuple[Story, ...]:
        """The notices whose re-check fell into the month, in their order."""
        found = (self._story(notice) for notice in self._roots())
        return tuple(story for story in found if story is not None)

    @cached_property
    def waiting(self) -> tuple[NoticeFact, ...]:
        """Notices whose deadline was over by the month's end and whose open cases nobody has looked at since."""
        return tuple(
            notice
            for notice in self._roots()
            if notice.due <= self.record.last
            and self._day(notice) is None
            and any(case.closed is None or case.closed > self.record.last for case in self._cases_of(notice))
        )

    def standing(self) -> tuple[CaseFact, ...]:
        """Cases whose fault is there at the month's end, as far as anybody has seen."""
        return tuple(case for case in self.cases.values() if self._stands(case))

    def open_within(self) -> tuple[CaseFact, ...]:
        """Cases whose fault was there on any day of the month, as far as anybody has seen."""
        first, last = self.record.first, self.record.last
        return tuple(
            case
            for case in self.cases.values()
            if case.confirmed <= last
            and (case.closed is None or case.closed >= first)
            and not (self._is_mended(case, until=first - ONE_DAY) and self._is_mended(case, until=last))
        )

    def relapsed(self) -> tuple[CaseFact, ...]:
        first, last = self.record.first, self.record.last
        return tuple(
            case
            for case in self.cases.values()
            if case.relapse_of is not None and first <= case.confirmed <= last and case.unit
        )

    def overdue(self) -> tuple[CaseFact, ...]:
        """Told cases past their deadline at the month's end, seen unmended since or never answered."""
        return tuple(case for case in self.standing() if self._is_overdue(case))

    def _is_overdue(self, case: CaseFact) -> bool:
        last = self.record.last
        due = self.due(case, until=last)
        if due is None or due > last:
            return False
        seen = self._last_look(case, until=last)
        if seen is not None and seen.on > due:
            return seen.result in (*UNMENDED, _R.BROKE)
        return case.answered is None or case.answered > last

    def _stands(self, case: CaseFact) -> bool:
        last = self.record.last
        if case.confirmed > last or (case.closed is not None and case.closed <= last):
            return False
        return not self._is_mended(case, until=last)

    def _is_mended(self, case: CaseFact, *, until: date) -> bool:
        """Whether its fault was seen gone by then, and not seen again. Of a case nobody was told of no re-checks are
        written; it bears the day on which the fault was seen gone itself."""
        seen = self._last_look(case, until=until)
        if seen is not None:
            return seen.result in (*MENDED, _R.BROKE)
        untold = case.told is None and case.result in MENDED
        return untold and case.rechecked is not None and case.rechecked <= until

    def _last_look(self, case: CaseFact, *, until: date) -> RecheckFact | None:
        looks = [one for one in self._looks(case) if one.on <= until]
        return looks[-1] if looks else None

    def _looks(self, case: CaseFact) -> list[RecheckFact]:
        return [one for one in self._rechecks.get(case.key, ()) if one.result is not _R.NOT_LOOKED]

    def due(self, case: CaseFact, *, until: date) -> date | None:
        """The last day the unit had for it, as it stood then; more time given counts until it is told again."""
        told = [(notice.dated, due) for notice, due in self._told.get(case.key, ())]
        before = [due for dated, due in told if dated <= until]
        if not before:
            return None
        is_last = len(before) == len(told)
        return max(before[-1], case.due) if is_last and case.due is not None else before[-1]

    def _roots(self) -> Iterator[NoticeFact]:
        """Notices that follow up no other one, in the order of their days."""
        roots = [one for one in self.record.notices if one.repeats is None or one.repeats not in self._notices]
        return iter(sorted(roots, key=lambda one: (one.dated, one.number, one.key)))

    def _cases_of(self, notice: NoticeFact) -> tuple[CaseFact, ...]:
        return tuple(self.cases[key] for key, _ in notice.lines if key in self.cases)

    def _day(self, notice: NoticeFact) -> date | None:
        """The first day after the deadline on which any of its cases was looked at.

        A re-check that says the same as the one before is not written down. Where every open case was looked at before
        and nothing was written since, the first examination after the deadline was the re-check.
        """
        cases = self._cases_of(notice)
        looks = [look.on for case in cases for look in self._looks(case) if look.on > notice.due]
        if looks:
            return min(looks)
        still_open = [case for case in cases if case.closed is None]
        if still_open and all(self._looks(case) for case in still_open):
            return min((day for day in self.record.examined if day > notice.due), default=None)
        return None

    def _story(self, notice: NoticeFact) -> Story | None:
        day = self._day(notice)
        if day is None or not self.record.first <= day <= self.record.last:
            return None
        found = (self._outcome(notice, case, day) for case in self._cases_of(notice))
        outcomes = tuple(one for one in found if one is not None)
        days = [one.on for one in outcomes if one.on is not None]
        return Story(notice, day, max(days, default=day), outcomes)

    def _outcome(self, notice: NoticeFact, case: CaseFact, day: date) -> Outcome | None:
        """None where the unit still has time, so that nothing is asked of it yet."""
        last = self.record.last
        lines = self._told[case.key]
        due = next(due for told, due in lines if told.key == notice.key)
        if lines[-1][0].key == notice.key and case.due is not None:
            due = max(due, case.due)
        if due >= last:
            return None
        look = self._verdict(case, day=day, due=due)
        on = max(look.on, day) if look else None
        urged = [*(told.dated for told, _ in lines), *self._reminders.get(case.key, ())]
        reminded = any(notice.dated < day_of_it <= (on or last) for day_of_it in urged)
        seen_gone = case.closed is not None and case.closed <= due
        in_time = seen_gone or (case.answered is not None and case.answered <= due)
        closed = case.closed is not None and case.closed <= (on or last)
        result = look.result if look else None
        if result in UNMENDED:
            return Outcome(case, result, on, reminded, lasting=self._stands(case))
        if not closed and result not in (*MENDED, _R.BROKE):
            return Outcome(case, None, on, reminded)
        after = _aftermath(case, until=last)
        if after is None:
            return Outcome(case, _R.FIXED, on, reminded, in_time=in_time)
        if after.case is None:
            return Outcome(case, None, on, reminded)  # nobody has confirmed the new fault yet
        return Outcome(case, _R.BROKE, on, reminded, after, lasting=not after.is_gone)

    def _verdict(self, case: CaseFact, *, day: date, due: date) -> RecheckFact | None:
        """What the re-check of that day saw: the first row since; where nothing was written, what stood before."""
        rows = self._rechecks.get(case.key, [])
        since = [one for one in rows if one.on >= day and due < one.on <= self.record.last]
        looks = [one for one in since if one.result is not _R.NOT_LOOKED]
        if looks:
            return looks[0]
        if since:
            return None
        before = [one for one in rows if one.on <= self.record.last]
        return before[-1] if before and before[-1].result is not _R.NOT_LOOKED else None


def _aftermath(case: CaseFact, *, until: date) -> AftermathFact | None:
    """The fault that its mending brought about, the closest by; one that was confirmed before any that was not."""
    near = [one for one in case.aftermaths if one.counts and one.noticed <= until]
    return min(
        near,
        key=lambda one: (one.case is None, _RELATIONS.index(one.relation), one.noticed, one.check, one.url),
        default=None,
    )


def mended_in_time(story: Story) -> tuple[CaseFact, ...]:
    """The cases of units whose every case of the notice was mended in time, and seen to be."""
    late = {one.case.unit for one in story.outcomes if one.result is not _R.FIXED or not one.in_time}
    return tuple(one.case for one in story.outcomes if one.case.unit not in late)


def units_of(cases: Iterable[CaseFact]) -> tuple[str, ...]:
    """Codes of units, each once, in the order of the cases."""
    return tuple(dict.fromkeys(case.unit for case in cases if case.unit))
