"""A fixed entry that a disclosure platform lacks.

Looks for: guide, system of rules, statutory disclosure, annual reports, and the entry for applications among the columns
and links of the platform. Where no page calls itself the platform, the whole site is looked at, and it is a doubt.
Matters because: the platform is for statutory content only and has these entries everywhere, so that people find them.
To fix: add the entry to the platform and put its content there.
Cannot see: whether what stands behind an entry is what its name says.
"""

from __future__ import annotations

from collections.abc import Iterator

from mingcha.examine.declaration import check, doubt, found
from mingcha.model.disclosure_platform import DisclosurePlatform
from mingcha.model.finding import Evidence, Severity
from mingcha.standards.platform_columns import platform_columns

_URL = "http://www.yangli.example/zwgk/xxgk/"
_ALL = ("政府信息公开指南", "政府信息公开制度", "法定主动公开内容", "政府信息公开年报", "依申请公开")


@check(
    severity=Severity.MEDIUM,
    clauses=["PLATFORM-COLUMNS"],
    message="政府信息公开平台缺少栏目：{quote}",
    advice="在平台上补设所列栏目，并放入相应内容。",
    bad=[
        DisclosurePlatform("政府信息公开", _URL, _ALL[:4]),
        DisclosurePlatform("样例县人民政府", _URL, ("通知公告", "政策文件"), is_known=False),
    ],
    good=[
        DisclosurePlatform("政府信息公开", _URL, _ALL),
        DisclosurePlatform("政府信息公开", _URL, ("公开指南", "公开制度", "主动公开目录", "年度报告", "我要申请公开")),
        DisclosurePlatform("政府信息公开", _URL, unread="连接超时"),
    ],
)
def missing_platform_column(platform: DisclosurePlatform) -> Iterator[Evidence]:
    if platform.unread:
        return
    names = ["".join(entry.split()) for entry in platform.entries]
    missing = [one.name for one in platform_columns() if not any(one.names.search(name) for name in names)]
    if not missing:
        return
    quote = f"{platform.called}：{'、'.join(missing)}"
    if platform.is_known and len(missing) < len(platform_columns()):
        yield found(quote=quote, secret=platform.post)
    else:
        note = "" if platform.is_known else "没有认出平台首页，按全站栏目名称判断，请人工核对"
        yield doubt(quote=quote, note=note, secret=platform.post, confidence=0.5)
