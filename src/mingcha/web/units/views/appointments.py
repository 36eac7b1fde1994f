"""The security administrator gives a user a role, and a liaison a unit."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from mingcha.web.accounts.access import only
from mingcha.web.accounts.models import Role, User
from mingcha.web.units.forms import AppointmentForm
from mingcha.web.units.services import appoint


@only(Role.SECURITY)
def user_appoint(request: HttpRequest, pk: int) -> HttpResponse:
    person = get_object_or_404(User, pk=pk)
    form = AppointmentForm(request.POST or None, user=person)
    if request.method == "POST" and form.is_valid():
        role = Role(form.cleaned_data["role"])
        if person == request.user and role != Role.SECURITY:
            form.add_error("role", "不能改变自己的角色；请由另一位安全管理员操作。")
        else:
            appoint(person, role=role, unit=form.cleaned_data["unit"], by=request.user)  # type: ignore[arg-type]
            messages.success(request, f"“{person}”的角色已保存。")
            return redirect("users")
    return render(request, "units/appoint.html", {"form": form, "person": person})
