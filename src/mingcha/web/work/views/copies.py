"""Safety copies: which there are, making one now, trying one out."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from mingcha.web.accounts.access import only
from mingcha.web.accounts.models import Role
from mingcha.web.pages import page_of
from mingcha.web.work import asking, backup, queries
from mingcha.web.work.models import SafetyCopy
from mingcha.web.work.views.pages import waits_for_worker

SHOWN = 30
_COLOURS = {"making": "blue", "good": "green", "failed": "red", "removed": ""}


@only(Role.SYSTEM)
def safety_copies(request: HttpRequest) -> HttpResponse:
    found = queries.copies()
    total = found.count()
    page = page_of(request, total=total, size=SHOWN)
    good = found.filter(state=SafetyCopy.State.GOOD)
    return render(
        request,
        "work/safety_copies.html",
        {
            "rows": [(row, _COLOURS[row.state], backup.megabytes(row.size)) for row in found[page.start : page.stop]],
            "page": page,
            "total": total,
            "newest": good.first(),
            "tried": found.filter(tried_at__isnull=False).order_by("-tried_at").first(),
            "folder": backup.folder_of(None),
        },
    )


@require_POST
@only(Role.SYSTEM)
def safety_copy_new(request: HttpRequest) -> HttpResponse:
    asking.ask_backup(backup.folder_of(None), by=request.user, at=timezone.now())  # type: ignore[arg-type]
    messages.success(request, "备份已排队，做完后列在这里。" + waits_for_worker())
    return redirect("safety_copies")


@require_POST
@only(Role.SYSTEM)
def safety_copy_try(request: HttpRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(SafetyCopy, pk=pk)
    if row.state != SafetyCopy.State.GOOD:
        messages.warning(request, "只有完好的备份可以试恢复。")
        return redirect("safety_copies")
    asking.ask_restore_test(row, by=request.user, at=timezone.now())  # type: ignore[arg-type]
    messages.success(request, f"“{row.name}”的试恢复已排队。" + waits_for_worker())
    return redirect("safety_copies")
