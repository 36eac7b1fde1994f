"""A unit's own page: its figures, its months, its targets and names through time, its latest posts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from mingcha.model.statistics import GroupStatistics, MonthStatistics, UnitStatistics
from mingcha.web.accounts.access import BUSINESS, has_role, only
from mingcha.web.accounts.models import Role
from mingcha.web.publishing import queries
from mingcha.web.publishing.board import state, unit_figures
from mingcha.web.publishing.links import LedgerLinks
from mingcha.web.publishing.models import Post
from mingcha.web.publishing.months import year_lines
from mingcha.web.publishing.views.overview import asked_month
from mingcha.web.publishing.years import year_records
from mingcha.web.units.access import visible_units
from mingcha.web.units.models import Target, Unit

LATEST = 10
CHANGES = 20


@dataclass(frozen=True, slots=True)
class Change:
    at: datetime
    who: str
    what: str


@only(*BUSINESS)
def unit(request: HttpRequest, code: str) -> HttpResponse:
    row = visible_units(request.user).select_related("group", "parent", "successor").filter(code=code).first()
    if row is None:
        raise Http404
    latest = queries.latest_month()
    month = asked_month(request) or latest
    context: dict[str, Any] = {
        "unit": row,
        "month": month,
        "aliases": row.aliases.all(),
        "predecessors": row.predecessors.all(),
        "may_open": set(visible_units(request.user).order_by().values_list("pk", flat=True)),
        "posts": Post.objects.filter(unit=row).select_related("column").order_by("-published", "-id")[:LATEST],
    }
    codes = (row.code,)
    if month is not None:
        statistics = queries.statistics(month)
        link = LedgerLinks()
        found = own_line(statistics, row.code)
        if found is not None:
            line, group = found
            codes = line.counted
            context |= {
                "line": line,
                "state": state(line, month=month),
                "figures": unit_figures(line, group, statistics, link),
                "merged": [each for each in Unit.objects.filter(code__in=codes) if each.pk != row.pk]
                if len(codes) > 1
                else [],
            }
        context["years"] = year_lines(codes, month, link, net=statistics.policy.net)
    context["targets"] = year_records(row.code, latest=latest)
    if has_role(request.user, Role.OPERATOR):
        context["changes"] = changes(row)
    return render(request, "publishing/unit.html", context)


def own_line(statistics: MonthStatistics, code: str) -> tuple[UnitStatistics, GroupStatistics] | None:
    for group in statistics.groups:
        for line in group.units:
            if line.unit.code == code:
                return line, group
    return None


def changes(row: Unit) -> list[Change]:
    """The latest changes of the unit and of its targets, newest first."""
    kinds = {"+": "新建", "~": "修改", "-": "删除"}
    found = [
        Change(each.history_date, str(each.history_user or ""), each.history_change_reason or kinds[each.history_type])
        for each in row.history.select_related("history_user")[:CHANGES]
    ]
    for each in Target.history.filter(unit_id=row.pk).select_related("history_user")[:CHANGES]:
        what = f"{each.year}年任务{'删除' if each.history_type == '-' else f'定为 {each.posts} 条'}"
        found.append(Change(each.history_date, str(each.history_user or ""), what))
    return sorted(found, key=lambda change: change.at, reverse=True)[:CHANGES]
