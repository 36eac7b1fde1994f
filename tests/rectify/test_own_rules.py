"""What an office may set for itself of deadlines and the ladder."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as some

from mingcha.model.escalation import Ladder
from mingcha.rectify.own_rules import faults, warnings
from mingcha.standards.escalation import ladder
from mingcha.standards.rectification import rectification

DAYS, LADDER = rectification().deadline, ladder()


def with_rung(name, **facts):
    return Ladder(tuple(replace(rung, **facts) if rung.name == name else rung for rung in LADDER.rungs))


def test_what_is_shipped_holds_together():
    assert faults(DAYS, LADDER) == ()
    assert warnings(DAYS) == ()


def test_the_graver_may_not_have_longer():
    (told,) = faults(replace(DAYS, high=5), LADDER)
    assert "“严重”给 5 个工作日，比“一般”的 4 个还长" in told


def test_a_reminder_longer_before_the_end_than_there_is_time_is_told():
    (told,) = faults(replace(DAYS, soon=9), LADDER)
    assert "请改短" in told


@pytest.mark.parametrize(
    ("rung", "facts", "words"),
    [
        ("talk", {"after": 4}, "“约谈”从逾期 4 个工作日起，比它前一级“再次通报”的 5 个还早"),
        ("deputy_leader", {"pause": 0}, "“提请分管负责人督促”与前一级之间至少隔 1 个工作日"),
        ("accountability", {"signers": 1}, "“问责建议”建议有权机关处理有关人员，须两人签发"),
    ],
)
def test_a_step_that_will_not_do_is_told(rung, facts, words):
    (told,) = faults(DAYS, with_rung(rung, **facts))
    assert words in told


def test_a_leader_may_sign_alone_what_disciplines_nobody():
    assert faults(DAYS, with_rung("circular", by_leader=True)) == ()


def test_days_for_leaked_data_are_warned_of_with_the_law():
    (told,) = warnings(replace(DAYS, critical=2))
    assert "第五十七条" in told


@given(some.lists(some.integers(1, 60), min_size=4, max_size=4))
def test_days_hold_together_when_and_only_when_they_do_not_shorten_from_grave_to_light(days):
    given_days = replace(DAYS, **dict(zip(("critical", "high", "medium", "low"), days, strict=True)))
    assert (faults(given_days, LADDER) == ()) == all(graver <= milder for graver, milder in pairwise(days))
