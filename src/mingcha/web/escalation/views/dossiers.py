"""卷宗: bundle one, and see whether one that somebody holds is still what was handed out."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_POST

from mingcha.bulletin.forms import dossier
from mingcha.web.accounts.access import COUNTY, only
from mingcha.web.accounts.models import Role
from mingcha.web.cases.models import Case
from mingcha.web.downloads import download
from mingcha.web.escalation import dossiers as bundling
from mingcha.web.escalation.forms import DossierForm, VerifyForm
from mingcha.web.escalation.models import Proposal
from mingcha.web.publishing.refusals import Refused
from mingcha.web.uploads import too_large

ZIP = "application/zip"


@only(*COUNTY)
def dossiers(request: HttpRequest) -> HttpResponse:
    asked = request.GET.get("case", "")
    number = int(asked) if asked.isdecimal() and len(asked) < 16 else None
    return _page(request, form=DossierForm(initial={"case": number}))


@require_POST
@only(Role.OPERATOR)
def dossier_export(request: HttpRequest) -> HttpResponse:
    """The zip; what is wrong with the choice is said on the page."""
    form = DossierForm(request.POST)
    if not form.is_valid():
        return _page(request, form=form)
    given = form.cleaned_data
    try:
        title, cases = _chosen(given)
        made = bundling.bundle(
            cases,
            title=title,
            by=request.user,  # type: ignore[arg-type]
            at=timezone.now(),
            in_full=given["in_full"],
            why=given["why"],
        )
    except Refused as fault:
        form.add_error(None, str(fault))
        return _page(request, form=form)
    return download(made.content, name=made.name, kind=ZIP)


@require_POST
@only(*COUNTY)
def dossier_verify(request: HttpRequest) -> HttpResponse:
    """Every digest worked out anew, and whether this file is the one that was handed out. The file is not kept."""
    form = VerifyForm(request.POST, request.FILES)
    if refusal := too_large(request):
        form.errors.clear()
        form.add_error("file", refusal.partition("。")[0] + "。")
    if form.errors or not form.is_valid():
        return _page(request, verify=form)
    content = form.cleaned_data["file"].read()
    context = {"verified": dossier.verify(content), "since": bundling.known_since(content)}
    return _page(request, **context)


def _chosen(given: dict[str, Any]) -> tuple[str, Any]:
    if given["proposal"]:
        one = Proposal.objects.filter(pk=given["proposal"]).select_related("unit").first()
        if one is None:
            raise Refused("没有这份文书。")
        title = f"{one.unit}{one.label}卷宗"
        return title, Case.objects.filter(steps_up__proposal=one, steps_up__left_at=None).distinct().order_by("pk")
    if given["case"]:
        case = Case.objects.filter(pk=given["case"], unit__isnull=False).select_related("unit").first()
        if case is None:
            raise Refused(f"没有编号为 {given['case']} 的事项，或者还不知道由哪个单位负责。")
        return f"{case.unit}第{case.pk}号事项卷宗", [case]
    if given["unit"]:
        return f"{given['unit']}整改卷宗", bundling.cases_of_unit(given["unit"])
    raise Refused("请选择单位，或填写事项编号。")


def _page(request: HttpRequest, **context: Any) -> HttpResponse:
    facts = {
        "form": DossierForm(),
        "verify": VerifyForm(),
        "acts": request.user.role == Role.OPERATOR,  # type: ignore[union-attr]
        "most": bundling.MOST_CASES,
    }
    return render(request, "escalation/dossiers.html", facts | context)
