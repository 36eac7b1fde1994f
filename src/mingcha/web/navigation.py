"""What stands around every page: the county's name, the menu of the role, the large-type switch."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from mingcha.web.accounts.access import BUSINESS, CONTRIBUTORS, COUNTY
from mingcha.web.accounts.models import Role
from mingcha.web.units.access import own_unit

# The cookie that remembers 大字版; it is about the eyes of whoever sits there, not about the account.
LARGE_TYPE_COOKIE = "large_type"


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the menu: its address name, its words, who has it, and other addresses that belong to it."""

    name: str
    label: str
    roles: tuple[Role, ...]
    covers: tuple[str, ...] = ()


MENU: tuple[tuple[str, tuple[Entry, ...]], ...] = (
    (
        "监测",
        (
            Entry("overview", "监测总览", BUSINESS),
            Entry("ledger", "信息台账", BUSINESS, ("post",)),
            Entry("findings", "问题", BUSINESS, ("cause", "decision", "seconding")),
            Entry("media_accounts", "新媒体账号", BUSINESS, ("media_",)),
            Entry("columns", "栏目台账", BUSINESS, ("column_",)),
            Entry("maskings", "附件脱敏", CONTRIBUTORS, ("masking_",)),
        ),
    ),
    (
        "整改",
        (
            Entry("rectifying", "整改总览", COUNTY, ("practice",)),
            Entry("case_list", "整改事项", COUNTY, ("case",)),
            Entry("notices", "整改通知", BUSINESS, ("notice",)),
            Entry("own_cases", "本单位整改", (Role.UNIT,), ("own_case",)),
            Entry("answers", "单位答复", COUNTY, ("answer",)),
            Entry("proposals", "催办与问责", COUNTY, ("proposal", "dossier")),
            Entry("own_letters", "督办文书", (Role.UNIT,), ("own_letter_",)),
        ),
    ),
    (
        "采集",
        (
            Entry("site_list", "网站采集", COUNTY, ("site", "round")),
            Entry("queue", "待归属", (Role.OPERATOR,), ("queue_", "assignment")),
            Entry("rule_list", "归属规则", COUNTY, ("rule_",)),
        ),
    ),
    (
        "月报",
        (
            Entry("bulletins", "督查专报", BUSINESS, ("bulletin",)),
            Entry("typed_figures", "外部数字", (Role.OPERATOR,)),
            Entry("layout_edit", "专报版式", (Role.OPERATOR,)),
        ),
    ),
    (
        "数据",
        (
            Entry("imports", "批量导入", CONTRIBUTORS, ("import_",)),
            Entry("unit_list", "单位名录", COUNTY, ("unit_new", "unit_edit", "units_import", "group_")),
            Entry("targets", "年度任务", COUNTY),
            Entry("workdays", "工作日计算", BUSINESS),
        ),
    ),
    (
        "系统",
        (
            Entry("users", "用户与角色", (Role.SYSTEM, Role.SECURITY), ("user_",)),
            Entry("safety_rules", "账号安全设置", (Role.SECURITY,)),
            Entry("api_tokens", "接口令牌", (Role.SECURITY,), ("api_token_",)),
            Entry("work", "后台任务", (Role.SYSTEM,), ("schedule_", "errand_")),
            Entry("safety_copies", "备份", (Role.SYSTEM,), ("safety_copy_",)),
            Entry("notice_hosts", "接口主机", (Role.SYSTEM,), ("notice_host_",)),
            Entry("log", "操作日志", (Role.AUDITOR,)),
            Entry("password_change", "修改口令", tuple(Role)),
            Entry("second_factor", "动态口令", tuple(Role)),
            Entry("sessions", "登录情况", tuple(Role)),
            Entry("api_tokens_own", "接口令牌", BUSINESS),
        ),
    ),
)


def navigation(request: HttpRequest) -> dict[str, Any]:
    """Context processor: everything `base.html` needs beside the page's own words."""
    user = getattr(request, "user", None)  # an error page may come before anybody is known
    signed_in = user is not None and user.is_authenticated
    here = request.resolver_match.url_name if request.resolver_match else ""
    return {
        "county": settings.COUNTY,
        "large_type": request.COOKIES.get(LARGE_TYPE_COOKIE) == "1",
        "menu": menu(user, here=here or "") if signed_in else [],
        "signed_in": signed_in,
        "own_unit": own_unit(user) if signed_in else None,
    }


def menu(user: Any, *, here: str) -> list[dict[str, Any]]:
    """The groups of the menu that hold anything for this role, the present page marked."""
    shown = []
    for title, entries in MENU:
        lines = [
            {"url": reverse(entry.name), "label": entry.label, "current": is_current(entry, here=here)}
            for entry in entries
            if user.role in entry.roles
        ]
        if lines:
            shown.append({"title": title, "entries": lines})
    return shown


def is_current(entry: Entry, *, here: str) -> bool:
    return here == entry.name or any(here.startswith(prefix) for prefix in entry.covers)
