"""The gate over columns, home pages, accounts and days holds on every run."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

import pytest
from project import ROOT

sys.path.insert(0, str(ROOT))

from mingcha.model.column_state import ShownPost
from quality.freshness.columns import state
from quality.freshness.gate import FAMILY, FLOORS, cases
from quality.subject_cases import SubjectCase, broken, judged


def test_no_check_of_freshness_sinks_below_its_floor() -> None:
    some = cases()
    assert broken(judged(some, FAMILY), FLOORS, cases=len(some)) == []


def test_cases_have_names_of_their_own() -> None:
    names = [case.name for case in cases()]
    assert len(set(names)) == len(names)


def test_a_floor_that_is_not_reached_is_told(tmp_path: Path) -> None:
    wrong = state("动态要闻", date(2024, 3, 1), ShownPost("一条", day=date(2024, 2, 29)))
    scores = judged([SubjectCase("fresh, labelled stale", wrong, frozenset({"stale_column"}))], FAMILY)
    (tmp_path / "floors.toml").write_text("[all]\ncases = 2\n[stale_column]\ncases = 1\nprecision = 1\nrecall = 1\n")
    told = broken(scores, tmp_path / "floors.toml", cases=1)
    assert any("stale_column: recall 0.000" in one for one in told) and "1 cases, floor 2" in told


def test_a_case_that_names_no_check_of_ours_is_told() -> None:
    wrong = state("动态要闻", date(2024, 3, 1))
    with pytest.raises(AssertionError, match="no_such_check"):
        judged([SubjectCase("a line", wrong, frozenset({"no_such_check"}))], FAMILY)
