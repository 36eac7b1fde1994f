"""A day or an hour that does not exist.

Looks for: months above 12, days the month does not have, 29 February of a common year, 25时, 8时65分, 上午15时.
Matters because: a deadline or a meeting on a day that does not exist is missed, and the whole text loses trust.
To fix: look the day up in the original and correct it.
Cannot see: a day that exists and is the wrong one.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from itertools import islice

from mingcha.examine.declaration import check, found
from mingcha.examine.wording.dated import clocks, days
from mingcha.examine.wording.gathered import MOST
from mingcha.examine.wording.signs import DIGIT, DOT, HYPHEN, signs
from mingcha.model.document import Document
from mingcha.model.finding import Evidence, Severity
from mingcha.text.stretches import sentence_at
from mingcha.text.written_dates import WrittenDate

# In the old calendar every month may have thirty days; and who tells of a wrong day quotes it.
_RIGHT_BESIDE = re.compile("农历|阴历|旧历|夏历|藏历|更正|误写|误为|误作|勘误|不存在|错误|有误|应为|笔误|腊月|正月")
_SIGNED = re.compile(
    r"(?<![0-9A-Za-z./_\-])(?P<year>(?:19|20)[0-9]{2})(?P<sign>[-/.])(?P<month>[0-9]{1,2})(?P=sign)(?P<day>[0-9]{1,2})"
    r"(?![0-9A-Za-z/_\-]|\.[0-9])"
)


@check(
    severity=Severity.MEDIUM,
    clauses=["OGI-6"],
    message="日期或时间不存在：{quote}",
    advice="对照原件核实并改正日期或时间。",
    bad=[
        "请于2023年2月30日前报送材料。",
        "公示期为11月25日至11月31日。",
        "二〇二三年二月二十九日",
        "会议定于2024年5月6日25时召开。",
        "报名时间：2024-04-31",
        "定于3月5日上午8时65分出发。",
    ],
    good=[
        "2024年2月29日",
        "农历二月三十日",
        "适用于18月龄以上婴幼儿",
        "服务时间为0时至24时",
        "更正：原文“2月30日”应为“2月28日”。",
        "比例尺为1:5000",
    ],
)
def impossible_date(document: Document) -> Iterator[Evidence]:
    yield from islice(_all(document), MOST)


def _all(document: Document) -> Iterator[Evidence]:
    text = document.text
    seen: set[str] = set()
    for start, end, fault in _faults(document):
        quote = text[start:end].strip()
        if quote in seen or _RIGHT_BESIDE.search(text, *sentence_at(text, start)):
            continue
        seen.add(quote)
        yield found(start, end, quote=quote, note=f"{fault}。")


def _faults(document: Document) -> Iterator[tuple[int, int, str]]:
    text = document.text
    for day in document.once(days):
        if day.fault and _is_a_day(text, day):
            yield day.start, day.end, day.fault
    for clock in document.once(clocks):
        if clock.is_sure and clock.fault:
            yield clock.start, clock.end, clock.fault
    seen = document.once(signs)
    if seen.present & DIGIT and seen.present & (DOT | HYPHEN):
        for at in seen.before(DIGIT, DOT | HYPHEN).tolist():
            match = _SIGNED.match(text, at - 3) if at >= 3 else None
            if match is None:
                continue
            year, month, day_of = int(match["year"]), int(match["month"]), int(match["day"])
            # A month above 12 may be a code; a 31 April is none.
            if 1 <= month <= 12 and monthrange(year, month)[1] < day_of <= 31:
                yield *match.span(), f"{year}年{month}月只有{monthrange(year, month)[1]}天"


def _is_a_day(text: str, day: WrittenDate) -> bool:
    if day.in_words and not day.year:
        return False  # may be the old calendar
    if day.day:
        return True
    # 13月 alone may be an age or a length of time; 2023年13月 may not.
    return bool(day.year) and not text.startswith(("龄", "个"), day.end)
