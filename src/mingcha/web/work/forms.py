"""The form of a line of the plan."""

from __future__ import annotations

from typing import Any

from django import forms

from mingcha.web.rounds.sites import NotHours, quiet_hours
from mingcha.web.work.models import Schedule

_WEEKDAYS = [(number, f"周{name}") for number, name in enumerate("一二三四五六日")]


class ScheduleForm(forms.ModelForm):  # type: ignore[type-arg]
    weekday = forms.TypedChoiceField(label="星期", choices=_WEEKDAYS, coerce=int, help_text="“每周”时用。")
    at_time = forms.TimeField(
        label="时间",
        widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"}),
        error_messages={"invalid": "请写成 02:30 这样。"},
        help_text="每天、每周、每月时用。错过的时间，后台进程启动后补做一次。",
    )
    minutes = forms.IntegerField(
        label="间隔（分钟）",
        min_value=1,
        max_value=1440,
        help_text="“每隔几分钟”时用。",
        error_messages={"min_value": "至少 1 分钟。", "max_value": "最多 1440 分钟。", "invalid": "应为整数。"},
    )
    monthday = forms.IntegerField(
        label="日",
        min_value=1,
        max_value=31,
        help_text="“每月”时用；没有这一天的月份，在月末做。",
        error_messages={"min_value": "应为 1 至 31。", "max_value": "应为 1 至 31。", "invalid": "应为整数。"},
    )
    quiet = forms.CharField(
        label="不开始的时段", required=False, max_length=200, help_text="如 22:00-06:30，几个用逗号隔开；到点再开始。"
    )

    class Meta:
        model = Schedule
        fields = ("enabled", "every", "at_time", "weekday", "monthday", "minutes", "quiet")
        labels = {"enabled": "启用"}

    def clean_quiet(self) -> str:
        told = str(self.cleaned_data["quiet"]).replace("，", ",").strip()
        try:
            quiet_hours(told.replace(",", "\n"))
        except NotHours as fault:
            raise forms.ValidationError(str(fault).replace("，一行一个", "")) from fault
        return told

    def told(self) -> str:
        """What was changed, for the log."""
        names: dict[str, Any] = self.fields
        return "、".join(str(names[name].label) for name in self.changed_data)
