"""An issued notice with how it stands per unit, a unit's own copy, and their files."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET

from mingcha.model.case import CaseState, RecheckResult
from mingcha.model.notice import UnitList
from mingcha.web.accounts.access import BUSINESS, COUNTY, only
from mingcha.web.audit.services import record
from mingcha.web.cases.models import Case
from mingcha.web.downloads import download
from mingcha.web.kept_files import untouched
from mingcha.web.notices import documents, receipts
from mingcha.web.notices.access import may_change, visible_copies, visible_notices
from mingcha.web.notices.board import standings
from mingcha.web.notices.drafting import unmended
from mingcha.web.notices.forms import HeardReceiptForm, ReceiptForm
from mingcha.web.notices.lists import list_of
from mingcha.web.notices.models import Delivery, Notice, NoticeCopy, Way
from mingcha.web.notices.views.drafts import draft_page
from mingcha.web.pages import Page, page_of
from mingcha.web.publishing.refusals import Refused
from mingcha.web.units.access import sees_all

ZIP = "application/zip"
# A list of two thousand cases is read in parts.
SHOWN = 100


@require_GET
@only(*BUSINESS)
def notice(request: HttpRequest, notice_id: int) -> HttpResponse:
    """A draft for those who draft, the board of an issued one for the county, and for a unit its own copy."""
    row = get_object_or_404(visible_notices(request.user).select_related("issued_by", "repeats"), pk=notice_id)
    if not sees_all(request.user):
        # There is one, or the notice would not be seen.
        code = visible_copies(request.user).filter(notice=row).order_by("pk").values_list("unit__code", flat=True)[0]
        return redirect("notice_copy", row.pk, code)
    if row.is_draft and may_change(request.user):
        return draft_page(request, row)
    copies = row.copies.select_related("unit", "read_by").order_by("unit__group__order", "unit__order", "unit_id")
    page = page_of(request, total=copies.count(), size=SHOWN)
    context = {
        "notice": row,
        "rows": standings(list(copies[page.start : page.stop]), today=timezone.localdate()),
        "page": page,
        "may_change": may_change(request.user),
        "cases": Case.objects.filter(lines__copy__notice=row).count(),
        "unsent": Delivery.objects.filter(copy__notice=row, way=Way.OFFICE, state=Delivery.State.WAITING).exists(),
        "failed": Delivery.objects.filter(copy__notice=row, state=Delivery.State.FAILED).count(),
        "covering": row.files.filter(unit=None),
        "unmended": unmended(row, today=timezone.localdate()).count(),
    }
    return render(request, "notices/board.html", context)


@require_GET
@only(*BUSINESS)
def copy(request: HttpRequest, notice_id: int, code: str) -> HttpResponse:
    """One unit's letter and list. The first of the unit's people who opens it is noted as its reader."""
    row = _copy(request, notice_id, code)
    own = not sees_all(request.user)
    now = timezone.now()
    if own and row.read_at is None and not request.user.is_guest:  # type: ignore[union-attr]
        receipts.note_reading(row, by=request.user, at=now)  # type: ignore[arg-type]
        row.refresh_from_db()
    told = list_of(row)
    page = page_of(request, total=len(told.cases), size=SHOWN)
    context = {
        "copy": row,
        "notice": row.notice,
        "told": told,
        "lines": _lines(told, page),
        "page": page,
        "own": own,
        "may_change": may_change(request.user),
        "deliveries": row.deliveries.select_related("sent_by"),
        "receipt": ReceiptForm(initial={"name": request.user.display_name}),  # type: ignore[union-attr]
        "heard": HeardReceiptForm(initial={"received_at": timezone.localtime(now)}),
        "forms": documents.FORMS,
    }
    return render(request, "notices/copy.html", context)


def _lines(told: UnitList, page: Page):  # type: ignore[no-untyped-def]
    """Each case as it was told, beside how it stands today."""
    shown = told.cases[page.start : page.stop]
    today = Case.objects.in_bulk([one.key for one in shown])
    lines = []
    for one in shown:
        case = today.get(one.key)
        state = CaseState(case.state) if case else None
        result = RecheckResult(case.result) if case and case.result else None
        late = bool(
            case and case.due and case.due < timezone.localdate() and state in (CaseState.TOLD, CaseState.RECHECKED)
        )
        lines.append({"told": one, "case": case, "state": state, "result": result, "late": late})
    return lines


@require_GET
@only(*BUSINESS)
def file(request: HttpRequest, notice_id: int, code: str, form: str) -> HttpResponse:
    """A kept file of a unit's copy, its digest checked; of a draft, the file as it would be now."""
    row = _copy(request, notice_id, code)
    if form not in documents.FORMS:
        raise Http404
    try:
        if row.notice.is_draft:
            name, data = f"{row.unit.name}问题清单（草稿）.{form}", documents.written(list_of(row), form)
        else:
            item = get_object_or_404(row.notice.files, unit=row.unit, form=form)
            name, data = item.name, untouched(item)
    except Refused as fault:
        messages.error(request, str(fault))
        return redirect("notice_copy", notice_id, code)
    return _handed_out(request, row.notice, name, data, documents.FORMS[form][1])


@require_GET
@only(*COUNTY)
def covering(request: HttpRequest, notice_id: int, form: str) -> HttpResponse:
    """The covering list of all units."""
    row = get_object_or_404(Notice, pk=notice_id, state=Notice.State.ISSUED)
    item = get_object_or_404(row.files, unit=None, form=form)
    try:
        data = untouched(item)
    except Refused as fault:
        messages.error(request, str(fault))
        return redirect("notice", notice_id)
    return _handed_out(request, row, item.name, data, documents.FORMS[form][1])


@require_GET
@only(*COUNTY)
def package(request: HttpRequest, notice_id: int) -> HttpResponse:
    """All files in one, for the OA."""
    row = get_object_or_404(Notice, pk=notice_id, state=Notice.State.ISSUED)
    try:
        name, data = documents.package(row)
    except Refused as fault:
        messages.error(request, str(fault))
        return redirect("notice", notice_id)
    return _handed_out(request, row, name, data, ZIP)


def _handed_out(request: HttpRequest, row: Notice, name: str, data: bytes, kind: str) -> HttpResponse:
    record(actor=request.user, action="下载整改通知文件", target=str(row), detail=name)
    answer = download(data, name=name, kind=kind)
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


def _copy(request: HttpRequest, notice_id: int, code: str) -> NoticeCopy:
    found = visible_copies(request.user).select_related("notice", "unit", "read_by", "noted_by")
    return get_object_or_404(found, notice=notice_id, unit__code=code)
