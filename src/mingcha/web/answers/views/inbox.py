"""单位答复: what units answered, appealed and asked for, decided one by one or several at once; and their files."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from mingcha.web.accounts.access import BUSINESS, COUNTY, only
from mingcha.web.accounts.models import Role
from mingcha.web.answers import answering, proofs, queries
from mingcha.web.answers.access import visible_answers, visible_files
from mingcha.web.answers.forms import AnswerFilter, DecideForm, day_off
from mingcha.web.answers.models import Answer
from mingcha.web.audit.services import record
from mingcha.web.downloads import download
from mingcha.web.pages import SIZES, page_of
from mingcha.web.publishing.refusals import Refused

BINARY = "application/octet-stream"


@only(*COUNTY)
def answers(request: HttpRequest) -> HttpResponse:
    return _inbox(request, DecideForm())


@only(*COUNTY)
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """One answer whole, with what else was said about the case."""
    one = get_object_or_404(queries.with_all(visible_answers(request.user)), pk=pk)
    context = {
        "answer": one,
        "others": queries.with_all(Answer.objects.filter(case=one.case_id).exclude(pk=pk)),
        "form": DecideForm(),
        "decides": request.user.role == Role.OPERATOR,  # type: ignore[union-attr]
        "today": timezone.localdate(),
    }
    return render(request, "answers/answer.html", context)


@require_POST
@only(Role.OPERATOR)
def answers_decide(request: HttpRequest) -> HttpResponse:
    """Decide on every ticked answer."""
    form = DecideForm(request.POST)
    wanted = {int(one) for one in request.POST.getlist("answer") if one.isdecimal() and len(one) < 19}
    if form.is_valid():
        given = form.cleaned_data
        try:
            number = answering.decide_on(
                Answer.objects.filter(pk__in=wanted),
                accept=given["accept"] == "1",
                reply=given["reply"],
                due=given["due"],
                by=request.user,  # type: ignore[arg-type]
                at=timezone.now(),
            )
        except Refused as fault:
            form.add_error(None, str(fault))
        else:
            word = "同意" if given["accept"] == "1" else "不同意"
            messages.success(request, f"已处理 {number} 条：{word}。单位在“本单位整改”中可以看到。")
            for warning in _days_off(wanted):
                messages.warning(request, warning)
            return redirect("answers")
    return _inbox(request, form, ticked=wanted)


@only(*BUSINESS)
def answer_file(request: HttpRequest, pk: int) -> HttpResponse:
    """A proof, always as a file to save: nothing of it is shown or run by the page."""
    file = get_object_or_404(visible_files(request.user).select_related("answer__case"), pk=pk)
    content = proofs.content_of(file.stored, sha256=file.sha256)
    if content is None:
        record(actor=request.user, action="佐证文件读不出来", target=file.name, detail=f"SHA-256 {file.sha256}")
        raise Http404("佐证文件不在或已被改动，请从备份中恢复。")
    record(actor=request.user, action="下载佐证文件", target=file.name, detail=f"事项编号 {file.answer.case_id}")
    return download(content, name=file.name, kind=BINARY)


def _days_off(keys: set[int]) -> list[str]:
    """What speaks against the days that were given just now."""
    days = Answer.objects.filter(pk__in=keys, given_due__isnull=False).order_by().values_list("given_due", flat=True)
    return [warning for day in sorted(set(days)) if (warning := day_off(day))]


def _inbox(request: HttpRequest, form: DecideForm, *, ticked: set[int] | None = None) -> HttpResponse:
    filters = AnswerFilter(request.GET)
    filters.is_valid()
    found = queries.answers_asked_for(visible_answers(request.user), filters.cleaned_data)
    total = found.count()
    page = page_of(request, total=total)
    waiting = queries.open_by_kind()
    context = {
        "filters": filters,
        "form": form,
        "rows": queries.with_all(found)[page.start : page.stop],
        "waiting": [(label, waiting.get(value, 0)) for value, label in Answer.Kind.choices],
        "total": total,
        "page": page,
        "size": page.size,
        "sizes": SIZES,
        "ticked": ticked or set(),
        "decides": request.user.role == Role.OPERATOR,  # type: ignore[union-attr]
        "today": timezone.localdate(),
    }
    return render(request, "answers/answers.html", context)
