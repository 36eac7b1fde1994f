"""The forms of sites and rounds."""

from __future__ import annotations

import re
from ipaddress import ip_address
from typing import Any

from django import forms

from mingcha.collect.addresses import host_of, join
from mingcha.web.days import day_field
from mingcha.web.rounds.models import Round, Site
from mingcha.web.rounds.sites import NotHours, lines, quiet_hours
from mingcha.web.units.models import Unit

_HOST = re.compile(r"(?:\[[0-9a-f:]+\]|[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?)(?::\d{1,5})?", re.IGNORECASE)
_FOLDER = re.compile(r"[a-z0-9][a-z0-9_-]*", re.IGNORECASE)


def several(label: str, *, rows: int = 3, **more: Any) -> forms.CharField:
    return forms.CharField(
        label=label, required=False, max_length=5000, widget=forms.Textarea(attrs={"rows": rows}), **more
    )


class SiteForm(forms.Form):
    name = forms.CharField(label="网站名称", max_length=60, help_text="如：样例县人民政府门户网站。")
    home = forms.CharField(label="首页网址", max_length=1000, help_text="如：http://www.example.gov.cn/")
    hosts = several("其他域名", help_text="属于本网站的其他域名，一行一个；首页所在的域名不必再写。")
    private = several(
        "登记的内网地址",
        help_text="允许访问的内网主机，一行一个。没有登记的内网和本机地址一律不访问，跳转过去也不访问。",
    )
    ignore = several("不采集的网址", help_text="网址含有这些文字的不访问，一行一个；用 /…/ 括起来的是正则式。")
    rate = forms.FloatField(
        label="每秒最多访问",
        min_value=0,
        max_value=1000,
        initial=5,
        help_text="对一台主机每秒最多几次，0 为不限。",
        error_messages={"invalid": "应为数字。", "min_value": "不能小于 0。", "max_value": "最多 1000。"},
    )
    parallel = forms.IntegerField(
        label="同时连接",
        min_value=1,
        max_value=64,
        initial=2,
        error_messages={"invalid": "应为整数。", "min_value": "至少 1 个。", "max_value": "最多 64 个。"},
    )
    quiet = several("不访问的时段", rows=2, help_text="如 08:00-10:00，一行一个；22:00-06:00 是过夜。")
    obey_robots = forms.BooleanField(
        label="遵守 robots.txt", required=False, initial=True, help_text="主办单位书面要求的，才可以不遵守。"
    )
    scheduled = forms.BooleanField(
        label="按期采集",
        required=False,
        help_text="由后台进程按计划采集：每天看新信息，每七天走完所有列表，每月全部重看。",
    )
    audit_links = forms.BooleanField(
        label="核查站外链接", required=False, help_text="同时打开网页上指向其他网站的链接，看是否失效；须能访问互联网。"
    )
    folder = forms.CharField(
        label="证据文件夹",
        max_length=40,
        required=False,
        help_text="字母和数字，建好后不能改；不填则用首页的域名。",
    )

    def __init__(self, *args: Any, row: Site, **kwargs: Any) -> None:
        known = {name: getattr(row, name) for name in self.base_fields} if row.pk else {}
        super().__init__(*args, initial=known, **kwargs)
        self.row = row
        if row.pk:
            self.fields["folder"].disabled = True

    def clean_name(self) -> str:
        name = self.cleaned_data["name"]
        if Site.objects.filter(name=name).exclude(pk=self.row.pk).exists():
            raise forms.ValidationError(f"“{name}”已登记，请换一个名称。")
        return name

    def clean_home(self) -> str:
        given = self.cleaned_data["home"]
        home = join(given, given)
        if home is None or not host_of(home):
            raise forms.ValidationError("不是有效的网址，请写成 http://www.example.gov.cn/ 这样。")
        if self.row.pk and host_of(home) != host_of(self.row.home) and self.row.rounds.exists():
            raise forms.ValidationError("已经采集过的网站不能改换首页的域名：证据按它存放。换了域名请另登记一个网站。")
        return home

    def clean_hosts(self) -> str:
        return self.clean_lines_of_hosts("hosts")

    def clean_private(self) -> str:
        return self.clean_lines_of_hosts("private")

    def clean_lines_of_hosts(self, field: str) -> str:
        found = [line.lower() for line in lines(self.cleaned_data[field])]
        for host in found:
            if not _HOST.fullmatch(host):
                raise forms.ValidationError(f"“{host[:60]}”不是域名，请只写 www.example.gov.cn 或 10.1.2.3:8080 这样。")
        return "\n".join(found)

    def clean_ignore(self) -> str:
        found = lines(self.cleaned_data["ignore"])
        for pattern in found:
            if len(pattern) > 2 and pattern[0] == pattern[-1] == "/":
                try:
                    re.compile(pattern[1:-1])
                except re.error:
                    raise forms.ValidationError(
                        f"正则式 {pattern[:60]} 写错了，请改正；按原文查找请去掉两头的斜线。"
                    ) from None
        return "\n".join(found)

    def clean_quiet(self) -> str:
        try:
            quiet_hours(self.cleaned_data["quiet"])
        except NotHours as fault:
            raise forms.ValidationError(str(fault)) from fault
        return "\n".join(lines(self.cleaned_data["quiet"]))

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if self.row.pk or "home" not in given:
            return given
        folder = given.get("folder") or re.sub(r"[^a-z0-9]+", "-", host_of(given["home"]).lower()).strip("-")[:40]
        if not _FOLDER.fullmatch(folder):
            self.add_error("folder", "只能用字母、数字、连字符和下划线。")
        elif Site.objects.filter(folder__iexact=folder).exists():
            self.add_error("folder", f"文件夹“{folder}”已由另一个网站使用，请换一个。")
        given["folder"] = folder
        return given

    def apply(self) -> Site:
        """Put the fields on the row; needs a valid form."""
        for name in self.fields:
            setattr(self.row, name, self.cleaned_data[name])
        return self.row

    @property
    def is_private(self) -> bool:
        """Whether the home page lies at a private address that was not registered."""
        host = host_of(self.cleaned_data.get("home", ""))
        try:
            address = ip_address(host.strip("[]").partition(":")[0] if host.count(":") == 1 else host.strip("[]"))
        except ValueError:
            return False
        return not address.is_global and host not in lines(self.cleaned_data.get("private", ""))


class StartForm(forms.Form):
    name = forms.ChoiceField(
        label="轮次",
        choices=[
            (Round.Name.DAILY, "日常：各栏目的新信息（首次则全部）"),
            (Round.Name.WEEKLY, "每周：走完所有列表"),
            (Round.Name.FULL, "全面：全部重看一遍"),
            (Round.Name.UNIT, "一个单位：它的栏目、信息和附件"),
        ],
    )
    unit = forms.ModelChoiceField(
        label="单位",
        queryset=Unit.objects.none(),
        required=False,
        empty_label="不限",
        help_text="轮次选“一个单位”时填。",
    )
    since = day_field("只要此日以后发布的", help_text="不填则不限。")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = Unit.objects.all()  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("name") == Round.Name.UNIT and not given.get("unit"):
            self.add_error("unit", "请选一个单位。")
        return given
