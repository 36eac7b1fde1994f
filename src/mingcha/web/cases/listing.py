"""The list of cases: which are asked for, in which order, and how each stands to its deadline."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, F, Q, QuerySet

from mingcha.calendar import WorkingCalendar
from mingcha.model.case import CaseState, RecheckResult
from mingcha.model.finding import Severity
from mingcha.rectify.deadline import Standing, soon_until, standing
from mingcha.standards.rectification import DeadlineDays
from mingcha.web.cases.board import Told, told_between, waits_for_unit
from mingcha.web.cases.models import Aftermath, Case

OPEN = [state.value for state in CaseState if state.is_open]
WITH_UNIT = (CaseState.TOLD.value, CaseState.ANSWERED.value, CaseState.RECHECKED.value)
SETTLED = (RecheckResult.FIXED.value, RecheckResult.PAGE_GONE.value)


@dataclass(frozen=True, slots=True)
class Line:
    """A case with how it stands to its deadline, in words."""

    case: Case
    standing: Standing
    days: int
    brought: int = 0

    @property
    def words(self) -> str:
        if self.standing is Standing.OVERDUE:
            return f"已超期 {self.days} 天"
        if self.standing is Standing.SOON:
            return "今天到期" if not self.days else "即将到期"
        return self.standing.label if self.standing is Standing.NONE else ""


def asked_for(
    cases: QuerySet[Case], given: dict[str, Any], *, today: date, calendar: WorkingCalendar, days: DeadlineDays
) -> QuerySet[Case]:
    """The cases the filter asks for; without a state those that are open."""
    state = given.get("state") or "open"
    if state == "open":
        cases = cases.filter(state__in=OPEN)
    elif state == "overdue":
        cases = cases.filter(waits_for_unit(), due__lt=today)
    elif state == "soon":
        cases = cases.filter(waits_for_unit(), due__gte=today, due__lte=soon_until(today, calendar=calendar, days=days))
    elif state == "to_close":
        cases = cases.filter(_to_close())
    elif state != "all":
        cases = cases.filter(state=state)
    for field, key in (("result", "result"), ("family", "family"), ("unit", "unit"), ("check_name", "check")):
        if value := given.get(key):
            cases = cases.filter(**{field: value})
    if given.get("nobody"):
        cases = cases.filter(unit=None)
    if severity := given.get("severity"):
        cases = cases.filter(severity__gte=list(Severity).index(Severity(severity)))
    if words := given.get("words"):
        cases = cases.filter(about__icontains=words)
    if given.get("again"):
        cases = cases.filter(Q(relapse_of__isnull=False) | Q(reopened__gt=0))
    if given.get("since") or given.get("until"):
        cases = told_between(cases, first=given.get("since"), last=given.get("until"))
    if kind := given.get("told"):
        cases = Told(kind).of(cases, today=today)
    return cases


def page_of_cases(
    cases: QuerySet[Case], *, start: int, stop: int, today: date, calendar: WorkingCalendar, days: DeadlineDays
) -> list[Line]:
    """One page, the gravest first, then the most urgent; three queries however many there are."""
    # Only keys are put in order: sorting whole rows of a hundred thousand cases takes half a second.
    ordered = cases.order_by("-severity", F("due").asc(nulls_last=True), "pk")
    keys = list(ordered.values_list("pk", flat=True)[start:stop])
    rows = Case.objects.select_related("unit").in_bulk(keys)
    return lines([rows[key] for key in keys], today=today, calendar=calendar, days=days)


def lines(
    cases: Sequence[Case] | QuerySet[Case], *, today: date, calendar: WorkingCalendar, days: DeadlineDays
) -> list[Line]:
    rows = list(cases)
    tied = Aftermath.objects.filter(case__in=[case.pk for case in rows], counts=True, untied_why="")
    brought = dict(tied.order_by().values_list("case").annotate(number=Count("pk")))
    found = []
    for case in rows:
        waits = case.state in WITH_UNIT and case.result not in SETTLED
        due = case.due if waits else None
        how = standing(due, today=today, calendar=calendar, days=days) if due else Standing.IN_TIME
        apart = abs((today - due).days) if due else 0
        found.append(Line(case, how, apart, brought.get(case.pk, 0)))
    return found


def counts(cases: QuerySet[Case], *, today: date, calendar: WorkingCalendar, days: DeadlineDays) -> dict[str, int]:
    """How many are in each of the lists people open most; one query."""
    soon = soon_until(today, calendar=calendar, days=days)
    with_unit = waits_for_unit()
    return cases.aggregate(
        open=Count("pk", filter=Q(state__in=OPEN)),
        confirmed=Count("pk", filter=Q(state=CaseState.CONFIRMED.value)),
        nobodys=Count("pk", filter=Q(state=CaseState.CONFIRMED.value, unit=None)),
        answered=Count("pk", filter=Q(state=CaseState.ANSWERED.value)),
        to_close=Count("pk", filter=_to_close()),
        soon=Count("pk", filter=with_unit & Q(due__gte=today, due__lte=soon)),
        overdue=Count("pk", filter=with_unit & Q(due__lt=today)),
    )


def _to_close() -> Q:
    return Q(state__in=(CaseState.RECHECKED.value, CaseState.CONFIRMED.value), result__in=SETTLED)


def half_year_before(today: date) -> date:
    return today - timedelta(days=183)
