"""The list of units."""

from __future__ import annotations

from django.db.models import Prefetch, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from mingcha.web.accounts.access import COUNTY, only
from mingcha.web.units.forms import RosterFilter
from mingcha.web.units.models import Target, Unit


@only(*COUNTY)
def unit_list(request: HttpRequest) -> HttpResponse:
    form = RosterFilter(request.GET)
    form.is_valid()
    chosen = form.cleaned_data
    today = timezone.localdate()
    rows = Unit.objects.select_related("group", "parent", "successor")
    if words := chosen.get("words"):
        rows = rows.filter(
            Q(name__icontains=words)
            | Q(prose_name__icontains=words)
            | Q(code__icontains=words)
            | Q(pk__in=Unit.objects.filter(aliases__name__icontains=words).values("pk"))
        )
    if group := chosen.get("group"):
        rows = rows.filter(group=group)
    state = chosen.get("state")
    if state == "ended":
        rows = rows.filter(active_to__lt=today)
    elif state != "all":
        rows = rows.filter(Q(active_to=None) | Q(active_to__gte=today))
    year = Target.objects.order_by("-year").values_list("year", flat=True).first()
    latest = Prefetch("targets", Target.objects.filter(year=year or 0), to_attr="latest")
    rows = rows.prefetch_related("aliases", latest)
    context = {"form": form, "rows": rows, "year": year, "today": today, "any": Unit.objects.exists()}
    return render(request, "units/list.html", context)
