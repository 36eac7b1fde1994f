"""One's own account: the password, where one is signed in, the code from the telephone."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.views import PasswordChangeView
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_POST

from mingcha.web.accounts import rules, second_factor, services, sessions
from mingcha.web.accounts.access import only
from mingcha.web.accounts.forms import CodeForm, OwnPasswordForm
from mingcha.web.accounts.gate import ENROL_FIRST
from mingcha.web.accounts.homes import home_of
from mingcha.web.accounts.models import Role, SignedIn

EVERYBODY = tuple(Role)
WRONG = "动态口令不正确，没有改动。请输入手机上现在显示的 6 位数字；错误几次后须稍等再试。"


class OwnPassword(PasswordChangeView):
    template_name = "accounts/password.html"
    form_class = OwnPasswordForm

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"days": rules.current().password_days}

    def form_valid(self, form: Any) -> HttpResponse:
        own_key = self.request.session.session_key
        services.choose_password(form.user, form.cleaned_data["new_password1"], own_key=own_key, at=timezone.now())
        update_session_auth_hash(self.request, form.user)
        sessions.renamed(own_key or "", self.request.session.session_key or "")
        messages.success(self.request, "口令已修改，下次登录请使用新口令。其他地方的登录都已结束。")
        return redirect(self.get_success_url())

    def get_success_url(self) -> str:
        return reverse(home_of(self.request.user))


@require_GET
@only(*EVERYBODY)
def own_sessions(request: HttpRequest) -> HttpResponse:
    """Where one is signed in."""
    rows = sessions.open_of(request.user, at=timezone.now(), own_key=request.session.session_key)  # type: ignore[arg-type]
    context = {"rows": rows, "others": any(not row.is_own for row in rows), "rules": rules.current()}
    return render(request, "accounts/sessions.html", context)


@require_POST
@only(*EVERYBODY)
def session_end(request: HttpRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(SignedIn.objects.select_related("user"), pk=pk, user=request.user)
    sessions.end(row, by=request.user)  # type: ignore[arg-type]
    messages.success(request, "这个会话已结束。")
    return redirect("sessions")


@require_POST
@only(*EVERYBODY)
def sessions_end(request: HttpRequest) -> HttpResponse:
    """All but this one."""
    ended = sessions.end_all(request.user, by=request.user, why="本人结束", but=request.session.session_key)  # type: ignore[arg-type]
    messages.success(request, f"已结束其他 {ended} 个会话。")
    return redirect("sessions")


@require_GET
@only(*EVERYBODY)
def second_factor_page(request: HttpRequest) -> HttpResponse:
    return render(request, "accounts/second_factor.html", _second_factor(request))


@require_POST
@only(*EVERYBODY)
def second_factor_begin(request: HttpRequest) -> HttpResponse:
    second_factor.begin(request.user)  # type: ignore[arg-type]
    return redirect("second_factor")


@require_GET
@only(*EVERYBODY)
def second_factor_picture(request: HttpRequest) -> HttpResponse:
    """The secret that still waits for its first code; afterwards nobody sees it again."""
    device = second_factor.waiting(request.user)  # type: ignore[arg-type]
    if device is None:
        raise Http404
    return HttpResponse(second_factor.picture(device), content_type="image/svg+xml")


@sensitive_post_parameters()
@require_POST
@only(*EVERYBODY)
def second_factor_change(request: HttpRequest, act: str) -> HttpResponse:
    """Confirm, renew the recovery codes, or turn it off: each with a code of this moment."""
    user: Any = request.user
    form = CodeForm(request.POST)
    code = form.cleaned_data["code"] if form.is_valid() else ""
    if act == "off":
        if second_factor.is_wanted(user):
            messages.error(request, "您的角色必须使用动态口令，不能停用。换手机请由安全管理员重置后重新设置。")
        elif second_factor.turn_off(user, code):
            messages.success(request, "动态口令已停用，以后登录只问口令。")
        else:
            messages.error(request, WRONG)
        return redirect("second_factor")
    codes = second_factor.confirm(user, code) if act == "confirm" else second_factor.renew_codes(user, code)
    if codes is None:
        messages.error(request, WRONG)
        return redirect("second_factor")
    request.session.pop(ENROL_FIRST, None)
    return render(request, "accounts/second_factor.html", _second_factor(request) | {"codes": codes})


def _second_factor(request: HttpRequest) -> dict[str, Any]:
    user: Any = request.user
    device = second_factor.waiting(user)
    return {
        "is_set_up": second_factor.is_set_up(user),
        "is_wanted": second_factor.is_wanted(user),
        "waiting": device,
        "key": second_factor.typed_key(device) if device else "",
        "codes_left": user.recovery_codes.filter(used_at__isnull=True).count(),
    }
