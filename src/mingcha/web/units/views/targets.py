"""The targets of a year, for all units on one page."""

from __future__ import annotations

from datetime import date

from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from mingcha.web.accounts.access import COUNTY, has_role, only
from mingcha.web.accounts.models import Role
from mingcha.web.days import YEARS
from mingcha.web.errors import forbidden
from mingcha.web.units import services
from mingcha.web.units.forms import TargetsForm
from mingcha.web.units.models import Target, Unit


@only(*COUNTY)
def targets(request: HttpRequest) -> HttpResponse:
    may_edit = has_role(request.user, Role.OPERATOR)
    if request.method == "POST" and not may_edit:
        return forbidden(request, PermissionError())
    year = chosen_year(request)
    units = list(
        Unit.objects.select_related("group")
        .filter(Q(active_from=None) | Q(active_from__lte=date(year, 12, 31)))
        .filter(Q(active_to=None) | Q(active_to__gte=date(year, 1, 1)))
    )
    present, before = by_unit(year), by_unit(year - 1)
    copying = request.GET.get("copy") == "1" and not present
    form = TargetsForm(request.POST or None, units=units, given=before if copying else present)
    if request.method == "POST" and form.is_valid():
        changes = services.save_targets(year, form.cleaned_data, by=request.user)  # type: ignore[arg-type]
        told = f"{year}年任务已保存，变动 {len(changes)} 个单位。" if changes else f"{year}年任务没有变动。"
        messages.success(request, told)
        return redirect(f"{reverse('targets')}?year={year}")
    groups: dict[str, list[dict[str, object]]] = {}
    for unit in units:
        line = {"unit": unit, "field": form[unit.code], "now": present.get(unit.code), "before": before.get(unit.code)}
        groups.setdefault(unit.group.name, []).append(line)
    context = {
        "year": year,
        "years": years(year),
        "groups": [
            {"name": name, "lines": lines, "sum": sum(line["now"] or 0 for line in lines)}  # type: ignore[misc]
            for name, lines in groups.items()
        ],
        "form": form,
        "may_edit": may_edit,
        "copying": copying,
        "can_copy": may_edit and not present and bool(before),
        "total": sum(present.values()),
    }
    return render(request, "units/targets.html", context)


def by_unit(year: int) -> dict[str, int]:
    return dict(Target.objects.filter(year=year).values_list("unit__code", "posts"))


def chosen_year(request: HttpRequest) -> int:
    """The year asked for; else the last one that has targets, else this one."""
    asked = request.GET.get("year", "")
    if asked.isdecimal() and len(asked) == 4 and int(asked) in YEARS:
        return int(asked)
    return Target.objects.order_by("-year").values_list("year", flat=True).first() or timezone.localdate().year


def years(chosen: int) -> list[int]:
    """The years to switch between: those with targets, the chosen one and the one after the last."""
    known = set(Target.objects.order_by().values_list("year", flat=True).distinct())
    return sorted({*known, chosen, max(known | {chosen}) + 1}, reverse=True)
