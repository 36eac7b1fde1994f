"""So many empty columns that the whole site fails.

Looks for: five or more columns of a site with nothing in them.
Matters because: 空白栏目 in that number is a veto: the site is 不合格 whatever else is good.
To fix: fill or close the columns listed.
Cannot see: columns that could not be looked at, and lists a script draws; their number is told beside.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from mingcha.examine.declaration import check, doubt, found
from mingcha.examine.freshness.columns_of_site import counted, listed
from mingcha.examine.freshness.standing import Fresh
from mingcha.model.column_state import ColumnState
from mingcha.model.finding import Evidence, Severity
from mingcha.model.site import Column
from mingcha.model.site_state import ColumnVeto, SiteState

_VETO = ColumnVeto(("动态要闻",), ("通知公告", "政策文件"), 5, 10, 5, "国办秘函〔2019〕19号")
_DAY = date(2024, 1, 31)


def _site(empty: int) -> SiteState:
    columns = tuple(
        ColumnState(Column(f"http://www.yangli.example/{number}/", f"专题{number}"), _DAY, says_empty=True)
        for number in range(empty)
    )
    return SiteState("样例县人民政府门户网站", "http://www.yangli.example/", _DAY, _VETO, columns)


@check(
    severity=Severity.CRITICAL,
    clauses=["INSPECT-COLUMNS"],
    message="空白栏目达到单项否决的数量：{quote}",
    advice="逐个补发内容或关停空白栏目，并从导航中撤下。",
    bad=[_site(5)],
    good=[_site(4)],
)
def too_many_empty_columns(site: SiteState) -> Iterator[Evidence]:
    some, most = counted(site, Fresh.EMPTY), site.veto.empty
    sure, both = len(some.sure), (*some.sure, *some.unsure)
    if len(both) < most:
        return
    is_sure = sure >= most
    quote = f"空白栏目 {sure if is_sure else len(both)} 个（达到 {most} 个即不合格）"
    note = f"依次为：{listed(some.sure if is_sure else both)}"
    if some.unsure:
        note += f"；另有 {len(some.unsure)} 个存疑" if is_sure else f"；其中 {len(some.unsure)} 个存疑，需人工核对"
    if some.unseen:
        note += f"；{some.unseen} 个栏目没有看到，未计入"
    told = found if is_sure else doubt
    yield told(quote=quote, note=note, secret=site.url, basis=site.veto.source, confidence=1.0 if is_sure else 0.5)
