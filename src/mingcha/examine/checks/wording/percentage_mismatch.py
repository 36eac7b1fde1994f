"""A percentage that does not follow from the numbers beside it.

Looks for: 共56个，完成28个，完成率60%; 由100件增加到120件，增长25%; 由45%提高到52%，提高8个百分点; a column of rates in which
single rows do not follow from the columns that all others follow from.
Matters because: the figure is quoted onwards, and rankings and rewards hang on it.
To fix: count again and correct the number or the percentage.
Cannot see: rates whose whole is not named in the sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import combinations, islice

from mingcha.examine.declaration import check, doubt, found
from mingcha.examine.wording.gathered import MOST
from mingcha.examine.wording.grids import grids
from mingcha.examine.wording.table_rates import wrong_rates
from mingcha.model.document import Document
from mingcha.model.finding import Evidence, Severity
from mingcha.text.amounts import Amount, amounts
from mingcha.text.stretches import line_at

_TOTAL = re.compile("(?:共有?|总共|一共|合计|共计|总计|总数|计划|目标|任务|应|总)[^，。；、0-9]{0,10}$")
# 完成率: the part that is counted must be called 完成 as well.
_RATE = re.compile("(?P<of>[\u4e00-\u9fff]{2})率(?:为|达到?|是|约为?|仅为?|均为)?[ 　]*$")
_SHARE = re.compile(
    "占(?:比|总数|总量|总人数|总户数|总件数|比例|(?P<whole>[\u4e00-\u9fff]{2,8}?)(?:总[数量人户件]{1,2}))?的?(?:比例|比重)?(?:为|达到?|约为?)?[ 　]*$"
)
# What stands before a percentage that can follow from numbers beside it.
_SAID = re.compile("率|占|同比|比上|比去|较上|较去")
_OTHER_WHOLE = re.compile("累计|平均|综合|预计|全省|全市|全国|历年|同比|环比|年均|其余|加权|折合")
_RATES_OF_OTHER_KINDS = frozenset(
    ("增长", "利", "税", "费", "汇", "出生", "死亡", "自然", "城镇", "覆盖", "普及", "森林", "就业", "失业")
)
_UP = "增长|增加|提高|提升|上升|扩大|增|升"
_DOWN = "下降|减少|降低|缩小|缩减|压减|回落|降|减"
_FROM_TO = re.compile(
    rf"(?:由|从)(?P<before>[^，。；0-9]{{0,14}}(?:20[0-9]{{2}}年[^，。；0-9]{{0,6}})?)(?P<from>[0-9][0-9,.]*[ ]?[万亿]?[^0-9，。；、]{{1,6}}?)[^，。；0-9]{{0,8}}?(?:20[0-9]{{2}}年[^，。；0-9]{{0,6}})?(?P<way>{_UP}|{_DOWN})(?:到|至|为)(?P<middle>[^，。；0-9]{{0,8}}(?:20[0-9]{{2}}年[^，。；0-9]{{0,6}})?)(?P<to>[0-9][0-9,.]*[ ]?[万亿]?[^0-9，。；、]{{1,6}}?)[，,]?[^，。；0-9%]{{0,8}}?(?P<way2>{_UP}|{_DOWN}|增幅|降幅|增长率|净增)了?(?:为|达到?|约)?[ ]?(?P<change>[0-9]+(?:\.[0-9]+)?)[ ]?(?P<kind>[%％]|个百分点)"
)
_NOT_PLAIN = re.compile("年均|平均|可比|不变价|剔除|扣除|同口径|实际增|名义|分别|环比")
_LAST_YEAR = re.compile("上年同期|去年同期|上年|去年|同期|上月|上季度")
_GROWTH = re.compile(
    rf"(?:同比|比上年|比去年|较上年|较去年|比上年同期|较上年同期|比去年同期|较去年同期)(?P<way>{_UP}|{_DOWN})了?(?:为|达到?|约)?[ ]?$"
)
# How far the numbers may stand that a percentage is taken of.
REACH = 160


@check(
    severity=Severity.MEDIUM,
    clauses=["OGI-6"],
    message="百分比与所列数字不符：{quote}",
    advice="重新计算，改正百分比或所列数字。",
    bad=[
        "全县共56个任务，完成28个，完成率60%。",
        "受理量由100件增加到120件，增长25%。",
        "满意率由45%提高到52%，提高9个百分点。",
        "全镇共有党员1200人，其中女党员360人，占35%。",
        "单位\t任务数\t完成数\t完成率\n甲\t10\t5\t50%\n乙\t20\t5\t25%\n丙\t40\t10\t25%\n丁\t50\t40\t80%\n戊\t50\t20\t60%",
    ],
    good=[
        "全县共56个任务，完成28个，完成率50%。",
        "全县共有3000户，今年改厕500户，普及率达85%。",
        "受理量由100件增加到120件，增长20%。",
        "实现税收1.2亿元，同比增长8.5%。",
        "全镇共有党员1200人，其中女党员361人，占30.1%。",
    ],
)
def percentage_mismatch(document: Document) -> Iterator[Evidence]:
    yield from islice(_all(document), MOST)


def _all(document: Document) -> Iterator[Evidence]:
    text = document.text
    if "%" not in text and "％" not in text and "百分点" not in text:
        return
    done = -1
    for at in _signs(text):
        if at < done:
            continue
        first, last = line_at(text, at)
        start = text.rfind("。", first, at) + 1 or first
        end = text.find("。", at, last)
        done = end if end >= 0 else last
        if document.tables and document.table_at(at) is not None:
            done = at + 1
            continue
        yield from _in_sentence(text, max(first, start), done, first)
    if document.tables:
        for grid in document.once(grids):
            yield from wrong_rates(grid)


def _signs(text: str) -> list[int]:
    """Where a percentage or a difference of two is said, in order."""
    signs: list[int] = []
    for sign in ("%", "％", "百分点"):
        at = text.find(sign)
        while at >= 0:
            signs.append(at)
            at = text.find(sign, at + 1)
    return sorted(signs)


def _in_sentence(text: str, start: int, end: int, paragraph: int) -> Iterator[Evidence]:
    told: set[int] = set()
    sentence = text[start:end]
    if "由" in sentence or "从" in sentence:
        for match in _FROM_TO.finditer(text, start, end):
            evidence = _from_to(text, match)
            told.add(match.start("change"))
            if evidence is not None:
                yield evidence
    if not _SAID.search(sentence):
        return
    some = list(amounts(text, start, end))
    plain = [two for two in some if not two.is_percent and two.unit and two.unit != "个百分点"]
    if len(plain) < 2:
        return
    for one in some:
        if one.is_percent and one.start not in told and not one.is_rough:
            before = text[max(start, one.start - 20) : one.start]
            if rate := _RATE.search(before):
                fault = _rate(text, one, plain, rate["of"], start)
            elif share := _SHARE.search(before):
                fault = _share(text, one, plain, share["whole"] or "", start)
            elif _GROWTH.search(before):
                fault = _growth(text, one, plain, start, end)
            else:
                continue
            if fault and not _follows_elsewhere(text, one, frozenset(two.unit for two in plain), paragraph, end):
                first = min(two.start for two in plain)
                first = max(text.rfind(mark, start, first) for mark in "，；：。") + 1 or start
                yield found(first, one.end, quote=text[first : one.end].strip(), note=fault)


def _rate(text: str, percent: Amount, some: Sequence[Amount], of: str, start: int) -> str:
    if of in _RATES_OF_OTHER_KINDS or of.endswith(("增长", "利", "税", "费")):
        return ""
    for part in some:
        if (
            part.start > percent.start
            or of not in text[max(start, part.start - 8) : part.start] + text[part.end : part.end + 6]
        ):
            continue
        for whole in some:
            if (
                whole.unit == part.unit
                and whole.value >= part.value
                and whole.start != part.start
                and whole.start < percent.start
            ):
                if (
                    not _TOTAL.search(text, max(start, whole.start - 16), whole.start)
                    or whole.is_rough
                    or part.is_rough
                ):
                    continue
                if _OTHER_WHOLE.search(text, whole.start, percent.start):
                    continue
                if len([one for one in some if one.unit == part.unit and one.start < percent.start]) > 4:
                    continue
                return _unless_follows(percent, part, whole)
    return ""


def _share(text: str, percent: Amount, some: Sequence[Amount], whole_name: str, start: int) -> str:
    before = [one for one in some if one.start < percent.start]
    if len(before) < 2 or _OTHER_WHOLE.search(text, before[0].start, percent.start):
        return ""
    part = before[-1]
    if percent.start - part.end > 22 or part.is_rough:
        return ""
    for whole in before[:-1]:
        if whole.unit == part.unit and whole.value > part.value and not whole.is_rough:
            if not _TOTAL.search(text, max(start, whole.start - 16), whole.start):
                continue
            if whole_name and whole_name not in text[max(start, whole.start - 24) : whole.start]:
                continue
            return _unless_follows(percent, part, whole)
    return ""


def _growth(text: str, percent: Amount, some: Sequence[Amount], start: int, end: int) -> str:
    """Two years' figures of one thing, and how the later differs from the earlier."""
    if _NOT_PLAIN.search(text, start, end):
        return ""
    before = [one for one in some if one.start < percent.start]
    if len(before) != 2 or before[0].unit != before[1].unit or any(one.is_rough for one in before):
        return ""
    one, other = before
    if _LAST_YEAR.search(text, one.end, other.start) and other.start - one.end < 20:
        now, then = one, other
    elif _LAST_YEAR.search(text, start, one.start) and other.start - one.end < 30:
        now, then = other, one
    else:
        return ""
    return _unless_grows(percent, then, now)


def _from_to(text: str, match: re.Match[str]) -> Evidence | None:
    if _NOT_PLAIN.search(match[0]):
        return None
    one = next(amounts(text, match.start("from"), match.end("from")), None)
    other = next(amounts(text, match.start("to"), match.end("to")), None)
    if one is None or other is None or one.unit != other.unit or one.is_rough or other.is_rough:
        return None
    change = next(amounts(text, match.start("change"), match.end("kind")), None)
    if change is None or change.is_rough:
        return None
    if match["kind"] == "个百分点" or one.is_percent:
        if not one.is_percent:
            return None
        difference = abs(other.value - one.value)
        if match["kind"] != "个百分点":
            if abs(100 * difference / (one.value or 1) - change.value) <= 1:
                return None
            if abs(difference - change.value) > 2 * (one.error + other.error + change.error):
                return None
            return doubt(*match.span(), quote=match[0], note="两个百分比相减得到的是百分点。", confidence=0.6)
        places = max(_places(match["change"]), _places(text[match.start("from") : match.end("from")].rstrip("%％")))
        # Whole percents are meant as they stand; with decimals the last place may be rounded.
        if abs(difference - change.value) <= (1.01 * 10.0**-places if places else 1e-9):
            return None
        return found(*match.span(), quote=match[0], note=f"两数相差{difference:g}个百分点。")
    fault = _unless_grows(change, one, other)
    return found(*match.span(), quote=match[0], note=fault) if fault else None


def _places(number: str) -> int:
    return len(number.partition(".")[2])


def _unless_follows(percent: Amount, part: Amount, whole: Amount) -> str:
    """What the percentage should be; empty when it is that, rounded or cut off."""
    if whole.value <= 0:
        return ""
    low = 100 * (part.value - part.error) / (whole.value + whole.error)
    high = 100 * (part.value + part.error) / max(whole.value - whole.error, 1e-9)
    if low - 2.1 * percent.error <= percent.value <= high + 2.1 * percent.error:
        return ""
    return f"按所列数字计算应为{100 * part.value / whole.value:.2f}%。"


def _unless_grows(percent: Amount, then: Amount, now: Amount) -> str:
    if then.value <= 0:
        return ""
    low = 100 * abs(now.value - then.value) / then.value
    slack = 100 * (now.error + then.error) * max(now.value, then.value) / then.value**2
    if abs(low - percent.value) <= slack + 2.1 * percent.error + 1e-9:
        return ""
    return f"按所列数字计算应为{low:.2f}%。"


def _follows_elsewhere(text: str, percent: Amount, units: frozenset[str], start: int, end: int) -> bool:
    """Whether two other numbers of the paragraph, counted alike, give the percentage: then the sentence meant those."""
    near = amounts(text, max(start, percent.start - REACH), min(end, percent.end + REACH))
    some = [one for one in near if one.unit in units and one.value > 0][:16]
    numbers = [(one.value, one.error) for one in some]
    numbers += [(a.value + b.value, a.error + b.error) for a, b in combinations(some[:12], 2) if a.unit == b.unit]
    for (a, da), (b, db) in combinations(numbers, 2):
        small, big = min(a, b), max(a, b)
        slack = 2.1 * percent.error + 100 * (da + db) / big
        if abs(100 * small / big - percent.value) <= slack or abs(100 * (big - small) / big - percent.value) <= slack:
            return True
        if abs(100 * (big - small) / small - percent.value) <= slack * big / small:
            return True
    return False
