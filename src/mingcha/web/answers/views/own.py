"""本单位整改: what the unit was told, one case with every place of it, answering one or several, the masked copies."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from mingcha.examine.catalogue import called, catalogue, family_label
from mingcha.standards.load import clauses
from mingcha.web.accounts.access import only
from mingcha.web.accounts.models import Role
from mingcha.web.answers import answering, masked_copies, proofs, queries
from mingcha.web.answers.access import own_cases as cases_of
from mingcha.web.answers.access import visible_answers
from mingcha.web.answers.forms import AnswerForm, OwnFilter, day_off
from mingcha.web.answers.models import Answer
from mingcha.web.cases.aftermaths import STANDING
from mingcha.web.cases.county import own_cards
from mingcha.web.cases.models import Case, Decision
from mingcha.web.downloads import download
from mingcha.web.notices.models import Notice, NoticeLine
from mingcha.web.pages import SIZES, page_of
from mingcha.web.publishing.refusals import Refused
from mingcha.web.rounds.models import CollectedPost
from mingcha.web.units.access import own_unit, own_units
from mingcha.web.uploads import too_large

BINARY = "application/octet-stream"
_DONE = {
    Answer.Kind.DONE: "已答复 {number} 项，等待复核。",
    Answer.Kind.APPEAL: "已提交 {number} 项误报申请，政务公开办处理后会显示结果；整改期限不变。",
    Answer.Kind.MORE_TIME: "已提交 {number} 项延期申请；同意之前，整改期限不变。",
}


@only(Role.UNIT)
def own_cases(request: HttpRequest) -> HttpResponse:
    """The list by notice and deadline, with one form to answer several at once."""
    return _list(request, AnswerForm())


@require_POST
@only(Role.UNIT)
def own_cases_answer(request: HttpRequest) -> HttpResponse:
    """One answer about every ticked case."""
    wanted = [int(one) for one in request.POST.getlist("case") if one.isdecimal() and len(one) < 19]
    cases = list(cases_of(request.user).filter(pk__in=wanted))
    if len(cases) != len(set(wanted)):
        raise Http404
    form = AnswerForm(request.POST, request.FILES)
    if _answered(request, form, cases):
        return redirect("own_cases")
    return _list(request, form, ticked=wanted)


@only(Role.UNIT)
def own_case(request: HttpRequest, pk: int) -> HttpResponse:
    """One case: what is wrong, where, why it matters, how to mend it, what was said about it; and the form to answer."""
    return _case(request, _one(request, pk), AnswerForm())


@require_POST
@only(Role.UNIT)
def own_case_answer(request: HttpRequest, pk: int) -> HttpResponse:
    case = _one(request, pk)
    form = AnswerForm(request.POST, request.FILES)
    return redirect("own_case", pk) if _answered(request, form, [case]) else _case(request, case, form)


@require_POST
@only(Role.UNIT)
def own_copy(request: HttpRequest, pk: int, finding: int) -> HttpResponse:
    """The masked copy of one leaking file, made now."""
    found = get_object_or_404(_one(request, pk).findings.select_related("site"), pk=finding)
    try:
        copy = masked_copies.masked_copy(found, by=request.user, at=timezone.now())  # type: ignore[arg-type]
    except Refused as fault:
        messages.error(request, str(fault))
        return redirect("own_case", pk)
    return download(copy.content, name=copy.name, kind=BINARY)


@require_POST
@only(Role.UNIT)
def answer_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    answer = get_object_or_404(visible_answers(request.user), pk=pk)
    try:
        answering.take_back(answer, by=request.user, at=timezone.now())  # type: ignore[arg-type]
    except Refused as fault:
        messages.error(request, str(fault))
    else:
        messages.success(request, "已撤回，可以重新提交。")
    return redirect("own_case", answer.case_id)


def _answered(request: HttpRequest, form: AnswerForm, cases: Sequence[Case]) -> bool:
    """Whether the answer was taken; if not, the form says why."""
    if refusal := too_large(request):
        form = form if form.is_bound else AnswerForm(request.POST)
        form.errors.clear()
        form.add_error("files", refusal.partition("。")[0] + "。请压缩截图，或少选几个文件。")
        return False
    if not form.is_valid():
        return False
    given, now = form.cleaned_data, timezone.now()
    try:
        files = proofs.screened([(one.name, one.read()) for one in given["files"]], today=timezone.localdate(now))
        common: dict[str, Any] = {"text": given["text"], "proofs": files, "by": request.user, "at": now}
        if given["kind"] == Answer.Kind.MORE_TIME:
            answering.ask_for_time(cases, due=given["due"], **common)
        else:
            act = answering.reply if given["kind"] == Answer.Kind.DONE else answering.appeal
            act(cases, **common)
    except Refused as fault:
        form.add_error(None, str(fault))
        return False
    messages.success(request, _DONE[Answer.Kind(given["kind"])].format(number=len(cases)))
    if given["kind"] == Answer.Kind.MORE_TIME and (warning := day_off(given["due"])):
        messages.warning(request, warning)
    for one in files:
        if one.note:
            messages.warning(request, f"“{one.name}”{one.note}，请自行确认里面没有完整的个人信息。")
    return True


def _list(request: HttpRequest, form: AnswerForm, *, ticked: Sequence[int] = ()) -> HttpResponse:
    unit = own_unit(request.user)
    if unit is None:
        return render(request, "answers/no_unit.html")
    today = timezone.localdate()
    everything = cases_of(request.user)
    filters = OwnFilter(request.GET)
    state = (filters.cleaned_data["state"] if filters.is_valid() else "") or "todo"
    numbers = queries.counts(everything, today=today)
    found = queries.asked_for(everything, state, today=today)
    total = numbers[state] if state in numbers else found.count()
    page = page_of(request, total=total)
    context = {
        "unit": unit,
        "form": form,
        "rows": queries.listed(found, start=page.start, stop=page.stop),
        "state": state,
        "numbers": numbers,
        "tabs": OwnFilter.base_fields["state"].choices,  # type: ignore[attr-defined]
        "today": today,
        "page": page,
        "total": total,
        "size": page.size,
        "sizes": SIZES,
        "ticked": set(ticked),
        "answers": state in ("todo", "late", "answered", "all"),
    }
    return render(request, "answers/own_cases.html", context, status=200)


def _case(request: HttpRequest, case: Case, form: AnswerForm) -> HttpResponse:
    found = case.findings.order_by("gone_at", "pk")
    page = page_of(request, total=found.count())
    rows = list(found[page.start : page.stop])
    posts = dict(
        CollectedPost.objects.filter(
            url__in={row.post_url for row in rows}, post__isnull=False, post__unit__in=own_units(request.user)
        ).values_list("url", "post")
    )
    for row in rows:
        row.snapshot = posts.get(row.post_url)  # type: ignore[attr-defined]
        row.is_copied = masked_copies.is_offered(row)  # type: ignore[attr-defined]
    check = catalogue(own_cards()).get(case.check_name)
    said = list(queries.with_all(Answer.objects.filter(case=case)))
    lines = NoticeLine.objects.filter(case=case, copy__notice__state=Notice.State.ISSUED)
    context = {
        "case": case,
        "check": check,
        "called": called(case.check_name, own=own_cards()),
        "family": family_label(case.family),
        "clauses": [clauses()[name] for name in check.clauses] if check else [],
        "first": rows[0] if rows else None,
        "rows": rows,
        "total": page.total,
        "page": page,
        "size": page.size,
        "sizes": SIZES,
        "form": form,
        "said": said,
        "lines": lines.select_related("copy__notice").order_by("-copy__notice__issued_at"),
        "rechecks": case.rechecks.select_related("by")[:10],
        # What nobody has confirmed, and what is another unit's, is nobody's business here.
        "aftermaths": case.aftermaths.filter(
            STANDING, finding__unit=case.unit, finding__decision__kind=Decision.Kind.CONFIRMED
        ).select_related("finding")[:20],
        "today": timezone.localdate(),
        "may_answer": case.state in (*queries.TODO, "answered"),
    }
    return render(request, "answers/own_case.html", context)


def _one(request: HttpRequest, pk: int) -> Case:
    """The case, if it is the unit's own and it was told of it; another unit's is simply not there."""
    return get_object_or_404(cases_of(request.user).select_related("unit", "relapse_of", "brought_by"), pk=pk)
