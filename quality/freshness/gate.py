"""Runs every case of freshness and holds each check to its floor.

Usage: python -m quality.freshness.gate [--misses]; exit status 1 when a floor is not reached.
"""

from __future__ import annotations

import sys
from pathlib import Path

from quality.freshness import blank_pages, columns, others
from quality.subject_cases import SubjectCase, hold

FLOORS = Path(__file__).with_name("floors.toml")
FAMILY = "freshness"


def cases() -> list[SubjectCase]:
    return [*columns.cases(), *blank_pages.cases(), *others.cases()]


if __name__ == "__main__":
    sys.exit(hold(cases(), FAMILY, floors=FLOORS))
