"""The list of cases with what can be done to many at once, and one case whole: places, history, what came of it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from mingcha.examine.catalogue import called, catalogue, family_label
from mingcha.model.case import CaseState, RecheckResult
from mingcha.standards.load import clauses
from mingcha.web.accounts.access import BUSINESS, only
from mingcha.web.accounts.models import Role
from mingcha.web.cases import aftermaths, attribution, excerpts, history, life, listing, nearby, rechecking
from mingcha.web.cases.access import visible_cases
from mingcha.web.cases.board import Told
from mingcha.web.cases.county import own_cards
from mingcha.web.cases.forms import CaseFilter, Choice, LookForm
from mingcha.web.cases.models import Aftermath, Case, Decision, Examination
from mingcha.web.cases.places import with_places
from mingcha.web.cases.time_limits import limits
from mingcha.web.pages import SIZES, page_of
from mingcha.web.publishing.refusals import Refused
from mingcha.web.rounds.models import CollectedPost
from mingcha.web.units.access import sees_all
from mingcha.web.workdays import calendar

# Places of a case that are shown with what stood there and what stands there now.
_COMPARED = 10
_TOLD_WORDS = {
    Told.ALL: "交办过的", Told.CLOSED: "已销号的", Told.SETTLED: "已整改的", Told.OVERDUE: "超期未整改的",
    Told.DUE: "应已整改的", Told.ON_TIME: "按期整改的", Told.FIRST_TRY: "一次整改到位的", Told.AGAIN: "再犯或反弹的",
    Told.BROKE: "整改后出现新问题的",
}  # fmt: skip


@only(*BUSINESS)
def case_list(request: HttpRequest) -> HttpResponse:
    """Cases, the gravest first, then the most urgent."""
    form = CaseFilter(request.GET)
    form.is_valid()
    today, days = timezone.localdate(), limits()
    cases = visible_cases(request.user)
    found = listing.asked_for(cases, form.cleaned_data, today=today, calendar=calendar(), days=days)
    page = page_of(request, total=found.count())
    given = form.cleaned_data
    context = {
        "form": form,
        "rows": listing.page_of_cases(
            found, start=page.start, stop=page.stop, today=today, calendar=calendar(), days=days
        ),
        "page": page,
        "total": page.total,
        "size": page.size,
        "sizes": SIZES,
        "counts": listing.counts(cases, today=today, calendar=calendar(), days=days),
        "state": given.get("state") or "open",
        "told": _TOLD_WORDS[Told(given["told"])] if given.get("told") else "",
        "since": given.get("since"),
        "until": given.get("until"),
        "check": called(given["check"], own=own_cards()) if given.get("check") else "",
        "decides": request.user.role == Role.OPERATOR,  # type: ignore[union-attr]
        "here": request.get_full_path(),
    }
    return render(request, "cases/case_list.html", context)


@only(*BUSINESS)
def case(request: HttpRequest, pk: int) -> HttpResponse:
    """One case: what, where, before and after, what was done, what came of it."""
    row = one(request, pk)
    today = timezone.localdate()
    found = row.findings.select_related("unit", "decision__by").order_by("gone_at", "pk")
    page = page_of(request, total=found.count())
    findings = list(found[page.start : page.stop])
    posts = dict(
        CollectedPost.objects.filter(
            url__in={url for each in findings for url in (each.post_url, each.source)}, post__isnull=False
        ).values_list("url", "post")
    )
    compared = excerpts.before_and_after(row.site, findings[:_COMPARED], told=row.told_at or row.confirmed_at)
    for each in findings:
        each.post_key = posts.get(each.post_url) or posts.get(each.source)  # type: ignore[attr-defined]
        each.is_own_page = posts.get(each.source) is not None  # type: ignore[attr-defined]
        each.compared = compared.get(each.pk)  # type: ignore[attr-defined]
    with_places(findings)
    everything = sees_all(request.user)
    check = catalogue(own_cards()).get(row.check_name)
    context = {
        "case": row,
        "line": listing.lines([row], today=today, calendar=calendar(), days=limits())[0],
        "check": check,
        "called": called(row.check_name, own=own_cards()),
        "family": family_label(row.family),
        "clauses": [clauses()[name] for name in check.clauses] if check else [],
        "findings": findings,
        "page": page,
        "total": page.total,
        "size": page.size,
        "steps": _steps(row, everything=everything),
        "rechecks": row.rechecks.select_related("by", "examination")[:30],
        "tied": _tied(row, everything=everything),
        "near": nearby.near(row) if everything else [],
        "before": visible_cases(request.user).filter(pk=row.relapse_of_id).first(),
        "later": list(visible_cases(request.user).filter(relapse_of=row).order_by("pk")[:20]),
        "cause": visible_cases(request.user).filter(pk=row.brought_by_id).first(),
        "repeats": nearby.times_before(row),
        "look": LookForm(),
        "decides": request.user.role == Role.OPERATOR,  # type: ignore[union-attr]
        "can": _can(row),
    }
    return render(request, "cases/case.html", context)


@require_POST
@only(Role.OPERATOR)
def case_close(request: HttpRequest) -> HttpResponse:
    """Close the cases that were ticked, all or none."""
    form = Choice(request.POST)
    if not form.is_valid():
        messages.error(request, "请先在列表里选中整改事项。")
        return _back(request)
    try:
        number = life.close_all(
            form.cleaned_data["case"],
            why=form.cleaned_data["why"],
            by=request.user,
            at=timezone.now(),  # type: ignore[arg-type]
        )
    except Refused as fault:
        messages.error(request, str(fault))
    else:
        messages.success(request, f"已销号 {number} 件。")
    return _back(request)


@require_POST
@only(Role.OPERATOR)
def case_recheck(request: HttpRequest) -> HttpResponse:
    """Judge the ticked cases anew by the last examination of their sites."""
    form = Choice(request.POST)
    if not form.is_valid():
        messages.error(request, "请先在列表里选中整改事项。")
        return _back(request)
    at = timezone.now()
    made = []
    chosen = form.cleaned_data["case"].filter(state__in=rechecking.LOOKED_AT)
    for site in sorted(set(chosen.values_list("site", flat=True))):
        last = Examination.objects.filter(site=site, state=Examination.State.FINISHED).first()
        if last is not None:
            some = chosen.filter(site=site)
            made += rechecking.recheck(some, examination=last, at=at, by=request.user)  # type: ignore[arg-type]
    if not made:
        messages.error(request, "选中的事项都不能复核：只有已交办、未销号的事项可以复核，并且网站要检查过。")
    else:
        results: dict[str, int] = {}
        for each in made:
            results[each.get_result_display()] = results.get(each.get_result_display(), 0) + 1
        told = "，".join(f"{words} {number} 件" for words, number in results.items())
        messages.success(request, f"已按最近一次检查复核 {len(made)} 件：{told}。要看此刻的网站，请先采集一轮。")
    return _back(request)


@require_POST
@only(Role.OPERATOR)
def case_follow(request: HttpRequest) -> HttpResponse:
    """Cases nobody was told of go to whoever their posts belong to now."""
    number = attribution.follow(by=request.user, at=timezone.now())  # type: ignore[arg-type]
    messages.success(request, f"{number} 处问题换了责任单位。" if number else "归属没有变化。")
    return _back(request)


@require_POST
@only(Role.OPERATOR)
def case_look(request: HttpRequest, pk: int) -> HttpResponse:
    """A person looked and says what they saw."""
    row = one(request, pk)
    form = LookForm(request.POST)
    if not form.is_valid():
        messages.error(request, " ".join(text for texts in form.errors.values() for text in texts))
        return redirect("case", pk)
    try:
        rechecking.looked_myself(
            row,
            result=RecheckResult(form.cleaned_data["result"]),
            note=form.cleaned_data["note"],
            by=request.user,  # type: ignore[arg-type]
            at=timezone.now(),
        )
    except Refused as fault:
        messages.error(request, str(fault))
    else:
        messages.success(request, "已登记复核情况。")
    return redirect("case", pk)


@require_POST
@only(Role.OPERATOR)
def case_end(request: HttpRequest, pk: int, how: str) -> HttpResponse:
    """Close, withdraw or reopen one case, with the reason."""
    row = one(request, pk)
    why = request.POST.get("why", "")[:300]
    acts = {
        "close": (life.close, "已销号。"),
        "withdraw": (life.withdraw, "已撤销。"),
        "reopen": (life.reopen, "已重新立项。"),
    }
    act, done = acts[how]
    try:
        if how == "reopen" and not why.strip():
            raise Refused("重新立项要写明理由。")
        act(row, why=why, by=request.user, at=timezone.now())  # type: ignore[arg-type]
    except Refused as fault:
        messages.error(request, str(fault))
    else:
        messages.success(request, done)
    return redirect("case", pk)


@require_POST
@only(Role.OPERATOR)
def case_untie(request: HttpRequest, pk: int, tie: int) -> HttpResponse:
    """A new fault that has nothing to do with the case after all."""
    row = get_object_or_404(Aftermath, pk=tie, case=one(request, pk))
    try:
        aftermaths.untie(row, why=request.POST.get("why", ""), by=request.user, at=timezone.now())  # type: ignore[arg-type]
    except Refused as fault:
        messages.error(request, str(fault))
    else:
        messages.success(request, "已解除联系，下次复核不再计入。")
    return redirect("case", pk)


def one(request: HttpRequest, pk: int) -> Case:
    """The case, if the user may see it; another unit's is simply not there."""
    return get_object_or_404(visible_cases(request.user).select_related("unit", "site"), pk=pk)


def _steps(row: Case, *, everything: bool) -> list[dict[str, Any]]:
    """What was done, oldest first. What the office notices beside a case is not a unit's business before it is told."""
    steps = row.steps.select_related("by")
    if not everything:
        steps = steps.exclude(what__in=("aftermath", "untied", "note"))
    return [{"step": step, "label": history.WORDS.get(step.what, step.what)} for step in steps]


def _tied(row: Case, *, everything: bool) -> list[Aftermath]:
    found = row.aftermaths.select_related("finding__unit", "finding__case", "finding__decision", "untied_by")
    if not everything:
        found = found.filter(untied_why="", finding__unit=row.unit, finding__decision__kind=Decision.Kind.CONFIRMED)
    return list(found.order_by("untied_why", "pk")[:50])


def _can(row: Case) -> dict[str, bool]:
    state = CaseState(row.state)
    return {
        "look": row.state in rechecking.LOOKED_AT,
        "close": state is CaseState.RECHECKED or (state is CaseState.CONFIRMED and row.result in listing.SETTLED),
        "withdraw": state.is_open,
        "reopen": state is CaseState.CLOSED,
        "needs_why": row.result not in listing.SETTLED,
    }


def _back(request: HttpRequest) -> HttpResponse:
    """To the list as it was, where the form says how it was."""
    there = request.POST.get("next", "")
    if url_has_allowed_host_and_scheme(there, allowed_hosts=None):
        return redirect(there)
    return redirect("case_list")
