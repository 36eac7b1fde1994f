"""Signing in, with the code if one is asked for, and out; 大字版."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import LoginView
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from mingcha.web.accounts import lockout, second_factor, sessions, signing_in
from mingcha.web.accounts.demo import DEMO_ACCOUNTS, DEMO_PASSWORD
from mingcha.web.accounts.forms import CodeForm, SignInForm
from mingcha.web.accounts.homes import home_of
from mingcha.web.accounts.models import User
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

    def form_valid(self, form: Any) -> HttpResponse:
        user, now = form.get_user(), timezone.now()
        if second_factor.is_set_up(user):
            signing_in.ask_for_code(self.request, user, next_page=self.get_redirect_url(), at=now)
            return redirect("login_code")
        return enter(self.request, user, how="口令", next_page=self.get_redirect_url())


@sensitive_post_parameters()
@login_not_required
def login_code(request: HttpRequest) -> HttpResponse:
    """The second question: nobody is signed in before it is answered."""
    now = timezone.now()
    owing = signing_in.owing(request, at=now)
    if owing is None:
        messages.warning(request, "请先输入用户名和口令。输入口令后须在 5 分钟内输入动态口令。")
        return redirect("login")
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        found = second_factor.verify(owing.user, form.cleaned_data["code"], at=now)
        if found.right:
            how = "口令和恢复码" if found.by_recovery else "口令和动态口令"
            if found.by_recovery:
                messages.warning(request, "您用了一个恢复码，它已作废。手机丢失的，请联系安全管理员重置后重新设置。")
            return enter(request, owing.user, how=how, next_page=owing.next)
        form.add_error("code", f"错误次数较多，请等 {found.wait} 秒后再试。" if found.wait else CodeForm.WRONG)
    return render(request, "accounts/login_code.html", {"form": form})


def enter(request: HttpRequest, user: User, *, how: str, next_page: str) -> HttpResponse:
    days = signing_in.let_in(request, user, how=how, at=timezone.now())
    if (told := signing_in.told_age(days)) and not (user.must_change_password and days >= 0):
        messages.warning(request, told)
    return redirect(next_page or resolve_url(home_of(user)))


def locked_out(request: HttpRequest, response: HttpResponse | None, credentials: Any) -> HttpResponse:
    """AXES_LOCKOUT_CALLABLE: until when, and whom to ask; the same for names that exist and names that do not."""
    context = {"form": SignInForm(request), "locked_until": lockout.locked_until(request) or timezone.now(), "next": ""}
    return render(request, "accounts/login.html", context, status=429)


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    record(actor=request.user, action="退出", target=str(request.user))
    sessions.forget(request.session.session_key)
    logout(request)
    messages.success(request, "您已安全退出。")
    return redirect("login")


@login_not_required
@require_POST
def large_type(request: HttpRequest) -> HttpResponse:
    """Switch 大字版 on or off for this browser and go back to where one was."""
    back = request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()}):
        back = reverse("overview")
    response = redirect(back)
    on = "1" if request.POST.get("on") == "1" else "0"
    response.set_cookie("large_type", on, max_age=A_YEAR, samesite="Lax", httponly=True, secure=settings.HTTPS)
    return response
