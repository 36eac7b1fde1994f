"""What is typed on the pages of findings and cases."""

from __future__ import annotations

from typing import Any

from django import forms

from mingcha.examine.catalogue import catalogue, family_label
from mingcha.model.case import CaseState, RecheckResult
from mingcha.model.finding import Severity
from mingcha.web.cases.board import Told
from mingcha.web.cases.county import own_cards
from mingcha.web.cases.models import Case, Decision, Finding
from mingcha.web.days import day_field
from mingcha.web.units.models import Unit

STATES = [
    ("waiting", "待判断"),
    ("proposed", "待第二人确认"),
    ("confirmed", "已确认"),
    ("dismissed", "误报"),
    ("gone", "网站上已没有"),
]


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
        self.fields["family"].choices = [("", "全部"), *families()]  # type: ignore[attr-defined]


class DecisionForm(forms.Form):
    """A decision about the findings of a cause."""

    kind = forms.ChoiceField(
        choices=[(kind.value, kind.label) for kind in (Decision.Kind.CONFIRMED, Decision.Kind.DISMISSED)]
    )
    reason = forms.CharField(label="理由（误报必填）", required=False, max_length=300)
    expires = forms.DateField(
        label="误报有效至（不填为一年）", required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    seconds = forms.IntegerField(required=False, min_value=0, max_value=86400, widget=forms.HiddenInput)


CASE_STATES = [
    ("open", "未了结"),
    ("confirmed", CaseState.CONFIRMED.label),
    ("told", CaseState.TOLD.label),
    ("answered", CaseState.ANSWERED.label),
    ("rechecked", CaseState.RECHECKED.label),
    ("soon", "即将到期"),
    ("overdue", "已超期"),
    ("to_close", "可以销号"),
    ("closed", CaseState.CLOSED.label),
    ("withdrawn", CaseState.WITHDRAWN.label),
    ("all", "全部"),
]


class CaseFilter(forms.Form):
    """Which cases are asked for. The hidden ones come from the figures of the board."""

    state = forms.ChoiceField(label="状态", choices=CASE_STATES, required=False)
    result = forms.ChoiceField(
        label="复核结果", choices=[("", "不限"), *((one.value, one.label) for one in RecheckResult)], required=False
    )
    unit = forms.ModelChoiceField(label="单位", queryset=Unit.objects.all(), required=False, empty_label="全部")
    family = forms.ChoiceField(label="类别", required=False)
    severity = forms.ChoiceField(
        label="程度不低于", choices=[("", "不限"), *((one.value, one.label) for one in Severity)], required=False
    )
    words = forms.CharField(label="问题中的文字", required=False, max_length=100)
    check = forms.CharField(required=False, max_length=60, widget=forms.HiddenInput)
    nobody = forms.BooleanField(required=False, widget=forms.HiddenInput)
    again = forms.BooleanField(required=False, widget=forms.HiddenInput)
    told = forms.ChoiceField(
        choices=[("", ""), *((one.value, "") for one in Told)], required=False, widget=forms.HiddenInput
    )
    since = day_field("交办日期自")
    until = day_field("至")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["family"].choices = [("", "全部"), *families()]  # type: ignore[attr-defined]
        for name in ("since", "until"):  # only the board's numbers ask for them
            self.fields[name].widget = forms.HiddenInput()


class Choice(forms.Form):
    """Cases ticked on a list, and why they are closed."""

    case = forms.ModelMultipleChoiceField(
        queryset=Case.objects.all(), error_messages={"required": "请先在列表里选中整改事项。"}
    )
    why = forms.CharField(required=False, max_length=300)


class LookForm(forms.Form):
    """What a person saw who looked for themselves."""

    result = forms.ChoiceField(
        label="看到的情况",
        choices=[(one.value, one.label) for one in RecheckResult if one is not RecheckResult.NOT_LOOKED],
    )
    note = forms.CharField(
        label="看了哪里、看到什么",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "请写明看了哪里、看到什么。"},
    )


class PeriodForm(forms.Form):
    """Between which days units were told."""

    since = day_field("交办日期自")
    until = day_field("至")


class PracticeForm(forms.Form):
    """How the office works."""

    closes_itself = forms.BooleanField(
        label="复核看到全部位置都已改正的，自动销号",
        required=False,
        help_text="不选则由经办人员在“可以销号”里成批确认。没有看到的、页面换成别的内容的，从不自动销号。",
    )
    two_from = forms.TypedChoiceField(
        label="两人确认：程度",
        choices=[("", "不要求"), *((index, f"{one.label}以上") for index, one in enumerate(Severity))],
        required=False,
        coerce=int,
        empty_value=None,
    )
    two_families = forms.MultipleChoiceField(
        label="两人确认：类别", required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["two_families"].choices = families()  # type: ignore[attr-defined]


def families() -> list[tuple[str, str]]:
    names = dict.fromkeys(check.family for check in catalogue(own_cards()).values())
    return [(name, family_label(name)) for name in names]
