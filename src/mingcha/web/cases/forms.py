"""What is typed on the pages of findings."""

from __future__ import annotations

from typing import Any

from django import forms

from mingcha.examine.catalogue import catalogue, family_label
from mingcha.model.finding import Severity
from mingcha.web.cases.county import own_cards
from mingcha.web.cases.models import Decision, Finding
from mingcha.web.units.models import Unit

STATES = [("waiting", "待判断"), ("confirmed", "已确认"), ("dismissed", "误报"), ("gone", "网站上已没有")]


class FindingFilter(forms.Form):
    """Which findings are asked for."""

    state = forms.ChoiceField(label="状态", choices=STATES, required=False)
    family = forms.ChoiceField(label="类别", required=False)
    verdict = forms.ChoiceField(label="结论", choices=[("", "全部"), *Finding.Verdict.choices], required=False)
    severity = forms.ChoiceField(
        label="程度不低于", choices=[("", "不限"), *((one.value, one.label) for one in Severity)], required=False
    )
    unit = forms.ModelChoiceField(label="单位", queryset=Unit.objects.all(), required=False, empty_label="全部")
    words = forms.CharField(label="问题中的文字", required=False, max_length=100)
    check = forms.CharField(required=False, max_length=60, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        families = dict.fromkeys(check.family for check in catalogue(own_cards()).values())
        self.fields["family"].choices = [("", "全部"), *((name, family_label(name)) for name in families)]  # type: ignore[attr-defined]


class DecisionForm(forms.Form):
    """A decision about the findings of a cause."""

    kind = forms.ChoiceField(choices=Decision.Kind.choices)
    reason = forms.CharField(label="理由（误报必填）", required=False, max_length=300)
    expires = forms.DateField(
        label="误报有效至（不填为一年）", required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    seconds = forms.IntegerField(required=False, min_value=0, max_value=86400, widget=forms.HiddenInput)
