"""The gate over correct and wrong wording holds on every run."""

from __future__ import annotations

import sys

import pytest
from project import ROOT

sys.path.insert(0, str(ROOT))

from quality.wording.cases import Case, cases
from quality.wording.gate import broken, judged


def test_no_wording_check_sinks_below_its_floor() -> None:
    assert broken(judged(cases())) == []


def test_a_case_that_names_no_check_of_ours_is_told() -> None:
    with pytest.raises(AssertionError, match="no_such_check"):
        judged([Case("a line", "正文。", None, frozenset({"no_such_check"}), frozenset())])
