"""Creating, changing and removing one unit."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import Max, ProtectedError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from mingcha.web.accounts.access import only
from mingcha.web.accounts.models import Role
from mingcha.web.units import services
from mingcha.web.units.forms import AliasForms, UnitForm, aliases_of
from mingcha.web.units.models import Unit


@only(Role.OPERATOR)
def unit_new(request: HttpRequest) -> HttpResponse:
    codes = Unit.objects.values_list("code", flat=True)
    last = Unit.objects.aggregate(last=Max("order"))["last"] or 0
    return edit(request, None, initial={"code": services.next_code(codes), "order": last + 1})


@only(Role.OPERATOR)
def unit_edit(request: HttpRequest, code: str) -> HttpResponse:
    return edit(request, get_object_or_404(Unit.objects.select_related("group"), code=code), initial={})


def edit(request: HttpRequest, row: Unit | None, *, initial: dict[str, Any]) -> HttpResponse:
    names = list(row.aliases.values("name", "since", "until")) if row else []
    form = UnitForm(request.POST or None, row=row, initial=initial)
    aliases = AliasForms(request.POST or None, initial=names, prefix="alias")
    if request.method == "POST" and form.is_valid() and aliases.is_valid():
        unit = form.unit(aliases_of(aliases))
        if form.check_roster(unit):
            changes = services.save_unit(unit, by=request.user)  # type: ignore[arg-type]
            messages.success(request, f"“{unit.name}”已保存。" if changes else f"“{unit.name}”没有变动。")
            return redirect("unit", unit.code) if row else redirect("unit_list")
    return render(request, "units/edit.html", {"form": form, "aliases": aliases, "unit": row})


@only(Role.OPERATOR)
def unit_delete(request: HttpRequest, code: str) -> HttpResponse:
    row = get_object_or_404(Unit, code=code)
    if request.method == "POST":
        try:
            services.delete_unit(row, by=request.user)  # type: ignore[arg-type]
        except ProtectedError:
            messages.error(
                request, f"“{row.name}”名下已有信息，不能删除。单位撤并请填写停用日期和并入单位，历史数据会保留。"
            )
            return redirect("unit_edit", code)
        messages.success(request, f"“{row.name}”已删除。")
        return redirect("unit_list")
    return render(request, "units/delete.html", {"unit": row})
