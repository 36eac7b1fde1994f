"""Masking: upload, what was found, the copy once, the receipt."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from mingcha.web.accounts.access import CONTRIBUTORS, only
from mingcha.web.downloads import download, handed_over
from mingcha.web.masking import copies, services
from mingcha.web.masking.forms import MaskForm, visible_maskings
from mingcha.web.masking.models import Masking
from mingcha.web.pages import page_of
from mingcha.web.units.access import own_unit, sees_all
from mingcha.web.uploads import too_large

BINARY, TEXT = "application/octet-stream", "text/plain; charset=utf-8"
UTF8_MARK = "﻿"


@only(*CONTRIBUTORS)
def maskings(request: HttpRequest) -> HttpResponse:
    """The form, and below it what was masked before."""
    unit = own_unit(request.user)
    if unit is None and not sees_all(request.user):
        return render(request, "masking/no_unit.html")
    form = MaskForm(request.POST, request.FILES) if request.method == "POST" else MaskForm()
    if request.method == "POST":
        if refusal := too_large(request):
            form.errors.clear()
            form.add_error("file", refusal.replace("，或按月份拆成几个文件分别导入", "，或拆成几个文件"))
        elif form.is_valid():
            file = form.cleaned_data["file"]
            item = services.mask(
                content=file.read(),
                file_name=file.name,
                by=request.user,
                at=timezone.now(),
                unit=unit,
                doubts=form.cleaned_data["doubts"],
            )
            return redirect("masking_item", item.pk)
    found = visible_maskings(request.user).select_related("made_by", "unit").order_by("-id")
    total = found.count()
    page = page_of(request, total=total, size=30)
    rows = found[page.start : page.stop]
    context = {"form": form, "limit": settings.LEDGER_FILE_LIMIT, "rows": rows, "page": page, "total": total}
    return render(request, "masking/maskings.html", context)


@only(*CONTRIBUTORS)
def masking_item(request: HttpRequest, pk: int) -> HttpResponse:
    item = _one(request, pk)
    copies.sweep()
    places = sum(count for _, _, count in item.masked)
    context = {"item": item, "places": places, "kept": copies.is_kept(item.copy)}
    return render(request, "masking/masking_item.html", context)


@require_POST
@only(*CONTRIBUTORS)
def masking_copy(request: HttpRequest, pk: int) -> HttpResponse:
    """The copy, which is deleted here when it is handed out."""
    item = _one(request, pk)
    content = services.take_copy(item=item, by=request.user, at=timezone.now())
    if content is None:
        messages.error(request, "副本已下载过或已超过一天，服务器上已删除。需要时请重新上传原文件。")
        return redirect("masking_item", pk)
    return download(content, name=item.copy_name, kind=BINARY)


@only(*CONTRIBUTORS)
def masking_receipt(request: HttpRequest, pk: int) -> HttpResponse:
    item = _one(request, pk)
    stem = item.file_name.rsplit(".", 1)[0].replace("*", "＊")
    content = (UTF8_MARK + services.receipt_of(item)).encode()
    return handed_over(request, content, name=f"{stem}_脱敏回执.txt", kind=TEXT, action="下载脱敏回执")


def _one(request: HttpRequest, pk: int) -> Masking:
    """The masking, if the user may see it; another unit's is simply not there."""
    return get_object_or_404(visible_maskings(request.user).select_related("unit", "made_by"), pk=pk)
