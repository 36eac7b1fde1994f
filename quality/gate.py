"""Runs every case and holds precision and recall of each check against floors.toml.

Usage: python -m quality.gate [--misses]; exit status 1 when a floor is not reached.
"""

from __future__ import annotations

import sys
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from mingcha import extract
from mingcha.examine.catalogue import catalogue
from mingcha.examine.runner import examine
from quality.cases import Case, cases

FLOORS = Path(__file__).with_name("floors.toml")


@dataclass
class Score:
    """Posts a check rightly spoke about, spoke about in vain, and missed."""

    right: int = 0
    vain: list[str] = field(default_factory=list)
    missed: list[str] = field(default_factory=list)

    @property
    def precision(self) -> float:
        return self.right / (self.right + len(self.vain)) if self.right or self.vain else 1.0

    @property
    def recall(self) -> float:
        return self.right / (self.right + len(self.missed)) if self.right or self.missed else 1.0


def said(case: Case) -> set[str]:
    """The checks that spoke about a case; a file that could not be read whole fails the run."""
    documents = []
    for name, data in case.files.items():
        reading = extract.read(data, name=name)
        if reading.not_examined:
            raise AssertionError(f"{case.name}: {[str(one) for one in reading.not_examined]}")
        documents += reading.documents
    result = examine(documents, list(catalogue().values()), key=b"quality")
    if result.not_examined:
        raise AssertionError(f"{case.name}: {[str(one) for one in result.not_examined]}")
    return {one.check for one in result.findings}


def scores(some: Iterable[Case]) -> tuple[int, dict[str, Score]]:
    """The number of files examined, and a score for each check."""
    table = {name: Score() for name in catalogue()}
    files = 0
    for case in some:
        files += len(case.files)
        spoke = said(case)
        for name, score in table.items():
            if name in spoke and name in case.sets_off:
                score.right += 1
            elif name in spoke:
                score.vain.append(case.name)
            elif name in case.sets_off:
                score.missed.append(case.name)
    return files, table


def faults(table: dict[str, Score]) -> list[str]:
    """The floors that were not reached, in words."""
    floors = tomllib.loads(FLOORS.read_text(encoding="utf-8"))
    told = [f"{name}: no floor in {FLOORS.name}" for name in table if name not in floors]
    for name, floor in floors.items():
        score = table.get(name)
        if score is None:
            told.append(f"{name}: no such check")
            continue
        if score.right < floor["cases"]:
            told.append(f"{name}: right in {score.right} cases, floor {floor['cases']}")
        if score.precision < floor["precision"]:
            told.append(f"{name}: precision {score.precision:.3f}, floor {floor['precision']}: {score.vain[:5]}")
        if score.recall < floor["recall"]:
            told.append(f"{name}: recall {score.recall:.3f}, floor {floor['recall']}: {score.missed[:5]}")
    return told


def main() -> int:
    files, table = scores(cases())
    print(f"{files} files")
    for name, score in table.items():
        print(f"{name:28} right {score.right:4}  precision {score.precision:.3f}  recall {score.recall:.3f}")
        if "--misses" in sys.argv[1:]:
            print("   vain:", score.vain, "\n   missed:", score.missed)
    told = faults(table)
    print("\n".join(told) if told else "every floor holds")
    return 1 if told else 0


if __name__ == "__main__":
    sys.exit(main())
