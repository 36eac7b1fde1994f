"""Runs every case and holds precision and recall of each check against floors.toml.

Usage: python -m quality.gate [--misses]; exit status 1 when a floor is not reached.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path

from mingcha import extract
from mingcha.examine.catalogue import that_mask
from mingcha.examine.runner import examine
from quality.cases import Case, cases
from quality.score import Score, faults, shown

FLOORS = Path(__file__).with_name("floors.toml")


def said(case: Case) -> set[str]:
    """The checks that spoke about a case; a file that could not be read whole fails the run."""
    documents = []
    for name, data in case.files.items():
        reading = extract.read(data, name=name)
        if reading.not_examined:
            raise AssertionError(f"{case.name}: {[str(one) for one in reading.not_examined]}")
        documents += reading.documents
    result = examine(documents, that_mask(), key=b"quality")
    if result.not_examined:
        raise AssertionError(f"{case.name}: {[str(one) for one in result.not_examined]}")
    return {one.check for one in result.findings}


def scores(some: Iterable[Case]) -> tuple[int, dict[str, Score]]:
    """The number of files examined, and a score for each check."""
    table = {check.name: Score() for check in that_mask()}
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


def main() -> int:
    files, table = scores(cases())
    print(f"{files} files")
    print(shown(table, misses="--misses" in sys.argv[1:]))
    told = faults(table, FLOORS)
    print("\n".join(told) if told else "every floor holds")
    return 1 if told else 0


if __name__ == "__main__":
    sys.exit(main())
