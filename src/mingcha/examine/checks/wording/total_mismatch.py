"""A total that its parts do not add up to.

Looks for: 男12人、女15人，共28人; 共56个，分别为县直单位40个、乡镇15个; rows and columns of tables called 合计, 总计 or 小计 whose
other columns or rows do add up.
Matters because: totals are quoted, paid out and compared with the next report; one wrong cell makes the whole table doubtful.
To fix: add up again; correct the part or the total that is wrong, and say so when figures are rounded.
Cannot see: parts that the text does not name, and totals of several tables.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import combinations, islice

from mingcha.examine.declaration import check, doubt, found
from mingcha.examine.wording.grids import grids
from mingcha.examine.wording.signs import DIGIT, signs
from mingcha.examine.wording.table_totals import wrong_totals
from mingcha.model.document import Document
from mingcha.model.finding import Evidence, Severity
from mingcha.text.amounts import Amount, amounts
from mingcha.text.stretches import line_at

# Right before the total, and nothing between that counts something else.
_TOTAL_AFTER = re.compile(
    "(?:^|[，,；;：:。（(])(?:(?:全[县市区镇乡校年省]|本[年月季期]|当[年月]|今年|以上|两者|三项|各项)?(?:合计|共计|总计|总共|一共|共))(?:为|有|是|达|达到)?[ 　]*$"
)
_TOTAL_BEFORE = re.compile(
    "(?:共计?|合计|总计|总共|一共|总数|总量|总额|总投资|总人数|总户数|总面积)[^，。；、：:0-9（(]{0,12}$"
)
# After a total: what follows is all of it.
_ALL_OF_IT = re.compile("分别(?:为|是)|分为|由[^，。；]{0,4}$|^[ 　]*[：:（(][ 　]*|包括|包含|即")
_TOLD_APART = re.compile("[^，。；0-9]{0,6}[，,](?:分别(?:为|是)|分为)")
_SOME_OF_IT = re.compile("其中|主要|有的|涉及|等|重点|含")
# Between a list of parts and its total nothing multiplies, repeats or is counted twice.
_NOT_PLAIN = re.compile(
    "每|各[有为]?[0-9]|平均|均|人均|次均|约|左右|以上|以下|不低于|不少于|累计|折合|同比|增长|分别增|倍|其余|另有|此外|交叉|重复|兼|×|÷|\\*|=|＝"
)
# 其中 is all of it when the kinds leave nothing over.
_WHOLE_KINDS = (
    ("男", "女"),
    ("城镇", "农村"),
    ("城市", "农村"),
    ("合格", "不合格"),
    ("同意", "不同意"),
    ("已", "未"),
    ("境内", "境外"),
    ("省内", "省外"),
    ("线上", "线下"),
    ("书面", "口头"),
    ("县直", "乡镇"),
    ("正职", "副职"),
)
MOST = 3
# How soon after its word a total stands.
NEAR = 20
# A sentence with more amounts is a table that lost its lines.
MOST_AMOUNTS = 40


@check(
    severity=Severity.MEDIUM,
    clauses=["OGI-6"],
    message="合计与各项之和不符：{quote}",
    advice="重新加总，改正合计或分项。",
    bad=[
        "到会代表男12人、女15人，共28人。",
        "全县共有责任单位56个，分别为县直单位40个、乡镇15个。",
        "县直单位发布3275条，乡镇发布2163条，合计5338条。",
        "单位\t一月\t二月\n甲\t10\t20\n乙\t20\t30\n丙\t30\t40\n合计\t60\t100",
        "单位\t一月\t二月\t合计\n甲\t10\t20\t30\n乙\t20\t30\t50\n丙\t30\t40\t70\n丁\t1\t2\t4",
    ],
    good=[
        "到会代表男12人、女15人，共27人。",
        "全县共有责任单位56个，其中县直单位40个。",
        "印发文件12份，召开会议5次，共30人参加。",
        "每组3人，共5组，合计15人。",
        "单位\t一月\t二月\n甲\t10\t20\n乙\t20\t30\n合计\t30\t50",
        "项目\t金额\n一、收入\t100\n（一）税收\t60\n（二）非税\t40\n合计\t100",
    ],
)
def total_mismatch(document: Document) -> Iterator[Evidence]:
    text = document.text
    if "共" in text or "计" in text or "总" in text or "分别" in text:
        yield from _in_text(document)
        for grid in document.once(grids) if document.tables else ():
            yield from islice(wrong_totals(grid), MOST)


def _in_text(document: Document) -> Iterator[Evidence]:
    text, done = document.text, -1
    for at in _totals(document):
        if at < done:
            continue
        first, last = line_at(text, at)
        start = max(text.rfind("。", first, at) + 1, first)
        end = text.find("。", at, last)
        end = last if end < 0 else end
        done = end
        if document.tables and document.table_at(at) is not None:
            continue
        some = list(amounts(text, start, end))
        if 3 <= len(some) <= MOST_AMOUNTS:
            yield from _in_sentence(text, some, start, end)


_COUNTS = re.compile("共(?![同享建产青和识治赢])|合计|总[计数量额投人户面共]|分别")
_OTHER_WORDS = ("公", "中")


def _totals(document: Document) -> list[int]:
    """Where 共, 合计 or 总 stands with a number soon after; most of them are 公共 and 总则."""
    text, numbers = document.text, document.once(signs).at(DIGIT).tolist()
    found_at: list[int] = []
    for word in ("共", "合计", "总", "分别") if numbers else ():
        at = text.find(word)
        while at >= 0:
            near = bisect_left(numbers, at)
            if near == len(numbers):
                break
            # The next of these words that can matter stands shortly before the next number.
            if numbers[near] - at <= NEAR:
                if _COUNTS.match(text, at) and text[at - 1 : at] not in _OTHER_WORDS:
                    found_at.append(at)
                at = text.find(word, at + 1)
            else:
                at = text.find(word, max(at + 1, numbers[near] - NEAR))
    return sorted(found_at)


def _in_sentence(text: str, some: Sequence[Amount], start: int, end: int) -> Iterator[Evidence]:
    for index, total in enumerate(some):
        if not total.unit or total.unit in ("%", "‰", "个百分点", "岁") or total.is_rough:
            continue
        before = text[max(start, total.start - 14) : total.start]
        if index >= 2 and _TOTAL_AFTER.search(before):
            parts = _run_before(text, some, index)
            evidence = _told(text, total, parts, some, whole=True, exact=True)
            if evidence:
                yield evidence
                return
        elif _TOTAL_BEFORE.search(before) or _TOLD_APART.match(text, total.end):
            parts = _run_after(text, some, index, end)
            if len(parts) < 2:
                continue
            between = text[total.end : parts[0].start]
            listed = text[total.end : parts[-1].end]
            whole = bool(_ALL_OF_IT.search(between)) and not _SOME_OF_IT.search(
                listed + text[parts[-1].end : parts[-1].end + 3]
            )
            kinds = "其中" in between and any(a in listed and b in listed for a, b in _WHOLE_KINDS) and len(parts) == 2
            evidence = _told(text, total, parts, some, whole=whole or kinds, exact=whole or kinds)
            if evidence:
                yield evidence
                return


def _run_before(text: str, some: Sequence[Amount], index: int) -> list[Amount]:
    """The parts of a list that the total closes: the same unit, joined by 、 or ，, without a break."""
    total, parts = some[index], list[Amount]()
    for one in reversed(some[:index]):
        if one.unit != total.unit:
            break
        gap = text[one.end : (parts[-1] if parts else total).start]
        if ("；" in gap and "；" not in text[total.start - 6 : total.start]) or "。" in gap or len(gap) > 24:
            break
        parts.append(one)
    return parts[::-1]


def _run_after(text: str, some: Sequence[Amount], index: int, end: int) -> list[Amount]:
    total, parts = some[index], list[Amount]()
    at = total.end
    for one in some[index + 1 :]:
        gap = text[at : one.start]
        if one.unit != total.unit or len(gap) > 24:
            break
        parts.append(one)
        at = one.end
    return parts


def _told(
    text: str, total: Amount, parts: Sequence[Amount], some: Sequence[Amount], *, whole: bool, exact: bool
) -> Evidence | None:
    if len(parts) < 2 or any(one.is_rough for one in parts):
        return None
    first, last = min(total.start, parts[0].start), max(total.end, parts[-1].end)
    lead = max(text.rfind(mark, 0, first) for mark in "，；：。\n\t") + 1
    if _NOT_PLAIN.search(text, lead, last):
        return None
    added = sum(one.value for one in parts)
    slack = total.error + sum(one.error for one in parts) if any(one.error for one in (total, *parts)) else 0.0
    if abs(added - total.value) <= slack + 1e-6:
        return None
    if not whole and added <= total.value:
        return None
    values = [one.value for one in parts]
    # Some of the list alone, or the list with a number said elsewhere, may be what the total counts.
    others = [one.value for one in some if one.unit == total.unit and one.start != total.start]
    if any(
        abs(sum(few) - total.value) <= slack + 1e-6 for size in (1, 2, 3) for few in combinations(others[:12], size)
    ):
        return None
    if len(values) > 3 and any(abs(added - value - total.value) <= slack + 1e-6 for value in values):
        return None
    products = [a.value * b.value for a, b in combinations(some[:12], 2)]
    if any(abs(product - total.value) < 1e-6 for product in products):
        return None
    quote = text[lead:last].strip()
    note = f"各项相加为{_shown(added, total)}。"
    if exact:
        return found(lead, last, quote=quote, note=note)
    return doubt(lead, last, quote=quote, note=note, confidence=0.5)


def _shown(value: float, total: Amount) -> str:
    for scale, name in ((1e8, "亿"), (1e4, "万")):
        if total.error >= scale / 1e6 and value >= scale:
            return f"{value / scale:g}{name}{total.unit}"
    return f"{value:.10g}{total.unit}"
