"""整改总览 for leaders, on one page; and how the office works, to be set."""

from __future__ import annotations

from datetime import date

from django.contrib import messages
from django.db.models import Max, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from mingcha.web.accounts.access import COUNTY, only
from mingcha.web.accounts.models import Role
from mingcha.web.cases import board, listing
from mingcha.web.cases.access import visible_cases
from mingcha.web.cases.forms import PeriodForm, PracticeForm
from mingcha.web.cases.models import Case
from mingcha.web.cases.practice import change, practice
from mingcha.web.cases.time_limits import limits
from mingcha.web.units.models import Unit
from mingcha.web.workdays import calendar


@only(*COUNTY)
def rectifying(request: HttpRequest) -> HttpResponse:
    """What was told in a time and what became of it; every number leads to its cases."""
    today = timezone.localdate()
    form = PeriodForm(request.GET or None)
    given = form.cleaned_data if form.is_valid() else {}
    cases = visible_cases(request.user)
    last = given.get("until") or _latest(cases, today=today)
    first = given.get("since") or listing.half_year_before(last)
    whole, rows = board.standings(cases, first=first, last=last, today=today)
    units = Unit.objects.in_bulk([row.unit for row in rows if row.unit])
    context = {
        "form": PeriodForm(initial={"since": first, "until": last}) if not form.is_bound or form.is_valid() else form,
        "first": first,
        "last": last,
        "is_wrong_way": first > last,
        "whole": whole,
        "rows": [(units.get(row.unit or 0), row) for row in rows],
        "counts": listing.counts(cases, today=today, calendar=calendar(), days=limits()),
        "sets": request.user.role == Role.OPERATOR,  # type: ignore[union-attr]
    }
    return render(request, "cases/rectifying.html", context)


def _latest(cases: QuerySet[Case], *, today: date) -> date:
    """Where the half year ends that is shown first: today, or where nothing was told lately, the last day something was."""
    told = cases.aggregate(last=Max("told_at"))["last"]
    day = timezone.localtime(told).date() if told else today
    return day if day < listing.half_year_before(today) else today


@only(Role.OPERATOR)
def practice_edit(request: HttpRequest) -> HttpResponse:
    """Whether re-checks close by themselves, and what two people must confirm."""
    now = practice()
    form = PracticeForm(
        request.POST or None,
        initial={
            "closes_itself": now.closes_itself,
            "two_from": now.two_from,
            "two_families": now.two_families.split(),
        },
    )
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        changed = change(
            closes_itself=given["closes_itself"],
            two_from=given["two_from"],
            two_families=tuple(given["two_families"]),
            by=request.user,  # type: ignore[arg-type]
            at=timezone.now(),
        )
        messages.success(request, "已保存，记入操作日志。" if changed else "没有改动。")
        return redirect("practice_edit")
    return render(request, "cases/practice.html", {"form": form, "practice": now})
