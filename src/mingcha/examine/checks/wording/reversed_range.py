"""A range whose end lies before its beginning.

Looks for: 2024年3月1日至2023年3月31日, 5月20日至10日, 上午11:30至8:30, 35—18周岁, 三万元以上一万元以下.
Matters because: nobody can keep to it, and nobody knows which of the two is wrong.
To fix: compare with the original and set both ends right.
Cannot see: ranges that are the right way round with a wrong end.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice, pairwise, zip_longest

from mingcha.examine.declaration import check, doubt, found
from mingcha.examine.wording.dated import clocks, days
from mingcha.examine.wording.gathered import MOST
from mingcha.examine.wording.signs import DIGIT, TO, signs
from mingcha.model.document import Document
from mingcha.model.finding import Evidence, Severity
from mingcha.text.chinese_numbers import WORDS, read_number
from mingcha.text.stretches import sentence_at
from mingcha.text.written_clocks import MORNING, WrittenClock
from mingcha.text.written_dates import WrittenDate

_TO = r"[ 　]*(?:至|到|—{1,2}|–|-|－|～|~|――)[ 　]*"
_BETWEEN = re.compile(
    rf"(?:[（(][^（）()]{{1,6}}[）)])?[ 　]*(?:零时|[0-9]{{1,2}}时|上午|下午)?{_TO}(?:次|翌|第二|下|本|当)?"
)
_DAY_ONLY = re.compile(rf"{_TO}(?P<day>[0-9]{{1,2}})[日号](?![0-9])")
_YEARS = re.compile(rf"(?<![0-9])(?P<from>(?:19|20)[0-9]{{2}})年?{_TO}(?P<to>(?:19|20)[0-9]{{2}})年(?![0-9]*月)")
_UNITS = (
    "周岁|岁|人|%|％|元|万元|亿元|天|个月|个工作日|小时|分钟|公里|千米|米|厘米|毫米|公斤|千克|吨|亩|平方米|℃|度|户|倍"
)
_FIGURES = re.compile(
    rf"(?<![0-9.\-—～~/A-Za-z第])(?P<from>[0-9]+(?:\.[0-9]+)?)(?P<unit>{_UNITS})?{_TO}(?P<to>[0-9]+(?:\.[0-9]+)?)(?P<unit2>{_UNITS})(?![0-9\-—～~/])"
)
_ABOVE = re.compile(
    rf"(?P<from>[0-9][0-9.,]*|[{WORDS}]{{1,8}})(?P<scale>[万亿]?)(?P<unit>元|周岁|岁|日|天|年|个月|人|倍|吨|米|公里|亩|件|平方米|毫克|%)以上(?P<to>[0-9][0-9.,]*|[{WORDS}]{{1,8}})(?P<scale2>[万亿]?)(?P=unit)以下"
)
# Falling on purpose: from … down to, a countdown, bands of a scale.
_FALLING = re.compile("由|从|自|前|降|减|下调|缩|压|退|倒|回落|跌|落|逆|高到低|大到小|收窄|递减|零下|负|比分|战胜")
_OVER_NIGHT = re.compile("次日|翌日|第二天|次年|翌年|下年|来年|跨年|下月|次月|每年|倒")
_CORRECTION = re.compile("更正|勘误|误写|应为|有误|笔误|改为")
_FORMULA = re.compile("[=＝÷×≥≤><＞＜]")
# A text that writes several ranges falling does so on purpose.
MANY = 3


@check(
    severity=Severity.MEDIUM,
    clauses=["OGI-6"],
    message="起止颠倒：{quote}",
    advice="对照原件核实起止，改正写反或写错的一端。",
    bad=[
        "公示期为2024年3月11日至2024年3月5日。",
        "报名时间：5月20日至10日",
        "实施期限2025年至2023年。",
        "上午11:30至8:30办理业务",
        "年龄在35—18周岁之间",
        "处三万元以上一万元以下罚款",
    ],
    good=[
        "公示期为2024年3月5日至3月11日。",
        "防火期为10月1日至次年4月30日",
        "夜间22:00至6:00禁止施工",
        "由35%降至18%",
        "处一万元以上三万元以下罚款",
        "评分100—90分为优秀",
        "60岁以上、18岁以下人员免费",
        "15-2号楼",
    ],
)
def reversed_range(document: Document) -> Iterator[Evidence]:
    yield from islice(_all(document), MOST)


def _all(document: Document) -> Iterator[Evidence]:
    text = document.text
    told: set[tuple[int, int]] = set()
    for start, end, sure in _ranges(document):
        first, last = sentence_at(text, start)
        if (start, end) in told or _CORRECTION.search(text, first, last):
            continue
        told.add((start, end))
        yield (found if sure else doubt)(start, end, quote=text[start:end].strip(), confidence=1.0 if sure else 0.5)


def _ranges(document: Document) -> Iterator[tuple[int, int, bool]]:
    text = document.text
    yield from _of_days(text, document.once(days))
    yield from _of_clocks(text, document.once(clocks))
    ends = [at + 1 for at in document.once(signs).before(TO, DIGIT).tolist()]
    if ends:
        yield from _of_years(text, ends)
        yield from _of_figures(text, ends)
    if "以下" in text:
        yield from _of_bounds(text)


def _of_days(text: str, some: tuple[WrittenDate, ...]) -> Iterator[tuple[int, int, bool]]:
    for one, other in zip_longest(some, some[1:]):
        if other is not None and other.start - one.end <= 16 and one.fault == other.fault == "":
            between = _BETWEEN.fullmatch(text, one.end, other.start)
            if between and not _OVER_NIGHT.search(text, one.end - 2, other.start) and bool(one.day) == bool(other.day):
                later = (one.month, one.day) > (other.month, other.day)
                if one.year and other.year:
                    if (one.year, one.month, one.day) > (other.year, other.month, other.day):
                        yield one.start, other.end, True
                elif later and not one.in_words and one.month == other.month:
                    yield one.start, other.end, True
                elif later and one.year and one.day and not one.in_words:
                    # Without a second year the first one holds for both; some leave 次年 out.
                    yield one.start, other.end, False
        match = _DAY_ONLY.match(text, one.end) if one.day and not one.fault else None
        if match and int(match["day"]) < one.day and not text.startswith(("内", "以内", "前后"), match.end()):
            yield one.start, match.end(), not _OVER_NIGHT.search(text, max(0, one.start - 6), match.end())


def _of_clocks(text: str, some: tuple[WrittenClock, ...]) -> Iterator[tuple[int, int, bool]]:
    for one, other in pairwise(some):
        if other.start - one.end > 6 or one.fault or other.fault or not _BETWEEN.fullmatch(text, one.end, other.start):
            continue
        if one.half in MORNING and other.half in ("", *MORNING) and one.hour <= 12 and other.hour <= 12:
            if one.half != "凌晨" and (one.hour, one.minute) > (other.hour, other.minute) and other.hour > 5:
                yield one.start, other.end, True
        elif (
            one.half == "下午"
            and other.half in ("", "下午")
            and max(one.hour, other.hour) <= 12
            and _afternoon(one) > _afternoon(other)
        ):
            yield one.start, other.end, True


def _afternoon(one: WrittenClock) -> int:
    return one.hour % 12 * 60 + max(one.minute, 0)


def _of_years(text: str, ends: list[int]) -> Iterator[tuple[int, int, bool]]:
    for at in ends:
        for match in _YEARS.finditer(text, max(0, at - 8), at + 5):
            if int(match["from"]) > int(match["to"]) and not _FALLING.search(
                text, max(0, match.start() - 6), match.start()
            ):
                yield *match.span(), True


def _of_figures(text: str, ends: list[int]) -> Iterator[tuple[int, int, bool]]:
    falling = []
    for at in ends:
        for match in _FIGURES.finditer(text, max(0, at - 14), at + 12):
            if not match.start() < at < match.end() or float(match["from"]) <= float(match["to"]):
                continue
            first, last = sentence_at(text, at)
            if (
                (match["unit"] and match["unit"] != match["unit2"])
                or _is_code(match)
                or _FORMULA.search(text, first, last)
            ):
                continue
            if not _FALLING.search(text, max(0, match.start() - 12), min(len(text), match.end() + 6)):
                falling.append(match)
    if len(falling) < MANY:
        for match in falling:
            sure = match["unit2"] in ("周岁", "岁", "%", "％", "工作日", "个工作日", "人", "元", "万元")
            yield *match.span(), sure and not (match["unit"] and "-" in match[0])


def _is_code(match: re.Match[str]) -> bool:
    """A year and a month (2023-5人), a number of a house and the like."""
    if len(match["from"]) < 4 or "." in match["from"]:
        return False
    return match["unit2"] not in ("元", "亩", "米", "平方米")


def _of_bounds(text: str) -> Iterator[tuple[int, int, bool]]:
    at = text.find("以下")
    while at >= 0:
        middle = text.find("以上", max(0, at - 16), at)
        if middle >= 0:
            for match in _ABOVE.finditer(text, max(0, middle - 14), at + 2):
                low = read_number(match["from"] + match["scale"])
                high = read_number(match["to"] + match["scale2"])
                if low is not None and high is not None and low > high:
                    sure = not (
                        "岁" in match["unit"]
                        and re.search("免|不得|禁止|优惠|半价", text[match.end() : match.end() + 14])
                    )
                    yield *match.span(), sure
        at = text.find("以下", at + 2)
