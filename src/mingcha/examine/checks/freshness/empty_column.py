"""A column with nothing in it (空白栏目).

Looks for: columns that were looked at and show no post and no text of their own: found when the page itself says that
there is nothing (暂无信息), a doubt when it shows nothing at all.
Matters because: every empty column costs points, and five of them fail the whole site.
To fix: publish what belongs there, or close the column and take it out of the menus.
Cannot see: columns whose list a script draws in the reader's browser; those are told as not examined.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from mingcha.examine.declaration import check, doubt, found
from mingcha.examine.freshness.standing import Fresh, standing
from mingcha.model.column_state import ColumnState, ShownPost
from mingcha.model.finding import Evidence, Severity
from mingcha.model.site import Column

_COLUMN = Column("http://www.yangli.example/qxj/rgyxtq/index.html", "人工影响天气", path=("县气象局",))
_DAY = date(2023, 12, 20)


@check(
    severity=Severity.MEDIUM,
    clauses=["INSPECT-COLUMNS"],
    message="空白栏目：{quote}",
    advice="补发应公开的内容；没有内容可发的，关停栏目并从导航中撤下。",
    bad=[
        ColumnState(_COLUMN, _DAY, says_empty=True),
        ColumnState(_COLUMN, _DAY, words=2),
    ],
    good=[
        ColumnState(_COLUMN, _DAY, (ShownPost("人工增雨作业公告", day=date(2022, 9, 6)),), 1),
        ColumnState(_COLUMN, _DAY, words=260),
        ColumnState(_COLUMN, _DAY, unseen="列表由脚本生成，没有读出来"),
        ColumnState(_COLUMN, _DAY, claimed=12),
    ],
)
def empty_column(state: ColumnState) -> Iterator[Evidence]:
    known = standing(state)
    if known.fresh is not Fresh.EMPTY:
        return
    quote = f"{state.title}，{state.on} 查看时没有任何信息"
    if known.is_sure:
        yield found(quote=quote, secret=state.column.url)
    else:
        yield doubt(quote=quote, note="；".join(known.doubts), secret=state.column.url, confidence=0.5)
