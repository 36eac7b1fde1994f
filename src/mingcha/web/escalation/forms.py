"""What is typed about letters and dossiers."""

from __future__ import annotations

from typing import Any

from django import forms

from mingcha.standards.escalation import ladder
from mingcha.web.escalation.models import Proposal
from mingcha.web.units.models import Unit


class ProposalFilter(forms.Form):
    """Which letters are asked for."""

    state = forms.ChoiceField(
        label="状态", choices=[*Proposal.State.choices, ("all", "全部")], required=False, initial="draft"
    )
    rung = forms.ChoiceField(label="类型", required=False)
    unit = forms.ModelChoiceField(label="单位", queryset=Unit.objects.all(), required=False, empty_label="全部")
    case = forms.IntegerField(label="事项编号", required=False, min_value=1, max_value=2**53)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rungs = [(rung.name, rung.label) for rung in ladder().rungs]
        self.fields["rung"].choices = [("", "全部"), *rungs]  # type: ignore[attr-defined]


class LetterForm(forms.Form):
    """A draft as a person edits it."""

    title = forms.CharField(label="标题", max_length=120, error_messages={"required": "请填写标题。"})
    addressed = forms.CharField(label="主送", max_length=200, error_messages={"required": "请填写主送。"})
    text = forms.CharField(
        label="正文",
        max_length=20000,
        widget=forms.Textarea(attrs={"rows": 14}),
        help_text="一行一段。主管部门可以督促整改、通报批评、提出处理建议；责令改正由上一级行政机关作出，处分由有权机关决定。",
        error_messages={"required": "请填写正文。"},
    )
    sender = forms.CharField(label="落款", max_length=60, error_messages={"required": "请填写落款。"})
    copies = forms.CharField(label="抄送", max_length=300, required=False)


class SignForm(forms.Form):
    name = forms.CharField(
        label="签发人姓名",
        max_length=50,
        help_text="在纸上签发的，填写实际签发人；登记人按当前账户记入操作日志。",
        error_messages={"required": "请填写签发人姓名。"},
    )


class DismissForm(forms.Form):
    why = forms.CharField(
        label="不予采用的理由",
        max_length=300,
        help_text="同一期限内不再为这些事项起草这一步。",
        error_messages={"required": "请填写理由。"},
    )


class DeliveryForm(forms.Form):
    how = forms.CharField(
        label="怎样送达",
        max_length=100,
        help_text="如“OA 发送”“当面送达，张三签收”。",
        error_messages={"required": "请填写怎样送达。"},
    )


class DossierForm(forms.Form):
    """What to bundle: a letter's cases, one case, or what a unit was told of."""

    proposal = forms.IntegerField(required=False, min_value=1, max_value=2**53, widget=forms.HiddenInput)
    unit = forms.ModelChoiceField(
        label="单位（已交办的全部事项）", queryset=Unit.objects.all(), required=False, empty_label="不选"
    )
    case = forms.IntegerField(
        label="或事项编号",
        required=False,
        min_value=1,
        max_value=2**53,
        error_messages={"invalid": "事项编号应为数字。", "min_value": "事项编号从 1 起。"},
    )
    in_full = forms.BooleanField(label="装入未遮盖的原始证据（WARC）", required=False)
    why = forms.CharField(label="装入原始证据的理由（记入操作日志）", required=False, max_length=200)


class VerifyForm(forms.Form):
    file = forms.FileField(
        label="卷宗（zip）",
        error_messages={"required": "请选择要核验的卷宗。", "empty": "文件是空的（0 字节），请重新选择。"},
    )
