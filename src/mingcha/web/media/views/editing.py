"""Entering, changing, closing and removing one account."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import ProtectedError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from mingcha.web.accounts.access import only
from mingcha.web.accounts.models import Role
from mingcha.web.media import queries, services
from mingcha.web.media.forms import AccountForm, CloseForm
from mingcha.web.media.models import Account


@only(Role.OPERATOR)
def media_account_new(request: HttpRequest) -> HttpResponse:
    codes = Account.objects.order_by().values_list("code", flat=True)
    return edit(request, None, initial={"code": services.next_code(codes)})


@only(Role.OPERATOR)
def media_account_edit(request: HttpRequest, code: str) -> HttpResponse:
    return edit(request, get_object_or_404(Account, code=code), initial={})


def edit(request: HttpRequest, row: Account | None, *, initial: dict[str, Any]) -> HttpResponse:
    form = AccountForm(request.POST or None, row=row, initial=initial)
    if request.method == "POST" and form.is_valid():
        account = form.account()
        if form.check_ledger(account, today=timezone.localdate()):
            changes = services.save_account(account, by=request.user)  # type: ignore[arg-type]
            messages.success(request, f"“{account.name}”已保存。" if changes else f"“{account.name}”没有变动。")
            return redirect("media_account", account.code)
    return render(request, "media/edit.html", {"form": form, "account": row, "rules": queries.rules()})


@only(Role.OPERATOR)
def media_account_close(request: HttpRequest, code: str) -> HttpResponse:
    row = get_object_or_404(Account, code=code)
    today = timezone.localdate()
    form = CloseForm(request.POST or None, initial={"on": today})
    if row.filing == Account.FilingChoice.CLOSED:
        messages.error(request, f"“{row.name}”已于 {row.closed_on} 注销。")
        return redirect("media_account", code)
    if request.method == "POST" and form.is_valid():
        on = form.cleaned_data["on"]
        if on > today or (row.opened_on and on < row.opened_on):
            form.add_error("on", "注销日期应在开设日期和今天之间。")
        else:
            services.close_account(row, on=on, by=request.user)  # type: ignore[arg-type]
            messages.success(request, f"“{row.name}”已登记为注销，历史信息保留。")
            return redirect("media_account", code)
    return render(request, "media/close.html", {"form": form, "account": row, "rules": queries.rules()})


@only(Role.OPERATOR)
def media_account_delete(request: HttpRequest, code: str) -> HttpResponse:
    row = get_object_or_404(Account, code=code)
    if request.method == "POST":
        try:
            services.delete_account(row, by=request.user)  # type: ignore[arg-type]
        except ProtectedError:
            messages.error(request, f"“{row.name}”名下已有信息，不能删除。账号停用请登记注销，历史信息会保留。")
            return redirect("media_account", code)
        messages.success(request, f"“{row.name}”已删除。")
        return redirect("media_accounts")
    return render(request, "media/delete.html", {"account": row})
