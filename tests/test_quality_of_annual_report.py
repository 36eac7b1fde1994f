"""Made-up annual reports in every make are read and examined as well as the floors say, on every run."""

from __future__ import annotations

import sys
from collections import Counter
from dataclasses import replace

from project import ROOT

sys.path.insert(0, str(ROOT))

from quality.annual_report.cases import cases
from quality.annual_report.gate import FLOORS, scores
from quality.score import faults


def test_no_check_of_annual_reports_sinks_below_its_floor() -> None:
    some = list(cases())
    assert len(some) >= 60
    assert faults(scores(some), FLOORS) == []


def test_the_gate_sees_a_miss_and_a_vain_word() -> None:
    right = next(case for case in cases(rounds=1) if case.name.startswith("cell "))
    silent = replace(right, name=right.name, sets_off=Counter({"late_report": 1}))
    table = scores([silent])
    assert table["late_report"].missed == [right.name]
    assert table["row_total_mismatch"].vain == [right.name]
