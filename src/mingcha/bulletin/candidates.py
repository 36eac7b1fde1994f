"""What a sentence could give as examples, put into words: the cases of a unit that have one fault, or one family's many."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from mingcha.bulletin.choosing import Candidate
from mingcha.bulletin.outcomes import Outcome
from mingcha.model.case import AftermathFact, CaseFact, RecheckResult
from mingcha.model.layout import Layout
from mingcha.standards.column_contents import posts_called
from mingcha.standards.fault_phrases import FaultPhrases, fault_phrases

BROKE, REMINDED, NOT_FIXED, PARTLY, EXAMPLE = "broke", "reminded", "not_fixed", "partly", "example"

# How messages name a column: “政府信息公开年报”栏目. A column's name is public, whatever it holds.
_COLUMN = re.compile(r"“([^“”]{2,20})”栏目|栏目“([^“”]{2,20})”")
_ANNUAL_REPORT = re.compile(r"公开.{0,4}年度报告|公开.{0,2}年报")


@dataclass(frozen=True, slots=True)
class Speech:
    """How faults are called, and the official order of units."""

    phrases: FaultPhrases
    order: Mapping[str, int]

    def of_case(self, case: CaseFact) -> str:
        is_annual = bool(_ANNUAL_REPORT.search(case.post_title))
        return self._of(case.check, case.family, case.about, case.suggestion, is_annual=is_annual)

    def of_aftermath(self, after: AftermathFact, families: Mapping[str, str]) -> str:
        family = families.get(after.check, "")
        is_annual = bool(_ANNUAL_REPORT.search(after.about)) and not _column(after.about)
        return self._of(after.check, family, after.about, after.suggestion, is_annual=is_annual)

    def _of(self, check: str, family: str, about: str, suggestion: str, *, is_annual: bool) -> str:
        column, kind = _column(about), posts_called(_column(suggestion))
        # A column does not hold anything strange that holds posts of its own kind.
        kind = kind if kind not in ("", posts_called(column)) else ""
        return self.phrases.of(check, family, column=column, kind=kind, is_annual_report=is_annual)


def speech(layout: Layout, cases: Iterable[CaseFact]) -> Speech:
    """The shipped words, with the office's own in their place."""
    phrases = fault_phrases()
    if layout.faults:
        own = {plan.check: (plan.words,) for plan in layout.faults}
        annual = {check: words for check, words in phrases.annual_reports.items() if check not in own}
        phrases = replace(phrases, checks={**phrases.checks, **own}, annual_reports=annual)
    units = dict.fromkeys(case.unit for case in cases)
    return Speech(phrases, {unit: place for place, unit in enumerate(units)})


def of_outcomes(outcomes: Iterable[Outcome], words: Speech) -> list[Candidate]:
    """Candidates among told cases that were not done at the re-check; never one of a unit that was never told."""
    found = [one for one in outcomes if one.is_unfinished and one.case.unit and one.case.told is not None]
    families = {one.case.check: one.case.family for one in found}
    ends: dict[str, list[Outcome]] = {}
    for one in found:
        ends.setdefault(_part(one), []).append(one)
    candidates = [_broken(one, words, families) for one in ends.pop(BROKE, [])]
    for part, some in ends.items():
        known = {one.case.key: one for one in some}
        for candidate in of_cases([one.case for one in some], words, part=part):
            inside = [known[case.key] for case in candidate.cases]
            came_back = candidate.recurrence + sum(one.reminded for one in inside)
            candidates.append(
                replace(candidate, recurrence=came_back, lasting=any(one.lasting for one in inside)),
            )
    return candidates


def of_cases(cases: Iterable[CaseFact], words: Speech, *, part: str = EXAMPLE) -> list[Candidate]:
    """Cases of one unit and check together; of one family, where the unit has so many that they have a word of their own."""
    by_family: dict[tuple[str, str, str], list[CaseFact]] = {}
    for case in cases:
        if case.unit:
            by_family.setdefault((case.unit, case.account, case.family), []).append(case)
    candidates = []
    for (_, _, family), some in by_family.items():
        many = words.phrases.of_many(family, sum(case.places for case in some))
        if many:
            candidates.append(_together(some, many, words, part=part))
            continue
        by_words: dict[tuple[str, str], list[CaseFact]] = {}
        for case in some:
            by_words.setdefault((case.check, words.of_case(case)), []).append(case)
        candidates += [_together(alike, said, words, part=part) for (_, said), alike in by_words.items()]
    return candidates


def _part(one: Outcome) -> str:
    if one.result is RecheckResult.BROKE:
        return BROKE
    if one.reminded:
        return REMINDED
    return PARTLY if one.result is RecheckResult.PARTLY else NOT_FIXED


def _broken(one: Outcome, words: Speech, families: Mapping[str, str]) -> Candidate:
    candidate = _together([one.case], words.of_case(one.case), words, part=BROKE)
    after = words.of_aftermath(one.after, families) if one.after else ""
    came_back = candidate.recurrence + 1 + one.reminded
    return replace(candidate, recurrence=came_back, lasting=one.lasting, after=after)


def _together(cases: list[CaseFact], said: str, words: Speech, *, part: str) -> Candidate:
    gravest = min(cases, key=lambda case: (-case.severity, case.key))
    return Candidate(
        part=part,
        unit=gravest.unit,
        unit_prose=gravest.unit_prose,
        order=words.order.get(gravest.unit, len(words.order)),
        family=gravest.family,
        check=gravest.check,
        severity=gravest.severity,
        places=sum(case.places for case in cases),
        cases=tuple(sorted(cases, key=lambda case: case.key)),
        words=said,
        recurrence=sum((case.relapse_of is not None) + case.reopened for case in cases),
        account=gravest.account,
    )


def _column(about: str) -> str:
    found = _COLUMN.search(about)
    return (found[1] or found[2]) if found else ""
