"""Birth dates in a list of children.

Looks for: birth dates, with the month or the day, in tables about kindergarten, school admission, orphans and other minors, or whose dates
    are mostly those of children.
Matters because: every datum of a child under fourteen is sensitive; the date also completes a masked identity number.
To fix: remove the column; names alone, or the lottery number instead of the name, are enough for a notice.
Cannot see: birth dates of children in a list that also holds adults and says nothing of children.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mingcha.examine.cells import column_evidence
from mingcha.examine.children import is_of_children
from mingcha.examine.columns import Column
from mingcha.examine.declaration import check
from mingcha.model.finding import Evidence, Severity
from mingcha.text.width import fold_all

DAY = re.compile(r"(?<!\d)((?:19|20)\d{2})\s*(?:[-./年]\s*)?(\d{1,2})\s*(?:[-./月]\s*)?(\d{1,2})(?:\s*日)?(?!\d)")
MONTH = re.compile(r"(?<!\d)((?:19|20)\d{2})(?:\s*[-./年]\s*(\d{1,2})|(\d{2}))(?:\s*月)?(?!\d)")


@check(
    severity=Severity.CRITICAL,
    clauses=["OGI-15", "PIPL-28", "PIPL-31", "AID-28"],
    message="未成年人名单中列出出生日期：{quote}",
    advice="删去出生日期列后重新发布；公示未成年人名单只列必要的姓名或编号。",
    bad=[
        "标题：幼儿园摇号录取名单\n姓名\t性别\t出生日期\n张小三\t男\t2019-05-06",
        "学生姓名\t出生年月\n张小三\t2015年3月8日",
        "幼儿姓名\t出生年月\n张小三\t2019.05",
    ],
    good=[
        "标题：幼儿园摇号录取名单\n姓名\t编号\n张小三\t017",
        "学生姓名\t出生年月\n张小三\t2015年",
        "大学生志愿者名单\n姓名\t出生日期\n王五\t2002年3月1日",
        "标题：干部任前公示\n姓名\t出生年月\n王五\t1975年3月",
    ],
)
def minor_birth_date(column: Column) -> Iterator[Evidence]:
    if "birth" not in column.roles:
        return
    if not is_of_children(column):
        return
    told = column_evidence(column, _day, mask=_mask)
    if told is not None:
        yield told


def _day(cell: str) -> tuple[int, int] | None:
    match = DAY.search(fold_all(cell))
    if match and 1 <= int(match[2]) <= 12 and 1 <= int(match[3]) <= 31:
        return match.span()
    month = MONTH.search(fold_all(cell))
    return month.span() if month and 1 <= int(month[2] or month[3]) <= 12 else None


def _mask(day: str) -> str:
    return fold_all(day)[:4] + "年**月**日"
