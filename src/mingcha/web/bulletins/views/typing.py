"""Figures typed in from other documents."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from mingcha.web.accounts.access import COUNTY, only
from mingcha.web.accounts.models import Role
from mingcha.web.bulletins import typed
from mingcha.web.bulletins.access import may_change
from mingcha.web.bulletins.forms import TypedFigureForm
from mingcha.web.bulletins.models import TypedFigure
from mingcha.web.bulletins.refusals import Refused


@require_http_methods(["GET", "POST"])
@only(*COUNTY)
def typed_figures(request: HttpRequest) -> HttpResponse:
    may = may_change(request.user)
    if request.method == "POST" and not may:
        raise PermissionDenied
    # A document's figures come together, so the next one starts from the same document and months.
    last_entered = TypedFigure.objects.order_by("-entered_at", "-pk").first() if "more" in request.GET else None
    form = TypedFigureForm(request.POST or None, initial=same_document(last_entered))
    if request.method == "POST" and form.is_valid():
        try:
            typed.enter(by=request.user, at=timezone.now(), **form.cleaned_data)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "数字已录入，起草的专报会与它对账。")
            return redirect(f"{reverse('typed_figures')}?more")
    rows = TypedFigure.objects.select_related("group")
    return render(request, "bulletins/typed.html", {"form": form, "rows": rows, "may_change": may})


def same_document(figure: TypedFigure | None) -> dict[str, Any]:
    if figure is None:
        return {}
    return {"document": figure.document, "first": figure.first_month, "last": figure.last_month}


@require_POST
@only(Role.OPERATOR)
def remove(request: HttpRequest, figure_id: int) -> HttpResponse:
    figure = get_object_or_404(TypedFigure, pk=figure_id)
    name = str(figure)
    typed.remove(figure=figure, by=request.user)
    messages.success(request, f"已删除“{name}”。")
    return redirect("typed_figures")
