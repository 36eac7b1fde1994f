"""Which step a case calls for today: one rung at a time, none skipped, none taken twice for one occasion.

An occasion is a deadline that has passed. The first time begins with a reminder; a second time (the fault came again
after it was closed, or was told again and is late again) begins with the circular; later times go on from the rung that
was reached. A case that waits for the office, for a re-check or for the re-check to see anything calls for nothing.
"""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

from mingcha.calendar import UnknownYear, WorkingCalendar
from mingcha.calendar.day import SATURDAY
from mingcha.model.case import CaseState, RecheckResult
from mingcha.model.escalation import CaseHistory, Ladder, Outcome, Rung, Step, Taken

# What a re-check must have seen for a case to be late all the same.
_NOT_DONE = (RecheckResult.NOT_FIXED, RecheckResult.PARTLY, RecheckResult.BROKE)


def next_step(history: CaseHistory, *, today: date, calendar: WorkingCalendar, ladder: Ladder) -> Step | None:
    """The step, with reasons that explain themselves; None when the case calls for nothing today."""
    if history.due is None or not history.tellings or not is_late_or_again(history, today=today):
        return None
    here = [one for one in history.taken if one.case == history.case and one.occasion == history.due]
    if any(one.outcome is not Outcome.SIGNED for one in here):
        return None  # a draft waits for a person, or a person has said no
    times = times_failed(history)
    place = _next_place(history, here, times=times, ladder=ladder)
    if place >= len(ladder.rungs):
        return None
    rung = ladder.rungs[place]
    if any(one.rung == rung.name for one in here):
        return None
    overdue, is_exact = working_days(history.due, today, calendar=calendar) if today > history.due else (0, True)
    if not _is_ripe(rung, history, times=times, overdue=overdue, today=today, calendar=calendar, ladder=ladder):
        return None
    reasons = tuple(_reasons(history, today=today, overdue=overdue, is_exact=is_exact, ladder=ladder))
    return Step(rung, history.case, history.unit, history.about, history.due, times, overdue, reasons)


def is_late_or_again(history: CaseHistory, *, today: date) -> bool:
    """Whether the unit is to be asked anything now: the deadline has passed, or the fault was closed before and is back."""
    if history.state not in (CaseState.TOLD, CaseState.RECHECKED) or history.appealed or history.asked_time:
        return False
    last = history.tellings[-1].on
    looked = history.state is CaseState.RECHECKED or (history.rechecked is not None and history.rechecked >= last)
    if looked and history.result not in _NOT_DONE:
        return False
    return _is_back(history) or (history.due is not None and today > history.due)


def times_failed(history: CaseHistory) -> int:
    """How many times it is: the first, one more for each time it was closed and came back, and for each time it was told
    again after the deadline before had passed or a re-check had found it not put right."""
    again = sum(
        later.on > earlier.due or any(earlier.on <= day <= later.on for day in history.failed)
        for earlier, later in pairwise(history.tellings)
    )
    return 1 + len(history.before) + history.reopened + again


def _is_back(history: CaseHistory) -> bool:
    return bool(history.before) or history.reopened > 0


def working_days(start: date, end: date, *, calendar: WorkingCalendar) -> tuple[int, bool]:
    """Working days after start up to end; weekdays, and False, for years whose holidays are not known yet."""
    try:
        return calendar.count(start, end).working_days, True
    except UnknownYear:
        days = (start + timedelta(days=number) for number in range(1, (end - start).days + 1))
        return sum(day.weekday() < SATURDAY for day in days), False


def _next_place(history: CaseHistory, here: list[Taken], *, times: int, ladder: Ladder) -> int:
    """The rung above the highest one signed: within this deadline the first time, afterwards ever since the second."""
    if times == 1:
        return max((ladder.place(one.rung) for one in here), default=-1) + 1
    signed = [ladder.place(one.rung) for one in history.taken if one.outcome is Outcome.SIGNED]
    return max((place for place in signed if place >= ladder.entry), default=ladder.entry - 1) + 1


def _is_ripe(
    rung: Rung,
    history: CaseHistory,
    *,
    times: int,
    overdue: int,
    today: date,
    calendar: WorkingCalendar,
    ladder: Ladder,
) -> bool:
    """Whether the rung's own time has come. A later time than it asks for stands for more days; that a fault is back is
    told at once."""
    if times < rung.times:
        return False
    is_back = rung.begins and _is_back(history)
    if not is_back and overdue < (rung.after if times == rung.times else 1):
        return False
    signed = [one.on for one in history.taken if one.outcome is Outcome.SIGNED and ladder.place(one.rung) >= 0]
    if not signed or rung.begins:
        return True
    return working_days(max(signed), max(today, max(signed)), calendar=calendar)[0] >= rung.pause


def _reasons(history: CaseHistory, *, today: date, overdue: int, is_exact: bool, ladder: Ladder) -> list[str]:
    told = [f"{_day(one.on)}交办" + (f"（{one.notice}）" if one.notice else "") for one in history.tellings]
    made = ["，".join(told) + f"，整改期限{_day(history.due)}" if history.due else "，".join(told)]
    if history.due and today > history.due:
        made.append(
            f"至{_day(today)}逾期{overdue}个工作日" + ("" if is_exact else "（当年放假安排未收录，按周一至周五计）")
        )
    if history.result in _NOT_DONE and history.rechecked and history.rechecked >= history.tellings[-1].on:
        made.append(f"{_day(history.rechecked)}复核：{history.result.label}")
    elif history.answered is None or history.answered < history.tellings[-1].on:
        made.append("至今没有答复")
    made += [f"同类问题{_day(one.closed)}销号后再犯" for one in history.before]
    if history.reopened:
        made.append(f"销号后反弹{history.reopened}次")
    labels = {rung.name: rung.label for rung in ladder.rungs}
    signed = [one for one in history.taken if one.outcome is Outcome.SIGNED]
    made += [f"{_day(one.on)}已{labels.get(one.rung, one.rung)}" for one in signed]
    return made


def _day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
