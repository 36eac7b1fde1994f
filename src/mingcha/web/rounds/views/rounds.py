"""One round: how it goes while it runs, and afterwards what it looked at and what it did not."""

from __future__ import annotations

import json
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from mingcha.web.accounts.access import COUNTY, only
from mingcha.web.accounts.models import Role
from mingcha.web.publishing.refusals import Refused
from mingcha.web.rounds import running, sites, statement
from mingcha.web.rounds.models import Round

HOSTS_SHOWN, DIFFERENCES_SHOWN = 12, 100


@only(*COUNTY)
def round_page(request: HttpRequest, pk: int) -> HttpResponse:
    run = one(pk)
    context = progress_of(run)
    if not context["standing"].is_active:
        told = statement.read(run)
        context |= {
            "told": told,
            "addresses": len(sites.lines(run.only)),
            "kinds": statement.kind_lines(told) if told else [],
            "gaps": statement.gap_lines(told.gaps) if told else [],
            "duties": statement.duty_counts(statement.gap_lines((*told.gaps, *told.dead))) if told else [],
            "dead": statement.gap_lines(told.dead) if told else [],
            "barred": statement.gap_lines(told.barred) if told else [],
            "differences": json.loads(run.differences)[:DIFFERENCES_SHOWN],
        }
    return render(request, "rounds/round.html", context)


@only(*COUNTY)
def round_progress(request: HttpRequest, pk: int) -> HttpResponse:
    """The part of the page that is asked for again and again; when the round has ended, the whole page is."""
    context = progress_of(one(pk))
    response = render(request, "rounds/parts/progress.html", context)
    if not context["standing"].is_active:
        response["HX-Refresh"] = "true"
    return response


@require_POST
@only(Role.OPERATOR)
def round_stop(request: HttpRequest, pk: int) -> HttpResponse:
    run = one(pk)
    if running.standing(run, at=timezone.now()).is_active:
        running.stop(run, by=request.user)  # type: ignore[arg-type]
        messages.success(request, "已要求停止。正在取的几个网址取完就停，已取得的都会保存。")
    else:
        messages.warning(request, "这一轮已经结束，不用停止。")
    return redirect("round", pk)


@require_POST
@only(Role.OPERATOR)
def round_continue(request: HttpRequest, pk: int) -> HttpResponse:
    try:
        running.carry_on(one(pk), by=request.user, at=timezone.now())  # type: ignore[arg-type]
    except Refused as fault:
        messages.error(request, str(fault))
    return redirect("round", pk)


def one(pk: int) -> Round:
    return get_object_or_404(Round.objects.select_related("site", "started_by"), pk=pk)


def progress_of(run: Round) -> dict[str, Any]:
    """How the round stands; the lines of the hosts are those that wait most."""
    hosts = sorted(json.loads(run.hosts), key=lambda pair: -pair[1])
    return {
        "round": run,
        "standing": running.standing(run, at=timezone.now()),
        "hosts": hosts[:HOSTS_SHOWN],
        "more_hosts": max(0, len(hosts) - HOSTS_SHOWN),
        "left": span(run.seconds_left),
        "share": run.done * 100 // (run.done + run.waiting) if run.done + run.waiting else 0,
    }


def span(seconds: float | None) -> str:
    """How long in words; empty when nobody knows."""
    if seconds is None:
        return ""
    if seconds < 90:
        return f"{seconds:.0f} 秒"
    return f"{seconds / 60:.0f} 分钟" if seconds < 5400 else f"{seconds / 3600:.1f} 小时"
