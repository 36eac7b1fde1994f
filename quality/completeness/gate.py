"""Runs every case of completeness and holds each check, and the reading of leaders, to its floor.

Usage: python -m quality.completeness.gate [--misses]; exit status 1 when a floor is not reached.
"""

from __future__ import annotations

import sys
from pathlib import Path

from quality.completeness import feet, leaders, pages
from quality.subject_cases import SubjectCase, hold

FLOORS = Path(__file__).with_name("floors.toml")
FAMILY = "completeness"


def cases() -> list[SubjectCase]:
    return [*leaders.cases(), *feet.cases(), *pages.cases()]


if __name__ == "__main__":
    sys.exit(hold(cases(), FAMILY, floors=FLOORS))
