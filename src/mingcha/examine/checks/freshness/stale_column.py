"""A column that has gone longer without a new post than its category or the office allows.

Looks for: columns whose newest counted post is older than the limit of their category (动态要闻 14 days; 通知公告,
政策文件 6 calendar months …), or than the column's own limit, on the day of examining. Pinned lines, lines without a
visible day and lines whose day was moved forward do not count.
Matters because: an overdue column is a fault of every inspection, and many of them fail the whole site.
To fix: publish what is due, or ask the office to merge or close a column that has nothing to say.
Cannot see: whether the newest post belongs into this column (see the checks of paperwork).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from mingcha.examine.declaration import check, doubt, found
from mingcha.examine.freshness.standing import Fresh, standing
from mingcha.model.column_state import ColumnState, ShownPost, UpdateLimit
from mingcha.model.finding import Evidence, Severity
from mingcha.model.site import Column
from mingcha.model.span import Span

_NEWS = Column("http://www.yangli.example/xwzx/ywdt/index.html", "要闻动态", category="动态要闻")
_PAPERS = Column("http://www.yangli.example/zcwj/index.html", "政策文件", category="政策文件")
_TWO_WEEKS = UpdateLimit(Span(days=14), "国办秘函〔2019〕19号", kind="动态要闻")
_HALF_A_YEAR = UpdateLimit(Span(months=6), "国办秘函〔2019〕19号", kind="政策文件")


def _news(*posts: ShownPost, on: date) -> ColumnState:
    return ColumnState(_NEWS, on, posts, len(posts), _TWO_WEEKS, seen_on=on)


@check(
    severity=Severity.MEDIUM,
    clauses=["INSPECT-COLUMNS"],
    message="栏目超期没有更新：{quote}",
    advice="发布应发的信息；确实没有内容可发的，报政务公开办合并或关停栏目。",
    bad=[
        _news(ShownPost("县政府召开常务会议", day=date(2023, 12, 1)), on=date(2023, 12, 16)),
        _news(
            ShownPost("网站使用说明", day=date(2023, 12, 14), is_pinned=True),
            ShownPost("县政府召开常务会议", day=date(2023, 11, 1)),
            on=date(2023, 12, 16),
        ),
        ColumnState(
            _PAPERS,
            date(2024, 3, 1),
            (ShownPost("关于印发消防规划的通知", day=date(2023, 8, 31)),),
            1,
            _HALF_A_YEAR,
        ),
    ],
    good=[
        _news(ShownPost("县政府召开常务会议", day=date(2023, 12, 2)), on=date(2023, 12, 16)),
        ColumnState(
            _PAPERS,
            date(2024, 2, 29),
            (ShownPost("关于印发消防规划的通知", day=date(2023, 8, 31)),),
            1,
            _HALF_A_YEAR,
        ),
        ColumnState(_NEWS, date(2023, 12, 16), limit=_TWO_WEEKS, unseen="连接超时"),
    ],
)
def stale_column(state: ColumnState) -> Iterator[Evidence]:
    known = standing(state)
    if known.fresh is not Fresh.OVERDUE or state.limit is None:
        return
    quote = f"{state.title}，{state.limit.kind or '本栏目'}期限{state.limit.span}"
    if known.newest is not None and known.due is not None:
        last = known.due.last
        quote += (
            f"，最近一次更新 {known.updated}（“{known.newest.title}”），截至 {state.on} 已超期 {known.days_over} 天"
        )
        note = f"应在 {last.year}年{last.month}月{last.day}日前更新"
    else:
        quote += f"，截至 {state.on} 没有可以计算的更新日期"
        note = ""
    note = "；".join(filter(None, (note, *known.doubts)))
    if known.is_sure:
        yield found(quote=quote, note=note, secret=state.column.url, basis=state.limit.source)
    else:
        yield doubt(quote=quote, note=note, secret=state.column.url, basis=state.limit.source, confidence=0.6)
