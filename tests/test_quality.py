"""The quality gate holds on every run: no check may sink below its floor."""

from __future__ import annotations

import sys

from project import ROOT

sys.path.insert(0, str(ROOT))

from quality.cases import Case, cases
from quality.gate import FLOORS, scores
from quality.score import faults


def test_no_check_sinks_below_its_floor() -> None:
    files, table = scores(cases())
    assert files >= 600
    assert faults(table, FLOORS) == []


def test_the_gate_sees_a_miss_and_a_vain_word() -> None:
    silent = Case("wrongly labelled", {"a.txt": "今天天气好。".encode()}, frozenset({"leaked_id_number"}))
    loud = Case("wrongly silent", {"a.txt": "身份证号11010519491231002X".encode()}, frozenset())
    _, table = scores([silent, loud])
    assert table["leaked_id_number"].missed == ["wrongly labelled"]
    assert table["leaked_id_number"].vain == ["wrongly silent"]
    assert any("leaked_id_number" in fault for fault in faults(table, FLOORS))
