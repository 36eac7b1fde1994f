"""The list of issues, a new draft, and all errata."""

from __future__ import annotations

from datetime import date

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from mingcha.calendar import UnknownYear, WorkingCalendar
from mingcha.calendar.deadlines import deadline_warnings
from mingcha.web.accounts.access import BUSINESS, COUNTY, only
from mingcha.web.accounts.models import Role
from mingcha.web.bulletins import layouts
from mingcha.web.bulletins.access import may_change, visible_bulletins
from mingcha.web.bulletins.drafting import draft
from mingcha.web.bulletins.errata import notice_all
from mingcha.web.bulletins.forms import DraftForm, first_draft
from mingcha.web.bulletins.models import Bulletin, Erratum
from mingcha.web.bulletins.refusals import Refused
from mingcha.web.bulletins.values import standing
from mingcha.web.pages import page_of
from mingcha.web.units.access import sees_all


@require_GET
@only(*BUSINESS)
def bulletins(request: HttpRequest) -> HttpResponse:
    rows = visible_bulletins(request.user).select_related("issued_by").prefetch_related("files", "errata")
    page = page_of(request, total=rows.count())
    shown = list(rows.order_by("-year", "-number")[page.start : page.stop])
    for row in shown:
        row.errata_standing = len(standing(row.errata.all()))
    context = {
        "rows": shown,
        "page": page,
        "may_change": may_change(request.user),
        "sees_all": sees_all(request.user),
    }
    return render(request, "bulletins/list.html", context)


@require_http_methods(["GET", "POST"])
@only(Role.OPERATOR)
def new(request: HttpRequest) -> HttpResponse:
    form = DraftForm(request.POST or None, initial=first_draft(timezone.localdate()))
    if request.method == "POST" and form.is_valid():
        asked = form.cleaned_data
        try:
            bulletin = draft(
                layout=layouts.current(),
                month=asked["month"],
                number=asked["number"],
                dated=asked["dated"],
                by=request.user,
                at=timezone.now(),
            )
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, f"{bulletin}已起草，请核对自动语句并撰写其他段落。")
            others = Bulletin.objects.filter(month=bulletin.month).exclude(pk=bulletin.pk)
            if others:
                named = "、".join(str(other) for other in others)
                messages.warning(request, f"{asked['month']}已有{named}，请确认不是重复起草。")
            return redirect("bulletin_edit", bulletin.pk)
    shown = form["dated"].value()
    context = {"form": form, "warning": day_warning(shown if isinstance(shown, date) else _day(shown))}
    return render(request, "bulletins/new.html", context)


@require_GET
@only(Role.OPERATOR)
def date_warning(request: HttpRequest) -> HttpResponse:
    """A fragment: what the calendar has to say about a date while it is being chosen."""
    return render(
        request, "bulletins/parts/date_warning.html", {"warning": day_warning(_day(request.GET.get("dated")))}
    )


@require_http_methods(["GET", "POST"])
@only(*COUNTY)
def errata(request: HttpRequest) -> HttpResponse:
    if request.method == "POST":
        if not may_change(request.user):
            raise PermissionDenied
        news = notice_all(timezone.now())
        found = f"发现 {len(news)} 处变动，已记入更正。" if news else "各期数字与现台账一致，没有新的更正。"
        messages.success(request, f"已核对各期：{found}")
        return redirect("errata")
    rows = Erratum.objects.select_related("bulletin").order_by("-noticed_at", "id")
    page = page_of(request, total=rows.count())
    issued = Bulletin.objects.filter(state=Bulletin.State.ISSUED).count()
    shown = list(rows[page.start : page.stop])
    stands = {
        erratum.pk for erratum in standing(Erratum.objects.filter(bulletin__in={row.bulletin_id for row in shown}))
    }
    context = {
        "rows": [(row, row.pk in stands) for row in shown],
        "page": page,
        "issued": issued,
        "may_change": may_change(request.user),
    }
    return render(request, "bulletins/errata.html", context)


def day_warning(day: date | None) -> str:
    """Why a date is no good day for an issue; empty for a working day."""
    if day is None:
        return ""
    try:
        return WorkingCalendar.from_standards().warning(day) or ""
    except UnknownYear as unknown:
        return str(unknown)


def stated_day_warnings(bulletin: Bulletin) -> list[str]:
    """Deadlines set in written paragraphs that are no working days, each with the words it stands in."""
    calendar = WorkingCalendar.from_standards()
    return [
        f"“{str(paragraph)[:14]}…”中：{warning}"
        for paragraph in bulletin.paragraphs.all()
        for warning in deadline_warnings(paragraph.lead + paragraph.text, near=bulletin.dated, calendar=calendar)
    ]


def _day(text: object) -> date | None:
    try:
        return date.fromisoformat(str(text))
    except ValueError:
        return None
