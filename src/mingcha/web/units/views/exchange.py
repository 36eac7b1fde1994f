"""Units and targets out to Excel and back in: preview first, then all or nothing."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from mingcha.model.ledger import FileFault
from mingcha.web.accounts.access import COUNTY, only
from mingcha.web.accounts.models import Role
from mingcha.web.downloads import XLSX, handed_over
from mingcha.web.units.forms import WorkbookForm
from mingcha.web.units.taking import take
from mingcha.web.units.workbook import units_xlsx
from mingcha.web.units.workbook_reading import UnitsReading, read_units_xlsx
from mingcha.web.uploads import too_large
from mingcha.web.waiting import Waiting

WAITING = Waiting("units")
FAULTS_SHOWN = 200


@only(*COUNTY)
def units_export(request: HttpRequest) -> HttpResponse:
    name = f"单位与任务_{timezone.localdate():%Y%m%d}.xlsx"
    content = units_xlsx()
    return handed_over(request, content, name=name, kind=XLSX, action="导出单位与任务")


@only(Role.OPERATOR)
def units_import(request: HttpRequest) -> HttpResponse:
    form = WorkbookForm(request.POST, request.FILES) if request.method == "POST" else WorkbookForm()
    context: dict[str, object] = {"form": form, "limit": settings.LEDGER_FILE_LIMIT}
    if request.method != "POST":
        return render(request, "units/import.html", context)
    if refusal := too_large(request):
        form.errors.clear()
        form.add_error("file", refusal)
    if not form.is_valid():
        return render(request, "units/import.html", context)
    file = form.cleaned_data["file"]
    path = WAITING.keep(request, file)
    try:
        reading = read_units_xlsx(path)
    except FileFault as fault:
        WAITING.forget(request)
        form.add_error("file", str(fault))
        return render(request, "units/import.html", context)
    if reading.faults or reading.empty:
        WAITING.forget(request)
    return render(request, "units/import.html", context | shown(reading, file.name))


@require_POST
@only(Role.OPERATOR)
def units_import_confirm(request: HttpRequest) -> HttpResponse:
    """Take the file that was previewed; it is read again, since the roster may have changed meanwhile."""
    waiting = WAITING.found(request)
    if waiting is None:
        messages.error(request, "没有待确认的名录文件，请重新上传。")
        return redirect("units_import")
    path, name = waiting
    reading = read_units_xlsx(path)
    if reading.faults:
        context = {"form": WorkbookForm(), "limit": settings.LEDGER_FILE_LIMIT}
        return render(request, "units/import.html", context | shown(reading, name))
    try:
        take(reading, by=request.user, file_name=name)  # type: ignore[arg-type]
    except IntegrityError:
        messages.error(request, "没有导入：文件中的名称与现有单位互相调换或冲突，请分两次修改。")
        return redirect("units_import")
    WAITING.forget(request)
    messages.success(
        request,
        f"已导入：新建 {len(reading.created)} 个单位，修改 {len(reading.changed)} 个，"
        f"任务变动 {len(reading.target_changes)} 处。",
    )
    return redirect("unit_list")


def shown(reading: UnitsReading, name: str) -> dict[str, object]:
    return {"reading": reading, "file_name": name, "faults": reading.faults[:FAULTS_SHOWN]}
