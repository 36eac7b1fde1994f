"""What may be done with a case in each state, and what a re-check makes of it."""

from __future__ import annotations

import pytest

from mingcha.model.case import CaseState, RecheckResult
from mingcha.rectify.life import Forbidden, Step, after, moves_on


def test_the_usual_life_leads_from_confirming_to_closing():
    state = CaseState.CONFIRMED
    for step in (Step.TELL, Step.ANSWER, Step.RECHECK, Step.TELL, Step.RECHECK, Step.CLOSE, Step.REOPEN, Step.TELL):
        state = after(state, step)
    assert state is CaseState.TOLD


@pytest.mark.parametrize(
    ("state", "step"),
    [
        (CaseState.CONFIRMED, Step.ANSWER),
        (CaseState.TOLD, Step.CLOSE),
        (CaseState.ANSWERED, Step.TELL),
        (CaseState.CLOSED, Step.WITHDRAW),
        (CaseState.CLOSED, Step.TELL),
        (CaseState.WITHDRAWN, Step.REOPEN),
    ],
)
def test_what_does_not_follow_is_refused_with_what_to_do_instead(state, step):
    with pytest.raises(Forbidden, match=f"现为“{state.label}”，不能{step.label}。.+。"):
        after(state, step)


def test_nothing_follows_on_a_withdrawn_case():
    for step in Step:
        with pytest.raises(Forbidden):
            after(CaseState.WITHDRAWN, step)


def test_a_fault_that_still_stands_says_nothing_before_the_deadline():
    assert not moves_on(CaseState.TOLD, RecheckResult.NOT_FIXED, is_over=False)
    assert moves_on(CaseState.TOLD, RecheckResult.NOT_FIXED, is_over=True)
    assert moves_on(CaseState.ANSWERED, RecheckResult.NOT_FIXED, is_over=False)
    assert moves_on(CaseState.TOLD, RecheckResult.FIXED, is_over=False)


def test_what_was_not_looked_at_moves_no_case():
    for state in CaseState:
        assert not moves_on(state, RecheckResult.NOT_LOOKED, is_over=True)
