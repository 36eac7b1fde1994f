"""The forms of the bulletin pages."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.db.models import Max

from mingcha.model.month import Month
from mingcha.web.bulletins.drafting import next_number
from mingcha.web.bulletins.models import Bulletin
from mingcha.web.publishing import queries as publishing
from mingcha.web.units.models import Group

DATE = {"type": "date"}
BEFORE = 24  # months offered when a draft is opened


class MonthField(forms.IntegerField):
    """A month written 202312; what it is used for decides whether it will do."""

    def clean(self, value: Any) -> Month | None:
        key = super().clean(value)
        if key is None:
            return None
        try:
            return Month.from_key(key)
        except ValueError as error:
            raise forms.ValidationError("月份应写成六位数字，如 202312。") from error


class AddressForm(forms.Form):
    """The number and the date of an issue."""

    number = forms.IntegerField(
        label="期号", min_value=1, max_value=999, help_text="按日期所在年度编号，每年从第 1 期起。"
    )
    dated = forms.DateField(label="日期", widget=forms.DateInput(attrs=DATE, format="%Y-%m-%d"))


class DraftForm(AddressForm):
    """What a new draft needs to know."""

    month = MonthField(label="统计月份", help_text="只列出台账中已有信息的月份。", widget=forms.Select)
    field_order = ["month", "number", "dated"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["month"].widget.choices = [(month.key, str(month)) for month in months_on_record()]


def months_on_record() -> list[Month]:
    """The months of the last years the ledger holds posts of, newest first."""
    latest = publishing.latest_month()
    if latest is None:
        return []
    counts = publishing.month_counts(latest.shift(-BEFORE), latest)
    return sorted({count.month for count in counts if count.gross}, reverse=True)


class ParagraphForm(forms.Form):
    """Only a carrier: the service says what is wrong, so that nothing typed is lost on the way."""

    lead = forms.CharField(required=False)
    text = forms.CharField(required=False)
    seen = forms.CharField(required=False)


class TypedFigureForm(forms.Form):
    """A figure from another document."""

    document = forms.CharField(label="文件名称", max_length=120, help_text="如：2023年政府信息公开工作年度报告。")
    first = MonthField(label="起始月份", help_text="六位数字，如 202301。", widget=forms.NumberInput)
    last = MonthField(label="截止月份", help_text="六位数字，如 202312。", widget=forms.NumberInput)
    group = forms.ModelChoiceField(label="范围", queryset=Group.objects.all(), required=False, empty_label="全县")
    value = forms.IntegerField(label="条数", min_value=0, max_value=2_000_000_000)


def first_draft(today: date) -> dict[str, Any]:
    """What a new draft most likely is: the first finished month after the last issue, the next number, today."""
    finished = [month for month in months_on_record() if month.last <= today]
    last = Bulletin.objects.aggregate(last=Max("month"))["last"] or 0
    following = [month for month in finished if month.key > last] if last else finished[:1]
    return {
        "month": (following or finished)[-1 if following else 0].key if finished else None,
        "number": next_number(today.year),
        "dated": today,
    }
