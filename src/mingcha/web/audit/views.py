"""The operation log, for the auditor's eyes only."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from mingcha.web.audit.access import auditor_only
from mingcha.web.audit.forms import LogFilter
from mingcha.web.audit.queries import entries
from mingcha.web.audit.services import verify_chain
from mingcha.web.pages import SIZES, page_of


@auditor_only
def log(request: HttpRequest) -> HttpResponse:
    form = LogFilter(request.GET)
    found = entries(**form.chosen())
    total = found.count()
    page = page_of(request, total=total)
    context = {
        "form": form,
        "rows": found[page.start : page.stop],
        "total": total,
        "page": page,
        "size": page.size,
        "sizes": SIZES,
        "verification": verify_chain() if request.GET.get("verify") == "1" else None,
    }
    return render(request, "audit/log.html", context)
