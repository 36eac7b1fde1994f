"""The list of notices, choosing cases for a new one, and the lists a unit was sent."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.db.models import Count
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from mingcha.calendar import UnknownYear
from mingcha.web.accounts.access import BUSINESS, only
from mingcha.web.accounts.models import Role
from mingcha.web.cases.time_limits import limits
from mingcha.web.notices import choosing, deadlines, drafting
from mingcha.web.notices.access import may_change, visible_copies, visible_notices
from mingcha.web.notices.board import standings
from mingcha.web.notices.forms import CaseChoice
from mingcha.web.notices.issuing import next_number
from mingcha.web.notices.models import Digest, Notice
from mingcha.web.pages import page_of
from mingcha.web.publishing.refusals import Refused
from mingcha.web.units.access import own_units, sees_all
from mingcha.web.workdays import calendar

# How many cases one page of the choice shows.
SHOWN = 200


@require_GET
@only(*BUSINESS)
def notices(request: HttpRequest) -> HttpResponse:
    """The county's notices; for a unit's people the lists they were sent."""
    if not sees_all(request.user):
        return _own(request)
    rows = visible_notices(request.user).order_by("-state", "-dated", "-pk")
    page = page_of(request, total=rows.count())
    shown = list(rows.select_related("issued_by")[page.start : page.stop])
    keys = [row.pk for row in shown]
    copies = Notice.objects.filter(pk__in=keys).order_by()
    facts: dict[int, dict[str, Any]] = {row["pk"]: row for row in copies.values("pk").annotate(units=Count("copies"))}
    received = Notice.objects.filter(pk__in=keys, copies__received_at__isnull=False).order_by()
    signed = dict(received.values_list("pk").annotate(n=Count("copies")))
    cases = dict(Notice.objects.filter(pk__in=keys).order_by().values_list("pk").annotate(n=Count("copies__lines")))
    context = {
        "rows": [(row, facts[row.pk]["units"], cases.get(row.pk, 0), signed.get(row.pk, 0)) for row in shown],
        "page": page,
        "may_change": may_change(request.user),
        "waiting": drafting.waiting().filter(unit__isnull=False).count(),
        "nobodys": choosing.nobodys(),
    }
    return render(request, "notices/list.html", context)


def _own(request: HttpRequest) -> HttpResponse:
    copies = visible_copies(request.user).select_related("notice", "unit").order_by("-notice__issued_at", "pk")
    page = page_of(request, total=copies.count())
    today = timezone.localdate()
    context = {
        "rows": standings(list(copies[page.start : page.stop]), today=today),
        "page": page,
        "digest": Digest.objects.filter(unit__in=own_units(request.user), day=today).first(),
        "today": today,
    }
    return render(request, "notices/own.html", context)


@require_http_methods(["GET", "POST"])
@only(Role.OPERATOR)
def choose(request: HttpRequest, notice_id: int | None = None) -> HttpResponse:
    """Choose cases by unit, or one by one of a single unit; for a new draft or for one that is there."""
    notice = get_object_or_404(Notice, pk=notice_id, state=Notice.State.DRAFT) if notice_id else None
    today = timezone.localdate()
    form = CaseChoice(request.GET)
    form.is_valid()
    found = choosing.offered(form.cleaned_data, today=today)
    if request.method == "POST":
        try:
            return _chosen(request, found, notice)
        except Refused as fault:
            messages.error(request, str(fault))
    one = form.cleaned_data.get("unit")
    context: dict[str, Any] = {"form": form, "notice": notice, "one": one, "nobodys": choosing.nobodys()}
    if one:
        page = page_of(request, total=found.count(), size=SHOWN)
        context |= {"cases": found.order_by("-severity", "check_name", "pk")[page.start : page.stop], "page": page}
        context["total"] = page.total
    else:
        rows = choosing.by_unit(found)
        context |= {"rows": rows, "total": sum(row["cases"] for row in rows)}
    return render(request, "notices/choose.html", context)


def _chosen(request: HttpRequest, found: Any, notice: Notice | None) -> HttpResponse:
    """Make the draft, or add to it. Raises Refused."""
    if "all" not in request.POST:
        keys = _numbers(request.POST, "case")
        found = found.filter(pk__in=keys) if keys else found.filter(unit__in=_numbers(request.POST, "unit"))
    cases = list(found)
    now = timezone.now()
    if notice is not None:
        number = drafting.add_cases(notice, cases, by=request.user, at=now)  # type: ignore[arg-type]
        messages.success(request, f"已选入 {number} 项。")
        return redirect("notice", notice.pk)
    dated = timezone.localdate()
    weights = choosing.weights(found)
    made = drafting.draft(
        cases=cases,
        dated=dated,
        due=deadlines.suggest(weights, dated=dated, calendar=calendar(), days=limits()) or dated + timedelta(days=7),
        by_severity=len(set(weights)) > 1,
        by=request.user,  # type: ignore[arg-type]
        at=now,
    )
    messages.success(request, f"已起草，共 {len(cases)} 项；请核对期限和正文后印发。")
    return redirect("notice", made.pk)


def _numbers(given: QueryDict, name: str) -> list[int]:
    return [int(one) for one in given.getlist(name) if one.isdecimal() and len(one) < 19]


def number_to_come(notice: Notice) -> int:
    return next_number(notice.dated.year)


def explained(notice: Notice, weights: list[int]) -> str:
    """How the suggested last day was reckoned, in a sentence; nothing where the year's holidays are unknown."""
    if not weights:
        return ""
    try:
        day = deadlines.suggest(weights, dated=notice.dated, calendar=calendar(), days=limits())
        return calendar().count(notice.dated, day).explanation if day else ""
    except UnknownYear:
        return ""
