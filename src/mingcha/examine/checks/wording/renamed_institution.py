"""An institution called by a name it no longer has.

Looks for: ministries, departments, bureaus and their offices at every level by their names before the reforms of 2008
to 2024 (国土资源局, 卫计委, 银保监会), in texts published after the change; and names that never were, such as 农村农业局.
Matters because: people look for an office that is not there, and the page shows that nobody keeps it.
To fix: write the present name; where former times are meant, put 原 or the year before it.
Cannot see: bodies whose new name differs from county to county beyond what the table says; put those in the local table.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from mingcha.examine.declaration import check
from mingcha.examine.example_text import Written
from mingcha.examine.wording.counting import counted
from mingcha.examine.wording.grouped import told_together
from mingcha.examine.wording.prose import prose
from mingcha.model.document import Document
from mingcha.model.finding import Evidence, Severity

# 扶贫办原主任: what he was, when it was called so; 国土局家属院, 环保局路口: a place keeps its name.
_GOES_ON = re.compile(
    r"原|(?:老|旧)?(?:家属|宿舍|小区|大院|旧址|片区|公寓|路口|路|巷|花园|站台|公交站|十字|对面|旁边|旁|后面|门口|附近)"
)


@check(
    severity=Severity.MEDIUM,
    clauses=["REFORM-2018", "REFORM-2023", "SITE-WORDING"],
    message="使用已经更名或撤销的机构名称：{quote}",
    advice="改为现在的机构名称；确属历史情况的，在名称前写明“原”或者年份。",
    bad=[
        Written("请到县国土资源局窗口办理。", posted=date(2023, 5, 6)),
        Written("责任单位：县卫计委、县环保局。", posted=date(2022, 3, 1)),
        Written("上述机构应向银保监会报告。", posted=date(2024, 1, 9)),
        Written("由县农村农业局牵头落实。", posted=date(2024, 1, 9)),
    ],
    good=[
        Written("请到县国土资源局窗口办理。", posted=date(2018, 5, 6)),
        Written("县扶贫办组织了核查。", posted=date(2018, 9, 1)),
        Written("档案由原县国土资源局移交县自然资源局。", posted=date(2023, 5, 6)),
        Written("依据《土地利用年度计划管理办法》（国土资源部令第66号）。", posted=date(2023, 5, 6)),
        Written("他2012年任县安监局副局长。", posted=date(2023, 5, 6)),
        Written("县扶贫办原主任出席座谈会。", posted=date(2023, 5, 6)),
    ],
)
def renamed_institution(document: Document) -> Iterator[Evidence]:
    plain = document.once(prose).plain
    yield from told_together(
        document,
        (one for one in counted(document, "renamed_institutions", in_names=True) if not _GOES_ON.match(plain, one.end)),
    )
