"""A number written against the standard for numerals.

Looks for: 二○二四年 and 二0二四年, 24年1月12日, 降低2倍, 5-10%, 提高5%个百分点, 二十3人, commas at odd places (12,34万).
Matters because: figures are what people act on; some of these forms can be read in two ways, and some mean nothing.
To fix: write the number as the standard has it.
Cannot see: whether the figure is right.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mingcha.examine.declaration import check
from mingcha.examine.wording.gathered import gathered
from mingcha.examine.wording.signs import DIGIT, MARK, signs
from mingcha.model.document import Document
from mingcha.model.finding import Evidence, Severity, Verdict

_CIRCLES = re.compile("[一二]([一二三四五六七八九十〇○零0OoОо０◯O]{3})(?=年)")
_WRONG_ZERO = frozenset("○0OoОо０◯")
_SHORT_YEAR = re.compile("(?<![0-9〔（\\[.．—–\\-～~至年月日第])([0-9]{2})年(?:0?[1-9]|1[0-2])月(?:[0-3]?[0-9])[日号]")
_LENGTH_OF_TIME = re.compile("徒刑|刑期|工龄|年限|期限|参保|缴费|服役|满|共|达|超过|党龄|教龄|’|'|‘")
_SMALLER = re.compile(
    "(?:降低|减少|下降|缩小|缩短|减轻|降幅|低)了?(?:将?近|约|超过|逾)?[0-9一二两三四五六七八九十百几数]+(?:\\.[0-9]+|点[一二三四五六七八九])?(?:多|余)?倍(?![数率增])"
)
_OPEN_RANGE = re.compile(
    "(?<![0-9.,/年月\\-—%％A-Za-z])[0-9]+(?:\\.[0-9]+)?(?:[-~～–—]|——)[0-9]+(?:\\.[0-9]+)?[%％](?![个])"
)
_RANGE_BEFORE = re.compile("[-~～–—][0-9.]+$")
_POINTS = re.compile("[0-9][%％]个?百分点|百分之[一二三四五六七八九十0-9.]+个百分点")
_TWO_SCRIPTS = re.compile(
    "(?<![一二三四五六七八九十第初周])[二三四五六七八九]十[1-9](?![0-9.]|[A-Za-z])(?=[个名人户件项条年天次万亿元岁家所亩%])|(?<![0-9.])[1-9]十[一二三四五六七八九]?(?=[个名人户件项条年天次万亿元岁家所亩])"
)
_COMMAS = re.compile(
    "(?<![0-9.,，])(?:[0-9]{1,3}(?:,[0-9]{3})*,[0-9]{4,}|[0-9]{4,},[0-9]{3}(?:,[0-9]{3})*|[0-9]{1,3},[0-9]{1,2},[0-9]{3}|[0-9]{1,3},[0-9]{1,2}(?=[万亿]))(?:\\.[0-9]+)?(?=[元万亿人户件平公亩条吨千])"
)
# Two figures with 、 between for "three or four".
_ABOUT = re.compile("(?<![0-9、.第])([1-8])、([2-9])(?=个|天|次|年|人|岁)(?!个百分点|年级)")
# Circles for 〇 were the custom before the fonts had it.
SINCE = 2012


@check(
    severity=Severity.LOW,
    clauses=["GBT-15835"],
    message="数字写法不规范：{quote}",
    advice="按《出版物上数字用法》改正。",
    bad=[
        "二○二四年一月十二日",
        "24年1月12日上午召开会议",
        "能耗比上年降低了2倍",
        "提高5%个百分点",
        "培训二十3人",
        "补助5-10%",
    ],
    good=[
        "二〇二四年一月十二日",
        "有期徒刑12年3月5日",
        "能耗比上年降低一半",
        "提高5个百分点",
        "培训二十三人",
        "补助5%～10%",
        "比上年增长2倍",
    ],
)
def number_form(document: Document) -> Iterator[Evidence]:
    text = document.text
    if "年" in text:
        yield from _years(document)
    if "倍" in text and any(word in text for word in ("降", "减", "下降", "缩", "低")):
        yield from _told(document, _SMALLER, "减少、降低不能用“倍”表示，请改用百分数或分数。", anchor="倍")
    if "%" in text or "％" in text:
        spans = [
            span
            for sign in "%％"
            for at in _at(text, sign)
            if _RANGE_BEFORE.search(text, max(0, at - 14), at)
            for span in _near(_OPEN_RANGE, text, at, 14)
        ]
        if spans:
            yield gathered(document, sorted(spans), note="范围两端都写百分号，如“5%～10%”。")
    if "百分点" in text:
        yield from _told(document, _POINTS, "百分点前面不带“%”。", anchor="百分点")
    if "十" in text:
        spans = [
            span
            for at in _at(text, "十")
            if text[at - 1 : at].isascii() or text[at + 1 : at + 2].isascii()
            for span in _near(_TWO_SCRIPTS, text, at, 3)
        ]
        if spans:
            yield gathered(document, spans, note="同一个数不混用汉字和阿拉伯数字。")
    if "," in text:
        spans = [span for at in _at(text, ",") for span in _near(_COMMAS, text, at, 16)]
        if spans:
            yield gathered(document, sorted(set(spans)), note="千分位每三位一分。")
    posted = document.posted
    seen = document.once(signs)
    if seen.present & DIGIT and (posted is None or posted.year >= SINCE):
        commas = [at + 1 for at in seen.before(DIGIT, MARK).tolist() if text[at + 1] == "、"]
        spans = [span for at in commas for span in _near(_ABOUT, text, at, 2)]
        spans = [span for span in spans if int(text[span[0]]) + 1 == int(text[span[1] - 1])]
        if spans:
            yield gathered(
                document, spans, note="相邻两数表示概数时写汉字，中间不用顿号。", verdict=Verdict.DOUBT, confidence=0.4
            )


def _years(document: Document) -> Iterator[Evidence]:
    text = document.text
    circles: list[tuple[int, int]] = []
    short: list[tuple[int, int]] = []
    for at in _at(text, "年"):
        before = text[max(0, at - 4) : at]
        if len(before) == 4 and before[0] in "一二" and _WRONG_ZERO & set(before):
            match = _CIRCLES.match(text, at - 4)
            if match and not ("○" in before and _value(before) < SINCE):
                circles.append((at - 4, at + 1))
        elif before[-2:].isdecimal() and not before[-3:-2].isdecimal():
            match = _SHORT_YEAR.match(text, at - 2)
            if match and not _LENGTH_OF_TIME.search(text, max(0, at - 12), at - 2):
                short.append(match.span())
    if circles:
        wrong = text[circles[0][0] : circles[0][1]]
        right = "".join("〇" if sign in _WRONG_ZERO else sign for sign in wrong)
        yield gathered(document, circles, note="年份中的“〇”不用圆圈或数字0代替。", suggestion=right)
    if short:
        yield gathered(document, short, note="年份写全四位。", suggestion="20" + text[short[0][0] : short[0][1]])


_DIGITS = {sign: digit for digit, signs in enumerate(("〇○零0OoОо０◯", *"一二三四五六七八九")) for sign in signs}


def _value(year: str) -> int:
    return int("".join(str(_DIGITS.get(sign, 0)) for sign in year))


def _at(text: str, sign: str) -> Iterator[int]:
    at = text.find(sign)
    while at >= 0:
        yield at
        at = text.find(sign, at + 1)


def _near(pattern: re.Pattern[str], text: str, at: int, reach: int) -> Iterator[tuple[int, int]]:
    """Where the pattern matches over that place."""
    for match in pattern.finditer(text, max(0, at - reach), at + reach + 8):
        if match.start() <= at < match.end():
            yield match.span()


def _told(document: Document, pattern: re.Pattern[str], note: str, *, anchor: str) -> Iterator[Evidence]:
    spans = [span for at in _at(document.text, anchor) for span in _near(pattern, document.text, at, 16)]
    if spans:
        yield gathered(document, spans, note=note)
