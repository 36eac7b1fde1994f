"""The groups in which units are ranked: the list, a new one, and changing one."""

from __future__ import annotations

from django.contrib import messages
from django.db.models import Count, Max
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from mingcha.web.accounts.access import only
from mingcha.web.accounts.models import Role
from mingcha.web.units import services
from mingcha.web.units.forms_group import GroupForm
from mingcha.web.units.models import Group


@only(Role.OPERATOR)
def group_list(request: HttpRequest) -> HttpResponse:
    return render(request, "units/groups.html", {"rows": Group.objects.annotate(size=Count("units"))})


@only(Role.OPERATOR)
def group_new(request: HttpRequest) -> HttpResponse:
    last = Group.objects.aggregate(last=Max("order"))["last"] or 0
    return edit(request, None, order=last + 1)


@only(Role.OPERATOR)
def group_edit(request: HttpRequest, code: str) -> HttpResponse:
    row = get_object_or_404(Group, code=code)
    return edit(request, row, order=row.order)


def edit(request: HttpRequest, row: Group | None, *, order: int) -> HttpResponse:
    form = GroupForm(request.POST or None, row=row, order=order)
    if request.method == "POST" and form.is_valid():
        group = form.group()
        changes = services.save_group(group, by=request.user)  # type: ignore[arg-type]
        messages.success(request, f"分组“{group.name}”{'已保存' if changes else '没有变动'}。")
        return redirect("group_list")
    return render(request, "units/group_edit.html", {"form": form, "group": row})
