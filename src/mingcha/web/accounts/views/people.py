"""Everybody's accounts: the system administrator keeps them, the security administrator holds their keys."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_POST

from mingcha.web.accounts import lockout, rules, second_factor, services, sessions
from mingcha.web.accounts.access import only
from mingcha.web.accounts.forms import NewUserForm, PeopleFilter, SafetyRulesForm, UserForm
from mingcha.web.accounts.models import Role, SignedIn, User
from mingcha.web.pages import page_of


@require_GET
@only(Role.SYSTEM, Role.SECURITY)
def users(request: HttpRequest) -> HttpResponse:
    now, own_rules = timezone.now(), rules.current()
    form = PeopleFilter(request.GET)
    unused = services.unused(at=now)
    locked = lockout.locked_among(User.objects.only("pk", "username"), at=now)
    found = form.chosen(locked=locked, unused=unused, today=timezone.localdate(now))
    total = found.count()
    page = page_of(request, total=total)
    rows = list(found.select_related("liaison__unit")[page.start : page.stop])
    context = {
        "form": form,
        "rows": rows,
        "total": total,
        "page": page,
        "today": timezone.localdate(now),
        "locked": locked,
        "with_code": second_factor.people_with_it(),
        "unused": set(unused.values_list("pk", flat=True)),
        "rules": own_rules,
    }
    return render(request, "accounts/users.html", context)


@only(Role.SYSTEM)
def user_new(request: HttpRequest) -> HttpResponse:
    form = NewUserForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        user = services.create_user(**form.cleaned_data, by=request.user)  # type: ignore[arg-type]
        messages.success(request, f"已新建用户“{user}”。请安全管理员为其指定角色和单位，并设置初始口令。")
        return redirect("users")
    return render(request, "accounts/user_new.html", {"form": form})


@only(Role.SYSTEM)
def user_edit(request: HttpRequest, pk: int) -> HttpResponse:
    user = get_object_or_404(User, pk=pk)
    form = UserForm(request.POST or None, instance=get_object_or_404(User, pk=pk))
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        if user == request.user and not given["is_active"]:
            form.add_error("is_active", "不能停用自己；请由另一位系统管理员操作。")
        elif user == request.user and (given["expires"] or given["is_guest"]):
            form.add_error("expires", "不能给自己设有效期或来宾身份；请由另一位系统管理员操作。")
        else:
            _save(user, given, by=request.user)
            messages.success(request, f"用户“{user}”已保存。")
            return redirect("users")
    return render(request, "accounts/user_edit.html", {"form": form, "person": user})


def _save(user: User, given: dict[str, Any], *, by: Any) -> None:
    if given["display_name"] != user.display_name:
        services.rename_user(user, display_name=given["display_name"], by=by)
    if (given["expires"], given["is_guest"]) != (user.expires, user.is_guest):
        services.set_life(user, expires=given["expires"], is_guest=given["is_guest"], by=by)
    if given["is_active"] != user.is_active:
        services.set_active(user, active=given["is_active"], by=by)


@sensitive_post_parameters()
@only(Role.SECURITY)
def user_password(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask first; then show the new password once, on this page and nowhere else."""
    user = get_object_or_404(User, pk=pk)
    password = None
    if request.method == "POST":
        password = services.reset_password(user, by=request.user, at=timezone.now())  # type: ignore[arg-type]
    return render(request, "accounts/user_password.html", {"person": user, "password": password})


@require_POST
@only(Role.SECURITY)
def user_unlock(request: HttpRequest, pk: int) -> HttpResponse:
    user = get_object_or_404(User, pk=pk)
    lockout.unlock(user, by=request.user)  # type: ignore[arg-type]
    messages.success(request, f"“{user}”可以重新登录了。")
    return redirect("users")


@require_GET
@only(Role.SECURITY)
def user_sessions(request: HttpRequest, pk: int) -> HttpResponse:
    """Where somebody is signed in, and whether with a code."""
    user = get_object_or_404(User, pk=pk)
    sessions.sweep(at=timezone.now())
    rows = sessions.open_of(user, at=timezone.now(), own_key=request.session.session_key)
    context = {"person": user, "rows": rows, "is_set_up": second_factor.is_set_up(user)}
    return render(request, "accounts/user_sessions.html", context)


@require_POST
@only(Role.SECURITY)
def user_session_end(request: HttpRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(SignedIn.objects.select_related("user"), pk=pk)
    sessions.end(row, by=request.user)  # type: ignore[arg-type]
    messages.success(request, f"“{row.user}”的这个会话已结束。")
    return redirect("user_sessions", row.user_id)


@require_POST
@only(Role.SECURITY)
def user_code_reset(request: HttpRequest, pk: int) -> HttpResponse:
    user = get_object_or_404(User, pk=pk)
    if second_factor.reset(user, by=request.user):  # type: ignore[arg-type]
        messages.success(request, f"“{user}”的动态口令已重置，登录已全部结束；下次登录后可重新设置。")
    else:
        messages.warning(request, f"“{user}”没有设置动态口令。")
    return redirect("user_sessions", pk)


@only(Role.SECURITY)
def safety_rules(request: HttpRequest) -> HttpResponse:
    form = SafetyRulesForm(request.POST or None, instance=rules.current())
    if request.method == "POST" and form.is_valid():
        changes = rules.change(form.save(commit=False), by=request.user)  # type: ignore[arg-type]
        messages.success(request, "账号安全设置已保存。" if changes else "没有改动。")
        return redirect("safety_rules")
    return render(request, "accounts/safety_rules.html", {"form": form})
