"""What the security administrator fills in to allow a token."""

from __future__ import annotations

from typing import Any

from django import forms

from mingcha.web.accounts.access import BUSINESS
from mingcha.web.accounts.models import User
from mingcha.web.days import day_field
from mingcha.web.units.models import Unit


class PersonField(forms.ModelChoiceField):
    def label_from_instance(self, person: Any) -> str:
        return f"{person.display_name or person.username}（{person.username}，{person.get_role_display()}）"


class TokenForm(forms.Form):
    name = forms.CharField(label="用途", max_length=60, help_text="哪个系统用、做什么，如“县 OA 取整改清单”。")
    owner = PersonField(
        label="负责人",
        queryset=User.objects.none(),
        empty_label="请选择",
        help_text="令牌以其名义操作，权限不超过本人；本人登录后领取。",
    )
    unit = forms.ModelChoiceField(
        label="限于单位",
        queryset=Unit.objects.none(),
        required=False,
        empty_label="全县",
        help_text="选了单位，只能查看和答复这个单位的。单位联络员的令牌必须选本单位。",
    )
    writes = forms.BooleanField(label="可以写入（判断、答复、签收）", required=False)
    expires = day_field("有效期至", required=True, help_text="最长一年。")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = User.objects.filter(is_active=True, role__in=BUSINESS).order_by("role", "username")
        self.fields["owner"].queryset = people  # type: ignore[attr-defined]
        self.fields["unit"].queryset = Unit.objects.filter(active_to=None)  # type: ignore[attr-defined]
