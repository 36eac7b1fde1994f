"""Cases and findings looked for again in the database, the way a doubting reader would, and not the way they were told.

Nothing of the record that a bulletin is composed from (record.py, bulletin.outcomes) is used here: rows are asked for
anew and judged by the conditions as their labels state them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta

from django.db.models import Q, QuerySet, Sum

from mingcha.model.case import CaseState, RecheckResult
from mingcha.model.case_query import CaseCondition, CaseMeasure, CaseQuery
from mingcha.web.bulletins.record import day_of, moment
from mingcha.web.cases.models import Aftermath, Case, CaseStep, Decision, Examination, Finding, Recheck
from mingcha.web.notices.models import Notice, NoticeLine
from mingcha.web.publishing.matching import chunks

_C, _R = CaseCondition, RecheckResult
_BAD, _GOOD = (_R.NOT_FIXED, _R.PARTLY), (_R.FIXED, _R.PAGE_GONE)
Looks = dict[int, list[tuple[date, RecheckResult]]]


class Recount:
    """Counts again; every query is asked of the database once."""

    def __init__(self) -> None:
        self._found: dict[CaseQuery, tuple[int, ...]] = {}

    def rows(self, query: CaseQuery) -> tuple[int, ...]:
        """Keys of the findings (of removed ones) or cases that meet the query now."""
        if query not in self._found:
            self._found[query] = tuple(sorted(_rows(query)))
        return self._found[query]

    def value(self, query: CaseQuery, measure: CaseMeasure) -> int:
        keys = self.rows(query)
        if measure is CaseMeasure.PLACES:
            table = Finding.objects if query.condition is _C.REMOVED else Case.objects
            return sum(
                table.filter(pk__in=part).aggregate(all=Sum("places"))["all"] or 0 for part in chunks(list(keys))
            )
        if measure is CaseMeasure.UNITS:
            table = Finding.objects if query.condition is _C.REMOVED else Case.objects
            units = {
                unit
                for part in chunks(list(keys))
                for unit in table.filter(pk__in=part, unit__isnull=False).values_list("unit", flat=True)
            }
            return len(units)
        return len(keys)


def findings_of(query: CaseQuery) -> QuerySet[Finding]:
    """Confirmed findings that examinations found gone between the two days."""
    found = Finding.objects.filter(
        decision__kind=Decision.Kind.CONFIRMED, gone_at__gte=moment(query.first), gone_at__lt=_after(query.last)
    )
    return found.filter(_kind(query))


def _rows(query: CaseQuery) -> Iterable[int]:
    if query.condition is _C.REMOVED:
        return findings_of(query).values_list("pk", flat=True)
    found = Case.objects.exclude(state=CaseState.WITHDRAWN.value).filter(_kind(query))
    if query.cases:
        found = found.filter(pk__in=query.cases)
    if query.notice is not None:
        return [key for key, verdict in _verdicts(found, query).items() if verdict is query.condition]
    found = found.filter(unit__isnull=False)
    match query.condition:
        case _C.RELAPSED:
            return found.filter(
                relapse_of__isnull=False, confirmed_at__gte=moment(query.first), confirmed_at__lt=_after(query.last)
            ).values_list("pk", flat=True)
        case _C.OPEN:
            rows = found.filter(confirmed_at__lt=_after(query.last)).filter(
                Q(closed_at=None) | Q(closed_at__gte=moment(query.first))
            )
            long_gone = _seen_gone(rows, query.first - timedelta(days=1)) & _seen_gone(rows, query.last)
            return set(rows.values_list("pk", flat=True)) - long_gone
        case _C.STANDING:
            return _standing(found, query.last)
        case _C.OVERDUE:
            return _overdue(found, query.last)
    return ()


def _kind(query: CaseQuery) -> Q:
    wanted = Q()
    if query.families or query.checks:
        wanted &= Q(family__in=query.families) | Q(check_name__in=query.checks)
    if query.without:
        wanted &= ~Q(family__in=query.without)
    if query.units:
        wanted &= Q(unit__code__in=query.units)
    return wanted


def _after(day: date):  # type: ignore[no-untyped-def]
    return moment(day + timedelta(days=1))


def _looks(keys: list[int], until: date) -> Looks:
    """What was seen of each case by this day, in order; that a closed one lives again means its fault was seen."""
    found: dict[int, list[tuple[object, date, RecheckResult]]] = defaultdict(list)
    for part in chunks(keys):
        rows = Recheck.objects.filter(case__in=part, at__lt=_after(until)).order_by("at", "pk")
        for case, at, result in rows.values_list("case", "at", "result"):
            found[case].append((at, day_of(at), RecheckResult(result)))
        again = CaseStep.objects.filter(case__in=part, what="reopen", at__lt=_after(until)).order_by("at", "pk")
        for case, at in again.values_list("case", "at"):
            found[case].append((at, day_of(at), _R.NOT_FIXED))
    return {
        case: [(day, result) for _, day, result in sorted(rows, key=lambda row: row[0])]  # type: ignore[arg-type,return-value]
        for case, rows in found.items()
    }


def _standing(found: QuerySet[Case], last: date) -> list[int]:
    rows = found.filter(confirmed_at__lt=_after(last)).filter(Q(closed_at=None) | Q(closed_at__gte=_after(last)))
    gone = _seen_gone(rows, last)
    return [key for key in rows.values_list("pk", flat=True) if key not in gone]


def _seen_gone(rows: QuerySet[Case], until: date) -> set[int]:
    """Cases whose fault was seen gone by that day and not again: by a re-check, or untold in the case itself."""
    keys = list(rows.values_list("pk", flat=True))
    looks = _looks(keys, until)
    gone = {key for key in keys if _last_seen(looks, key) in (*_GOOD, _R.BROKE)}
    untold = rows.filter(told_at=None, result__in=[one.value for one in _GOOD], rechecked_at__lt=_after(until))
    return gone | {key for key in untold.values_list("pk", flat=True) if _last_seen(looks, key) is None}


def _last_seen(looks: Looks, key: int) -> RecheckResult | None:
    seen = [result for _, result in looks.get(key, ()) if result is not _R.NOT_LOOKED]
    return seen[-1] if seen else None


def _overdue(found: QuerySet[Case], last: date) -> list[int]:
    keys = _standing(found, last)
    looks, told = _looks(keys, last), _told(keys)
    late = []
    for part in chunks(keys):
        for key, due, answered in found.filter(pk__in=part).values_list("pk", "due", "answered_at"):
            before = [day for dated, day in told.get(key, ()) if dated <= last]
            if not before:
                continue
            at_last = before[-1] if len(before) < len(told[key]) or due is None else max(before[-1], due)
            if at_last > last:
                continue
            seen = [(day, result) for day, result in looks.get(key, ()) if result is not _R.NOT_LOOKED]
            if seen and seen[-1][0] > at_last:
                is_late = seen[-1][1] in (*_BAD, _R.BROKE)
            else:
                is_late = answered is None or day_of(answered) > last
            late += [key] if is_late else []
    return late


def _told(keys: Iterable[int], *, only: int | None = None) -> dict[int, list[tuple[date, date]]]:
    """For each case the days it was told and the last day it had for it then, in order."""
    told: dict[int, list[tuple[date, date]]] = defaultdict(list)
    for part in chunks(list(keys)):
        lines = NoticeLine.objects.filter(case__in=part, copy__notice__state=Notice.State.ISSUED)
        if only is not None:
            lines = lines.filter(copy__notice=only)
        for case, dated, due, all_due in lines.order_by("copy__notice__dated", "copy__notice").values_list(
            "case", "copy__notice__dated", "due", "copy__notice__due"
        ):
            told[case].append((dated, due or all_due))
    return told


def _verdicts(found: QuerySet[Case], query: CaseQuery) -> dict[int, CaseCondition]:
    """What the re-check that followed a notice's deadline came to for each of its cases, in the query's days."""
    notice = Notice.objects.filter(pk=query.notice).first()
    if notice is None:
        return {}
    everyone = Case.objects.filter(lines__copy__notice=notice).exclude(state=CaseState.WITHDRAWN.value)
    keys = sorted(set(everyone.values_list("pk", flat=True)))
    looks = _looks(keys, query.last)
    day = _day_of_recheck(notice, everyone, looks)
    if day is None or not query.first <= day <= query.last:
        return {}
    here, told = _told(keys, only=notice.pk), _told(keys)
    broke = _broke(keys, query.last)
    verdicts = {}
    units: dict[int, int | None] = {}
    for row in everyone.distinct():
        units[row.pk] = row.unit_id
        due = here[row.pk][0][1]
        if told[row.pk][-1] == here[row.pk][0] and row.due is not None:
            due = max(due, row.due)
        if due >= query.last:
            continue
        verdicts[row.pk] = _verdict(row, looks.get(row.pk, []), day=day, due=due, last=query.last, broke=broke)
    # Praise is for a unit, not for a case: one that is late in anything is not praised for the rest.
    late = {units[key] for key, verdict in verdicts.items() if verdict is not _C.IN_TIME}
    wanted = set(found.values_list("pk", flat=True))
    return {
        key: verdict
        for key, verdict in verdicts.items()
        if key in wanted and (verdict is not _C.IN_TIME or units[key] not in late)
    }


def _day_of_recheck(notice: Notice, cases: QuerySet[Case], looks: Looks) -> date | None:
    after = [day for rows in looks.values() for day, result in rows if day > notice.due and result is not _R.NOT_LOOKED]
    if after:
        return min(after)
    waiting = set(cases.exclude(state=CaseState.CLOSED.value).values_list("pk", flat=True))
    if waiting and all(_last_seen(looks, key) for key in waiting):
        done = Examination.objects.filter(state=Examination.State.FINISHED, started_at__gte=_after(notice.due))
        first = done.order_by("started_at").values_list("started_at", flat=True).first()
        return day_of(first) if first else None
    return None


def _broke(keys: list[int], last: date) -> dict[int, bool]:
    """Cases whose mending brought about a fault by this day: True where somebody has confirmed it."""
    found: dict[int, bool] = {}
    for part in chunks(keys):
        ties = Aftermath.objects.filter(case__in=part, counts=True, untied_why="", noticed_at__lt=_after(last))
        for case, finding_case, kind in ties.values_list("case", "finding__case", "finding__decision__kind"):
            if kind != Decision.Kind.DISMISSED:
                found[case] = found.get(case, False) or finding_case is not None
    return found


def _verdict(
    row: Case, seen: list[tuple[date, RecheckResult]], *, day: date, due: date, last: date, broke: dict[int, bool]
) -> CaseCondition | None:
    since = [(on, result) for on, result in seen if on >= day and on > due]
    looked = [one for one in since if one[1] is not _R.NOT_LOOKED]
    if looked:
        on, result = looked[0]
    elif not since and seen and seen[-1][1] is not _R.NOT_LOOKED:
        on, result = day, seen[-1][1]
    else:
        on, result = last, None
    if result in _BAD:
        return _C.UNFINISHED
    closed = day_of(row.closed_at) if row.closed_at and row.state == CaseState.CLOSED else None
    if result not in (*_GOOD, _R.BROKE) and (closed is None or closed > on):
        return _C.UNSEEN
    if row.pk in broke:
        return _C.UNFINISHED if broke[row.pk] else _C.UNSEEN
    in_time = (closed is not None and closed <= due) or (row.answered_at and day_of(row.answered_at) <= due)
    return _C.IN_TIME if in_time else None
