"""Settling several causes at once after a preview, and seconding where two people must agree."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from mingcha.web.accounts.access import COUNTY, only
from mingcha.web.accounts.models import Role
from mingcha.web.cases import deciding, queries, together
from mingcha.web.cases.access import visible_findings
from mingcha.web.cases.forms import DecisionForm, FindingFilter
from mingcha.web.cases.models import Decision, Finding
from mingcha.web.cases.places import with_places
from mingcha.web.pages import SIZES, page_of
from mingcha.web.publishing.refusals import Refused


@require_POST
@only(Role.OPERATOR)
def causes_preview(request: HttpRequest) -> HttpResponse:
    """What would be settled if all the ticked causes were, or the first of all the filter asks for."""
    asked = request.POST.get("asked", "")
    try:
        shown = together.preview(_chosen(request))
    except Refused as fault:
        messages.error(request, str(fault))
        return redirect(_list(asked))
    return _preview(request, shown, DecisionForm(), asked=asked)


@require_POST
@only(Role.OPERATOR)
def causes_decide(request: HttpRequest) -> HttpResponse:
    """Settle exactly what the preview showed."""
    asked, causes = request.POST.get("asked", ""), request.POST.getlist("cause")
    form = DecisionForm(request.POST)
    if not form.is_valid():
        messages.error(request, "请选择确认或误报，日期写成 2024-12-31。")
        return redirect(_list(asked))
    given = form.cleaned_data
    try:
        made = together.settle(
            causes,
            seal=request.POST.get("seal", ""),
            kind=given["kind"],
            by=request.user,  # type: ignore[arg-type]
            at=timezone.now(),
            reason=given["reason"],
            expires=given["expires"],
            seconds=given["seconds"],
        )
    except Refused as fault:
        messages.error(request, str(fault))
        try:
            return _preview(request, together.preview(causes), form, asked=asked)
        except Refused:
            return redirect(_list(asked))
    number = sum(one.number for one in made)
    proposed = sum(one.kind == Decision.Kind.PROPOSED for one in made)
    words = f"已判断 {len(made)} 个起因、{number} 处问题。"
    if proposed:
        words += f"其中 {proposed} 个起因须由另一名经办人员确认。"
    messages.success(request, f"{words}可在“判断记录”中逐个撤销。")
    return redirect(_list(asked))


@only(*COUNTY)
def seconding(request: HttpRequest) -> HttpResponse:
    """What waits for a second person, the oldest first."""
    found = deciding.to_second().select_related("by").order_by("pk")
    page = page_of(request, total=found.count())
    rows = list(found[page.start : page.stop])
    firsts: dict[int, Finding] = {}
    for one in Finding.objects.filter(decision__in=rows).select_related("unit").order_by("-pk")[:1000]:
        firsts[one.decision_id or 0] = one
    with_places(firsts.values())
    context = {
        "rows": [(row, firsts.get(row.pk)) for row in rows],
        "page": page,
        "total": page.total,
        "size": page.size,
        "sizes": SIZES,
        "decides": request.user.role == Role.OPERATOR,  # type: ignore[union-attr]
    }
    return render(request, "cases/seconding.html", context)


@require_POST
@only(Role.OPERATOR)
def decision_second(request: HttpRequest, pk: int) -> HttpResponse:
    """The second person agrees."""
    decision = get_object_or_404(Decision, pk=pk)
    try:
        deciding.second(decision, by=request.user, at=timezone.now())  # type: ignore[arg-type]
    except Refused as fault:
        messages.error(request, str(fault))
    else:
        messages.success(request, f"已确认：{decision.about}（{decision.number} 处），已立项待交办。")
    return redirect("seconding")


def _preview(request: HttpRequest, shown: together.Preview, form: DecisionForm, *, asked: str) -> HttpResponse:
    with_places(one for part in shown.parts for one in part.examples)
    return render(request, "cases/causes_preview.html", {"shown": shown, "form": form, "asked": asked})


def _chosen(request: HttpRequest) -> list[str]:
    """The ticked causes; with "all", those of the list the filter asks for, as many as may be settled at once."""
    if "all" not in request.POST:
        return request.POST.getlist("cause")
    form = FindingFilter(QueryDict(request.POST.get("asked", "")))
    form.is_valid()
    found = queries.asked_for(visible_findings(request.user), form.cleaned_data | {"state": "waiting"})
    return [row.cause for row in queries.causes(found, start=0, stop=together.MOST)]


def _list(asked: str) -> str:
    return reverse("findings") + (f"?{QueryDict(asked).urlencode()}" if asked else "")
