"""Imports: template, upload, preview, confirmation, and taking a whole import back."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from mingcha.web.accounts.access import CONTRIBUTORS, only
from mingcha.web.downloads import XLSX, download, handed_over
from mingcha.web.pages import page_of
from mingcha.web.publishing import services
from mingcha.web.publishing.forms import ConfirmForm, UploadForm, visible_imports
from mingcha.web.publishing.models import Import
from mingcha.web.publishing.refusals import Refused
from mingcha.web.units.access import own_unit, sees_all
from mingcha.web.uploads import too_large

FAULTS_SHOWN = 100


@only(*CONTRIBUTORS)
def imports(request: HttpRequest) -> HttpResponse:
    found = visible_imports(request.user).filter(kind=Import.Kind.FILE)
    found = found.select_related("uploaded_by", "unit").order_by("-id")
    total = found.count()
    page = page_of(request, total=total, size=30)
    context = {"rows": found[page.start : page.stop], "page": page, "total": total}
    return render(request, "publishing/imports.html", context)


@only(*CONTRIBUTORS)
def import_new(request: HttpRequest) -> HttpResponse:
    unit = own_unit(request.user)
    if unit is None and not sees_all(request.user):
        return render(request, "publishing/no_unit.html")
    form = UploadForm(request.POST, request.FILES) if request.method == "POST" else UploadForm()
    if request.method == "POST":
        if refusal := too_large(request):
            form.errors.clear()
            form.add_error("file", refusal)
        elif form.is_valid():
            file = form.cleaned_data["file"]
            try:
                item = services.take_file(file=file, file_name=file.name, by=request.user, at=timezone.now(), unit=unit)
            except Refused as fault:
                form.add_error("file", str(fault))
            else:
                return redirect("import_item", item.pk)
    context = {"form": form, "limit": settings.LEDGER_FILE_LIMIT, "unit": unit}
    return render(request, "publishing/import_new.html", context)


@only(*CONTRIBUTORS)
def import_template(request: HttpRequest) -> HttpResponse:
    return download(services.template(), name="信息台账模板.xlsx", kind=XLSX)


@only(*CONTRIBUTORS)
def import_item(request: HttpRequest, pk: int) -> HttpResponse:
    """What is in a file: before confirmation the preview, afterwards the result."""
    item = one(request, pk)
    context: dict[str, Any] = {
        "item": item,
        "faults": services.faults_of(item)[:FAULTS_SHOWN],
        "differences": services.differences_of(item)[:FAULTS_SHOWN],
        "skipped": services.skipped_of(item),
        "step": {"previewed": 3, "refused": 2}.get(item.state, 4),
    }
    if item.state == Import.State.PREVIEWED:
        context["rows"] = services.first_new_of(item)
    return render(request, "publishing/import_item.html", context)


@require_POST
@only(*CONTRIBUTORS)
def import_confirm(request: HttpRequest, pk: int) -> HttpResponse:
    item = one(request, pk)
    form = ConfirmForm(request.POST)
    form.is_valid()
    try:
        services.confirm(item=item, by=request.user, at=timezone.now(), skip_faulty=form.cleaned_data["skip_faulty"])
    except Refused as fault:
        messages.error(request, str(fault))
    else:
        item.refresh_from_db()
        messages.success(request, f"“{item.file_name}”已导入：新增 {item.new:,} 条，台账中已有 {item.known:,} 条。")
    return redirect("import_item", pk)


@only(*CONTRIBUTORS)
def import_undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask with the file's name and numbers, then take everything of it out again."""
    item = one(request, pk)
    if request.method == "POST":
        try:
            services.undo(item=item, by=request.user, at=timezone.now())
        except Refused as fault:
            messages.error(request, str(fault))
        else:
            messages.success(request, f"“{item.file_name}”的导入已整体撤销。")
        return redirect("import_item", pk)
    if item.state != Import.State.CONFIRMED:
        messages.error(request, f"这次导入现为“{item.get_state_display()}”，没有可以撤销的。")
        return redirect("import_item", pk)
    return render(request, "publishing/import_undo.html", {"item": item, "survey": services.survey(item)})


@only(*CONTRIBUTORS)
def import_marked(request: HttpRequest, pk: int) -> HttpResponse:
    """The faulty rows with what is wrong in them, to be corrected and sent again."""
    item = one(request, pk)
    stem = item.file_name.rsplit(".", 1)[0]
    try:
        content = services.marked_sheet(item)
    except Refused as fault:
        messages.error(request, str(fault))
        return redirect("import_item", pk)
    name = f"{stem}_标错.xlsx"
    detail = f"有误 {item.faulty} 行"
    return handed_over(request, content, name=name, kind=XLSX, action="下载标错表", detail=detail)


def one(request: HttpRequest, pk: int) -> Import:
    """The import, if the user may see it; another unit's is simply not there."""
    files = visible_imports(request.user).filter(kind=Import.Kind.FILE)
    return get_object_or_404(files.select_related("unit", "uploaded_by", "decided_by"), pk=pk)
