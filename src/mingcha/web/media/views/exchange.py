"""The ledger of accounts out to Excel and back in: preview first, then all or nothing."""

from __future__ import annotations

from pathlib import Path

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_POST

from mingcha.web.accounts.access import BUSINESS, only
from mingcha.web.accounts.models import Role
from mingcha.web.audit.services import record
from mingcha.web.downloads import XLSX, download
from mingcha.web.media import queries
from mingcha.web.media.access import visible_accounts
from mingcha.web.media.workbook import accounts_xlsx
from mingcha.web.media.workbook_reading import AccountsReading, read_accounts_xlsx, take
from mingcha.web.units.previewing import Preview
from mingcha.web.waiting import Waiting


def _read(path: Path) -> AccountsReading:
    return read_accounts_xlsx(path, today=timezone.localdate())


PREVIEW = Preview(
    "media/accounts_import.html", "media_accounts_import", Waiting("media_accounts"), _read, listed="账号", of="账号"
)


@only(*BUSINESS)
def media_accounts_export(request: HttpRequest) -> HttpResponse:
    name = f"新媒体账号_{timezone.localdate():%Y%m%d}.xlsx"
    rows = [queries.value_of(row) for row in visible_accounts(request.user).prefetch_related("aliases")]
    record(actor=request.user, action="导出新媒体账号", target=name, detail=f"{len(rows)} 个账号")
    return download(accounts_xlsx(rows), name=name, kind=XLSX)


@only(Role.OPERATOR)
def media_accounts_import(request: HttpRequest) -> HttpResponse:
    return PREVIEW.uploaded(request)


@require_POST
@only(Role.OPERATOR)
def media_accounts_import_confirm(request: HttpRequest) -> HttpResponse:
    return PREVIEW.confirmed(
        request,
        take=lambda reading, name: take(reading, by=request.user, file_name=name),  # type: ignore[arg-type]
        told=_told,
        then="media_accounts",
    )


def _told(reading: AccountsReading) -> str:
    return f"已导入：新建 {len(reading.created)} 个账号，修改 {len(reading.changed)} 个。"
