"""What lies near a case without having come of it: its sibling columns, what else its unit put up in the week after it
was told, and how often that unit has had such a case before."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Q
from django.utils import timezone

from mingcha.model.case import CaseState
from mingcha.rectify.neighbourhood import Fault, Tie, tie
from mingcha.rectify.recurrence import is_habit
from mingcha.standards.rectification import rectification
from mingcha.web.cases.aftermaths import spots_of
from mingcha.web.cases.models import Case, Finding

# Faults of one unit in one week that are looked through, and those that are shown.
_MOST, _SHOWN = 300, 30


@dataclass(frozen=True, slots=True)
class Near:
    """A fault near a case, and how it lies to it."""

    finding: Finding
    tie: Tie

    @property
    def label(self) -> str:
        return self.tie.relation.label


@dataclass(frozen=True, slots=True)
class Before:
    """How many cases of the same check the unit has had up to this one."""

    times: int

    @property
    def is_habit(self) -> bool:
        return is_habit(self.times)


def near(case: Case) -> list[Near]:
    """Faults of the unit told for the first time since it was told, that were not tied to the case, the closest first."""
    if case.told_at is None or case.unit_id is None:
        return []
    # The week is that of what was put up; it may be looked at up to a round later.
    until = case.told_at + timedelta(days=rectification().neighbourhood.days * 3)
    fresh = list(
        Finding.objects.filter(
            Q(unit=case.unit_id), site=case.site_id, first_seen__gt=case.told_at, first_seen__lte=until
        )
        .exclude(pk__in=case.aftermaths.values("finding"))
        .exclude(case=case)
        .select_related("decision")
        .order_by("-severity", "pk")[:_MOST]
    )
    spots, own = spots_of(fresh), tuple(spots_of(list(case.findings.order_by("pk")[:_MOST])).values())
    told = timezone.localtime(case.told_at).date()
    found = []
    for one in fresh:
        fault = Fault(one.check_name, one.family, spots[one.pk], timezone.localtime(one.first_seen).date())
        tied = tie(fault, own, check=case.check_name, family=case.family, told=told)
        if tied is not None and not tied.counts:
            found.append(Near(one, tied))
    relations = list(type(found[0].tie.relation)) if found else []
    found.sort(key=lambda each: relations.index(each.tie.relation))
    return found[:_SHOWN]


def times_before(case: Case) -> Before:
    """How many cases of this check the unit has had, this one included; withdrawn ones were no fault."""
    if case.unit_id is None:
        return Before(1)
    cases = Case.objects.filter(unit=case.unit_id, check_name=case.check_name, pk__lte=case.pk)
    return Before(cases.exclude(state=CaseState.WITHDRAWN.value).count())
