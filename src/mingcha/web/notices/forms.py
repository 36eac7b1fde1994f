"""What is typed on the pages of notices."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.validators import EmailValidator

from mingcha.collect.posting import host_of, permitted
from mingcha.examine.catalogue import catalogue, family_label
from mingcha.model.finding import Severity
from mingcha.web.cases.county import own_cards
from mingcha.web.days import day_field
from mingcha.web.notices import wording
from mingcha.web.notices.models import ContactAddress, Way, WebhookHost
from mingcha.web.units.models import Unit

KINDS = [("", "待交办"), ("again", "复核未通过"), ("overdue", "超期未答复"), ("all", "以上全部")]
_HOST = re.compile(r"(?:\[[0-9a-f:]+\]|[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?)(?::\d{1,5})?", re.IGNORECASE)


class CaseChoice(forms.Form):
    """Which cases are offered for a list."""

    kind = forms.ChoiceField(label="范围", choices=KINDS, required=False)
    unit = forms.ModelChoiceField(label="单位", queryset=Unit.objects.all(), required=False, empty_label="全部")
    family = forms.ChoiceField(label="类别", required=False)
    severity = forms.ChoiceField(
        label="程度不低于", choices=[("", "不限"), *((one.value, one.label) for one in Severity)], required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        families = dict.fromkeys(check.family for check in catalogue(own_cards()).values())
        self.fields["family"].choices = [("", "全部"), *((name, family_label(name)) for name in families)]  # type: ignore[attr-defined]


class _Words(forms.Form):
    """Title, text and sender, their places checked."""

    title = forms.CharField(
        label="标题", max_length=120, error_messages={"required": "请填写标题。", "max_length": "标题最多 120 字。"}
    )
    text = forms.CharField(
        label="正文",
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 12}),
        error_messages={"required": "请填写正文。", "max_length": "正文最多 4000 字。"},
    )
    sender = forms.CharField(
        label="落款", max_length=60, error_messages={"required": "请填写落款。", "max_length": "落款最多 60 字。"}
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["title"].help_text = f"可用：{_offered(wording.TITLE_PLACES)}"
        self.fields["text"].help_text = f"一行一段。印发时自动填入：{_offered(wording.PLACES)}"

    def clean_title(self) -> str:
        return _checked(self.cleaned_data["title"], known=wording.TITLE_PLACES)

    def clean_text(self) -> str:
        return _checked(self.cleaned_data["text"])


class DraftForm(_Words):
    """Words and days of a draft."""

    dated = day_field("通知日期", required=True)
    due = day_field("整改期限", required=True, help_text="最后一天，当日仍可整改。")
    by_severity = forms.BooleanField(
        label="程度较重的按建议期限提前",
        required=False,
        help_text="每项按自己的程度定最后一天，但不晚于整改期限；不勾选则所有问题同一期限。",
    )
    field_order = ("title", "dated", "due", "by_severity", "text", "sender")

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("dated") and given.get("due") and given["due"] <= given["dated"]:
            self.add_error("due", "整改期限应晚于通知日期。")
        return given


class WordingForm(_Words):
    """The template of the next notices."""

    first = forms.IntegerField(
        label="本年下一期的期号",
        min_value=1,
        max_value=999,
        required=False,
        help_text="本年用本系统印发第一期之前可以改，用来接上以前的期号；以后自动往下编。",
        error_messages={"invalid": "期号应为整数。", "min_value": "期号从 1 起。", "max_value": "期号最大为 999。"},
    )


def _offered(names: Iterable[str]) -> str:
    return "、".join(f"{{{name}}}" for name in names)


def _checked(text: str, *, known: tuple[str, ...] = tuple(wording.PLACES)) -> str:
    if told := wording.faults(text, known=known):
        raise forms.ValidationError(told)
    return text


class ContactForm(forms.Form):
    """Where a unit is written to."""

    unit = forms.ModelChoiceField(
        label="单位",
        queryset=Unit.objects.all(),
        required=False,
        empty_label="全部单位（县 OA 接口）",
        help_text="只有接口推送可以不选单位，各单位的清单都推送到这个接口。",
    )
    way = forms.ChoiceField(label="方式", choices=[one for one in Way.choices if one[0] != Way.OFFICE])
    address = forms.CharField(
        label="邮箱或接口地址",
        max_length=500,
        help_text="邮箱如 zwgk@example.gov.cn；接口如 https://oa.example.gov.cn/receive，主机须先由系统管理员登记。",
        error_messages={"required": "请填写邮箱或接口地址。"},
    )
    digests = forms.BooleanField(label="每日提醒也发到这里", required=False, initial=True)
    active = forms.BooleanField(label="启用", required=False, initial=True)

    def __init__(self, *args: Any, but: ContactAddress | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.but = but

    def clean_address(self) -> str:
        return str(self.cleaned_data["address"]).strip()

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        unit, way, address = given.get("unit"), given.get("way"), given.get("address", "")
        if way == Way.EMAIL:
            if unit is None:
                self.add_error("unit", "电子邮件须选定单位：一份清单只发给它自己的单位。")
            try:
                EmailValidator()(address)
            except forms.ValidationError:
                self.add_error("address", "邮箱应写成 zwgk@example.gov.cn 这样。")
        elif address and (fault := permitted(address, dict(WebhookHost.objects.values_list("host", "private")))):
            self.add_error("address", fault)
        same = ContactAddress.objects.filter(unit=unit, way=way or "", address=address)
        if same.exclude(pk=self.but.pk if self.but else None).exists():
            self.add_error("address", "这个单位已经有这个地址。")
        return given


class HostForm(forms.Form):
    """A host that may be posted to."""

    host = forms.CharField(
        label="主机",
        max_length=255,
        help_text="如 oa.example.gov.cn；端口不是 80 或 443 的，写成 10.1.2.3:8080。",
        error_messages={"required": "请填写主机。"},
    )
    private = forms.BooleanField(
        label="内网主机", required=False, help_text="勾选后才允许连接内网地址；没有勾选的，指向内网地址时不发送。"
    )

    def clean_host(self) -> str:
        given = str(self.cleaned_data["host"]).strip().lower()
        host = host_of(given) if "://" in given else given
        if not _HOST.fullmatch(host):
            raise forms.ValidationError("只写主机名或 IP 地址，可带端口，如 oa.example.gov.cn:8443。")
        if WebhookHost.objects.filter(host=host).exists():
            raise forms.ValidationError(f"主机 {host} 已经登记。")
        return host


class ReceiptForm(forms.Form):
    """Who signs for a list."""

    name = forms.CharField(
        label="签收人", max_length=50, error_messages={"required": "请填写签收人姓名。", "max_length": "最多 50 字。"}
    )


class HeardReceiptForm(ReceiptForm):
    """A receipt the office heard of."""

    received_at = forms.DateTimeField(
        label="签收时间",
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"],
        error_messages={"required": "请填写签收时间。", "invalid": "签收时间应写成 2023-11-20 15:30。"},
    )
    note = forms.CharField(
        label="从哪里得知",
        max_length=200,
        help_text="如：OA 显示已签收、电话确认。",
        error_messages={"required": "请写明从哪里得知。", "max_length": "最多 200 字。"},
    )
