"""Runs every wording case and holds precision and recall of each check, and the alarms on correct text, to floors.

Usage: python -m quality.wording.gate [--misses]; exit status 1 when a floor is not reached.
"""

from __future__ import annotations

import sys
import tomllib
from collections.abc import Iterable
from pathlib import Path

from mingcha.examine.catalogue import chosen
from mingcha.examine.example import document_of
from mingcha.examine.example_text import Written
from mingcha.examine.runner import examine
from mingcha.model.finding import Finding, Verdict
from quality.score import Score, faults, shown
from quality.wording.cases import Case, cases

FLOORS = Path(__file__).with_name("floors.toml")
# Limits over all correct texts together, beside the floors of each check.
CLEAN = "correct_text"


class Judged:
    """What the checks said: a score for each, and the alarms on correct text."""

    def __init__(self) -> None:
        self.scores = {check.name: Score() for check in chosen(only=["family:wording"])}
        self.correct = self.flagged = self.characters = self.alarms = self.wrong = 0

    @property
    def alarms_per_thousand(self) -> float:
        return 1000 * self.alarms / max(self.characters, 1)

    @property
    def share_flagged(self) -> float:
        return self.flagged / max(self.correct, 1)

    def take(self, case: Case, findings: Iterable[Finding]) -> None:
        found = [one for one in findings if one.verdict is Verdict.FOUND]
        spoke = {one.check for one in found}
        if case.is_correct:
            self.correct += 1
            self.characters += len(case.text)
            self.alarms += len(found)
            self.flagged += bool(found)
        else:
            self.wrong += 1
        doubted = {one.check for one in findings} & case.doubted
        right = (spoke & case.found) | doubted | (spoke & case.doubted)
        for name, score in self.scores.items():
            if name in right:
                score.right += 1
            elif name in spoke and case.is_correct:
                score.vain.append(case.name)
            elif name in case.found | case.doubted and not right:
                score.missed.append(case.name)


def judged(some: Iterable[Case]) -> Judged:
    """Every case examined; a check that crashes fails the run."""
    everything = list(some)
    told = Judged()
    unknown = {name for case in everything for name in case.found | case.doubted} - set(told.scores)
    if unknown:
        raise AssertionError(f"no such wording check: {sorted(unknown)}")
    documents = [
        document_of(Written(case.text, posted=case.posted), source=str(index), post=case.name)
        for index, case in enumerate(everything)
    ]
    result = examine(documents, chosen(only=["family:wording"]), key=b"quality")
    if result.not_examined:
        raise AssertionError([str(one) for one in result.not_examined[:5]])
    by_case: dict[str, list[Finding]] = {}
    for finding in result.findings:
        by_case.setdefault(finding.source, []).append(finding)
    for index, case in enumerate(everything):
        told.take(case, by_case.get(str(index), []))
    return told


def broken(told: Judged) -> list[str]:
    """The floors and limits that were not kept, in words."""
    limits = tomllib.loads(FLOORS.read_text(encoding="utf-8"))[CLEAN]
    said = [one for one in faults(told.scores, FLOORS) if not one.startswith(CLEAN)]
    if told.correct < limits["texts"]:
        said.append(f"{told.correct} correct texts, floor {limits['texts']}")
    if told.wrong < limits["wrong_texts"]:
        said.append(f"{told.wrong} wrong texts, floor {limits['wrong_texts']}")
    if told.alarms_per_thousand > limits["alarms_per_thousand_characters"]:
        said.append(f"{told.alarms_per_thousand:.3f} alarms in 1,000 characters of correct text")
    if told.share_flagged > limits["share_flagged"]:
        said.append(f"{told.share_flagged:.4f} of the correct texts flagged")
    return said


def main() -> int:
    told = judged(cases())
    print(shown(told.scores, misses="--misses" in sys.argv[1:]))
    print(f"{told.wrong} wrong texts; {told.correct} correct texts of {told.characters} characters:")
    print(f"{told.alarms_per_thousand:.3f} alarms in 1,000 characters, {told.share_flagged:.2%} of the texts flagged")
    said = broken(told)
    print("\n".join(said) if said else "every floor holds")
    return 1 if said else 0


if __name__ == "__main__":
    sys.exit(main())
