"""The forms of the queue and of the attribution rules."""

from __future__ import annotations

from typing import Any

from django import forms

from mingcha.model import site as value
from mingcha.web.days import day_field
from mingcha.web.rounds import rules
from mingcha.web.rounds.models import Rule, Site
from mingcha.web.units.models import Unit

SCOPES = [("ticked", "勾选的信息"), ("source", "同一来源的全部"), ("column", "同一栏目的全部")]


class QueueFilter(forms.Form):
    words = forms.CharField(label="标题", required=False, max_length=100)
    source = forms.CharField(label="来源", required=False, max_length=300)
    column = forms.CharField(label="栏目", required=False, max_length=120)
    lacking = forms.ChoiceField(label="缺少", required=False, choices=[("", "全部"), ("unit", "单位"), ("day", "日期")])
    site = forms.ModelChoiceField(label="网站", queryset=Site.objects.all(), required=False, empty_label="全部")


class AssignForm(forms.Form):
    unit = forms.ModelChoiceField(
        label="归属单位",
        queryset=Unit.objects.none(),
        empty_label="请选择",
        to_field_name="code",
        error_messages={"required": "请选择归属单位。", "invalid_choice": "没有这个单位。"},
    )
    scope = forms.ChoiceField(label="范围", choices=SCOPES, required=False)
    source = forms.CharField(required=False, max_length=300, widget=forms.HiddenInput)
    column = forms.CharField(required=False, max_length=120, widget=forms.HiddenInput)
    remember = forms.BooleanField(label="记为规则，以后照此归属", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = Unit.objects.all()  # type: ignore[attr-defined]


class OneForm(forms.Form):
    """One post of the queue: whose it is, and when it was published where the page does not say."""

    unit = forms.ModelChoiceField(
        label="归属单位",
        queryset=Unit.objects.none(),
        empty_label="请选择",
        to_field_name="code",
        error_messages={"required": "请选择归属单位。", "invalid_choice": "没有这个单位。"},
    )
    day = day_field("发布日期", required=True)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = Unit.objects.all()  # type: ignore[attr-defined]


class AsideForm(forms.Form):
    why = forms.CharField(label="不计入的原因", max_length=200, error_messages={"required": "请写明原因。"})


class RuleForm(forms.Form):
    by = forms.ChoiceField(label="依据", choices=Rule.By.choices)
    pattern = forms.CharField(
        label="比对文字",
        required=False,
        max_length=200,
        help_text="含有这些文字即符合；用 /…/ 括起来的是正则式。按来源、栏目名称的规则可不写，即按各单位的名称和别名认定。",
    )
    unit = forms.ModelChoiceField(
        label="归属单位",
        queryset=Unit.objects.none(),
        required=False,
        empty_label="（按其中写的单位）",
        to_field_name="code",
        error_messages={"invalid_choice": "没有这个单位。"},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = Unit.objects.all()  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if "by" in given and "pattern" in given and "unit" in given and (fault := rules.fault_of(self.rule())):
            self.add_error("pattern", fault)
        return given

    def rule(self) -> value.Rule:
        given = self.cleaned_data
        return value.Rule(given["by"], given["pattern"].strip(), given["unit"].code if given["unit"] else "")
