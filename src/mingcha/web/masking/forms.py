"""The form of an upload that is to be masked."""

from __future__ import annotations

from typing import Any

from django import forms

from mingcha.web.masking.models import Masking
from mingcha.web.units.access import sees_all, visible_units


class MaskForm(forms.Form):
    file = forms.FileField(
        label="附件",
        error_messages={"required": "请选择要脱敏的附件。", "empty": "文件是空的（0 字节），请重新选择。"},
    )
    doubts = forms.BooleanField(label="存疑的也遮盖", required=False)


def visible_maskings(user: Any) -> Any:
    """All for the county's people; for a liaison those of the own unit."""
    if sees_all(user):
        return Masking.objects.all()
    return Masking.objects.filter(unit__in=visible_units(user))
