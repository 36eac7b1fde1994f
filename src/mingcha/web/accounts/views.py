"""Signing in and out, one's own password, and the accounts the system administrator keeps."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import LoginView, PasswordChangeView
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render, resolve_url
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from mingcha.web.accounts import brake, services
from mingcha.web.accounts.access import only
from mingcha.web.accounts.demo import DEMO_ACCOUNTS, DEMO_PASSWORD
from mingcha.web.accounts.forms import NewUserForm, OwnPasswordForm, SignInForm, UserForm
from mingcha.web.accounts.homes import home_of
from mingcha.web.accounts.models import Role, User
from mingcha.web.audit.services import record

A_YEAR = 365 * 24 * 3600


class SignIn(LoginView):
    template_name = "accounts/login.html"
    authentication_form = SignInForm
    redirect_authenticated_user = True

    def get_default_redirect_url(self) -> str:
        return resolve_url(home_of(self.request.user))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        demo = {"accounts": DEMO_ACCOUNTS, "password": DEMO_PASSWORD} if settings.DEMO else None
        return super().get_context_data(**kwargs) | {"demo": demo}

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        # Not cleaned() by the form: that would look at the password.
        typed = request.POST.get("username", "")[:150]
        complete = typed.strip() and request.POST.get("password")
        if complete and brake.is_locked(typed, address(request), at=timezone.now()):
            return self.refuse_locked()
        return super().post(request, *args, **kwargs)

    def refuse_locked(self) -> HttpResponse:
        form = self.authentication_form(self.request)
        context = self.get_context_data(form=form, locked=form.error_messages["locked"])
        return self.render_to_response(context, status=429)

    def form_valid(self, form: Any) -> HttpResponse:
        response = super().form_valid(form)
        brake.succeeded(form.data.get("username", "")[:150], address(self.request))
        record(actor=self.request.user, action="登录", detail=f"来自 {address(self.request)}")
        return response

    def form_invalid(self, form: Any) -> HttpResponse:
        # What was typed as the name may be a password typed into the wrong box, so only known names are kept.
        typed = form.data.get("username", "")[:150]
        known = typed if User.objects.filter(username=typed).exists() else "（不存在的用户名）"
        record(actor=None, action="登录失败", target=known, detail=f"来自 {address(self.request)}")
        if brake.failed(typed, address(self.request), shown=known, at=timezone.now()):
            return self.refuse_locked()
        return super().form_invalid(form)


def address(request: HttpRequest) -> str:
    return str(request.META.get("REMOTE_ADDR", ""))


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    record(actor=request.user, action="退出")
    logout(request)
    messages.success(request, "您已安全退出。")
    return redirect("login")


class OwnPassword(PasswordChangeView):
    template_name = "accounts/password.html"
    form_class = OwnPasswordForm

    def form_valid(self, form: Any) -> HttpResponse:
        with transaction.atomic():
            form.user.must_change_password = False
            response = super().form_valid(form)
            record(actor=self.request.user, action="修改口令")
        messages.success(self.request, "口令已修改，下次登录请使用新口令。")
        return response

    def get_success_url(self) -> str:
        return reverse(home_of(self.request.user))


@login_not_required
@require_POST
def large_type(request: HttpRequest) -> HttpResponse:
    """Switch 大字版 on or off for this browser and go back to where one was."""
    back = request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()}):
        back = reverse("overview")
    response = redirect(back)
    on = "1" if request.POST.get("on") == "1" else "0"
    response.set_cookie("large_type", on, max_age=A_YEAR, samesite="Lax", httponly=True)
    return response


@only(Role.SYSTEM, Role.SECURITY)
def users(request: HttpRequest) -> HttpResponse:
    rows = User.objects.select_related("liaison__unit").order_by("-is_active", "username")
    locked = brake.locked_among(rows, at=timezone.now())
    return render(request, "accounts/users.html", {"rows": rows, "locked": locked})


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
    was_active, old_name = user.is_active, user.display_name
    form = UserForm(request.POST or None, instance=user)
    if request.method == "POST" and form.is_valid():
        name, active = form.cleaned_data["display_name"], form.cleaned_data["is_active"]
        if user == request.user and not active:
            form.add_error("is_active", "不能停用自己；请由另一位系统管理员操作。")
        else:
            user.display_name, user.is_active = old_name, was_active
            if name != old_name:
                services.rename_user(user, display_name=name, by=request.user)  # type: ignore[arg-type]
            if active != was_active:
                services.set_active(user, active=active, by=request.user)  # type: ignore[arg-type]
            messages.success(request, f"用户“{user}”已保存。")
            return redirect("users")
    return render(request, "accounts/user_edit.html", {"form": form, "person": user})


@sensitive_post_parameters()
@only(Role.SECURITY)
def user_password(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask first; then show the new password once, on this page and nowhere else."""
    user = get_object_or_404(User, pk=pk)
    password = services.reset_password(user, by=request.user) if request.method == "POST" else None  # type: ignore[arg-type]
    return render(request, "accounts/user_password.html", {"person": user, "password": password})


@require_POST
@only(Role.SECURITY)
def user_unlock(request: HttpRequest, pk: int) -> HttpResponse:
    user = get_object_or_404(User, pk=pk)
    brake.unlock(user, by=request.user)  # type: ignore[arg-type]
    messages.success(request, f"“{user}”可以重新登录了。")
    return redirect("users")
