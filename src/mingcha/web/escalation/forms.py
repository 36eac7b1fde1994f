"""What is typed about letters and dossiers."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django import forms

from mingcha.model.escalation import Ladder, Rung
from mingcha.standards.escalation import ladder
from mingcha.standards.rectification import DeadlineDays, rectification
from mingcha.web.cases import time_limits
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


SIGNING = [("one", "一人签发"), ("leader", "领导一人签发"), ("two", "两人签发，其中一名领导")]
_MOST, _LONGEST_PAUSE = 60, 30


class RulesForm(forms.Form):
    """The working days by severity and of each rung of the ladder, and who signs; the shipped ones stand as a hint."""

    def __init__(self, *args: Any, days: DeadlineDays, steps: Ladder, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        usual = rectification().deadline
        for name, words in time_limits.LABELS.items():
            self.fields[name] = _days(
                words, least=0 if name == "soon" else 1, most=_MOST, now=getattr(days, name), usual=getattr(usual, name)
            )
        for rung, shipped in zip(steps.rungs, ladder().rungs, strict=True):
            self._add(rung, shipped, is_followed_up=rung is not steps.rungs[0] and not rung.begins)

    def _add(self, rung: Rung, shipped: Rung, *, is_followed_up: bool) -> None:
        late = "逾期几个工作日起（再犯的不等）" if rung.begins else "逾期几个工作日起"
        self.fields[f"{rung.name}_after"] = _days(late, least=1, most=_MOST, now=rung.after, usual=shipped.after)
        if is_followed_up:  # the others are where one begins
            self.fields[f"{rung.name}_pause"] = _days(
                "前一级签发后至少隔几个工作日", least=0, most=_LONGEST_PAUSE, now=rung.pause, usual=shipped.pause
            )
        self.fields[f"{rung.name}_replied_within"] = _days(
            "请单位几个工作日内答复",
            least=1,
            most=_LONGEST_PAUSE,
            now=rung.replied_within,
            usual=shipped.replied_within,
        )
        self.fields[f"{rung.name}_signing"] = forms.ChoiceField(
            label="谁签发", choices=SIGNING, initial=_signing(rung),
            help_text=f"默认{dict(SIGNING)[_signing(shipped)]}",
        )  # fmt: skip

    @property
    def limits(self) -> list[forms.BoundField]:
        return [self[name] for name in time_limits.LABELS]

    def of_rung(self, rung: Rung) -> list[forms.BoundField]:
        return [field for field in self if field.name.startswith(f"{rung.name}_")]

    def chosen(self, *, days: DeadlineDays, steps: Ladder) -> tuple[DeadlineDays, Ladder]:
        """The days and the ladder as they were typed."""
        given = self.cleaned_data
        rungs = [
            replace(
                rung,
                after=given[f"{rung.name}_after"],
                pause=given.get(f"{rung.name}_pause", rung.pause),
                replied_within=given[f"{rung.name}_replied_within"],
                signers=2 if given[f"{rung.name}_signing"] == "two" else 1,
                by_leader=given[f"{rung.name}_signing"] == "leader",
            )
            for rung in steps.rungs
        ]
        return replace(days, **{name: given[name] for name in time_limits.LABELS}), Ladder(tuple(rungs))


def _signing(rung: Rung) -> str:
    return "two" if rung.signers == 2 else "leader" if rung.by_leader else "one"


def _days(words: str, *, least: int, most: int, now: int, usual: int) -> forms.IntegerField:
    return forms.IntegerField(
        label=words,
        min_value=least,
        max_value=most,
        initial=now,
        help_text=f"工作日，默认 {usual}",
        error_messages={
            "required": "请填写天数。",
            "invalid": "天数应为整数。",
            "min_value": f"至少为 {least}。",
            "max_value": f"最多为 {most}。",
        },
    )


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
