"""Cases made of confirmed findings, and unmade when the confirmation is taken back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Count, Sum
from django.utils import timezone

from mingcha.model.case import CaseState
from mingcha.rectify.recurrence import Closed, recurs
from mingcha.standards.rectification import rectification
from mingcha.web.accounts.models import User
from mingcha.web.cases import history, life
from mingcha.web.cases.models import Aftermath, Case, Finding
from mingcha.web.publishing.matching import chunks
from mingcha.web.publishing.refusals import Refused
from mingcha.web.rounds.models import Site

Key = tuple[int, int | None, str]


@transaction.atomic
def open_cases(findings: Iterable[Finding], *, at: datetime, by: User | None = None) -> list[Case]:
    """The cases these confirmed findings belong to from now on: one for each site, unit and cause.

    A case nobody was told of yet takes them in; one that was told never does. Findings that stand in an open case stay
    there. A constant number of queries for each site.
    """
    rows = [one for one in _as_they_are(findings) if one.case is None or not CaseState(one.case.state).is_open]
    groups: dict[Key, list[Finding]] = {}
    for one in rows:
        groups.setdefault((one.site_id, one.unit_id, one.cause), []).append(one)
    if not groups:
        return []
    # Two people confirming parts of one cause at the same moment must not make two cases of it.
    list(Site.objects.filter(pk__in={key[0] for key in groups}).order_by("pk").select_for_update())
    waiting = _waiting(groups)
    fresh = [_new(key, some, at=at) for key, some in groups.items() if key not in waiting]
    _say_what_they_repeat(fresh, at=at)
    _say_what_brought_them(fresh, groups)
    Case.objects.bulk_create(fresh, batch_size=500)
    history.write(fresh, history.OPENED, at=at, by=by, logged=False)
    cases = waiting | {(one.site_id, one.unit_id, one.cause): one for one in fresh}
    for key, some in groups.items():
        for one in some:
            one.case = cases[key]
    Finding.objects.bulk_update(rows, ["case"], batch_size=200)
    found = [cases[key] for key in groups]
    count_anew(found)
    return found


@transaction.atomic
def close_undone(findings: Iterable[Finding], *, at: datetime) -> None:
    """The confirmation was taken back: cases lose these findings, and one that has none left is withdrawn.

    Raises Refused once a unit was told: it must learn that the matter is dropped, which withdrawing a case does.
    """
    rows = [one for one in _as_they_are(findings) if one.case is not None]
    cases = {one.case_id: one.case for one in rows}
    told = [case for case in cases.values() if case is not None and case.told_at is not None]
    if told:
        raise Refused(
            f"其中 {len(told)} 件整改事项已经交办（如第 {told[0].pk} 件），不能直接撤销判断。"
            "确属误报的，请在整改事项中逐件撤销并写明理由。"
        )
    for part in chunks([one.pk for one in rows]):
        Finding.objects.filter(pk__in=part).update(case=None)
    held = [case for case in cases.values() if case is not None]
    _withdraw_empty(held, at=at, why="判断已撤销")


def count_anew(cases: Sequence[Case]) -> None:
    """Number of findings and of places, and the gravest severity, from the findings that are in the cases now."""
    totals = {}
    for part in chunks([case.pk for case in cases]):
        rows = Finding.objects.filter(case__in=part).order_by().values_list("case")
        totals |= {key: (number, places) for key, number, places in rows.annotate(n=Count("pk"), p=Sum("places"))}
    for case in cases:
        case.number, case.places = totals.get(case.pk, (0, 0))
    life.save(cases, "number", "places")


@transaction.atomic
def follow_unit(findings: Iterable[Finding], *, at: datetime) -> list[Case]:
    """Findings whose unit has become another: those in cases that were not told go over to cases of the new unit."""
    rows = [
        one
        for one in _as_they_are(findings)
        if one.case is not None
        and one.case.state == CaseState.CONFIRMED
        and one.case.told_at is None
        and one.case.unit_id != one.unit_id
    ]
    left = {one.case_id: one.case for one in rows}
    for part in chunks([one.pk for one in rows]):
        Finding.objects.filter(pk__in=part).update(case=None)
    found = open_cases(rows, at=at)
    history.write(found, "moved", at=at, by=None, words="按最新归属", logged=False)
    _withdraw_empty([case for case in left.values() if case is not None], at=at, why="已转到新的责任单位名下")
    return found


def _withdraw_empty(cases: Sequence[Case], *, at: datetime, why: str) -> None:
    count_anew(cases)
    empty = [case for case in cases if not case.number and CaseState(case.state).is_open]
    for case in empty:
        case.state, case.closed_at, case.closed_why = CaseState.WITHDRAWN.value, at, why
    life.save(empty, "state", "closed_at", "closed_why")
    history.write(empty, "withdraw", at=at, by=None, words=why, logged=False)


def _as_they_are(findings: Iterable[Finding]) -> list[Finding]:
    """The findings as the database has them now, with their cases."""
    keys = [one.pk for one in findings]
    return [
        one
        for part in chunks(keys)
        for one in Finding.objects.filter(pk__in=part).select_related("case").order_by("pk")
    ]


def _waiting(groups: dict[Key, list[Finding]]) -> dict[Key, Case]:
    found: dict[Key, Case] = {}
    for part in chunks({key[2] for key in groups}):
        rows = Case.objects.filter(cause__in=part, state=CaseState.CONFIRMED.value).select_for_update()
        for case in rows.order_by("-pk"):
            key = case.site_id, case.unit_id, case.cause
            if key in groups:
                found[key] = case
    return found


def _new(key: Key, some: Sequence[Finding], *, at: datetime) -> Case:
    first = max(some, key=lambda one: (one.severity, -one.pk))
    return Case(
        site_id=key[0],
        unit_id=key[1],
        cause=key[2],
        check_name=first.check_name,
        family=first.family,
        severity=first.severity,
        about=first.message,
        confirmed_at=at,
    )


def _say_what_they_repeat(cases: Sequence[Case], *, at: datetime) -> None:
    """Closed cases of the same unit and check, lately enough."""
    months = rectification().recurrence.months
    closed = [
        Closed(key, str(unit), check, timezone.localtime(closed_at).date())
        for part in chunks({case.unit_id for case in cases if case.unit_id is not None})
        for key, unit, check, closed_at in Case.objects.filter(
            unit__in=part,
            check_name__in={case.check_name for case in cases},
            state=CaseState.CLOSED.value,
            closed_at__gt=at - timedelta(days=31 * (months + 1)),
        ).values_list("pk", "unit", "check_name", "closed_at")
    ]
    by_unit: dict[tuple[str, str], list[Closed]] = {}
    for one in closed:
        by_unit.setdefault((one.unit, one.check), []).append(one)
    today = timezone.localtime(at).date()
    for case in cases:
        unit = str(case.unit_id or "")
        before = recurs(unit=unit, check=case.check_name, on=today, closed=by_unit.get((unit, case.check_name), ()))
        case.relapse_of_id = before.key if before else None


def _say_what_brought_them(cases: Sequence[Case], groups: dict[Key, list[Finding]]) -> None:
    """Findings that a re-check tied to a case whose mending brought them about."""
    keys = [one.pk for some in groups.values() for one in some]
    brought = {
        finding: case
        for part in chunks(keys)
        for finding, case in Aftermath.objects.filter(finding__in=part, counts=True, untied_by=None, untied_why="")
        .order_by("-pk")
        .values_list("finding", "case")
    }
    for case in cases:
        ways = (brought.get(one.pk) for one in groups[case.site_id, case.unit_id, case.cause])
        case.brought_by_id = next((way for way in ways if way is not None), None)
