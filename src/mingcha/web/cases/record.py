"""What bulletins, letters, interfaces and reports ask of the record of cases, as plain values of the engine."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from mingcha.model.case import AftermathFact, CaseFact, CaseState, RecheckResult, Relation, RemovedFact
from mingcha.web.cases.models import Aftermath, Case, Decision, Finding
from mingcha.web.media.places import media_places
from mingcha.web.publishing.matching import chunks
from mingcha.web.rounds.models import CollectedPost


def facts(*, first: date, last: date) -> tuple[CaseFact, ...]:
    """Every case that was open at any time between the two days (both included), the gravest first."""
    begun, over = _moment(first), _moment(last + timedelta(days=1))
    found = Case.objects.filter(confirmed_at__lt=over).filter(Q(closed_at=None) | Q(closed_at__gte=begun))
    return facts_of(found)


def facts_of(cases: QuerySet[Case]) -> tuple[CaseFact, ...]:
    """These cases as facts, the gravest first; a constant number of queries for every 900."""
    rows = list(cases.select_related("unit").order_by("-severity", "pk"))
    keys = [case.pk for case in rows]
    findings = _findings(keys)
    about = _Places([one for some in findings.values() for one in some[:1]])
    ties = _ties(keys)
    notices = _notices(keys)
    return tuple(_fact(case, findings[case.pk], about, ties[case.pk], notices.get(case.pk, "")) for case in rows)


def removed(*, first: date, last: date) -> tuple[RemovedFact, ...]:
    """Confirmed findings that examinations found gone between the two days, by family, check and unit."""
    rows = Finding.objects.filter(
        decision__kind=Decision.Kind.CONFIRMED,
        gone_at__gte=_moment(first),
        gone_at__lt=_moment(last + timedelta(days=1)),
    ).order_by("family", "check_name", "unit__group__order", "unit__order", "pk")
    groups: dict[tuple[str, str, str], list[tuple[int, int]]] = defaultdict(list)
    for key, family, check, unit, places in rows.values_list("pk", "family", "check_name", "unit__code", "places"):
        groups[family, check, unit or ""].append((key, places))
    return tuple(
        RemovedFact(family, check, unit, sum(places for _, places in some), tuple(key for key, _ in some))
        for (family, check, unit), some in groups.items()
    )


class _Places:
    """Titles, files and accounts of the places of findings."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        urls = sorted({url for one in findings for url in (one.post_url, one.source) if url})
        self._posts = {
            url: title
            for part in chunks(urls)
            for url, title in CollectedPost.objects.filter(url__in=part).values_list("url", "title")
        }
        self._media = media_places((one.source, one.post_url) for one in findings)

    def of(self, one: Finding | None) -> dict[str, str]:
        if one is None:
            return {}
        media = self._media.get((one.source, one.post_url))
        if media is not None:
            return {"post_title": media.title, "post_url": media.url, "account": media.name}
        post = one.post_url if one.post_url in self._posts else one.source if one.source in self._posts else ""
        file = one.source.rsplit("/", 1)[-1] if one.source != (post or one.post_url) and "/" in one.source else ""
        return {
            "post_title": self._posts.get(post, ""),
            "post_url": post or one.post_url,
            "file_name": one.member or file,
        }


def _findings(keys: Sequence[int]) -> dict[int, list[Finding]]:
    found: dict[int, list[Finding]] = defaultdict(list)
    for part in chunks(keys):
        for one in Finding.objects.filter(case__in=part).order_by("pk"):
            found[one.case_id or 0].append(one)
    return found


def _ties(keys: Sequence[int]) -> dict[int, list[AftermathFact]]:
    found: dict[int, list[AftermathFact]] = defaultdict(list)
    for part in chunks(keys):
        rows = Aftermath.objects.filter(case__in=part, untied_why="").select_related("finding__decision")
        for row in rows.order_by("pk"):
            one = row.finding
            dismissed = one.decision is not None and one.decision.kind == Decision.Kind.DISMISSED
            found[row.case_id].append(
                AftermathFact(
                    Relation(row.relation),
                    row.counts and not dismissed,
                    one.check_name,
                    one.message,
                    one.post_url or one.source,
                    _day(row.noticed_at),
                    one.gone_at is not None,
                    one.case_id,
                    one.suggestion,
                )
            )
    return found


def _notices(keys: Sequence[int]) -> dict[int, str]:
    """The last issued notice each case stands on. Notices lie above cases: the line is reached by its relation."""
    found: dict[int, str] = {}
    for part in chunks(keys):
        rows = Case.objects.filter(pk__in=part, lines__copy__notice__state="issued").order_by("lines__pk")
        for key, year, number in rows.values_list("pk", "lines__copy__notice__year", "lines__copy__notice__number"):
            found[key] = f"{year}年第{number}期"
    return found


def _fact(case: Case, some: Sequence[Finding], about: _Places, ties: Iterable[AftermathFact], notice: str) -> CaseFact:
    unit = case.unit
    more: dict[str, Any] = about.of(some[0] if some else None)
    return CaseFact(
        key=case.pk,
        unit=unit.code if unit else "",
        unit_name=unit.name if unit else "",
        unit_prose=(unit.prose_name or unit.name) if unit else "",
        check=case.check_name,
        family=case.family,
        severity=case.severity,
        about=case.about,
        places=case.places,
        persons=sum(one.persons for one in some),
        state=CaseState(case.state),
        result=RecheckResult(case.result) if case.result else None,
        confirmed=_day(case.confirmed_at),
        told=_maybe(case.told_at),
        notice=notice,
        due=case.due,
        answered=_maybe(case.answered_at),
        rechecked=_maybe(case.rechecked_at),
        closed=_maybe(case.closed_at) if case.state == CaseState.CLOSED else None,
        relapse_of=case.relapse_of_id,
        brought_by=case.brought_by_id,
        aftermaths=tuple(ties),
        gone=sum(one.gone_at is not None for one in some),
        reopened=case.reopened,
        suggestion=some[0].suggestion if len({one.suggestion for one in some}) == 1 else "",
        **more,
    )


def _moment(day: date) -> datetime:
    """The beginning of a day here."""
    return timezone.make_aware(datetime.combine(day, time.min)).astimezone(UTC)


def _maybe(moment: datetime | None) -> date | None:
    return _day(moment) if moment else None


def _day(moment: datetime) -> date:
    return timezone.localtime(moment).date()
