"""The layout editor."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from mingcha.web.accounts.access import COUNTY, only
from mingcha.web.bulletins import layouts
from mingcha.web.bulletins.access import may_change
from mingcha.web.bulletins.layout_forms import LayoutForms
from mingcha.web.bulletins.models import Bulletin


@require_http_methods(["GET", "POST"])
@only(*COUNTY)
def layout(request: HttpRequest) -> HttpResponse:
    """Changes reach drafts and later issues; what is issued stays as it is."""
    may = may_change(request.user)
    if request.method == "POST" and not may:
        raise PermissionDenied
    row = layouts.current()
    forms = LayoutForms(layouts.plan_of(row), request.POST if request.method == "POST" else None)
    if request.method == "POST":
        if forms.is_valid() and forms.plan is not None:
            layouts.change(layout=row, plan=forms.plan, by=request.user)
            messages.success(request, "版式已保存，草稿和以后各期按新版式编排；已印发的各期不变。")
            return redirect("layout_edit")
        messages.error(request, "版式没有保存，请按提示改正。")
    drafts = Bulletin.objects.filter(state=Bulletin.State.DRAFT)
    return render(request, "bulletins/layout.html", {"forms": forms, "drafts": drafts, "may_change": may})
