"""Tokens on the pages: the security administrator allows and revokes them, each owner takes their own."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from mingcha.web.accounts.access import BUSINESS, only
from mingcha.web.accounts.models import Role
from mingcha.web.api import tokens
from mingcha.web.api.forms import TokenForm
from mingcha.web.api.models import ApiToken
from mingcha.web.pages import page_of
from mingcha.web.publishing.refusals import Refused


@require_GET
@only(Role.SECURITY)
def api_tokens(request: HttpRequest) -> HttpResponse:
    """All tokens, the newest first."""
    found = ApiToken.objects.select_related("owner", "unit", "made_by", "revoked_by")
    total = found.count()
    page = page_of(request, total=total)
    return render(request, "api/tokens.html", _rows(found[page.start : page.stop]) | {"total": total, "page": page})


@only(Role.SECURITY)
def api_token_new(request: HttpRequest) -> HttpResponse:
    form = TokenForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            token = tokens.allow(**form.cleaned_data, by=request.user, at=timezone.now())  # type: ignore[arg-type]
        except Refused as fault:
            form.add_error(None, str(fault))
        else:
            messages.success(request, f"已批准“{token}”。请{token.owner}登录后在“接口令牌”页领取。")
            return redirect("api_tokens")
    return render(request, "api/token_new.html", {"form": form})


@require_POST
@only(Role.SECURITY)
def api_token_revoke(request: HttpRequest, pk: int) -> HttpResponse:
    token = get_object_or_404(ApiToken, pk=pk)
    try:
        tokens.revoke(token, by=request.user, at=timezone.now())  # type: ignore[arg-type]
    except Refused as fault:
        messages.error(request, str(fault))
    else:
        messages.success(request, f"“{token}”已撤销，立即失效。")
    return redirect("api_tokens")


@require_GET
@only(*BUSINESS)
def api_tokens_own(request: HttpRequest) -> HttpResponse:
    """The tokens somebody answers for."""
    return render(request, "api/tokens_own.html", _rows(_own(request)))


@require_POST
@only(*BUSINESS)
def api_token_take(request: HttpRequest, pk: int) -> HttpResponse:
    """Make the secret, and show it once, on this page and nowhere else."""
    token = get_object_or_404(ApiToken, pk=pk, owner=request.user)
    try:
        secret = tokens.take(token, by=request.user, at=timezone.now())  # type: ignore[arg-type]
    except Refused as fault:
        messages.error(request, str(fault))
        return redirect("api_tokens_own")
    return render(request, "api/tokens_own.html", _rows(_own(request)) | {"secret": secret, "taken": token})


def _own(request: HttpRequest):  # type: ignore[no-untyped-def]
    return ApiToken.objects.filter(owner=request.user).select_related("owner", "unit")[:100]


def _rows(found) -> dict[str, object]:  # type: ignore[no-untyped-def]
    today = timezone.localdate()
    return {"rows": [(token, token.state(today)) for token in found]}
