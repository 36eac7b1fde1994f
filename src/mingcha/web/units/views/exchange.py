"""Units and targets out to Excel and back in: preview first, then all or nothing."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_POST

from mingcha.web.accounts.access import COUNTY, only
from mingcha.web.accounts.models import Role
from mingcha.web.downloads import XLSX, handed_over
from mingcha.web.units.previewing import Preview
from mingcha.web.units.taking import take
from mingcha.web.units.workbook import units_xlsx
from mingcha.web.units.workbook_reading import UnitsReading, read_units_xlsx
from mingcha.web.waiting import Waiting

PREVIEW = Preview("units/import.html", "units_import", Waiting("units"), read_units_xlsx, listed="名录", of="单位")


@only(*COUNTY)
def units_export(request: HttpRequest) -> HttpResponse:
    name = f"单位与任务_{timezone.localdate():%Y%m%d}.xlsx"
    content = units_xlsx()
    return handed_over(request, content, name=name, kind=XLSX, action="导出单位与任务")


@only(Role.OPERATOR)
def units_import(request: HttpRequest) -> HttpResponse:
    return PREVIEW.uploaded(request)


@require_POST
@only(Role.OPERATOR)
def units_import_confirm(request: HttpRequest) -> HttpResponse:
    return PREVIEW.confirmed(
        request,
        take=lambda reading, name: take(reading, by=request.user, file_name=name),  # type: ignore[arg-type]
        told=_told,
        then="unit_list",
    )


def _told(reading: UnitsReading) -> str:
    return (
        f"已导入：新建 {len(reading.created)} 个单位，修改 {len(reading.changed)} 个，"
        f"任务变动 {len(reading.target_changes)} 处。"
    )
