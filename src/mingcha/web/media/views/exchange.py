"""The ledger of accounts out to Excel and back in: preview first, then all or nothing."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from mingcha.model.ledger import FileFault
from mingcha.web.accounts.access import BUSINESS, only
from mingcha.web.accounts.models import Role
from mingcha.web.audit.services import record
from mingcha.web.downloads import XLSX, download
from mingcha.web.media import queries
from mingcha.web.media.access import visible_accounts
from mingcha.web.media.workbook import accounts_xlsx
from mingcha.web.media.workbook_reading import AccountsReading, read_accounts_xlsx, take
from mingcha.web.units.forms import WorkbookForm
from mingcha.web.uploads import too_large
from mingcha.web.waiting import Waiting

WAITING = Waiting("media_accounts")
FAULTS_SHOWN = 200


@only(*BUSINESS)
def media_accounts_export(request: HttpRequest) -> HttpResponse:
    name = f"新媒体账号_{timezone.localdate():%Y%m%d}.xlsx"
    rows = [queries.value_of(row) for row in visible_accounts(request.user).prefetch_related("aliases")]
    record(actor=request.user, action="导出新媒体账号", target=name, detail=f"{len(rows)} 个账号")
    return download(accounts_xlsx(rows), name=name, kind=XLSX)


@only(Role.OPERATOR)
def media_accounts_import(request: HttpRequest) -> HttpResponse:
    form = WorkbookForm(request.POST, request.FILES) if request.method == "POST" else WorkbookForm()
    context: dict[str, object] = {"form": form, "limit": settings.LEDGER_FILE_LIMIT}
    if request.method != "POST":
        return render(request, "media/accounts_import.html", context)
    if refusal := too_large(request):
        form.errors.clear()
        form.add_error("file", refusal)
    if not form.is_valid():
        return render(request, "media/accounts_import.html", context)
    file = form.cleaned_data["file"]
    try:
        reading = read_accounts_xlsx(WAITING.keep(request, file), today=timezone.localdate())
    except FileFault as fault:
        WAITING.forget(request)
        form.add_error("file", str(fault))
        return render(request, "media/accounts_import.html", context)
    if reading.faults or reading.empty:
        WAITING.forget(request)
    return render(request, "media/accounts_import.html", context | shown(reading, file.name))


@require_POST
@only(Role.OPERATOR)
def media_accounts_import_confirm(request: HttpRequest) -> HttpResponse:
    """Take the file that was previewed; it is read again, since the ledger may have changed meanwhile."""
    waiting = WAITING.found(request)
    if waiting is None:
        messages.error(request, "没有待确认的账号文件，请重新上传。")
        return redirect("media_accounts_import")
    path, name = waiting
    reading = read_accounts_xlsx(path, today=timezone.localdate())
    if reading.faults:
        context = {"form": WorkbookForm(), "limit": settings.LEDGER_FILE_LIMIT}
        return render(request, "media/accounts_import.html", context | shown(reading, name))
    try:
        take(reading, by=request.user, file_name=name)  # type: ignore[arg-type]
    except IntegrityError:
        messages.error(request, "没有导入：文件中的名称与现有账号互相调换或冲突，请分两次修改。")
        return redirect("media_accounts_import")
    WAITING.forget(request)
    told = f"已导入：新建 {len(reading.created)} 个账号，修改 {len(reading.changed)} 个。"
    messages.success(request, told)
    return redirect("media_accounts")


def shown(reading: AccountsReading, name: str) -> dict[str, object]:
    return {"reading": reading, "file_name": name, "faults": reading.faults[:FAULTS_SHOWN]}
