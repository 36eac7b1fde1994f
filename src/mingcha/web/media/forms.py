"""Forms about accounts, and about bringing their posts in."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.db.models import QuerySet

from mingcha.model import account as value
from mingcha.model.account import Filing
from mingcha.web.days import day_field
from mingcha.web.media import queries
from mingcha.web.media.imports import MOST_FILES
from mingcha.web.media.models import Account
from mingcha.web.media.rules import account_faults
from mingcha.web.units import queries as unit_queries
from mingcha.web.units.models import Group, Unit


def platform_choices() -> list[tuple[str, str]]:
    return [(platform.code, platform.name) for platform in queries.rules().platforms]


class AccountForm(forms.Form):
    code = forms.CharField(label="代码", max_length=20, help_text="字母和数字，如 M012；建好后不能改。")
    name = forms.CharField(label="账号名称", max_length=60, help_text="与平台上显示的一致。")
    platform = forms.ChoiceField(label="平台")
    unit = forms.ModelChoiceField(label="主办单位", queryset=Unit.objects.none(), empty_label="请选择")
    key = forms.CharField(
        label="平台编号",
        max_length=60,
        required=False,
        help_text="公众号为文章链接里“__biz=”后面的一串，微博为主页数字。填了以后，链接自己能认出账号。",
    )
    filing = forms.ChoiceField(label="备案状态", choices=Account.FilingChoice.choices)
    opened_on = day_field("开设日期")
    filed_on = day_field("备案日期")
    closed_on = day_field("注销日期")
    aliases = forms.CharField(
        label="别名", required=False, max_length=600, help_text="曾用名和表格里的其他叫法，用顿号隔开。"
    )
    note = forms.CharField(label="备注", max_length=200, required=False)

    def __init__(self, *args: Any, row: Account | None = None, **kwargs: Any) -> None:
        self.row = row
        if row is not None:
            known = {name: getattr(row, name) for name in self.base_fields if name != "aliases"}
            aliases = "、".join(row.aliases.values_list("name", flat=True))
            kwargs.setdefault("initial", {}).update(known | {"aliases": aliases})
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = Unit.objects.all()  # type: ignore[attr-defined]
        self.fields["platform"].choices = [("", "请选择"), *platform_choices()]  # type: ignore[attr-defined]
        if row is not None:
            self.fields["code"].disabled = True

    def account(self) -> value.Account:
        """The state this form describes; needs a valid form."""
        given = self.cleaned_data
        return value.Account(
            code=given["code"],
            name=given["name"],
            unit=given["unit"].code,
            platform=given["platform"],
            filing=Filing(Account.FilingChoice(given["filing"]).label),
            opened_on=given["opened_on"],
            filed_on=given["filed_on"],
            closed_on=given["closed_on"],
            key=given["key"].rstrip("="),
            aliases=split_names(given["aliases"]),
            note=given["note"],
        )

    def check_ledger(self, account: value.Account, *, today: date) -> bool:
        """Hold the state against all other accounts; every fault is put at its field."""
        own = self.row.code if self.row else None
        others = [other for other in queries.accounts() if other.code != own]
        units = {unit.code for unit in unit_queries.units()}
        for fault in account_faults(account, others=others, units=units, rules=queries.rules(), today=today):
            self.add_error(fault.field if fault.field in self.fields else None, fault.message + "。")
        return not self.errors


def split_names(text: str) -> tuple[str, ...]:
    """Names written on one line, each once."""
    for mark in "；;,，\n":
        text = text.replace(mark, "、")
    return tuple(dict.fromkeys(name.strip() for name in text.split("、") if name.strip()))


UPDATING = [
    ("", "全部"),
    ("silent", "超期未更新"),
    ("recent", "期限内有更新"),
    ("outdated", "资料不够新"),
    ("unknown", "未掌握"),
]


class AccountFilter(forms.Form):
    words = forms.CharField(label="名称或单位", required=False, max_length=60)
    group = forms.ModelChoiceField(
        label="分组", queryset=Group.objects.none(), required=False, empty_label="全部", to_field_name="code"
    )
    platform = forms.ChoiceField(label="平台", required=False)
    filing = forms.ChoiceField(
        label="备案状态", required=False, choices=[("", "未注销"), *Account.FilingChoice.choices, ("all", "全部")]
    )
    updating = forms.ChoiceField(label="更新情况", required=False, choices=UPDATING)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["group"].queryset = Group.objects.all()  # type: ignore[attr-defined]
        self.fields["platform"].choices = [("", "全部"), *platform_choices()]  # type: ignore[attr-defined]


class CloseForm(forms.Form):
    on = day_field("注销日期", required=True)


class CoverageForm(forms.Form):
    through = day_field("齐全截至", required=True)

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_through(self) -> date:
        return not_after(self.cleaned_data["through"], self.today)


def not_after(day: date | None, today: date) -> Any:
    if day and day > today:
        raise forms.ValidationError(f"{day} 晚于今天，请核对。")
    return day


class PostForm(forms.Form):
    title = forms.CharField(label="标题", max_length=300, widget=forms.TextInput(attrs={"class": "wide"}))
    url = forms.CharField(
        label="链接", max_length=1000, required=False, help_text="在文章里点“复制链接”后粘贴；没有可以留空。"
    )
    published = day_field("发布日期", required=True)


class SeveralFiles(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Any number of files, none of them empty."""

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        given = data if isinstance(data, list | tuple) else [data] if data else []
        files = [super(FilesField, self).clean(each, initial) for each in given]
        if len(files) > MOST_FILES:
            raise forms.ValidationError(f"选了 {len(files)} 个文件，一次最多 {MOST_FILES} 个，请分几次上传。")
        return files


class BringForm(forms.Form):
    files = FilesField(
        label="文件",
        required=False,
        widget=SeveralFiles(),
        error_messages={"empty": "有的文件是空的（0 字节），请重新选择。"},
    )
    text = forms.CharField(label="链接", required=False, widget=forms.Textarea(attrs={"rows": 8}), strip=False)
    account = forms.ModelChoiceField(
        label="默认账号",
        queryset=Account.objects.none(),
        required=False,
        empty_label="（从内容里认）",
        to_field_name="code",
        help_text="表里没有账号列、链接也认不出账号的，都算作这个账号的。",
        error_messages={"invalid_choice": "没有这个账号。"},
    )
    complete_to = day_field(
        "齐全截至",
        help_text="导出的表是这些账号到某一天的全部信息时填写；填了才能判断有没有超期未更新。",
    )

    def __init__(self, *args: Any, accounts: QuerySet[Account], today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        names = dict(platform_choices())
        field = self.fields["account"]
        field.queryset = accounts.exclude(filing=Account.FilingChoice.CLOSED)  # type: ignore[attr-defined]
        field.label_from_instance = lambda row: f"{row.name}（{names.get(row.platform, row.platform)}）"  # type: ignore[attr-defined]

    def clean_complete_to(self) -> date | None:
        return not_after(self.cleaned_data["complete_to"], self.today)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        text = given.get("text", "").strip()
        if not self.errors and bool(given.get("files")) == bool(text):
            both = given.get("files") and text
            self.add_error(None, "文件和链接请分两次导入。" if both else "请选择文件，或粘贴链接。")
        return given
