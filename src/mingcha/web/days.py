"""Days and months as people type them: at the doors of the site only those of 2000 to 2100 are let in."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator

from mingcha.model.month import Month

# Beyond these years there is no ledger, and near the ends of the calendar the day before or after does not exist.
YEARS = range(2000, 2101)
SPAN = f"{YEARS.start} 至 {YEARS.stop - 1} 年"


def day_field(label: str, *, required: bool = False, **more: Any) -> forms.DateField:
    told = f"{label}应在 {SPAN}之间。"
    return forms.DateField(
        label=label,
        required=required,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        validators=[
            MinValueValidator(date(YEARS.start, 1, 1), told),
            MaxValueValidator(date(YEARS.stop - 1, 12, 31), told),
        ],
        error_messages={"required": f"请填写{label}。", "invalid": f"{label}不是有效的日期，应写成 2023-12-31。"},
        **more,
    )


def month_of(text: str) -> Month | None:
    """The month written as 202312; None when it is none, or not of these years."""
    if len(text) != 6 or not text.isdecimal() or int(text[:4]) not in YEARS or not 1 <= int(text[4:]) <= 12:
        return None
    return Month.from_key(int(text))
