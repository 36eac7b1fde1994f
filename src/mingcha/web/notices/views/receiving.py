"""Signing for a list, noting a receipt that was heard of, noting what went through the OA, and sending again."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from mingcha.web.accounts.access import only
from mingcha.web.accounts.models import Role
from mingcha.web.notices import receipts, sending
from mingcha.web.notices.access import visible_copies
from mingcha.web.notices.forms import HeardReceiptForm, ReceiptForm
from mingcha.web.notices.models import Delivery, Notice
from mingcha.web.publishing.refusals import Refused


@require_POST
@only(Role.UNIT)
def receive(request: HttpRequest, notice_id: int, code: str) -> HttpResponse:
    copy = get_object_or_404(visible_copies(request.user), notice=notice_id, unit__code=code)
    form = ReceiptForm(request.POST)
    if not form.is_valid():
        _complain(request, form)
        return redirect("notice_copy", notice_id, code)
    try:
        receipts.receive(copy, **form.cleaned_data, by=request.user, at=timezone.now())  # type: ignore[arg-type]
    except Refused as fault:
        messages.error(request, str(fault))
    else:
        messages.success(request, "已签收。")
    return redirect("notice_copy", notice_id, code)


@require_POST
@only(Role.OPERATOR)
def note_receipt(request: HttpRequest, notice_id: int, code: str) -> HttpResponse:
    copy = get_object_or_404(visible_copies(request.user), notice=notice_id, unit__code=code)
    form = HeardReceiptForm(request.POST)
    if not form.is_valid():
        _complain(request, form)
        return redirect("notice_copy", notice_id, code)
    try:
        receipts.note_receipt(copy, **form.cleaned_data, by=request.user, at=timezone.now())  # type: ignore[arg-type]
    except Refused as fault:
        messages.error(request, str(fault))
    else:
        messages.success(request, "签收已登记。")
    return redirect("notice_copy", notice_id, code)


@require_POST
@only(Role.OPERATOR)
def hand_over(request: HttpRequest, notice_id: int) -> HttpResponse:
    notice = get_object_or_404(Notice, pk=notice_id, state=Notice.State.ISSUED)
    try:
        number = sending.hand_over(notice, by=request.user, at=timezone.now())  # type: ignore[arg-type]
    except Refused as fault:
        messages.error(request, str(fault))
    else:
        messages.success(request, f"已登记 {number} 个单位通过 OA 发出。")
    return redirect("notice", notice_id)


@require_POST
@only(Role.OPERATOR)
def send_to_new(request: HttpRequest, notice_id: int) -> HttpResponse:
    notice = get_object_or_404(Notice, pk=notice_id, state=Notice.State.ISSUED)
    try:
        number = sending.send_to_new(notice, by=request.user, at=timezone.now())  # type: ignore[arg-type]
    except Refused as fault:
        messages.error(request, str(fault))
    else:
        messages.success(request, f"已排入发送 {number} 份，由后台进程随即发出；邮件夜间不发。")
    return redirect("notice", notice_id)


@require_POST
@only(Role.OPERATOR)
def try_again(request: HttpRequest, delivery_id: int) -> HttpResponse:
    delivery = get_object_or_404(Delivery.objects.select_related("copy__unit"), pk=delivery_id, copy__isnull=False)
    assert delivery.copy is not None
    try:
        sending.try_again(delivery, by=request.user, at=timezone.now())  # type: ignore[arg-type]
    except Refused as fault:
        messages.error(request, str(fault))
    else:
        messages.success(request, "已排入发送，由后台进程随即再发一次；邮件夜间不发。")
    return redirect("notice_copy", delivery.copy.notice_id, delivery.copy.unit.code)


def _complain(request: HttpRequest, form: ReceiptForm) -> None:
    told = "；".join(str(fault) for faults in form.errors.values() for fault in faults)
    messages.error(request, told)
