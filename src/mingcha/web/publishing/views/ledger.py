"""The ledger: posts by filter, page by page, and the same posts as Excel."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from mingcha.web.accounts.access import BUSINESS, only
from mingcha.web.downloads import XLSX, handed_over
from mingcha.web.pages import SIZES, page_of
from mingcha.web.publishing.exports import ledger_xlsx
from mingcha.web.publishing.forms import LedgerFilter
from mingcha.web.publishing.models import Column, Import
from mingcha.web.publishing.months import known_months
from mingcha.web.publishing.selection import NEWEST, OLDEST, Selection

EXPORT_LIMIT = 200_000  # rows; more take minutes to write and no office's Excel opens them gladly
COLUMNS_OFFERED = 300


@only(*BUSINESS)
def ledger(request: HttpRequest) -> HttpResponse:
    form = LedgerFilter(request.GET, user=request.user, months=known_months())
    context = {
        "form": form,
        "columns": Column.objects.order_by("name").values_list("name", flat=True).distinct()[:COLUMNS_OFFERED],
    }
    if not form.is_valid():
        return render(request, "publishing/ledger.html", context)
    selection = form.selection()
    total = selection.total(request.user)
    page = page_of(request, total=total)
    context |= {
        "selection": selection,
        "chosen": told(selection),
        "rows": selection.page(request.user, page),
        "total": total,
        "page": page,
        "size": page.size,
        "sizes": SIZES,
        "next_sort": OLDEST if selection.sort == NEWEST else NEWEST,
        "too_many": total > EXPORT_LIMIT,
        "export_limit": EXPORT_LIMIT,
    }
    return render(request, "publishing/ledger.html", context)


@only(*BUSINESS)
def ledger_export(request: HttpRequest) -> HttpResponse:
    """All pages of the same filter, in the same order, as one workbook."""
    form = LedgerFilter(request.GET, user=request.user, months=[])
    if not form.is_valid():
        return render(request, "publishing/ledger.html", {"form": form, "columns": []}, status=400)
    selection = form.selection()
    total = selection.total(request.user)
    if total > EXPORT_LIMIT:
        context = {"form": form, "columns": [], "refused": total, "export_limit": EXPORT_LIMIT}
        return render(request, "publishing/ledger.html", context, status=400)
    name = f"信息台账_{timezone.localtime():%Y%m%d_%H%M}.xlsx"
    content = ledger_xlsx(selection.ordered(request.user))
    words = "，".join(told(selection)) or "全部信息"
    detail = f"{total} 条；条件：{words}"
    return handed_over(request, content, name=name, kind=XLSX, action="导出台账", detail=detail)


def told(selection: Selection) -> list[str]:
    """The filters in words, for the reader, the log and the file."""
    words = []
    if selection.units:
        words.append(f"单位：{'、'.join(unit.name for unit in selection.units)}")
    if selection.group:
        words.append(f"分组：{selection.group.name}")
    if selection.column:
        words.append(f"栏目含“{selection.column}”")
    words.extend(f"标题含“{word}”" for word in selection.words)
    if selection.first and selection.first == selection.last:
        words.append(f"{selection.first}")
    elif selection.first or selection.last:
        words.append(f"{selection.first or '最早'}至{selection.last or '最近'}")
    if selection.since or selection.until:
        words.append(f"{selection.since or '最早'}至{selection.until or '最近'}")
    if selection.source:
        words.append("来源：文件导入" if selection.source == "file" else "来源：网站采集")
    if selection.source_import:
        is_file = selection.source_import.kind == Import.Kind.FILE
        words.append(f"来源{'文件' if is_file else ''}：{selection.source_import.file_name}")
    if selection.repeat:
        words.append("只看重复" if selection.repeat == "yes" else "不含重复")
    return words
