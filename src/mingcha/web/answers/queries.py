"""What the unit's workspace and the office's inbox ask: cases under the notice that told them last, answers with files."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Count, F, Min, OuterRef, Prefetch, Q, QuerySet, Subquery

from mingcha.model.case import CaseState
from mingcha.web.answers.models import Answer, AnswerFile
from mingcha.web.cases.models import Case, Finding
from mingcha.web.notices.models import Notice, NoticeLine

TODO = (CaseState.TOLD.value, CaseState.RECHECKED.value)
ENDED = (CaseState.CLOSED.value, CaseState.WITHDRAWN.value)
# Open, and of a case that has not gone on meanwhile by another way.
TO_DECIDE = (
    Q(state=Answer.State.OPEN) & ~Q(case__state__in=ENDED) & (~Q(kind="done") | Q(case__state=CaseState.ANSWERED.value))
)


def asked_for(cases: QuerySet[Case], state: str, *, today: date) -> QuerySet[Case]:
    """The cases of one tab; without a word those that are to be put right."""
    if state == "late":
        return cases.filter(state__in=TODO, due__lt=today)
    if state == "answered":
        return cases.filter(state=CaseState.ANSWERED)
    if state == "ended":
        return cases.filter(state__in=ENDED)
    return cases if state == "all" else cases.filter(state__in=TODO)


def counts(cases: QuerySet[Case], *, today: date) -> dict[str, int]:
    """How many stand in each tab; one query."""
    return cases.order_by().aggregate(
        todo=Count("pk", filter=Q(state__in=TODO)),
        late=Count("pk", filter=Q(state__in=TODO, due__lt=today)),
        answered=Count("pk", filter=Q(state=CaseState.ANSWERED)),
        ended=Count("pk", filter=Q(state__in=ENDED)),
    )


def listed(cases: QuerySet[Case], *, start: int, stop: int) -> list[Case]:
    """One page of cases, each with `notice` that told it last and its latest answers; grouped by notice and deadline."""
    lines = NoticeLine.objects.filter(case=OuterRef("pk"), copy__notice__state=Notice.State.ISSUED)
    last = lines.order_by("-copy__notice__issued_at", "-copy__notice_id").values("copy__notice")[:1]
    found = (
        cases.annotate(last_notice=Subquery(last))
        .select_related("unit")
        .prefetch_related(Prefetch("answers", Answer.objects.order_by("-id"), to_attr="said"))
        .order_by(F("last_notice").desc(nulls_last=True), "due", "-severity", "pk")[start:stop]
    )
    page = list(found)
    notices = Notice.objects.in_bulk({case.last_notice for case in page if case.last_notice})  # type: ignore[attr-defined]
    first = _first_places(page)
    for case in page:
        case.notice = notices.get(case.last_notice)  # type: ignore[attr-defined]
        case.first_place = first.get(case.pk)  # type: ignore[attr-defined]
        case.open_answers = [one for one in case.said if one.state == Answer.State.OPEN]  # type: ignore[attr-defined]
        case.last_said = case.said[0] if case.said else None  # type: ignore[attr-defined]
    return page


def answers_asked_for(found: QuerySet[Answer], given: dict[str, Any]) -> QuerySet[Answer]:
    """The answers of the inbox's filter; without a state those that are open."""
    state = given.get("state") or "open"
    if state == "open":
        found = found.filter(TO_DECIDE)
    elif state == "decided":
        found = found.exclude(state=Answer.State.OPEN)
    if kind := given.get("kind"):
        found = found.filter(kind=kind)
    if unit := given.get("unit"):
        found = found.filter(case__unit=unit)
    if case := given.get("case"):
        found = found.filter(case=case)
    return found


def with_all(found: QuerySet[Answer]) -> QuerySet[Answer]:
    """With what a page shows of each."""
    return found.select_related("case__unit", "by", "decided_by").prefetch_related(
        Prefetch("files", AnswerFile.objects.order_by("id"), to_attr="proofs")
    )


def open_by_kind() -> dict[str, int]:
    rows = Answer.objects.filter(TO_DECIDE).order_by().values_list("kind").annotate(number=Count("pk"))
    return dict(rows)


def _first_places(cases: Iterable[Case]) -> dict[int, Finding]:
    """One finding of each case, to name a place by."""
    keys = [case.pk for case in cases]
    rows = Finding.objects.filter(case__in=keys).order_by().values("case").annotate(first=Min("pk"))
    return {one.case_id: one for one in Finding.objects.filter(pk__in=[row["first"] for row in rows])}  # type: ignore[misc]
