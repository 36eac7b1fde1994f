"""The gate over leaders, tags, feet, guides and platforms holds on every run."""

from __future__ import annotations

import sys

from project import ROOT

sys.path.insert(0, str(ROOT))

from quality.completeness.gate import FAMILY, FLOORS, cases
from quality.subject_cases import broken, judged


def test_no_check_of_completeness_sinks_below_its_floor() -> None:
    some = cases()
    assert broken(judged(some, FAMILY), FLOORS, cases=len(some)) == []


def test_cases_have_names_of_their_own() -> None:
    names = [case.name for case in cases()]
    assert len(set(names)) == len(names)
