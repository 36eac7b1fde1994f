"""The overview: a month's key figures and rankings, every number leading to its posts."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from mingcha.model.month import Month
from mingcha.web.accounts.access import BUSINESS, has_role, only
from mingcha.web.accounts.homes import home_of
from mingcha.web.accounts.models import Role
from mingcha.web.days import SPAN, month_of
from mingcha.web.publishing import queries
from mingcha.web.publishing.board import SHOWS, board_groups, county_figures, unit_figures
from mingcha.web.publishing.links import LedgerLinks
from mingcha.web.publishing.months import known_months, year_lines
from mingcha.web.units.access import own_unit, sees_all


def overview(request: HttpRequest) -> HttpResponse:
    """The first address of the site: administrators, who see no business data, are sent to their own pages."""
    if not has_role(request.user, *BUSINESS):
        return redirect(home_of(request.user))
    return board(request)


overview.roles = tuple(Role)  # type: ignore[attr-defined]


@only(*BUSINESS)
def board(request: HttpRequest) -> HttpResponse:
    everything = sees_all(request.user)
    unit = None if everything else own_unit(request.user)
    if not everything and unit is None:
        return render(request, "publishing/no_unit.html")
    latest = queries.latest_month()
    if latest is None:
        return render(request, "publishing/empty.html")
    month = asked_month(request) or latest
    statistics = queries.statistics(month)
    link = LedgerLinks()
    sort, show, group = request.GET.get("sort", "rank"), request.GET.get("show", ""), request.GET.get("group", "")
    code = unit.code if unit else None
    groups = board_groups(statistics, link, sort=sort, show=show, group=group, unit=code)
    months = known_months()
    context: dict[str, Any] = {
        "month": month,
        "latest": latest,
        "months": sorted({*months, month.key}, reverse=True),
        "previous": month.shift(-1).key if months and month.shift(-1).key >= months[0] else None,
        "next": month.shift(1).key if month < latest else None,
        "statistics": statistics,
        "known": month in statistics.covered,
        "groups": groups,
        "sort": sort,
        "show": show if show in SHOWS else "",
        "shows": [(key, words) for key, (words, _) in SHOWS.items()],
        "group": group,
        "everything": everything,
        "pace": month.number * 100 / 12 if month.number < 12 else None,
    }
    if everything:
        context["figures"] = county_figures(statistics, link, here=lambda show: here(month, show=show))
        context["choices"] = [(each.group.code, each.group.name) for each in statistics.groups]
    else:
        found = [(row, each) for each in statistics.groups for row in each.units if row.unit.code == code]
        context["figures"] = unit_figures(*found[0], statistics, link) if found else []
        context["unit"] = unit
        context["years"] = year_lines(
            found[0][0].counted if found else (unit.code,), month, link, net=statistics.policy.net
        )
    return render(request, "publishing/overview.html", context)


def here(month: Month, **others: str) -> str:
    return f"{reverse('overview')}?{urlencode({'month': month.key, **others})}"


def asked_month(request: HttpRequest) -> Month | None:
    """The month of the address; None when there is none, and when it is nonsense, which the page then says."""
    text = request.GET.get("month", "")
    month = month_of(text)
    if text and month is None:
        messages.warning(request, f"“{text[:20]}”不是 {SPAN}的月份，应写成 202312；现在显示的是最近的月份。")
    return month
