"""Cases as the ladder sees them: when they were told, what re-checks saw, what is pending, which steps were taken."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, datetime

from django.utils import timezone

from mingcha.model.case import CaseState, RecheckResult
from mingcha.model.escalation import Before, CaseHistory, Outcome, Taken, Telling
from mingcha.rectify.life import Step as LifeStep
from mingcha.web.answers.models import Answer
from mingcha.web.cases.models import Case, CaseStep, Recheck
from mingcha.web.escalation.models import Proposal, ProposalCase
from mingcha.web.notices.models import Notice, NoticeLine
from mingcha.web.publishing.matching import chunks

_FAILED = (RecheckResult.NOT_FIXED.value, RecheckResult.PARTLY.value, RecheckResult.BROKE.value)
_OUTCOMES = {
    Proposal.State.DRAFT.value: Outcome.DRAFTED,
    Proposal.State.SIGNED.value: Outcome.SIGNED,
    Proposal.State.DISMISSED.value: Outcome.DISMISSED,
}
# A fault that keeps coming back is followed that far; it has reached the top of any ladder by then.
_DEEPEST = 6


def histories(cases: Iterable[Case], *, except_drafts: bool = False) -> dict[int, CaseHistory]:
    """The histories by key of the case; a constant number of queries for every 900. `except_drafts` leaves out the steps
    that are being drafted, to see whether they are still called for."""
    held = {case.pk: case for case in cases}
    before = _before(held.values())
    everyone = sorted({*held, *(one.case for some in before.values() for one in some)})
    told, looked, said, taken = _tellings(held), _rechecks(held), _answers(held), _taken(everyone, except_drafts)
    for key, day in _reopened(key for key, case in held.items() if case.reopened).items():
        told[key] = [one for one in told[key] if one.on >= day]
    return {key: _history(case, told[key], looked[key], said[key], before[key], taken) for key, case in held.items()}


def _history(
    case: Case,
    told: list[Telling],
    looked: list[tuple[date, str]],
    said: list[tuple[str, str, date]],
    before: tuple[Before, ...],
    taken: dict[int, list[Taken]],
) -> CaseHistory:
    # Told without a notice, as nothing in the office does but people who have other ways may.
    tellings = told or ([Telling(_day(case.told_at), case.due)] if case.told_at and case.due else [])
    answered = [day for kind, _, day in said if kind == Answer.Kind.DONE]
    pending = {kind for kind, state, _ in said if state == Answer.State.OPEN}
    steps = [one for key in (*(each.case for each in before), case.pk) for one in taken.get(key, [])]
    return CaseHistory(
        case=case.pk,
        unit=case.unit.code if case.unit else "",
        about=case.about,
        state=CaseState(case.state),
        tellings=tuple(tellings),
        due=case.due,
        result=RecheckResult(looked[-1][1]) if looked else None,
        answered=_day(case.answered_at) if case.answered_at else max(answered, default=None),
        rechecked=looked[-1][0] if looked else None,
        # A look while the unit is still at it is no failure; one after it said it was done is.
        failed=tuple(day for day, result in looked if result in _FAILED and any(each <= day for each in answered)),
        appealed=Answer.Kind.APPEAL in pending,
        asked_time=Answer.Kind.MORE_TIME in pending,
        before=before,
        reopened=case.reopened,
        taken=tuple(sorted(steps, key=lambda one: one.on)),
    )


def _tellings(keys: Iterable[int]) -> dict[int, list[Telling]]:
    found: dict[int, list[Telling]] = defaultdict(list)
    notices: dict[int, tuple[date, date, str]] = {}
    for part in chunks(sorted(keys)):
        lines = NoticeLine.objects.filter(case__in=part, copy__notice__state=Notice.State.ISSUED)
        rows = list(lines.order_by("copy__notice__issued_at", "pk").values_list("case", "due", "copy__notice"))
        new = {notice for _, _, notice in rows} - set(notices)
        for key, one in Notice.objects.in_bulk(new).items() if new else ():
            notices[key] = (_day(one.issued_at) if one.issued_at else one.dated, one.due, str(one))
        for case, due, notice in rows:
            day, usual, name = notices[notice]
            found[case].append(Telling(day, due or usual, name))
    return found


def _reopened(keys: Iterable[int]) -> dict[int, date]:
    """Since when a case that was closed lives again: how it was told before then is another time's story."""
    found: dict[int, date] = {}
    for part in chunks(sorted(keys)):
        rows = CaseStep.objects.filter(case__in=part, what=LifeStep.REOPEN.value).order_by("pk")
        found |= {case: _day(moment) for case, moment in rows.values_list("case", "at")}
    return found


def _rechecks(keys: Iterable[int]) -> dict[int, list[tuple[date, str]]]:
    found: dict[int, list[tuple[date, str]]] = defaultdict(list)
    for part in chunks(sorted(keys)):
        rows = Recheck.objects.filter(case__in=part).order_by("pk").values_list("case", "at", "result")
        for case, moment, result in rows:
            found[case].append((_day(moment), result))
    return found


def _answers(keys: Iterable[int]) -> dict[int, list[tuple[str, str, date]]]:
    found: dict[int, list[tuple[str, str, date]]] = defaultdict(list)
    for part in chunks(sorted(keys)):
        rows = Answer.objects.filter(case__in=part).order_by("pk").values_list("case", "kind", "state", "at")
        for case, kind, state, moment in rows:
            found[case].append((kind, state, _day(moment)))
    return found


def _taken(keys: Sequence[int], except_drafts: bool) -> dict[int, list[Taken]]:
    found: dict[int, list[Taken]] = defaultdict(list)
    states = [state for state in _OUTCOMES if not (except_drafts and state == Proposal.State.DRAFT)]
    for part in chunks(list(keys)):
        lines = ProposalCase.objects.filter(case__in=part, left_at=None, proposal__state__in=states).order_by("pk")
        signed = ("proposal__second_at", "proposal__signed_at", "proposal__drafted_at")
        for case, rung, occasion, state, second, first, drafted in lines.values_list(
            "case", "rung", "occasion", "proposal__state", *signed
        ):
            moment = (second or first or drafted) if state == Proposal.State.SIGNED else drafted
            found[case].append(Taken(case, rung, occasion, _day(moment), _OUTCOMES[state]))
    return found


def _before(cases: Iterable[Case]) -> dict[int, tuple[Before, ...]]:
    """The cases each one repeats, the oldest first; one query for each step back."""
    chain: dict[int, list[Before]] = {case.pk: [] for case in cases}
    behind = {case.pk: case.relapse_of_id for case in cases if case.relapse_of_id}
    for _ in range(_DEEPEST):
        if not behind:
            break
        rows = {
            pk: (closed, earlier)
            for part in chunks(sorted(set(behind.values())))
            for pk, closed, earlier in Case.objects.filter(pk__in=part).values_list("pk", "closed_at", "relapse_of")
        }
        further = {}
        for key, earlier in behind.items():
            closed, still = rows[earlier]
            if closed is not None:
                chain[key].insert(0, Before(earlier, _day(closed)))
            if still:
                further[key] = still
        behind = further
    return {key: tuple(some) for key, some in chain.items()}


def _day(moment: datetime) -> date:
    return timezone.localtime(moment).date()
