"""The filter of the ledger of columns, and the form of one column."""

from __future__ import annotations

from typing import Any

from django import forms

from mingcha.collect.addresses import join
from mingcha.standards.column_updates import column_categories
from mingcha.web.publishing.models import Column
from mingcha.web.units.access import visible_units
from mingcha.web.units.models import Unit

STATES = [
    ("", "全部"),
    ("new", "新发现"),
    ("unowned", "没有负责单位"),
    ("overdue", "超期"),
    ("near", "将到期"),
    ("dismissed", "不是栏目"),
]


class ColumnFilter(forms.Form):
    words = forms.CharField(label="名称或网址", required=False, max_length=120)
    unit = forms.ModelChoiceField(
        label="负责单位", queryset=Unit.objects.none(), required=False, empty_label="全部", to_field_name="code"
    )
    category = forms.ChoiceField(label="类别", required=False)
    state = forms.ChoiceField(label="状态", required=False, choices=STATES)

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = visible_units(user)  # type: ignore[attr-defined]
        names = [(name, name) for name in column_categories()]
        self.fields["category"].choices = [("", "全部"), ("none", "未定"), *names]  # type: ignore[attr-defined]


class ColumnForm(forms.Form):
    name = forms.CharField(label="栏目名称", max_length=120)
    path = forms.CharField(
        label="上级栏目", max_length=300, required=False, help_text="从上到下，用 › 隔开，如：政务公开 › 县财政局。"
    )
    url = forms.CharField(label="网址", max_length=1000, required=False, help_text="栏目第一页的网址。")
    unit = forms.ModelChoiceField(
        label="负责单位",
        queryset=Unit.objects.none(),
        required=False,
        empty_label="（多个单位共用或未定）",
        help_text="栏目里没有写明来源的信息，可按此归属。",
    )
    category = forms.ChoiceField(label="类别", required=False, help_text="决定更新期限。")
    days = forms.IntegerField(
        label="另定更新期限（天）",
        required=False,
        min_value=1,
        max_value=3660,
        help_text="不填则按类别。",
        error_messages={"invalid": "应为整数。", "min_value": "至少 1 天。", "max_value": "最多 3660 天。"},
    )

    def __init__(self, *args: Any, row: Column, **kwargs: Any) -> None:
        super().__init__(*args, initial={name: getattr(row, name) for name in self.base_fields}, **kwargs)
        self.fields["unit"].queryset = Unit.objects.all()  # type: ignore[attr-defined]
        limits = [(each.name, f"{each.name}（{each.limit or '不要求'}）") for each in column_categories().values()]
        self.fields["category"].choices = [("", "未定"), *limits]  # type: ignore[attr-defined]

    def clean_url(self) -> str:
        given = self.cleaned_data["url"]
        if not given:
            return ""
        address = join(given, given)
        if address is None:
            raise forms.ValidationError("不是有效的网址，请从浏览器地址栏复制。")
        return address
