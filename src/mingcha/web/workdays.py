"""The working-day page: a deadline with the reason of every skipped day, and a check of a set deadline."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from mingcha.calendar import UnknownYear, WorkingCalendar
from mingcha.web.accounts.access import BUSINESS, only
from mingcha.web.days import day_field

MOST_DAYS = 500


@lru_cache(maxsize=1)
def calendar() -> WorkingCalendar:
    return WorkingCalendar.from_standards()


class DeadlineForm(forms.Form):
    start = day_field("起始日期", required=True)
    days = forms.IntegerField(
        label="工作日数",
        min_value=1,
        max_value=MOST_DAYS,
        initial=20,
        error_messages={
            "required": "请填写工作日数。",
            "invalid": "工作日数应为整数。",
            "min_value": "工作日数至少为 1。",
            "max_value": f"工作日数最多为 {MOST_DAYS}。",
        },
    )


class CheckForm(forms.Form):
    deadline = day_field("已定期限", required=True)


@only(*BUSINESS)
def workdays(request: HttpRequest) -> HttpResponse:
    """Two small questions on one page; both are asked by query string, so an answer can be sent to a colleague."""
    today = timezone.localdate()
    adding, checking = "start" in request.GET, "deadline" in request.GET
    add_form = DeadlineForm(request.GET if adding else None, initial={"start": today})
    check_form = CheckForm(request.GET if checking else None, initial={"deadline": today})
    context: dict[str, Any] = {"add_form": add_form, "check_form": check_form, "years": calendar().years}
    if adding and add_form.is_valid():
        context |= deadline(**add_form.cleaned_data)
    if checking and check_form.is_valid():
        context |= check(check_form.cleaned_data["deadline"])
    return render(request, "workdays.html", context)


def deadline(*, start: date, days: int) -> dict[str, Any]:
    try:
        return {"found": calendar().add(start, days)}
    except UnknownYear as unknown:
        return {"unknown_for_add": str(unknown)}


def check(day: date) -> dict[str, Any]:
    try:
        return {"checked": day, "warning": calendar().warning(day)}
    except UnknownYear as unknown:
        return {"unknown_for_check": str(unknown)}
