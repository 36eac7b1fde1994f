"""Two words that say the same thing beside each other.

Looks for: 大约…左右, 近…多, 超过…以上, 目的是为了, 涉及到, 凯旋归来, 首批第一, 亲眼目睹, 免费赠送, 过分溺爱 and the like.
Matters because: it is what editors correct first, and with figures it leaves open how much is meant.
To fix: keep one of the two.
Cannot see: redundancy that runs over sentences.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mingcha.examine.declaration import check
from mingcha.examine.wording.prose import prose
from mingcha.examine.wording.setting import setting_of
from mingcha.model.document import Document
from mingcha.model.finding import Evidence, Severity, Verdict

_FIGURE = r"[0-9０-９〇零一二三四五六七八九十百千万亿两.,，%％]{1,12}"
_UNIT = r"[^\s，。；、：！？（）“”0-9]{0,6}?"
_PATTERNS = (
    (re.compile(rf"(?:大约|约|大概|近|将近|接近){_FIGURE}{_UNIT}左右"), "“约”“近”与“左右”留一个", True),
    (re.compile(rf"(?:超过|超|逾|高于){_FIGURE}{_UNIT}以上"), "“超过”与“以上”留一个", True),
    (re.compile(rf"(?:不足|少于|低于|不到){_FIGURE}{_UNIT}以下"), "“不足”与“以下”留一个", True),
    (
        re.compile(
            rf"(?<![最附临新邻较靠远贴切走拉])(?:近|将近|接近){_FIGURE}多(?=[亩人户名个家万元吨公米次件条年天场平亿千起篇项])"
        ),
        "“近”与“多”留一个",
        True,
    ),
    (re.compile(rf"(?:至少|最少){_FIGURE}{_UNIT}以上"), "“至少”与“以上”留一个", True),
    (re.compile(rf"(?:最多|至多){_FIGURE}{_UNIT}以下"), "“最多”与“以下”留一个", True),
    (re.compile(r"目的(?:就)?是为了|目的在于为了"), "“目的是”与“为了”留一个", True),
    (re.compile(r"凯旋而?归来?"), "“凯旋”已含归来", True),
    (
        re.compile(
            r"亲眼目睹|悬殊很大|相差悬殊很大|不胜其数多|过分溺爱|多年来的夙愿|令人堪忧|忍俊不禁地?笑|付诸于|诉诸于|公诸于众|见诸于|加诸于|来自于|被誉为是|被称为是|堪称为|邻近的近邻|毫无半点|豁然顿悟|更加变本加厉|首批第一|第一首批|最后的收官之战?|重新再次|再次重申|重新复工复|出乎意料之外|贵校的校|报刊杂志|莘莘学子们|诸多众|许多众|最早先|胜利凯旋|日臻越来越|之所以的原因|原因是因为|可以堪称|悉数全部"
        ),
        "意思重复",
        False,
    ),
    (re.compile(r"涉及到|波及到|遍布于|位于在|立足于在"), "后一个字可省", False),
)
# The end of what each of the patterns of figures matches; only what stands before it is tried.
_NEEDS = ("左右", "以上", "以下", "多", "以上", "以下", "", "", "", "")
BEFORE = 24
# These are told as doubts of little weight: many style books let them pass.
_WEAK = frozenset("涉及到 波及到 来自于 遍布于 付诸于 诉诸于 见诸于".split())


@check(
    severity=Severity.LOW,
    clauses=["LANGUAGE-9"],
    message="语义重复：{quote}",
    advice="两处意思重复的，保留一处。",
    bad=[
        "全县约三百人左右参加培训。",
        "增速超过10%以上。",
        "开展培训的目的是为了提高服务能力。",
        "近200多名群众参加活动。",
        "省运会健儿凯旋归来。",
    ],
    good=[
        "全县约三百人参加培训。",
        "增速超过10%，其中五个镇在12%以上。",
        "开展培训是为了提高服务能力。",
        "近200名群众参加活动，附近10多个村受益。",
        "省运会健儿凯旋。",
    ],
)
def redundant_wording(document: Document) -> Iterator[Evidence]:
    plain = document.once(prose).plain
    seen: set[str] = set()
    for (pattern, note, is_sure), needs in zip(_PATTERNS, _NEEDS, strict=True):
        for start, end in _spans(pattern, plain, needs):
            quote = document.text[start:end]
            setting = setting_of(document, start, end)
            if quote in seen or setting.in_book_marks:
                continue
            seen.add(quote)
            yield Evidence(
                start,
                end,
                quote,
                Verdict.DOUBT,
                note=f"{note}。",
                confidence=0.6 if is_sure else 0.3 if quote in _WEAK else 0.5,
            )


def _spans(pattern: re.Pattern[str], text: str, needed: str) -> Iterator[tuple[int, int]]:
    """Where the pattern matches, tried only before what it must end with."""
    if not needed:
        yield from (match.span() for match in pattern.finditer(text))
        return
    at, last = text.find(needed), 0
    while at >= 0:
        start = max(last, at - BEFORE)
        match = pattern.search(text, start, at + len(needed) + 1)
        if match:
            last = match.end()
            yield match.span()
        at = text.find(needed, at + len(needed))
