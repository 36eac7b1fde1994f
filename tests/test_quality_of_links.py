"""Dead links and hidden ones are told from those that only look like it as surely as the floors say."""

from __future__ import annotations

import sys

from project import ROOT

sys.path.insert(0, str(ROOT))

import pytest

from quality.links.gate import SCORES, Score, faults


@pytest.mark.parametrize("name", list(SCORES))
def test_no_check_of_links_sinks_below_its_floor(name: str) -> None:
    assert faults(name, SCORES[name]()) == []


def test_the_gate_sees_a_miss_and_a_false_alarm() -> None:
    score = Score(right=97, cases=400)
    score.missed += ["one", "two", "three"]
    score.vain += ["four", "five"]
    assert len(faults("hidden_links", score)) == 2 + 3 + 2
    assert faults("hidden_links", Score(right=10, cases=10)) == ["hidden_links: 10 cases, 370 wanted"]
