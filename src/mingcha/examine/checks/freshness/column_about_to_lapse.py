"""A column that is still in time but near the end of its limit: a reminder, not a fault.

Looks for: columns that have used up four fifths of their limit on the day of examining. Says as well on which days
somebody was already reminded, as far as the proof of it was handed over.
Matters because: a post now costs little; a week later it is a fault that counts for the year.
To fix: publish before the day named.
Cannot see: whether the unit has something to publish.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from mingcha.examine.declaration import check, doubt
from mingcha.examine.freshness.standing import Fresh, standing
from mingcha.model.column_state import ColumnState, Reminder, ShownPost, UpdateLimit
from mingcha.model.finding import Evidence, Severity
from mingcha.model.site import Column
from mingcha.model.span import Span

_NEWS = Column("http://www.yangli.example/xwzx/ywdt/index.html", "要闻动态", category="动态要闻")
_TWO_WEEKS = UpdateLimit(Span(days=14), "国办秘函〔2019〕19号", kind="动态要闻")
_POST = ShownPost("县政府召开常务会议", day=date(2024, 1, 1))


@check(
    severity=Severity.LOW,
    clauses=["INSPECT-COLUMNS"],
    message="栏目快到更新期限：{quote}",
    advice="请在所列日期之前更新，逾期将计为问题。",
    bad=[
        ColumnState(_NEWS, date(2024, 1, 12), (_POST,), 1, _TWO_WEEKS),
        ColumnState(
            _NEWS, date(2024, 1, 15), (_POST,), 1, _TWO_WEEKS, reminders=(Reminder(date(2024, 1, 12), way="电话"),)
        ),
    ],
    good=[
        ColumnState(_NEWS, date(2024, 1, 11), (_POST,), 1, _TWO_WEEKS),
        ColumnState(_NEWS, date(2024, 1, 16), (_POST,), 1, _TWO_WEEKS),
    ],
)
def column_about_to_lapse(state: ColumnState) -> Iterator[Evidence]:
    known = standing(state)
    if known.fresh is not Fresh.NEAR or state.limit is None or known.due is None:
        return
    left = "今天到期" if not known.days_left else f"还剩 {known.days_left} 天"
    last = known.due.last
    quote = f"{state.title}，最近一次更新 {known.updated}，最迟 {last.year}年{last.month}月{last.day}日前更新，{left}"
    told = [one for one in state.reminders if known.updated is not None and known.updated <= one.on <= state.on]
    note = f"已提醒：{'、'.join(map(str, told))}" if told else "尚无提醒记录"
    yield doubt(
        quote=quote,
        note="；".join((note, *known.doubts)),
        secret=f"{state.column.url} {last}",
        basis=state.limit.source,
        confidence=0.9 if known.is_sure else 0.5,
    )
