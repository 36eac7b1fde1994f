"""Posts brought in: files or links, preview, what is asked for, confirmation, and taking a whole import back."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from mingcha.web.accounts.access import CONTRIBUTORS, only
from mingcha.web.downloads import XLSX, download
from mingcha.web.media import imports as services
from mingcha.web.media import queries
from mingcha.web.media.access import visible_accounts, visible_imports
from mingcha.web.media.forms import BringForm
from mingcha.web.media.models import Account, Import
from mingcha.web.media.workbook import posts_template
from mingcha.web.pages import page_of
from mingcha.web.publishing.forms import ConfirmForm
from mingcha.web.publishing.refusals import Refused
from mingcha.web.units.access import own_unit, sees_all
from mingcha.web.uploads import too_large

FAULTS_SHOWN = 100


@only(*CONTRIBUTORS)
def media_imports(request: HttpRequest) -> HttpResponse:
    found = visible_imports(request.user).order_by("-id")
    total = found.count()
    page = page_of(request, total=total, size=30)
    context = {"rows": found[page.start : page.stop], "page": page, "total": total}
    return render(request, "media/imports.html", context)


@only(*CONTRIBUTORS)
def media_import_new(request: HttpRequest) -> HttpResponse:
    unit = own_unit(request.user)
    if unit is None and not sees_all(request.user):
        return render(request, "publishing/no_unit.html")
    given = (request.POST, request.FILES) if request.method == "POST" else ()
    initial = {"account": request.GET.get("account", "")}
    accounts = visible_accounts(request.user)
    form = BringForm(*given, accounts=accounts, today=timezone.localdate(), initial=initial)
    if request.method == "POST":
        if refusal := too_large(request):
            form.errors.clear()
            form.add_error("files", refusal)
        elif form.is_valid():
            item = services.bring(**form.cleaned_data, unit=unit, by=request.user, at=timezone.now())  # type: ignore[arg-type]
            return redirect("media_import_item", item.pk)
    context = {"form": form, "limit": settings.LEDGER_FILE_LIMIT, "unit": unit, "any": accounts.exists()}
    return render(request, "media/import_new.html", context)


@only(*CONTRIBUTORS)
def media_import_template(request: HttpRequest) -> HttpResponse:
    return download(posts_template(), name="新媒体信息模板.xlsx", kind=XLSX)


@only(*CONTRIBUTORS)
def media_import_item(request: HttpRequest, pk: int) -> HttpResponse:
    """What was brought in: before confirmation the preview, afterwards the result."""
    item = one(request, pk)
    names = dict(Account.objects.order_by().values_list("code", "name"))
    context: dict[str, Any] = {
        "item": item,
        "files": item.files.all(),
        "faults": item.faults[:FAULTS_SHOWN],
        "step": {"previewed": 3, "refused": 2}.get(item.state, 4),
    }
    if item.state == Import.State.PREVIEWED:
        platforms = {platform.code: platform.name for platform in queries.rules().platforms}
        offered = visible_accounts(request.user).exclude(filing=Account.FilingChoice.CLOSED)
        context["rows"] = [row | {"account": names.get(row["account"], row["account"])} for row in item.first_new]
        context["accounts"] = [(row.code, f"{row.name}（{platforms.get(row.platform, '')}）") for row in offered]
        context["asked"] = item.open
    return render(request, "media/import_item.html", context)


@require_POST
@only(*CONTRIBUTORS)
def media_import_answer(request: HttpRequest, pk: int) -> HttpResponse:
    """Take what was filled in for rows that lacked something."""
    item = one(request, pk)
    allowed = {*visible_accounts(request.user).order_by().values_list("code", flat=True)}
    answers = {}
    for asked in item.open:
        place = asked["index"]
        said = {name: request.POST.get(f"{name}-{place}", "").strip() for name in ("account", "title", "published")}
        said["account"] = said["account"] if said["account"] in allowed else ""
        drop = request.POST.get(f"drop-{place}") == "on"
        if drop or any(said.values()):
            answers[place] = said | {"drop": drop}
    try:
        services.answer(item=item, answers=answers, by=request.user, at=timezone.now())  # type: ignore[arg-type]
    except Refused as fault:
        messages.error(request, str(fault))
    else:
        left = len(item.open)
        told = f"已重新核对：还有 {left} 条要补填。" if left else "已重新核对：要补填的都已补齐。"
        messages.success(request, told)
    return redirect("media_import_item", pk)


@require_POST
@only(*CONTRIBUTORS)
def media_import_confirm(request: HttpRequest, pk: int) -> HttpResponse:
    item = one(request, pk)
    form = ConfirmForm(request.POST)
    form.is_valid()
    try:
        services.confirm(item=item, by=request.user, at=timezone.now(), skip_faulty=form.cleaned_data["skip_faulty"])  # type: ignore[arg-type]
    except Refused as fault:
        messages.error(request, str(fault))
    else:
        messages.success(request, f"“{item.name}”已导入：新增 {item.new:,} 条，台账中已有 {item.known:,} 条。")
    return redirect("media_import_item", pk)


@only(*CONTRIBUTORS)
def media_import_undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask with the name and numbers, then take everything of it out again."""
    item = one(request, pk)
    if request.method == "POST":
        try:
            services.undo(item=item, by=request.user, at=timezone.now())  # type: ignore[arg-type]
        except Refused as fault:
            messages.error(request, str(fault))
        else:
            messages.success(request, f"“{item.name}”的导入已整体撤销。")
        return redirect("media_import_item", pk)
    if item.state != Import.State.CONFIRMED:
        messages.error(request, f"这次导入现为“{item.get_state_display()}”，没有可以撤销的。")
        return redirect("media_import_item", pk)
    gone, kept = services.survey(item)
    return render(request, "media/import_undo.html", {"item": item, "gone": gone, "kept": kept})


def one(request: HttpRequest, pk: int) -> Import:
    """The import, if the user may see it; another unit's is simply not there."""
    return get_object_or_404(visible_imports(request.user), pk=pk)
