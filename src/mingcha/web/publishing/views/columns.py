"""The ledger of columns: the list, one column, and the same list as Excel."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from mingcha.web.accounts.access import BUSINESS, has_role, only
from mingcha.web.accounts.models import Role
from mingcha.web.downloads import XLSX, handed_over
from mingcha.web.pages import SIZES, page_of
from mingcha.web.publishing import columns as ledger
from mingcha.web.publishing.column_forms import ColumnFilter, ColumnForm
from mingcha.web.publishing.columns import ColumnLine
from mingcha.web.publishing.models import Column
from mingcha.web.publishing.refusals import Refused

_COLOURS = {"overdue": "red", "near": "amber"}


@only(*BUSINESS)
def columns(request: HttpRequest) -> HttpResponse:
    form = ColumnFilter(request.GET, user=request.user)
    rows = asked(request, form)
    page = page_of(request, total=len(rows))
    mine = ledger.visible_columns(request.user)
    context = {
        "form": form,
        "rows": rows[page.start : page.stop],
        "total": len(rows),
        "page": page,
        "size": page.size,
        "sizes": SIZES,
        "fresh": mine.filter(is_new=True).count(),
        "any": mine.exists(),
        "may_confirm": has_role(request.user, Role.OPERATOR) and any(row.column.is_new for row in rows),
    }
    return render(request, "publishing/columns.html", context)


@only(*BUSINESS)
def columns_export(request: HttpRequest) -> HttpResponse:
    rows = asked(request, ColumnFilter(request.GET, user=request.user))
    name = f"栏目台账_{timezone.localtime():%Y%m%d_%H%M}.xlsx"
    content, detail = ledger.columns_xlsx(rows), f"{len(rows)} 个栏目"
    return handed_over(request, content, name=name, kind=XLSX, action="导出栏目台账", detail=detail)


@only(Role.OPERATOR)
def column_new(request: HttpRequest) -> HttpResponse:
    return edit(request, Column())


@only(Role.OPERATOR)
def column_edit(request: HttpRequest, pk: int) -> HttpResponse:
    return edit(request, get_object_or_404(Column.objects.select_related("unit"), pk=pk))


@require_POST
@only(Role.OPERATOR)
def columns_confirm(request: HttpRequest) -> HttpResponse:
    """Confirm the ticked columns, or all that are new; or say of the ticked ones that they are none."""
    found = Column.objects.filter(is_new=True)
    if "all" not in request.POST:
        ticked = [int(key) for key in request.POST.getlist("column") if key.isdecimal() and len(key) < 12]
        found = found.filter(pk__in=ticked[:900])
    is_none = request.POST.get("what") == "dismiss"
    change = ledger.dismiss_columns if is_none else ledger.confirm_columns
    number = change(found, by=request.user)  # type: ignore[arg-type]
    if number and is_none:
        messages.success(request, f"已将 {number} 个标为不是栏目，以后各轮不再提示。")
    elif number:
        messages.success(request, f"已确认 {number} 个栏目，下一轮起按台账采集。")
    else:
        messages.warning(request, "没有选中待确认的栏目。")
    return redirect("columns")


def asked(request: HttpRequest, form: ColumnFilter) -> list[ColumnLine]:
    """The lines of the filter; one that makes no sense is left out."""
    form.is_valid()
    given: dict[str, Any] = form.cleaned_data
    found = ledger.asked_for(ledger.visible_columns(request.user), given)
    rows = ledger.lines(found, today=timezone.localdate())
    colour = _COLOURS.get(given.get("state", ""))
    return [row for row in rows if row.state.colour == colour and row.newest] if colour else rows


def edit(request: HttpRequest, row: Column) -> HttpResponse:
    form = ColumnForm(request.POST or None, row=row)
    if request.method == "POST" and form.is_valid():
        try:
            changes = ledger.save_column(row, **form.cleaned_data, by=request.user)  # type: ignore[arg-type]
        except Refused as fault:
            form.add_error("url", str(fault))
        else:
            name = form.cleaned_data["name"]
            messages.success(request, f"栏目“{name}”{'已保存' if changes else '没有变动'}。")
            return redirect("columns")
    return render(request, "publishing/column_edit.html", {"form": form, "column": row})
