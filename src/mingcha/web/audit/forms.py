"""The filter of the operation log."""

from __future__ import annotations

from typing import Any

from django import forms

from mingcha.web.audit.queries import actions
from mingcha.web.audit.services import DONE, FAILED, REFUSED
from mingcha.web.days import day_field


class LogFilter(forms.Form):
    action = forms.ChoiceField(label="操作", required=False)
    actor = forms.CharField(label="操作人", required=False, max_length=60)
    address = forms.CharField(label="来源地址", required=False, max_length=45)
    result = forms.ChoiceField(
        label="结果", required=False, choices=[("", "全部"), *((word, word) for word in (DONE, FAILED, REFUSED))]
    )
    words = forms.CharField(label="对象或说明", required=False, max_length=60)
    since = day_field("起始日期")
    until = day_field("截止日期")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["action"].choices = [("", "全部"), *((name, name) for name in actions())]  # type: ignore[attr-defined]

    def chosen(self) -> dict[str, Any]:
        """The filters that make sense; one that does not is left out and its fault shown."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}
