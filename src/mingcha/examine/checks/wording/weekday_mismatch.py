"""A weekday that is not that of its date.

Looks for: 2024年1月12日（星期四）, 1月12日（周四）, 星期四（1月12日）, 1月8日至12日（周一至周六), when the year is certain.
Matters because: people come on the one day or on the other; half of them in vain.
To fix: find out which of the two is meant, and correct the other.
Cannot see: days whose year nothing says; they are passed over.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from itertools import islice

from mingcha.examine.declaration import check, doubt, found
from mingcha.examine.example_text import Written
from mingcha.examine.wording.dated import days, signed_on
from mingcha.examine.wording.gathered import MOST
from mingcha.model.document import Document
from mingcha.model.finding import Evidence, Severity
from mingcha.text.stretches import sentence_at
from mingcha.text.written_dates import WrittenDate

NAMES = "一二三四五六日"
_NAME = r"(?:星期|周|礼拜)([一二三四五六日天])"
# After a date, at once or in brackets; a second weekday makes it a list, and a list has its own reading.
_AFTER = re.compile(rf"[ 　]*[（(，,]?[ 　]*{_NAME}(?![一二三四五六]|[ 　]*[、至到和及—–\-～~/／或]|[边围])")
_RANGE_AFTER = re.compile(
    rf"[ 　]*[至到—–\-～~]+[ 　]*(?:([0-9]{{1,2}})月)?([0-9]{{1,2}})[日号][ 　]*[（(][ 　]*{_NAME}[ 　]*[至到—–\-～~、和]+[ 　]*{_NAME}[ 　]*[)）]"
)
_BEFORE = re.compile(rf"{_NAME}[ 　]*[（(][ 　]*$")
_OTHER_CALENDAR = re.compile("农历|阴历|更正|勘误|误写|应为|有误")
# How far from the post's day a date without a year may lie so that its year is certain.
NEAR = 60


@check(
    severity=Severity.MEDIUM,
    clauses=["OGI-6"],
    message="日期与星期不符：{quote}",
    advice="核实是日期写错还是星期写错，并改正。",
    bad=[
        "会议定于2024年1月12日（星期四）上午召开。",
        "2024年5月1日星期二放假。",
        Written("请于1月12日（周四）前报送。", posted=date(2024, 1, 9)),
        "各单位于2024年3月4日至8日（周一至周六）集中自查。",
    ],
    good=[
        "会议定于2024年1月12日（星期五）上午召开。",
        "每周四为接待日，2024年1月12日起执行。",
        "请于1月12日（周四）前报送。",
        Written("请于1月12日（周五）前报送。", posted=date(2024, 1, 9)),
        "2024年3月4日至8日（周一至周五）",
        "2024年3月2日、3日（周六、周日）",
    ],
)
def weekday_mismatch(document: Document) -> Iterator[Evidence]:
    yield from islice(_all(document), MOST)


def _all(document: Document) -> Iterator[Evidence]:
    text = document.text
    if "周" not in text and "星期" not in text and "礼拜" not in text:
        return
    year = 0
    for day in document.once(days):
        year = day.year or year
        if not day.day or day.fault:
            continue
        for end, said, meant in _pairs(text, day):
            year_of, certain = _year_of(document, meant, year=day.year)
            when = meant.in_year(year_of) if year_of else None
            if when is None or NAMES[when.weekday()] == said.replace("天", "日"):
                continue
            if (
                not day.year
                and year
                and (other := meant.in_year(year))
                and NAMES[other.weekday()] == said.replace("天", "日")
            ):
                continue
            first, last = sentence_at(text, day.start)
            if _OTHER_CALENDAR.search(text, first, last) or when.year < 1912:
                continue
            start = min(day.start, end)
            quote = text[start : max(day.end, end)].strip(" 　（(，,")
            tell = found if certain else doubt
            yield tell(
                start,
                max(day.end, end),
                quote=quote,
                note=f"{when.year}年{when.month}月{when.day}日是星期{NAMES[when.weekday()]}。",
                suggestion=f"星期{NAMES[when.weekday()]}",
                confidence=1.0 if certain else 0.6,
            )


def _pairs(text: str, day: WrittenDate) -> Iterator[tuple[int, str, WrittenDate]]:
    """Where a weekday beside the date ends, which one it says, and the day it is said of."""
    if match := _RANGE_AFTER.match(text, day.end):
        last = WrittenDate(day.start, match.end(), day.year, int(match[1] or day.month), int(match[2]))
        if last.fault or (last.month, last.day) < (day.month, day.day):
            return
        yield match.end(), match[3], day
        yield match.end(), match[4], last
    elif match := _AFTER.match(text, day.end):
        yield match.end(), match[1], day
    elif text[day.end : day.end + 1] in ("）", ")") and (
        match := _BEFORE.search(text, max(0, day.start - 6), day.start)
    ):
        yield match.start(), match[1], day


def _year_of(document: Document, day: WrittenDate, *, year: int) -> tuple[int, bool]:
    """The year of a day, and whether that is certain; 0: nothing tells it."""
    if year:
        return year, True
    for anchor in (document.posted, document.once(signed_on)):
        if anchor is not None:
            near = [one for y in (anchor.year - 1, anchor.year, anchor.year + 1) if (one := day.in_year(y))]
            nearest = min(near, key=lambda one: abs((one - anchor).days), default=None)
            if nearest is not None and abs((nearest - anchor).days) <= NEAR:
                return nearest.year, True
    return 0, False
