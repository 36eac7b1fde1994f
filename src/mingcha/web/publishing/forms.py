"""The filter of the ledger, and the forms of an import."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import QueryDict

from mingcha.model.month import Month
from mingcha.web.days import SPAN, day_field, month_of
from mingcha.web.publishing.models import Import
from mingcha.web.publishing.selection import NEWEST, OLDEST, Selection
from mingcha.web.units.access import sees_all, visible_units
from mingcha.web.units.models import Group

SOURCES = [("", "全部"), ("file", "文件导入"), ("crawled", "网站采集")]
REPEATS = [("", "全部"), ("no", "不含重复"), ("yes", "只看重复")]


class MonthField(forms.ChoiceField):
    """A month as 202312; months of the address that are not in the list are as good as those that are."""

    def valid_value(self, value: str) -> bool:
        return month_of(value) is not None

    def clean(self, value: Any) -> Month | None:
        text = super().clean(value)
        return month_of(text) if text else None


class LedgerFilter(forms.Form):
    """The query string is the whole truth: what it says is what is shown, counted and exported."""

    unit = forms.MultipleChoiceField(
        label="单位", required=False, error_messages={"invalid_choice": "没有这个单位：%(value)s。"}
    )
    group = forms.ModelChoiceField(
        label="分组",
        queryset=Group.objects.none(),
        required=False,
        empty_label="全部",
        to_field_name="code",
        error_messages={"invalid_choice": "没有这个分组。"},
    )
    column = forms.CharField(label="栏目", required=False, max_length=120)
    q = forms.CharField(label="标题关键词", required=False, max_length=100)
    first = MonthField(
        label="起始月份", required=False, error_messages={"invalid_choice": f"不是 {SPAN}的月份：%(value)s。"}
    )
    last = MonthField(
        label="截止月份", required=False, error_messages={"invalid_choice": f"不是 {SPAN}的月份：%(value)s。"}
    )
    since = day_field("起始日期")
    until = day_field("截止日期")
    source = forms.ChoiceField(
        label="来源", required=False, choices=SOURCES, error_messages={"invalid_choice": "没有这种来源。"}
    )
    repeat = forms.ChoiceField(
        label="是否重复", required=False, choices=REPEATS, error_messages={"invalid_choice": "应为 yes 或 no。"}
    )
    file = forms.ModelChoiceField(
        queryset=Import.objects.none(),
        required=False,
        widget=forms.HiddenInput,
        error_messages={"invalid_choice": "没有这次导入。"},
    )
    sort = forms.ChoiceField(required=False, choices=[(NEWEST, ""), (OLDEST, "")], widget=forms.HiddenInput)

    def __init__(self, data: QueryDict, *, user: Any, months: list[int]) -> None:
        super().__init__(data)
        self.units = {unit.code: unit for unit in visible_units(user)}
        self.fields["unit"].choices = [(code, unit.name) for code, unit in self.units.items()]  # type: ignore[attr-defined]
        self.fields["group"].queryset = Group.objects.all()  # type: ignore[attr-defined]
        self.fields["file"].queryset = visible_imports(user)  # type: ignore[attr-defined]
        self.offers_units = sees_all(user)
        asked = (month_of(data.get(name, "")) for name in ("first", "last"))
        keys = sorted({*months, *(month.key for month in asked if month)}, reverse=True)
        for name in ("first", "last"):
            self.fields[name].choices = [("", "不限"), *((str(key), str(Month.from_key(key))) for key in keys)]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        for first, last, what in (("first", "last", "月份"), ("since", "until", "日期")):
            if given.get(first) and given.get(last) and given[first] > given[last]:
                self.add_error(last, f"截止{what}早于起始{what}。")
        return given

    def selection(self) -> Selection:
        """Needs a valid form."""
        given = self.cleaned_data
        return Selection(
            units=tuple(self.units[code] for code in dict.fromkeys(given["unit"])),
            group=given["group"],
            column=given["column"].strip(),
            words=tuple(given["q"].split()),
            first=given["first"],
            last=given["last"],
            since=given["since"],
            until=given["until"],
            source=given["source"],
            source_import=given["file"],
            repeat=given["repeat"],
            sort=given["sort"] or NEWEST,
        )


def visible_imports(user: Any) -> Any:
    """All imports for the county's people; for a liaison those of the own unit."""
    if sees_all(user):
        return Import.objects.all()
    return Import.objects.filter(unit__in=visible_units(user))


class UploadForm(forms.Form):
    file = forms.FileField(
        label="台账文件",
        error_messages={"required": "请选择要导入的文件。", "empty": "文件是空的（0 字节），请重新选择。"},
    )


class ConfirmForm(forms.Form):
    skip_faulty = forms.BooleanField(required=False)
