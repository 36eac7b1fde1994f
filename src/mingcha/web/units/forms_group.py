"""The form of a group of units."""

from __future__ import annotations

from typing import Any

from django import forms

from mingcha.model import unit as value
from mingcha.web.units.models import Group

CODE_FAULT = "代码只能用字母、数字、连字符和下划线，如 street。"


class GroupForm(forms.Form):
    code = forms.SlugField(
        label="代码",
        max_length=20,
        help_text="字母和数字，如 street；建好后不能改。",
        error_messages={"invalid": CODE_FAULT},
    )
    name = forms.CharField(label="分组名称", max_length=40, help_text="页面和附件中的写法，如：乡镇。")
    prose = forms.CharField(label="行文称谓", max_length=40, help_text="专报正文中的写法，如：乡（镇）。")
    order = forms.IntegerField(label="排序", min_value=0, max_value=100_000, help_text="页面和附件中的先后。")

    def __init__(self, *args: Any, row: Group | None, order: int, **kwargs: Any) -> None:
        known = {"code": row.code, "name": row.name, "prose": row.prose} if row else {}
        super().__init__(*args, initial={**known, "order": order}, **kwargs)
        self.row = row
        if row is not None:
            self.fields["code"].disabled = True

    def clean(self) -> dict[str, Any]:
        """A group is found by code, name or prose in a workbook, so none of them may be another group's."""
        given = super().clean() or {}
        for other in Group.objects.exclude(pk=self.row.pk if self.row else None):
            taken = {word.lower() for word in (other.code, other.name, other.prose)}
            for field in ("code", "name", "prose"):
                if given.get(field, "").lower() in taken:
                    self.add_error(field, f"“{given[field]}”已由分组“{other.name}”使用，请换一个。")
        return given

    def group(self) -> value.Group:
        """The state this form describes; needs a valid form."""
        return value.Group(**{name: self.cleaned_data[name] for name in ("code", "name", "prose", "order")})
