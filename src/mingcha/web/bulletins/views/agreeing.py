"""Reconciling, explaining and issuing."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from mingcha.model.reconciliation import Verdict
from mingcha.web.accounts.access import COUNTY, only
from mingcha.web.accounts.models import Role
from mingcha.web.bulletins import explaining, issuing
from mingcha.web.bulletins.access import may_change
from mingcha.web.bulletins.documents import FORMS
from mingcha.web.bulletins.errata import unrecorded_errata
from mingcha.web.bulletins.models import Bulletin
from mingcha.web.bulletins.refusals import NotIssuable, Refused
from mingcha.web.bulletins.values import month_of
from mingcha.web.bulletins.views.listing import day_warning, stated_day_warnings


@require_GET
@only(*COUNTY)
def agreements(request: HttpRequest, bulletin_id: int) -> HttpResponse:
    return _agreements(request, get_object_or_404(Bulletin, pk=bulletin_id))


@require_GET
@only(*COUNTY)
def differences(request: HttpRequest, bulletin_id: int) -> HttpResponse:
    """A fragment for the list, fetched late because it counts: a draft's differences, an issue's unrecorded errata."""
    bulletin = get_object_or_404(Bulletin, pk=bulletin_id)
    if not bulletin.is_draft:
        unrecorded = len(unrecorded_errata(bulletin, timezone.now()))
        return render(request, "bulletins/parts/unrecorded.html", {"bulletin": bulletin, "unrecorded": unrecorded})
    context: dict[str, object] = {"bulletin": bulletin}
    try:
        compared = explaining.agreements(bulletin)
    except Refused as refused:
        context["fault"] = str(refused)
    else:
        differing = [item for item in compared if item.agreement.verdict is Verdict.DIFFERS]
        context |= {"differing": len(differing), "open": sum(1 for item in differing if item.unexplained)}
    return render(request, "bulletins/parts/differences.html", context)


@require_POST
@only(Role.OPERATOR)
def explain(request: HttpRequest, bulletin_id: int) -> HttpResponse:
    bulletin = get_object_or_404(Bulletin, pk=bulletin_id)
    key, text = request.POST.get("agreement", ""), request.POST.get("text", "")
    try:
        explaining.explain(
            bulletin=bulletin,
            agreement=key,
            difference=request.POST.get("difference", ""),
            text=text,
            by=request.user,
            at=timezone.now(),
        )
    except Refused as refused:
        messages.error(request, str(refused))
        return _agreements(request, bulletin, kept={"key": key, "text": text})
    messages.success(request, "差异说明已记录。")
    return redirect("bulletin_agreements", bulletin.pk)


@require_http_methods(["GET", "POST"])
@only(Role.OPERATOR)
def issue(request: HttpRequest, bulletin_id: int) -> HttpResponse:
    """Asks once more, naming the issue and what will happen; then issues."""
    bulletin = get_object_or_404(Bulletin, pk=bulletin_id)
    if not bulletin.is_draft:
        return redirect("bulletin", bulletin.pk)
    if request.method == "POST":
        try:
            issuing.issue(bulletin=bulletin, by=request.user, at=timezone.now())
        except NotIssuable:
            messages.error(request, f"{bulletin}没有印发，原因见下。")
        except Refused as refused:
            messages.error(request, str(refused))
        else:
            messages.success(request, f"{bulletin}已印发，数字和文件已封存。")
            return redirect("bulletin", bulletin.pk)
    context = {
        "bulletin": bulletin,
        "month": month_of(bulletin),
        "reasons": issuing.may_issue(bulletin),
        "forms": FORMS.values(),
        "warning": day_warning(bulletin.dated),
        "deadlines": stated_day_warnings(bulletin),
    }
    return render(request, "bulletins/issue.html", context)


def _agreements(request: HttpRequest, bulletin: Bulletin, kept: dict[str, str] | None = None) -> HttpResponse:
    context: dict[str, object] = {"bulletin": bulletin, "month": month_of(bulletin), "kept": kept}
    try:
        compared = explaining.agreements(bulletin)
    except Refused as refused:
        return render(request, "bulletins/agreements.html", context | {"fault": str(refused)})
    counted = {verdict.value: sum(1 for item in compared if item.agreement.verdict is verdict) for verdict in Verdict}
    context |= {
        "compared": compared,
        "counted": counted,
        "open": sum(1 for item in compared if item.unexplained),
        "may_explain": may_change(request.user) and bulletin.is_draft,
        "explain_url": reverse("bulletin_explain", args=[bulletin.pk]),
    }
    return render(request, "bulletins/agreements.html", context)
