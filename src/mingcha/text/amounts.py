"""Amounts in running text: a number with its unit, worth so much, known to so many places."""

from __future__ import annotations

import re
from collections.abc import Iterator
from string import ascii_letters
from typing import NamedTuple

# What is counted or measured; a number before anything else has no unit.
UNITS = (
    "个百分点|百分点|平方公里|平方米|立方米|工作日|公里|千米|公斤|千克|公顷|千瓦时|千瓦|批次|人次|户次|车次|场次|项次|件次"
    "|[个名人户件条次家项元亩吨所篇场期份处台套辆座栋幢宗起例张只头棵株米斤天岁票席位批笔盏口眼间册本支枚株羽尾艘架对组支名站站点村]|%|％|‰"
)
_AMOUNT = re.compile(
    rf"(?P<number>[0-9]{{1,3}}(?:,[0-9]{{3}})+(?![0-9])|[0-9]+)(?P<part>\.[0-9]+)?(?:余|多)?[ 　]?(?P<scale>[千百]?[万亿]{{0,2}})(?:余|多)?[ 　]?(?P<unit>{UNITS})?"
)
_SCALES = {
    "": 1,
    "万": 10_000,
    "亿": 100_000_000,
    "万亿": 1_000_000_000_000,
    "千万": 10_000_000,
    "百万": 1_000_000,
    "千亿": 10**11,
    "百亿": 10**10,
}
# What a number that begins in the middle of something stands after.
_GOES_BEFORE = frozenset("0123456789.,〔[-/第" + ascii_letters)
_PERCENT = "%％"
_ROUGH_BEFORE = re.compile(
    "(?:(?<![签合条违制节预履公])约|(?<![附邻接就最新])近|超|逾|超过|大约|将近|接近|突破|不足|不到|达到?近|多达近|以上|上百|数)[ 　]*$"
)
_ROUGH_AFTER = ("余", "多", "左右", "以上", "上下", "以内", "以下")


class Amount(NamedTuple):
    """text[start:end]; `value` in single units, `error` half of its last place, `unit` without 万 and 亿."""

    start: int
    end: int
    value: float
    error: float
    unit: str
    is_rough: bool

    @property
    def is_percent(self) -> bool:
        return self.unit == "%"


def amounts(text: str, start: int = 0, end: int | None = None) -> Iterator[Amount]:
    """Every amount in a stretch of text, in order; years, days and numbers of documents are none."""
    end = len(text) if end is None else end
    for match in _AMOUNT.finditer(text, start, end):
        if match.start() and text[match.start() - 1] in _GOES_BEFORE:
            continue
        after = text[match.end() : match.end() + 2]
        unit = match["unit"] or ""
        if not unit and after[:1] in "年月日号时分点条章期第款":
            continue
        if match["scale"] not in _SCALES:
            continue
        scale = _SCALES[match["scale"]]
        places = len(match["part"] or "") - 1 if match["part"] else 0
        value = float(match["number"].replace(",", "") + (match["part"] or "")) * scale
        exact = scale == 1 and places == 0 and unit not in ("%", "％")
        shown = match[0]
        rough = "余" in shown or "多" in shown or after.startswith(_ROUGH_AFTER)
        rough = rough or bool(_ROUGH_BEFORE.search(text, max(start, match.start() - 4), match.start()))
        yield Amount(
            match.start(),
            match.end(),
            value,
            0.0 if exact else 0.5 * scale * 10.0**-places,
            "%" if unit in _PERCENT and unit else unit,
            rough,
        )
