"""Cases whose subject is no document: which checks must speak about it, which may only doubt, and how that is scored."""

from __future__ import annotations

import sys
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from mingcha.examine.catalogue import chosen
from mingcha.examine.example import documents_of
from mingcha.examine.example_text import Written
from mingcha.examine.runner import examine, examine_subjects
from mingcha.model.finding import Verdict
from mingcha.model.subject import Subject
from quality.score import Score, faults, shown

__all__ = ["SubjectCase", "broken", "hold", "judged"]


@dataclass(frozen=True)
class SubjectCase:
    """`found` are the checks that must say so, `doubted` those that must at least doubt and may not be sure."""

    name: str
    subject: Subject | Written
    found: frozenset[str] = frozenset()
    doubted: frozenset[str] = frozenset()


def judged(cases: Iterable[SubjectCase], family: str) -> dict[str, Score]:
    """What the checks of a family make of the cases. A check that crashes fails the run.

    A check that is sure where it should be silent, or should only doubt, spoke in vain; a doubt where nothing is wrong
    is no fault of precision, since a person looks at it.
    """
    checks = chosen(only=[f"family:{family}"])
    scores = {check.name: Score() for check in checks}
    for case in cases:
        unknown = (case.found | case.doubted) - set(scores)
        assert not unknown, f"{case.name}: no such check {sorted(unknown)}"
        if isinstance(case.subject, Written):
            result = examine(documents_of(case.subject), checks, key=b"quality")
        else:
            result = examine_subjects([case.subject], checks, key=b"quality")
        assert not result.not_examined, f"{case.name}: {result.not_examined[0]}"
        sure = {one.check for one in result.findings if one.verdict is Verdict.FOUND}
        doubts = {one.check for one in result.findings if one.verdict is Verdict.DOUBT}
        for name, score in scores.items():
            if name in case.found:
                (score.missed.append(case.name) if name not in sure else _right(score))
            elif name in case.doubted:
                if name in sure:
                    score.vain.append(case.name)
                elif name in doubts:
                    _right(score)
                else:
                    score.missed.append(case.name)
            elif name in sure:
                score.vain.append(case.name)
    return scores


def _right(score: Score) -> None:
    score.right += 1


def broken(scores: dict[str, Score], floors: Path, *, cases: int) -> list[str]:
    """The floors that were not kept, in words; `all` in the file is how many cases there must be."""
    least = tomllib.loads(floors.read_text(encoding="utf-8"))["all"]["cases"]
    told = [one for one in faults(scores, floors) if not one.startswith("all:")]
    return [*told, *([f"{cases} cases, floor {least}"] if cases < least else [])]


def hold(cases: Sequence[SubjectCase], family: str, *, floors: Path) -> int:
    """Print how each check did, with `--misses` on the command line what it got wrong; 1 when a floor is not reached."""
    scores = judged(cases, family)
    print(shown(scores, misses="--misses" in sys.argv[1:]))
    said = broken(scores, floors, cases=len(cases))
    print("\n".join(said) if said else f"{len(cases)} cases, every floor holds")
    return 1 if said else 0
