"""The list of causes to settle, one cause with all its findings, and settling it."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from mingcha.examine.catalogue import called, catalogue, family_label
from mingcha.standards.load import clauses
from mingcha.standards.precision_floors import precision_floors
from mingcha.web.accounts.access import BUSINESS, COUNTY, only
from mingcha.web.accounts.models import Role
from mingcha.web.cases import deciding, excerpts, precision, queries, together
from mingcha.web.cases.access import visible_findings
from mingcha.web.cases.county import own_cards
from mingcha.web.cases.examining import is_running
from mingcha.web.cases.forms import DecisionForm, FindingFilter
from mingcha.web.cases.models import Decision, Examination, Finding
from mingcha.web.cases.places import with_places
from mingcha.web.pages import SIZES, page_of
from mingcha.web.publishing.refusals import Refused
from mingcha.web.rounds.models import CollectedPost
from mingcha.web.units.access import sees_all

LATEST = 20
# Findings of a page that are shown with the lines around them.
IN_CONTEXT = 5


@only(*BUSINESS)
def findings(request: HttpRequest) -> HttpResponse:
    """Causes, the gravest first; a unit's people see what was confirmed of theirs."""
    given = request.GET.copy()
    if not sees_all(request.user) and "state" not in given:
        given["state"] = "confirmed"
    form = FindingFilter(given)
    form.is_valid()
    found = queries.asked_for(visible_findings(request.user), form.cleaned_data)
    total = queries.cause_count(found)
    page = page_of(request, total=total)
    rows = queries.causes(found, start=page.start, stop=page.stop)
    with_places(row.first for row in rows)
    families = queries.by_family(found)
    context = {
        "form": form,
        "rows": rows,
        "total": total,
        "number": sum(number for _, number in families),
        "families": [(name, family_label(name), number) for name, number in families],
        "page": page,
        "size": page.size,
        "sizes": SIZES,
        "asked": _asked(given),
        "examination": (last := Examination.objects.select_related("site").first()),
        "is_running": last is not None and is_running(last),
        "decides": request.user.role == Role.OPERATOR,  # type: ignore[union-attr]
        "demoted": [called(name, own=own_cards()) for name in last.demoted.split("、") if name] if last else [],
        "to_second": deciding.to_second().count() if sees_all(request.user) else 0,
        "most": together.MOST,
        "is_waiting": (form.cleaned_data.get("state") or "waiting") == "waiting",
    }
    return render(request, "cases/findings.html", context)


@only(*BUSINESS)
def cause(request: HttpRequest, key: str) -> HttpResponse:
    """One cause: what it is, where it stands, what was decided before, and the buttons."""
    form = FindingFilter(request.GET)
    form.is_valid()
    found = visible_findings(request.user).filter(cause=key)
    if not (first := found.select_related("unit").first()):
        raise Http404("没有这个问题，或者它不在您可以查看的范围内。")
    page = page_of(request, total=found.count())
    rows = list(found.select_related("unit", "site", "decision__by").order_by("gone_at", "pk")[page.start : page.stop])
    archived = dict(
        CollectedPost.objects.filter(url__in={row.post_url for row in rows}, post__isnull=False).values_list(
            "url", "post"
        )
    )
    for row in rows:
        row.snapshot = archived.get(row.post_url)  # type: ignore[attr-defined]
    with_places(rows)
    _in_context(rows)
    check = catalogue(own_cards()).get(first.check_name)
    context = {
        "first": first,
        "check": check,
        "called": called(first.check_name, own=own_cards()),
        "family": family_label(first.family),
        "clauses": [clauses()[name] for name in check.clauses] if check else [],
        "rows": rows,
        "waiting": found.filter(decision=None, gone_at=None).count(),
        "total": page.total,
        "page": page,
        "size": page.size,
        "sizes": SIZES,
        "form": DecisionForm(),
        "earlier": deciding.earlier(key, first.check_name),
        "decides": request.user.role == Role.OPERATOR,  # type: ignore[union-attr]
        "asked": _asked(request.GET),
    }
    return render(request, "cases/cause.html", context)


@require_POST
@only(Role.OPERATOR)
def cause_decide(request: HttpRequest, key: str) -> HttpResponse:
    """Settle every waiting finding of a cause, then go on to the next cause of the list it was opened from."""
    form = DecisionForm(request.POST)
    back = redirect("cause", key)
    if not form.is_valid():
        messages.error(request, "请选择确认或误报，日期写成 2024-12-31。")
        return back
    given = form.cleaned_data
    try:
        (decision,) = deciding.decide(
            Finding.objects.filter(cause=key),
            kind=given["kind"],
            by=request.user,  # type: ignore[arg-type]
            at=timezone.now(),
            reason=given["reason"],
            expires=given["expires"],
            seconds=given["seconds"],
        )
    except Refused as fault:
        messages.error(request, str(fault))
        return back
    messages.success(
        request,
        f"已判为“{decision.get_kind_display()}”：{decision.about}（{decision.number} 处）。可在“判断记录”中撤销。",
    )
    return _next(request, key)


def _in_context(rows: list[Finding]) -> None:
    """Put the lines around its place on each of the first findings that still stand."""
    first = [row for row in rows if row.gone_at is None][:IN_CONTEXT]
    for site in {row.site_id: row.site for row in first}.values():
        found = excerpts.excerpts(site, [row for row in first if row.site_id == site.pk])
        for row in first:
            row.excerpt = found.get(row.pk, getattr(row, "excerpt", None))  # type: ignore[attr-defined]


def _next(request: HttpRequest, key: str) -> HttpResponse:
    """The next cause that waits, in the order of the list; the list itself when there is none."""
    asked = QueryDict(request.POST.get("asked", ""))
    form = FindingFilter(asked)
    form.is_valid()
    found = queries.asked_for(visible_findings(request.user), form.cleaned_data)
    coming = queries.causes(found, start=0, stop=1)
    query = f"?{_asked(asked)}" if asked else ""
    if coming:
        return redirect(reverse("cause", args=[coming[0].cause]) + query)
    return redirect(reverse("findings") + query)


@only(*COUNTY)
def decisions(request: HttpRequest) -> HttpResponse:
    """The latest decisions, to be looked at or taken back, and how far each check is to be trusted."""
    now = timezone.now()
    context = {
        "rows": Decision.objects.select_related("by")[:100],
        "standings": [(called(name, own=own_cards()), one) for name, one in precision.standings(at=now)],
        "floors": precision_floors(),
        "decides": request.user.role == Role.OPERATOR,  # type: ignore[union-attr]
        "pace": precision.seconds_per_cause(at=now),
    }
    return render(request, "cases/decisions.html", context)


@require_POST
@only(Role.OPERATOR)
def decision_undo(request: HttpRequest, pk: int) -> HttpResponse:
    decision = get_object_or_404(Decision, pk=pk)
    try:
        number = deciding.undo(decision, by=request.user, at=timezone.now())  # type: ignore[arg-type]
    except Refused as fault:
        messages.error(request, str(fault))
    else:
        messages.success(request, f"已撤销，{number} 处问题重新待判断。")
    return redirect("decisions")


def _asked(given: QueryDict) -> str:
    """The filter as it stands in the address, so that a cause knows which list it was opened from."""
    kept = given.copy()
    for name in ("page", "size"):
        kept.pop(name, None)
    return kept.urlencode()
