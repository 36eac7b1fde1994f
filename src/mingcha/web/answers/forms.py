"""What units type about their cases, and what the office types about that."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms

from mingcha.calendar import UnknownYear
from mingcha.web.answers.models import Answer
from mingcha.web.answers.proofs import LIMIT, MOST
from mingcha.web.days import day_field
from mingcha.web.units.models import Unit
from mingcha.web.workdays import calendar

ACCEPTED = ".png,.jpg,.jpeg,.gif,.pdf,.docx,.doc,.wps,.xlsx,.xls,.et,.ofd,.txt,.csv"


def day_off(day: date) -> str:
    """Why a deadline on this day is unwise; nothing where it is a working day or its year's holidays are not known."""
    try:
        return calendar().warning(day) or ""
    except UnknownYear:
        return ""


class SeveralFiles(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Any number of files; empty ones are named by whoever screens them."""

    widget = SeveralFiles

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        given = data if isinstance(data, list | tuple) else [data] if data else []
        return [super(FilesField, self).clean(one, initial) for one in given]


class AnswerForm(forms.Form):
    """One answer, about one case or several. `kind` comes from the button or the choice."""

    kind = forms.ChoiceField(
        label="结果",
        choices=Answer.Kind.choices,
        initial=Answer.Kind.DONE,
        widget=forms.RadioSelect,
        error_messages={"required": "请选择是已整改、申请认定误报，还是申请延期。"},
    )
    text = forms.CharField(
        label="说明",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="已整改的写怎样整改；认为是误报的写理由；申请延期的写原因和进展。不要写完整的身份证号、手机号。",
        error_messages={"required": "请填写说明。", "max_length": "说明最多 2000 字，较长的请作为附件提交。"},
    )
    due = day_field("申请延至（只在申请延期时填写）")
    files = FilesField(
        label="佐证文件",
        required=False,
        help_text=f"整改后的截图、文件等，最多 {MOST} 个，每个不超过 {LIMIT // 1024 // 1024} MB。含个人信息的请先遮盖。",
        widget=SeveralFiles(attrs={"accept": ACCEPTED, "data-limit": LIMIT}),
        error_messages={"empty": "文件是空的（0 字节），请重新选择。"},
    )


class DecideForm(forms.Form):
    """What the office says to answers."""

    accept = forms.ChoiceField(choices=[("1", "同意"), ("0", "不同意")])
    reply = forms.CharField(
        label="办理意见（不同意或退回时必填，单位会看到）",
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"max_length": "办理意见最多 500 字。"},
    )
    due = day_field("延至（同意延期而日期不同时填写）")


class AnswerFilter(forms.Form):
    """Which answers are asked for."""

    state = forms.ChoiceField(
        label="状态", choices=[("open", "待处理"), ("decided", "已处理"), ("all", "全部")], required=False
    )
    kind = forms.ChoiceField(label="类型", choices=[("", "全部"), *Answer.Kind.choices], required=False)
    unit = forms.ModelChoiceField(label="单位", queryset=Unit.objects.all(), required=False, empty_label="全部")
    case = forms.IntegerField(label="事项编号", required=False, min_value=1, max_value=2**53)


class OwnFilter(forms.Form):
    """Which of its cases a unit asks for."""

    state = forms.ChoiceField(
        label="状态",
        choices=[
            ("todo", "待整改"),
            ("late", "已逾期"),
            ("answered", "等待复核"),
            ("ended", "已了结"),
            ("all", "全部"),
        ],
        required=False,
    )
