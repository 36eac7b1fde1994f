"""What background work adds to the pages of rounds: their stages live, examining anew, re-checking told cases."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from mingcha.web.accounts.access import COUNTY, only
from mingcha.web.accounts.models import Role
from mingcha.web.publishing.refusals import Refused
from mingcha.web.rounds import running
from mingcha.web.rounds.models import Round, Site
from mingcha.web.units.models import Unit
from mingcha.web.work import asking
from mingcha.web.work.stages import stages
from mingcha.web.work.views.pages import waits_for_worker


@only(*COUNTY)
def round_stages(request: HttpRequest, pk: int) -> HttpResponse:
    run = get_object_or_404(Round.objects.select_related("site"), pk=pk)
    found = stages(run, at=timezone.now())
    is_live = any(stage.is_under_way for stage in found) or running.standing(run, at=timezone.now()).is_active
    is_live = is_live or (run.state == Round.State.FINISHED and any(stage.words == "等待" for stage in found))
    return render(request, "work/parts/stages.html", {"round": run, "stages": found, "is_live": is_live})


@require_POST
@only(Role.OPERATOR)
def examination_start(request: HttpRequest, pk: int) -> HttpResponse:
    site = get_object_or_404(Site, pk=pk)
    try:
        asking.ask_examination(site, by=request.user, at=timezone.now())  # type: ignore[arg-type]
        messages.success(request, "检查已排队，做完后在“问题”中看结果。" + waits_for_worker())
    except Refused as fault:
        messages.warning(request, str(fault))
    return redirect("site", pk)


@require_POST
@only(Role.OPERATOR)
def recheck_start(request: HttpRequest, pk: int) -> HttpResponse:
    """Look now at the places of told cases, all of them or one unit's."""
    site = get_object_or_404(Site, pk=pk)
    unit = Unit.objects.filter(code=request.POST.get("unit", "")).first()
    try:
        run = asking.start_recheck(site, unit, by=request.user, at=timezone.now())  # type: ignore[arg-type]
    except Refused as fault:
        messages.warning(request, str(fault))
        return redirect("site", pk)
    return redirect("round", run.pk)
