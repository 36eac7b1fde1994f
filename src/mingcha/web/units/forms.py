"""Forms about units, targets and who speaks for a unit."""

from __future__ import annotations

from typing import Any

from django import forms
from django.forms import formset_factory

from mingcha.model import unit as value
from mingcha.web.accounts.models import Role, User
from mingcha.web.units import queries
from mingcha.web.units.models import Group, Liaison, Unit
from mingcha.web.units.rules import unit_faults


def day_field(label: str, help_text: str = "") -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, required=False, widget=widget, help_text=help_text)


class UnitForm(forms.Form):
    code = forms.CharField(label="代码", max_length=20, help_text="字母和数字，如 S12；建好后不能改。")
    name = forms.CharField(label="单位名称", max_length=60, help_text="表格中的写法。")
    prose_name = forms.CharField(
        label="行文称谓", max_length=60, required=False, help_text="正文中的写法；与单位名称相同时留空。"
    )
    group = forms.ModelChoiceField(label="分组", queryset=Group.objects.none(), empty_label="请选择")
    order = forms.IntegerField(
        label="排序", min_value=0, max_value=100_000, help_text="官方排序，完成率相同时按此先后。"
    )
    vertical = forms.BooleanField(label="垂管单位（由上级主管部门垂直管理）", required=False)
    parent = forms.ModelChoiceField(
        label="上级单位", queryset=Unit.objects.none(), required=False, empty_label="（无）"
    )
    active_from = day_field("启用日期", "留空表示一直存在。")
    active_to = day_field("停用日期", "最后一天；留空表示仍在。")
    successor = forms.ModelChoiceField(
        label="并入单位",
        queryset=Unit.objects.none(),
        required=False,
        empty_label="（无）",
        help_text="机构合并后由它继续计数，合并前的信息也计入它当年的总数。",
    )

    def __init__(self, *args: Any, row: Unit | None = None, **kwargs: Any) -> None:
        self.row = row
        if row is not None:
            kwargs.setdefault("initial", {}).update({name: getattr(row, name) for name in self.base_fields})
        super().__init__(*args, **kwargs)
        self.fields["group"].queryset = Group.objects.all()  # type: ignore[attr-defined]
        others = Unit.objects.exclude(pk=row.pk) if row else Unit.objects.all()
        for name in ("parent", "successor"):
            self.fields[name].queryset = others  # type: ignore[attr-defined]
        if row is not None:
            self.fields["code"].disabled = True

    def clean_code(self) -> str:
        code = self.cleaned_data["code"]
        if self.row is None and Unit.objects.filter(code__iexact=code).exists():
            raise forms.ValidationError(f"代码“{code}”已被使用，请换一个。")
        return code

    def unit(self, aliases: tuple[value.Alias, ...]) -> value.Unit:
        """The state this form describes; needs a valid form."""
        given = self.cleaned_data
        return value.Unit(
            code=given["code"],
            name=given["name"],
            group=given["group"].code,
            order=given["order"],
            prose_name=given["prose_name"],
            vertical=given["vertical"],
            parent=given["parent"].code if given["parent"] else None,
            active_from=given["active_from"],
            active_to=given["active_to"],
            successor=given["successor"].code if given["successor"] else None,
            aliases=aliases,
        )

    def check_roster(self, unit: value.Unit) -> bool:
        """Hold the state against all other units; every fault is put at its field."""
        roster = [*(other for other in queries.units() if other.code != unit.code), unit]
        for fault in unit_faults(unit, roster=roster, groups=queries.groups()):
            self.add_error(fault.field if fault.field in self.fields else None, fault.message + "。")
        return not self.errors


class AliasForm(forms.Form):
    name = forms.CharField(label="别名", max_length=60, required=False, widget=forms.TextInput(attrs={"class": "wide"}))
    since = day_field("起")
    until = day_field("止")

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if not given.get("name") and (given.get("since") or given.get("until")):
            self.add_error("name", "填了日期，请填写别名；不要这一行就把日期也清空。")
        return given


AliasForms = formset_factory(AliasForm, extra=2, max_num=40)


def aliases_of(forms_: Any) -> tuple[value.Alias, ...]:
    """The aliases a valid formset states; a line without a name is a line that is gone."""
    return tuple(
        value.Alias(name=form.cleaned_data["name"], since=form.cleaned_data["since"], until=form.cleaned_data["until"])
        for form in forms_
        if form.cleaned_data.get("name")
    )


class RosterFilter(forms.Form):
    words = forms.CharField(label="名称或代码", required=False, max_length=60)
    group = forms.ModelChoiceField(
        label="分组", queryset=Group.objects.none(), required=False, empty_label="全部", to_field_name="code"
    )
    state = forms.ChoiceField(
        label="状态", required=False, choices=[("", "在用"), ("ended", "已停用"), ("all", "全部")]
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["group"].queryset = Group.objects.all()  # type: ignore[attr-defined]


class TargetsForm(forms.Form):
    """One number per unit for one year; an empty box means no target."""

    def __init__(self, *args: Any, units: list[Unit], given: dict[str, int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for unit in units:
            self.fields[unit.code] = forms.IntegerField(
                label=f"{unit.name}的年度任务数",
                required=False,
                min_value=0,
                max_value=1_000_000,
                initial=given.get(unit.code),
                error_messages={
                    "invalid": "应为整数。",
                    "min_value": "不能为负数。",
                    "max_value": "数字过大，请核对。",
                },
                widget=forms.TextInput(
                    attrs={"inputmode": "numeric", "size": 8, "aria-label": f"{unit.name}的年度任务数"}
                ),
            )


class WorkbookForm(forms.Form):
    file = forms.FileField(
        label="名录文件",
        help_text="本页导出的 Excel，修改后的。",
        widget=forms.FileInput(attrs={"accept": ".xlsx,.xls,.et,.csv"}),
        error_messages={"required": "请选择要导入的文件。", "empty": "文件是空的（0 字节），请重新选择。"},
    )


class AppointmentForm(forms.Form):
    role = forms.ChoiceField(label="角色", choices=Role.choices)
    unit = forms.ModelChoiceField(
        label="联络单位",
        queryset=Unit.objects.none(),
        required=False,
        empty_label="（不联络任何单位）",
        help_text="只有“单位联络员”需要填写：只能看到这个单位的信息。",
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        liaison = Liaison.objects.filter(user=user).first()
        super().__init__(*args, initial={"role": user.role, "unit": liaison.unit_id if liaison else None}, **kwargs)
        self.fields["unit"].queryset = Unit.objects.all()  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("role") == Role.UNIT and not given.get("unit"):
            self.add_error("unit", "请为单位联络员指定一个单位。")
        if given.get("role") not in (None, Role.UNIT) and given.get("unit"):
            self.add_error("unit", "只有单位联络员才指定单位，请改回“（不联络任何单位）”。")
        return given
