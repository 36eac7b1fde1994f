"""整改总览: what was told in a time and what became of it, by unit; each figure is a set of cases that can be listed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from enum import StrEnum

from django.db.models import Count, DurationField, Exists, ExpressionWrapper, F, OuterRef, Q, QuerySet, Sum
from django.utils import timezone

from mingcha.model.case import CaseState, RecheckResult
from mingcha.web.cases.models import Case, CaseStep, Recheck

_WITH_UNIT = (CaseState.TOLD.value, CaseState.ANSWERED.value, CaseState.RECHECKED.value)
_WRONG = (RecheckResult.NOT_FIXED.value, RecheckResult.PARTLY.value, RecheckResult.BROKE.value)
_SETTLED = (RecheckResult.FIXED.value, RecheckResult.PAGE_GONE.value)


class Told(StrEnum):
    """What may be asked of the cases told in a time; each is one column of the board."""

    ALL = "all"
    CLOSED = "closed"
    SETTLED = "settled"
    OVERDUE = "overdue"
    DUE = "due"
    ON_TIME = "on_time"
    FIRST_TRY = "first_try"
    AGAIN = "again"
    BROKE = "broke"

    def of(self, cases: QuerySet[Case], *, today: date) -> QuerySet[Case]:
        return _judged(cases).filter(self.condition(today))

    def condition(self, today: date) -> Q:
        """As a filter of cases that `_judged` has looked at."""
        settled = Q(state=CaseState.CLOSED.value) | Q(result__in=_SETTLED)
        return {
            Told.ALL: Q(),
            Told.CLOSED: Q(state=CaseState.CLOSED.value),
            Told.SETTLED: settled,
            Told.OVERDUE: waits_for_unit() & Q(due__lt=today),
            Told.DUE: Q(due__lt=today) | settled,
            Told.ON_TIME: settled & Q(was_late=False),
            Told.FIRST_TRY: settled & Q(was_late=False, told_again=False, was_wrong=False, reopened=0),
            Told.AGAIN: Q(relapse_of__isnull=False) | Q(reopened__gt=0),
            Told.BROKE: Q(has_broken=True),
        }[self]


def waits_for_unit() -> Q:
    """Told, and not yet seen mended."""
    return Q(state__in=_WITH_UNIT) & ~Q(result__in=_SETTLED)


@dataclass(frozen=True, slots=True)
class Standing:
    """One unit's line, or the county's. Shares are per cent of `due`, those whose deadline is over or that are settled;
    None where there are none."""

    unit: int | None
    told: int
    closed: int
    settled: int
    overdue: int
    due: int
    on_time: int
    first_try: int
    again: int
    broke: int
    days: float | None

    @property
    def on_time_rate(self) -> Decimal | None:
        return _share(self.on_time, self.due)

    @property
    def first_try_rate(self) -> Decimal | None:
        return _share(self.first_try, self.due)

    @property
    def again_rate(self) -> Decimal | None:
        return _share(self.again, self.told)


def told_between(cases: QuerySet[Case], *, first: date | None, last: date | None) -> QuerySet[Case]:
    """Cases told between two days, withdrawn ones left out: they were no fault."""
    cases = cases.filter(told_at__isnull=False).exclude(state=CaseState.WITHDRAWN.value)
    if first is not None:
        cases = cases.filter(told_at__gte=_moment(first))
    if last is not None:
        cases = cases.filter(told_at__lt=_moment(last + timedelta(days=1)))
    return cases


def standings(cases: QuerySet[Case], *, first: date, last: date, today: date) -> tuple[Standing, list[Standing]]:
    """The county's line and those of its units, the most overdue first; one query."""
    told = _judged(told_between(cases, first=first, last=last)).order_by()
    figures = {
        kind.value if kind is not Told.ALL else "told": Count("pk", filter=kind.condition(today) or None)
        for kind in Told
    }
    took = Sum(ExpressionWrapper(F("closed_at") - F("told_at"), DurationField()), filter=Q(state="closed"))
    rows = list(told.values("unit").annotate(**figures, took=took))
    found = [_standing(row["unit"], row) for row in rows]
    found.sort(key=lambda one: (-one.overdue, -one.told, one.unit or 0))
    whole = {name: sum(row[name] for row in rows) for name in figures}
    whole["took"] = sum((row["took"] for row in rows if row["took"] is not None), timedelta())
    return _standing(None, whole), found


def _judged(cases: QuerySet[Case]) -> QuerySet[Case]:
    """With what re-checks said: `was_late` after the deadline it was still wrong, `was_wrong` after an answer or at the
    deadline, `told_again` when its unit had to be told more than once, `has_broken` when its mending
    broke something."""
    rechecks = Recheck.objects.filter(case=OuterRef("pk"))
    wrong = rechecks.filter(result__in=_WRONG)
    tellings = CaseStep.objects.filter(case=OuterRef("pk"), what="tell")
    return cases.annotate(
        was_late=Exists(wrong.exclude(result=RecheckResult.BROKE.value).filter(is_late=True)),
        was_wrong=Exists(wrong.filter(Q(is_late=True) | Q(at__gt=OuterRef("answered_at")))),
        told_again=Exists(tellings.filter(at__gt=OuterRef("told_at"))),
        has_broken=Exists(rechecks.filter(result=RecheckResult.BROKE.value)),
    )


def _standing(unit: int | None, row: dict) -> Standing:  # type: ignore[type-arg]
    return Standing(
        unit=unit,
        told=row["told"],
        days=row["took"] / timedelta(days=1) / row["closed"] if row["closed"] else None,
        **{kind.value: row[kind.value] for kind in Told if kind is not Told.ALL},
    )


def _share(part: int, whole: int) -> Decimal | None:
    return Decimal(100 * part) / whole if whole else None


def _moment(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min)).astimezone(UTC)
