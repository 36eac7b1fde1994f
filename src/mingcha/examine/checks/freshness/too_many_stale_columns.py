"""So many overdue columns that the whole site fails.

Looks for: five overdue columns of the quick and slow kinds taken together (动态要闻 beyond two weeks; 通知公告 and
政策文件 beyond six months), or ten overdue columns of any kind.
Matters because: 栏目不更新 is a veto: a site that meets it is 不合格 whatever else is good.
To fix: bring the columns listed up to date, those of the quick kind first; merge what nobody can keep up.
Cannot see: columns that could not be looked at; their number is told beside.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from mingcha.examine.declaration import check, doubt, found
from mingcha.examine.freshness.columns_of_site import counted, listed
from mingcha.examine.freshness.standing import Fresh
from mingcha.model.column_state import ColumnState, ShownPost, UpdateLimit
from mingcha.model.finding import Evidence, Severity
from mingcha.model.site import Column
from mingcha.model.site_state import ColumnVeto, SiteState
from mingcha.model.span import Span

_VETO = ColumnVeto(("动态要闻",), ("通知公告", "政策文件"), 5, 10, 5, "国办秘函〔2019〕19号")
_DAY = date(2024, 1, 31)


def _column(number: int, *, day: date, kind: str = "动态要闻") -> ColumnState:
    column = Column(f"http://www.yangli.example/{kind}/{number}/", f"{kind}{number}", category=kind)
    limit = UpdateLimit(Span(days=14), "国办秘函〔2019〕19号", kind=kind)
    return ColumnState(column, _DAY, (ShownPost("一条信息", day=day),), 1, limit)


def _site(stale: int, *, kind: str = "动态要闻") -> SiteState:
    columns = [_column(number, day=date(2024, 1, 1), kind=kind) for number in range(stale)]
    fresh = [_column(number, day=date(2024, 1, 30), kind=kind) for number in range(100, 104)]
    return SiteState("样例县人民政府门户网站", "http://www.yangli.example/", _DAY, _VETO, (*columns, *fresh))


@check(
    severity=Severity.CRITICAL,
    clauses=["INSPECT-COLUMNS"],
    message="超期栏目达到单项否决的数量：{quote}",
    advice="先更新动态要闻类栏目，再逐个更新其余超期栏目；无力维护的报政务公开办合并或关停。",
    bad=[_site(5), _site(10, kind="数据发布")],
    good=[_site(4), _site(9, kind="数据发布")],
)
def too_many_stale_columns(site: SiteState) -> Iterator[Evidence]:
    veto = site.veto
    of_these = counted(site, Fresh.OVERDUE, kinds=(*veto.quick_kinds, *veto.slow_kinds))
    of_any = counted(site, Fresh.OVERDUE)
    kinds = "、".join((*veto.quick_kinds, *veto.slow_kinds))
    for what, some, most in (
        (f"{kinds}类栏目", of_these, veto.overdue_of_these),
        ("各类栏目", of_any, veto.overdue),
    ):
        sure, both = len(some.sure), len(some.sure) + len(some.unsure)
        if both < most:
            continue
        quote = f"{what}超期 {sure if sure >= most else both} 个（达到 {most} 个即不合格）"
        note = f"依次为：{listed(some.sure if sure >= most else (*some.sure, *some.unsure))}"
        if some.unsure:
            note += (
                f"；其中 {len(some.unsure)} 个存疑，需人工核对" if sure < most else f"；另有 {len(some.unsure)} 个存疑"
            )
        if some.unseen:
            note += f"；{some.unseen} 个栏目没有看到，未计入"
        if sure >= most:
            yield found(quote=quote, note=note, secret=f"{site.url} {most}", basis=veto.source, places=1)
        else:
            yield doubt(quote=quote, note=note, secret=f"{site.url} {most}", basis=veto.source, confidence=0.5)
        return
