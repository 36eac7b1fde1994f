"""The operation log, for the auditor's eyes only."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from mingcha.web.audit.access import auditor_only
from mingcha.web.audit.exports import log_csv
from mingcha.web.audit.forms import LogFilter
from mingcha.web.audit.queries import entries
from mingcha.web.audit.services import verify_chain
from mingcha.web.downloads import handed_over
from mingcha.web.pages import SIZES, page_of

# Lines of one file: what a county's office writes in several years.
EXPORT_LIMIT = 300_000


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


@auditor_only
def log_export(request: HttpRequest) -> HttpResponse:
    """All pages of the same filter, oldest first; taking the log out is itself logged."""
    form = LogFilter(request.GET)
    chosen = form.chosen()
    found = entries(**chosen).order_by("id")
    total = found.count()
    if total > EXPORT_LIMIT:
        messages.error(request, f"共 {total} 条，一次最多导出 {EXPORT_LIMIT} 条。请按日期分几次导出。")
        return redirect("log")
    words = "；".join(f"{form.fields[name].label}：{value}" for name, value in chosen.items()) or "全部"
    return handed_over(
        request,
        log_csv(found.iterator(chunk_size=2000)),
        name=f"操作日志_{timezone.localtime():%Y%m%d_%H%M}.csv",
        kind="text/csv; charset=utf-8",
        action="导出操作日志",
        detail=f"{total} 条；条件：{words}",
    )
