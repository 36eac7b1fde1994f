"""A draft: its words, days and cases; issuing it, or throwing it away."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from mingcha.text.numerals import issue_number
from mingcha.web.accounts.access import only
from mingcha.web.accounts.models import Role
from mingcha.web.cases.models import Case
from mingcha.web.cases.time_limits import limits
from mingcha.web.notices import deadlines, drafting, issuing
from mingcha.web.notices.board import standings
from mingcha.web.notices.choosing import weights
from mingcha.web.notices.forms import DraftForm
from mingcha.web.notices.models import ContactAddress, Notice
from mingcha.web.notices.views.listing import explained, number_to_come
from mingcha.web.pages import page_of
from mingcha.web.publishing.refusals import Refused
from mingcha.web.workdays import calendar


def draft_page(request: HttpRequest, notice: Notice, form: DraftForm | None = None) -> HttpResponse:
    """The draft with what may be changed and what is unwise."""
    cases = Case.objects.filter(lines__copy__notice=notice)
    held = weights(cases)
    copies = notice.copies.select_related("unit").order_by("unit__group__order", "unit__order", "unit_id")
    page = page_of(request, total=copies.count(), size=100)
    context: dict[str, Any] = {
        "notice": notice,
        "form": form or DraftForm(initial=_facts(notice)),
        "rows": standings(list(copies[page.start : page.stop]), today=timezone.localdate()),
        "page": page,
        "cases": cases.count(),
        "warnings": warned(notice, held),
        "suggested": explained(notice, held),
        "number": issue_number(number_to_come(notice)),
        "reasons": issuing.may_issue(notice),
    }
    return render(request, "notices/draft.html", context)


def warned(notice: Notice, held: list[int]) -> list[str]:
    return deadlines.warnings(
        held, due=notice.due, dated=notice.dated, by_severity=notice.by_severity, calendar=calendar(), days=limits()
    )


@require_POST
@only(Role.OPERATOR)
def change(request: HttpRequest, notice_id: int) -> HttpResponse:
    notice = get_object_or_404(Notice, pk=notice_id)
    if not notice.is_draft:
        messages.error(request, f"{notice}已经印发，不能再修改。")
        return redirect("notice", notice.pk)
    form = DraftForm(request.POST)
    if not form.is_valid():
        return draft_page(request, notice, form)
    try:
        drafting.change(notice, **form.cleaned_data, by=request.user, at=timezone.now())  # type: ignore[arg-type]
    except Refused as fault:
        form.add_error(None, str(fault))
        return draft_page(request, notice, form)
    messages.success(request, "已保存。")
    return redirect("notice", notice.pk)


@require_POST
@only(Role.OPERATOR)
def remove(request: HttpRequest, notice_id: int) -> HttpResponse:
    """Take ticked cases, or all of a unit, off the draft."""
    notice = get_object_or_404(Notice, pk=notice_id)
    wanted = [int(one) for one in request.POST.getlist("case") if one.isdecimal() and len(one) < 19]
    cases = Case.objects.filter(lines__copy__notice=notice)
    unit = request.POST.get("unit", "")
    cases = cases.filter(unit__code=unit) if unit else cases.filter(pk__in=wanted)
    try:
        number = drafting.remove_cases(notice, list(cases), by=request.user, at=timezone.now())  # type: ignore[arg-type]
    except Refused as fault:
        messages.error(request, str(fault))
    else:
        messages.success(request, f"已移出 {number} 项。" if number else "没有勾选事项，未作改动。")
    return redirect("notice", notice.pk)


@require_POST
@only(Role.OPERATOR)
def discard(request: HttpRequest, notice_id: int) -> HttpResponse:
    notice = get_object_or_404(Notice, pk=notice_id)
    try:
        drafting.discard(notice, by=request.user, at=timezone.now())  # type: ignore[arg-type]
    except Refused as fault:
        messages.error(request, str(fault))
        return redirect("notice", notice_id)
    messages.success(request, "草稿已删除，事项仍待交办。")
    return redirect("notices")


@require_POST
@only(Role.OPERATOR)
def follow_up(request: HttpRequest, notice_id: int) -> HttpResponse:
    """A new draft of what this notice told in vain."""
    notice = get_object_or_404(Notice, pk=notice_id, state=Notice.State.ISSUED)
    dated = timezone.localdate()
    held = weights(drafting.unmended(notice, today=dated))
    due = deadlines.suggest(held, dated=dated, calendar=calendar(), days=limits()) or dated + timedelta(days=7)
    try:
        made = drafting.follow_up(notice, dated=dated, due=due, by=request.user, at=timezone.now())  # type: ignore[arg-type]
    except Refused as fault:
        messages.error(request, str(fault))
        return redirect("notice", notice_id)
    messages.success(request, f"已起草催办通知，列入{notice}中没有改好的事项；请核对期限和正文后印发。")
    return redirect("notice", made.pk)


@require_http_methods(["GET", "POST"])
@only(Role.OPERATOR)
def issue(request: HttpRequest, notice_id: int) -> HttpResponse:
    """What will happen, then the button."""
    notice = get_object_or_404(Notice, pk=notice_id)
    if not notice.is_draft:
        messages.info(request, f"{notice}已经印发。")
        return redirect("notice", notice.pk)
    if request.method == "POST":
        try:
            issuing.issue(notice, by=request.user, at=timezone.now())  # type: ignore[arg-type]
        except Refused as fault:
            messages.error(request, str(fault))
            return redirect("notice", notice.pk)
        messages.success(request, f"{notice}已印发。请下载 OA 发文包，在 OA 发出后回到本页登记。")
        return redirect("notice", notice.pk)
    cases = Case.objects.filter(lines__copy__notice=notice)
    units = notice.copies.values("unit")
    contacts = ContactAddress.objects.filter(active=True)
    context = {
        "notice": notice,
        "reasons": issuing.may_issue(notice),
        "warnings": warned(notice, weights(cases)),
        "number": issue_number(number_to_come(notice)),
        "units": notice.copies.count(),
        "cases": cases.count(),
        "by_email": contacts.filter(unit__in=units, way="email").values("unit").distinct().count(),
        "by_webhook": contacts.filter(unit__in=units, way="webhook").values("unit").distinct().count(),
        "county_hooks": contacts.filter(unit=None, way="webhook").count(),
    }
    return render(request, "notices/issue.html", context)


def _facts(notice: Notice) -> dict[str, Any]:
    return {name: getattr(notice, name) for name in ("title", "dated", "due", "by_severity", "text", "sender")}
