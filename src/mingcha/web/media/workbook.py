"""The ledger of accounts as an Excel workbook, written for people to edit and send back (see workbook_reading)."""

from __future__ import annotations

from collections.abc import Iterable

from mingcha.bulletin.forms.sheet import SheetPlan, workbook_bytes
from mingcha.model.account import Account, Filing
from mingcha.model.media import MediaField
from mingcha.web.media import queries
from mingcha.web.units import queries as units

HEADER = (
    "代码", "账号名称", "平台", "主办单位", "备案状态", "开设日期", "备案日期", "注销日期", "平台编号", "别名", "备注",
)  # fmt: skip
WIDTHS = (8, 24, 14, 24, 10, 13, 13, 13, 22, 30, 30)


def accounts_xlsx(accounts: Iterable[Account]) -> bytes:
    """These accounts; the same workbook, edited, can be read back."""
    platforms = {platform.code: platform.name for platform in queries.rules().platforms}
    roster = units.units()
    names = {unit.code: unit.name for unit in roster}
    listed = [unit.name for unit in roster if unit.active_to is None]
    choices = {2: list(platforms.values()), 4: [filing.value for filing in Filing]}
    if listed:
        choices[3] = f"'单位名单'!$A$2:$A${len(listed) + 1}"  # type: ignore[assignment]
    rows = [
        (
            account.code,
            account.name,
            platforms.get(account.platform, account.platform),
            names[account.unit],
            account.filing.value,
            str(account.opened_on or ""),
            str(account.filed_on or ""),
            str(account.closed_on or ""),
            account.key,
            "、".join(account.aliases),
            account.note,
        )
        for account in accounts
    ]
    return workbook_bytes(
        [
            SheetPlan("新媒体账号", HEADER, rows, widths=WIDTHS, choices=choices),
            SheetPlan("单位名单", ("可选的单位",), ((name,) for name in listed), widths=(30,)),
        ]
    )


# The first words of a line must be no column's name, or the sheet would look like an export itself.
_GUIDE = (
    ("A 列 账号", "多个账号放在一张表时填", "与台账中的名称或别名一致。"),
    ("B 列 平台", "几个平台上账号同名时填", "如：微信公众号、微博、抖音。"),
    ("C 列 标题", "必填", "与发布的标题一致；微博、短视频没有标题的，填正文开头。"),
    ("D 列 链接", "建议填", "在文章里点“复制链接”。填了链接，同一条信息不会重复计数。"),
    ("E 列 发布时间", "必填", "如 2024-1-9 10:30 或 2024年1月9日，不晚于当天。"),
    ("F 列 阅读数", "可空", "数字，或 10万+。"),
    ("G 列 摘要", "可空", "有的填，用于检查文字表述。"),
    ("H 列 正文", "建议填", "文章全文，一格内可以换行。不填的只检查标题，正文算未检查。"),
)


def posts_template() -> bytes:
    """The table of posts to fill in where a platform exports none (xlsx)."""
    header = tuple(field.value for field in MediaField)
    return workbook_bytes(
        [
            SheetPlan("新媒体信息", header, (), widths=(24, 14, 60, 60, 18, 12, 40, 60)),
            SheetPlan("填写说明", ("哪一列", "是否要填", "怎样填写"), _GUIDE, widths=(20, 26, 70)),
        ]
    )
