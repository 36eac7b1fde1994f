"""What differs between two texts that are nearly the same: the fields of a form, or its words.

Notices of one form differ in dates, amounts, names and places only, and are each a post of its own. A post that was put
up twice differs in nothing, or in words that were corrected.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from mingcha.text.width import fold_all

__all__ = ["Difference", "difference"]

_DATE = (
    r"\d{4}\s*年\s*\d{1,2}\s*月(?:\s*\d{1,2}\s*[日号])?|\d{1,2}\s*月\s*\d{1,2}\s*[日号]|\d{4}[-./]\d{1,2}[-./]\d{1,2}|"
    r"\d{4}\s*年度?|\d{1,2}\s*月份?|[一二]\s*[〇○零一二三四五六七八九]{3}年(?:[一二三四五六七八九十]{1,2}月(?:[一二三四五六七八九十]{1,3}日)?)?"
)
_TOKEN = re.compile(rf"(?P<date>{_DATE})|(?P<number>\d[\d.,*xX]*%?)|(?P<word>[A-Za-z]+|[\u3400-\u9fff]+)")
_NUMERALS = re.compile(r"[〇零一二两三四五六七八九十百千万亿]+")
# What follows a name of a place, a body or a work.
_NAMED = re.compile(
    r"[^。]{0,6}?(?:自然村|村|组|镇|乡|街道|社区|居委会|村委会|县|市|区|路|街|巷|小区|公司|企业|学校|小学|中学|幼儿园|医院|卫生院|局|所|中心|站|厂|场|店|"
    r"合作社|工程|项目|水库|桥|车间|馆|部|协会|标段|地块|号|同志|先生|女士|户|家)"
)
_LABEL = re.compile(
    r"(?:姓名|户主|申请人|法定代表人|法人|代表人|联系人|负责人|经办人|当事人|被处罚人|权利人|承包方|中标人|成交供应商|供应商|采购人|招标人|任命|免去|聘任|"
    r"同意|单位|名称|地点|地址|位于|坐落|对象|人员|为|由|给|是|对|向|在|至|到|从)$"
)
_SURNAME = frozenset(
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛范彭郎鲁韦昌马苗凤花方俞任袁柳史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬安常"
    "乐于时傅皮卞齐康伍余元卜顾孟平黄和穆萧尹姚邵汪祁毛禹狄米贝明臧计伏成戴谈宋庞熊纪舒屈项祝董梁杜阮蓝闵席季麻强贾路娄江童颜郭梅盛林刁钟徐邱骆高夏蔡田樊胡凌霍"
    "虞万柯管卢莫房裘缪解应宗丁宣邓郁单杭洪包诸左石崔吉钮龚程嵇邢裴陆荣翁荀羊惠甄曲封芮储靳段巫乌焦巴弓牧谷车侯全班仰秋仲伊宫宁仇栾甘厉祖武符刘景詹束龙叶幸司韶"
    "黎薄印白蒲邰从鄂索赖卓蔺屠蒙池乔阴胥能苍双闻莘党翟谭贡劳逄姬申扶堵冉宰郦雍桑桂牛寿通边扈燕冀尚农温别庄晏柴瞿阎充慕连茹习宦艾鱼容向古易慎戈廖庾终暨居衡步都耿"
    "满弘匡国文寇广禄阙东欧利师巩聂关荆肖涂欧阳上官"
)
_LONGEST_NAME = 4
# A last line no longer than this is a signature with its day.
_SIGNATURE = 30
# More differing lines, or words on one line, than this are not compared one by one.
_MOST_LINES = 3000


@dataclass(frozen=True, slots=True)
class Difference:
    """How many dates, numbers and names (of people, places, bodies) differ, and how many stretches of words.

    `numbers_in_all` are the numbers of the longer text. `dates_at_end`: the only date that differs is the last line's.
    """

    dates: int = 0
    numbers: int = 0
    names: int = 0
    words: int = 0
    numbers_in_all: int = 0
    dates_at_end: bool = False

    @property
    def fields(self) -> int:
        return self.dates + self.numbers + self.names


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    text: str


def difference(first: str, second: str) -> Difference:
    """What differs between two texts. Spaces, punctuation and width do not count."""
    mine, yours = _lines(first), _lines(second)
    numbers = max(sum(one.isdecimal() for one in re.findall(r"\d+", text)) for text in (first, second))
    counts: Counter[str] = Counter()
    last_only = False
    for one, other, at_end in _apart(mine, yours):
        for kind in _kinds(one, other):
            counts[kind] += 1
            last_only = kind == "dates" and at_end
    return Difference(
        counts["dates"],
        counts["numbers"],
        counts["names"],
        counts["words"],
        numbers,
        last_only and counts["dates"] == 1,
    )


def _lines(text: str) -> list[tuple[_Token, ...]]:
    lines = []
    for line in fold_all(text).splitlines():
        tokens = tuple(_Token(str(match.lastgroup), re.sub(r"\s", "", match[0])) for match in _TOKEN.finditer(line))
        if tokens:
            lines.append(tokens)
    return lines


Line = tuple[_Token, ...]


def _apart(mine: Sequence[Line], yours: Sequence[Line]) -> Iterator[tuple[Line, Line, bool]]:
    """The lines that differ, laid beside each other; an empty one where the other has none."""
    start = 0
    while start < min(len(mine), len(yours)) and mine[start] == yours[start]:
        start += 1
    tail = 0
    while tail < min(len(mine), len(yours)) - start and mine[-1 - tail] == yours[-1 - tail]:
        tail += 1
    one, other = mine[start : len(mine) - tail], yours[start : len(yours) - tail]
    if len(one) == len(other):
        for place, (left, right) in enumerate(zip(one, other, strict=True)):
            if left != right:
                signed = tail == 0 and place == len(one) - 1 and sum(len(token.text) for token in left) <= _SIGNATURE
                yield left, right, signed
        return
    if max(len(one), len(other)) > _MOST_LINES:
        yield from ((left, (), False) for left in one)
        return
    for tag, a, b, c, d in SequenceMatcher(None, one, other, autojunk=False).get_opcodes():
        if tag == "equal":
            continue
        for place in range(max(b - a, d - c)):
            left = one[a + place] if a + place < b else ()
            right = other[c + place] if c + place < d else ()
            yield left, right, False


def _kinds(mine: Line, yours: Line) -> Iterator[str]:
    """What each difference between two lines is: dates, numbers, names or words."""
    if not mine or not yours:
        # A row more or less of a list; a sentence more or less of a text.
        line = mine or yours
        short = all(one.kind != "word" or len(one.text) <= _LONGEST_NAME for one in line)
        yield "names" if short and (len(line) > 1 or line[0].text[0] in _SURNAME) else "words"
        return
    if max(len(mine), len(yours)) > _MOST_LINES:
        yield "numbers"  # a list on one line: taken for filled in anew rather than compared for minutes
        return
    if [one.kind for one in mine] == [one.kind for one in yours]:
        for left, right in zip(mine, yours, strict=True):
            if left != right:
                alone = len(mine) > 1
                yield f"{left.kind}s" if left.kind != "word" else _kind_of_words(left.text, right.text, in_list=alone)
        return
    for tag, a, b, c, d in SequenceMatcher(None, mine, yours, autojunk=False).get_opcodes():
        if tag == "equal":
            continue
        changed = [one.kind for one in (*mine[a:b], *yours[c:d])]
        if tag == "replace" and b - a == d - c == 1 and mine[a].kind == yours[c].kind == "word":
            yield _kind_of_words(mine[a].text, yours[c].text, in_list=True)
        elif "date" in changed:
            yield "dates"
        elif "number" in changed:
            yield "numbers"
        else:
            yield "words"


def _kind_of_words(mine: str, yours: str, *, in_list: bool) -> str:
    start = 0
    while start < min(len(mine), len(yours)) and mine[start] == yours[start]:
        start += 1
    tail = 0
    while tail < min(len(mine), len(yours)) - start and mine[-1 - tail] == yours[-1 - tail]:
        tail += 1
    one, other = mine[start : len(mine) - tail], yours[start : len(yours) - tail]
    before, behind = mine[:start], mine[len(mine) - tail :] if tail else ""
    if all(_NUMERALS.fullmatch(core) for core in (one, other) if core) and (one or other):
        return "numbers"
    if not one or not other:
        return "words"  # something was put in or taken out
    if in_list and max(len(mine), len(yours)) <= _LONGEST_NAME and (mine[0] in _SURNAME or yours[0] in _SURNAME):
        return "names"
    if len(one) == len(other) == 1 and len(before) + len(behind) > 3 and not _is_name_beside(before, behind):
        return "words"  # one letter of a sentence: a slip put right
    if _NAMED.match(behind[:8]) and max(len(one), len(other)) <= 8:
        return "names"
    if _NAMED.search(one) and _NAMED.search(other) and (start == 0 or _LABEL.search(before)):
        return "names"
    if _LABEL.search(before) and max(len(one), len(other)) <= _LONGEST_NAME and (one[0] in _SURNAME):
        return "names"
    return "words"


def _is_name_beside(before: str, behind: str) -> bool:
    """Whether one differing letter is part of a name: 石桥村 and 石坑村, 张三同志 and 张五同志."""
    return bool(
        re.match(r"(?:村|组|镇|乡|社区|同志|先生|女士|小区|路|街)", behind)
        or re.search(r"(?:姓名|户主|申请人|联系人)[^，。]?$", before)
    )
