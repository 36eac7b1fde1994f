"""Every change of a case's state: the step is allowed where the case stands, rows are locked, and it is written down.

Each function does all cases or none. They raise Refused, which says what stands in the way and what to do instead.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction

from mingcha.model.case import CaseState, RecheckResult
from mingcha.rectify.life import Forbidden, Step, after, is_settled
from mingcha.web.accounts.models import User
from mingcha.web.cases import history
from mingcha.web.cases.models import Case, Decision, Finding
from mingcha.web.publishing.matching import chunks
from mingcha.web.publishing.refusals import Refused

# As long as any false alarm is not asked about again.
WITHDRAWN_FOR = timedelta(days=365)
# So many different ways at most are written one by one; beyond, one statement with all of them is quicker.
_ALIKE = 30


@transaction.atomic
def tell(cases: Iterable[Case], *, due: date, by: User | None, at: datetime) -> None:
    """The units are told, or told again with a new deadline. `told_at` stays the first time."""
    held = locked(cases)
    if nobodys := [case for case in held if case.unit_id is None]:
        raise Refused(
            f"其中 {len(nobodys)} 件还不知道由哪个单位负责（如“{nobodys[0].about[:40]}”），不能交办。请先在“待归属”中定下单位。"
        )
    step(held, Step.TELL)
    for case in held:
        case.due, case.told_at, case.result = due, case.told_at or at, ""
    save(held, "state", "due", "told_at", "result")
    history.write(held, Step.TELL.value, at=at, by=by, words=f"期限 {due}")


@transaction.atomic
def answer(case: Case, *, by: User | None, at: datetime) -> None:
    """The unit says it has done something about it."""
    (held,) = locked([case])
    step([held], Step.ANSWER)
    held.answered_at = at
    save([held], "state", "answered_at")
    history.write([held], Step.ANSWER.value, at=at, by=by)
    _refresh(case, held)


@transaction.atomic
def give_time(case: Case, *, due: date, by: User | None, at: datetime) -> None:
    """A later last day. An earlier one would be another matter: that is told anew."""
    (held,) = locked([case])
    step([held], Step.GIVE_TIME)
    if held.due is not None and due <= held.due:
        raise Refused(f"新期限 {due} 不晚于原期限 {held.due}；要提前，请重新交办。")
    before, held.due = held.due, due
    save([held], "due")
    words = f"由 {before} 延至 {due}" if before else f"定为 {due}"
    history.write([held], Step.GIVE_TIME.value, at=at, by=by, words=words)
    _refresh(case, held)


@transaction.atomic
def withdraw(case: Case, *, why: str, by: User | None, at: datetime) -> None:
    """It was no fault after all: the case ends, and its findings are false alarms with this reason.

    The decision holds for these findings only: others of the same cause at other units stay as they were decided.
    """
    if not why.strip():
        raise Refused("撤销整改事项要写明理由，以便今后有据可查。")
    (held,) = locked([case])
    step([held], Step.WITHDRAW)
    held.closed_at, held.closed_why = at, why.strip()[:300]
    save([held], "state", "closed_at", "closed_why")
    number = Finding.objects.filter(case=held).count()
    if number:
        decision = Decision.objects.create(
            kind=Decision.Kind.DISMISSED,
            check_name=held.check_name,
            cause=held.cause,
            about=held.about[:300],
            number=number,
            reason=why.strip()[:300],
            expires=(at + WITHDRAWN_FOR).date(),
            by=by,
            at=at,
            is_narrow=True,
        )
        Finding.objects.filter(case=held).update(decision=decision)
    history.write([held], Step.WITHDRAW.value, at=at, by=by, words=why.strip())
    _refresh(case, held)


@transaction.atomic
def close(case: Case, *, why: str, by: User | None, at: datetime) -> None:
    """销号. A person may close whatever was re-checked, and explains where the re-check does not say 已整改."""
    close_all([case], why=why, by=by, at=at)
    case.refresh_from_db()


@transaction.atomic
def close_all(cases: Iterable[Case], *, why: str, by: User | None, at: datetime) -> int:
    """Close several at once; returns how many."""
    held = locked(cases)
    for case in held:
        untold = case.state == CaseState.CONFIRMED
        settled = is_settled(RecheckResult(case.result) if case.result else None)
        if untold and not settled:
            raise Refused(f"“{case.about[:40]}”还没有交办，也没有复核到已改正，不能销号。")
        step([case], Step.CLOSE_UNTOLD if untold else Step.CLOSE)
        if not settled and not why.strip():
            raise Refused(f"“{case.about[:40]}”的复核结果不是“已整改”，销号要写明理由。")
        case.closed_at, case.closed_why = at, why.strip()[:300]
    save(held, "state", "closed_at", "closed_why")
    history.write(held, Step.CLOSE.value, at=at, by=by, words=why.strip())
    return len(held)


@transaction.atomic
def reopen(case: Case, *, why: str, by: User | None, at: datetime) -> None:
    """A closed case lives again and waits to be told; what happened before stays in its history."""
    reopen_all([case], why=why, by=by, at=at)
    case.refresh_from_db()


@transaction.atomic
def reopen_all(cases: Iterable[Case], *, why: str, by: User | None, at: datetime) -> int:
    held = locked(cases)
    step(held, Step.REOPEN)
    for case in held:
        case.closed_at, case.closed_why, case.due, case.result = None, "", None, ""
        case.answered_at, case.reopened = None, case.reopened + 1
    save(held, "state", "closed_at", "closed_why", "due", "result", "answered_at", "reopened")
    history.write(held, Step.REOPEN.value, at=at, by=by, words=why)
    return len(held)


def note(case: Case, words: str, *, by: User | None, at: datetime) -> None:
    """Something about a case that changes no state, for its history and the log."""
    history.write([case], "note", at=at, by=by, words=words)


def locked(cases: Iterable[Case]) -> list[Case]:
    """The cases as they are now, locked until the transaction ends, always in the same order."""
    keys = sorted({case.pk for case in cases})
    return [
        case for part in chunks(keys) for case in Case.objects.filter(pk__in=part).order_by("pk").select_for_update()
    ]


def step(cases: list[Case], what: Step) -> None:
    """Take them on by a step, in memory; Refused where it does not follow."""
    for case in cases:
        try:
            case.state = after(CaseState(case.state), what).value
        except Forbidden as fault:
            raise Refused(f"“{case.about[:40]}”：{fault}" if len(cases) > 1 else str(fault)) from None


def save(cases: Sequence[Case], *fields: str) -> None:
    """Write these fields of cases that are locked: at once for those that agree, which most of a list do."""
    alike: dict[tuple[Any, ...], list[int]] = {}
    for case in cases:
        alike.setdefault(tuple(getattr(case, name) for name in fields), []).append(case.pk)
    if len(alike) > _ALIKE:
        Case.objects.bulk_update(cases, fields, batch_size=200)
        return
    for values, keys in alike.items():
        for part in chunks(keys):
            Case.objects.filter(pk__in=part).update(**dict(zip(fields, values, strict=True)))


def _refresh(case: Case, held: Case) -> None:
    """What the caller holds is what the database has."""
    if case is not held:
        case.refresh_from_db()
