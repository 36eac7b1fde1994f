"""A county, district or city called by a name it no longer has.

Looks for: places that became a district or a city or were merged since the 1990s (南康市, 龙南县, 襄樊市), in texts
published after the change. Names of one character count only with their prefecture or an office (赣州市赣县).
Matters because: a wrong place in a notice or a contract leads to the wrong authority.
To fix: write the present name; where former times are meant, say so.
Cannot see: towns and villages; put those into the local table.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from mingcha.examine.declaration import check
from mingcha.examine.example_text import Written
from mingcha.examine.wording.counting import counted
from mingcha.examine.wording.grouped import told_together
from mingcha.examine.wording.register_words import is_as_registered
from mingcha.model.document import Document
from mingcha.model.finding import Evidence, Severity


@check(
    severity=Severity.MEDIUM,
    clauses=["PLACES-REGISTER", "SITE-WORDING"],
    message="使用已经变更的行政区划名称：{quote}",
    advice="改为现在的行政区划名称；确属历史情况的，写明“原”或者年份。",
    bad=[
        Written("赴南康市考察家具产业。", posted=date(2022, 3, 1)),
        Written("龙南县客人来访。", posted=date(2023, 3, 1)),
        Written("项目位于赣州市赣县茅店镇。", posted=date(2023, 3, 1)),
    ],
    good=[
        Written("赴南康市考察家具产业。", posted=date(2012, 3, 1)),
        Written("赴南康区考察家具产业。", posted=date(2022, 3, 1)),
        Written("南康市2013年撤市设区。", posted=date(2022, 3, 1)),
        Written("项目位于赣州市赣县区茅店镇。", posted=date(2023, 3, 1)),
        Written("当事人身份证住址：江西省龙南县某镇。", posted=date(2023, 3, 1)),
    ],
)
def renamed_place(document: Document) -> Iterator[Evidence]:
    yield from told_together(
        document, (one for one in counted(document, "renamed_places") if not is_as_registered(document, one.setting))
    )
