"""The life of a case: which step may follow which state, and why another may not."""

from __future__ import annotations

from enum import StrEnum

from mingcha.model.case import CaseState, RecheckResult

_C = CaseState
# A fault the unit has answered for, or that somebody looked at again, can be judged; one it was only told of as well,
# when its deadline is over or the fault is gone.
_WAITING = (_C.TOLD, _C.ANSWERED, _C.RECHECKED)


class Step(StrEnum):
    """What can be done with a case."""

    TELL = "tell"
    ANSWER = "answer"
    GIVE_TIME = "give_time"
    RECHECK = "recheck"
    CLOSE = "close"
    CLOSE_UNTOLD = "close_untold"
    WITHDRAW = "withdraw"
    REOPEN = "reopen"

    @property
    def label(self) -> str:
        return {
            "tell": "交办",
            "answer": "答复",
            "give_time": "延长期限",
            "recheck": "复核",
            "close": "销号",
            "close_untold": "交办前销号",
            "withdraw": "撤销",
            "reopen": "重新立项",
        }[self.value]


_LEADS: dict[Step, dict[CaseState, CaseState]] = {
    # A case that was answered is looked at before its unit is told anything more.
    Step.TELL: dict.fromkeys((_C.CONFIRMED, _C.TOLD, _C.RECHECKED), _C.TOLD),
    Step.ANSWER: dict.fromkeys((_C.TOLD, _C.RECHECKED), _C.ANSWERED),
    Step.GIVE_TIME: {state: state for state in _WAITING},
    Step.RECHECK: dict.fromkeys(_WAITING, _C.RECHECKED),
    Step.CLOSE: {_C.RECHECKED: _C.CLOSED},
    Step.CLOSE_UNTOLD: {_C.CONFIRMED: _C.CLOSED},
    Step.WITHDRAW: dict.fromkeys((_C.CONFIRMED, *_WAITING), _C.WITHDRAWN),
    Step.REOPEN: {_C.CLOSED: _C.CONFIRMED},
}
_NEXT = {
    Step.TELL: "请先复核，再决定是否重新交办。",
    Step.ANSWER: "尚未交办或已经了结的事项不需要答复。",
    Step.GIVE_TIME: "只有已交办、未销号的事项可以延长期限。",
    Step.RECHECK: "只有已交办、未销号的事项可以复核。",
    Step.CLOSE: "请先复核，确认已整改后再销号。",
    Step.CLOSE_UNTOLD: "只有尚未交办的事项可以这样销号。",
    Step.WITHDRAW: "已经了结的事项不能撤销。",
    Step.REOPEN: "只有已销号的事项可以重新立项。",
}


class Forbidden(Exception):
    """The step does not follow from where the case stands; the message says so and what to do instead."""


def after(state: CaseState, step: Step) -> CaseState:
    """Where a case stands after the step. Raises Forbidden."""
    reached = _LEADS[step].get(state)
    if reached is None:
        raise Forbidden(f"这一事项现为“{state.label}”，不能{step.label}。{_NEXT[step]}")
    return reached


def is_settled(result: RecheckResult | None) -> bool:
    """Whether a re-check with this result lets a case be closed without anybody having to explain."""
    return result in (RecheckResult.FIXED, RecheckResult.PAGE_GONE)


def moves_on(state: CaseState, result: RecheckResult, *, is_over: bool) -> bool:
    """Whether what a re-check saw by itself takes a case on to RECHECKED.

    What could not be looked at takes it nowhere. That a fault still stands says nothing before the deadline is over or
    the unit has answered.
    """
    if state not in _WAITING or result is RecheckResult.NOT_LOOKED:
        return False
    if result in (RecheckResult.NOT_FIXED, RecheckResult.PARTLY):
        return is_over or state is not CaseState.TOLD
    return True
