"""Runs every case of freshness and holds each check to its floor.

Usage: python -m quality.freshness.gate [--misses]; exit status 1 when a floor is not reached.
"""

from __future__ import annotations

import sys
from pathlib import Path

from quality.freshness import blank_pages, columns, others
from quality.score import shown
from quality.subject_cases import SubjectCase, broken, judged

FLOORS = Path(__file__).with_name("floors.toml")
FAMILY = "freshness"


def cases() -> list[SubjectCase]:
    return [*columns.cases(), *blank_pages.cases(), *others.cases()]


def main() -> int:
    some = cases()
    scores = judged(some, FAMILY)
    print(shown(scores, misses="--misses" in sys.argv[1:]))
    said = broken(scores, FLOORS, cases=len(some))
    print("\n".join(said) if said else f"{len(some)} cases, every floor holds")
    return 1 if said else 0


if __name__ == "__main__":
    sys.exit(main())
