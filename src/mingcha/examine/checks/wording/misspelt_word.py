"""A word that is misspelt: one character wrong, missing, doubled, or two swapped.

Looks for: a stretch that divides into no words as it stands, but does when one character is replaced by one that sounds or looks like it, added, dropped, or swapped with its neighbour.
Matters because: a misspelt word on a government page is what readers screenshot; in a decision it can change what is ordered.
To fix: write the word as suggested, after looking at the original document.
Cannot see: a word that is misspelt into another word that fits as well; that needs the sentence's meaning.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mingcha.examine.declaration import check
from mingcha.examine.wording.misspellings import misspelt
from mingcha.examine.wording.phrasebook import hits_of
from mingcha.examine.wording.setting import setting_of
from mingcha.model.document import Document
from mingcha.model.finding import Evidence, Severity, Verdict

# As a logarithm of odds: learnt on texts with one error in forty characters, so what is believed must be much surer
# than even. Above the first a misspelling is believed, above the second it is a doubt.
BELIEVED, DOUBTED = 2.2, 0.5
# 更名为市市场监督管理局, 各县县级领导, 以及对对外劳务合作: these end one word and begin the next. Particles and
# prepositions are doubled_character's.
OF_TWO_WORDS = frozenset(
    "省市县区州乡镇村街局院校厅部委办对等的和在了是与为及将由被把并或以于从向给让到就也都而但则其该此要不所且使"
)
# 十五时三十分: written out, a time of day divides into no words.
TIMES = frozenset("〇零一二三四五六七八九十百千万两半时点分秒刻")
# Characters that stand alone, in a cell or between figures, are a name or an abbreviation as long as they are so few.
ALONE, ALONE_IN_TABLE = 3, 4
_SAYS_MORE = re.compile("[^\\s\\d|]")
_IN_LIST = re.compile("[\\t 　\\d|]")
_HAN = re.compile("[\u3400-\u9fff]")
MORE_PLACES = 4
UNSURE = 0.7


@check(
    severity=Severity.LOW,
    clauses=["LANGUAGE-9", "INSPECT-WORDING"],
    message="疑为错别字：{quote}",
    advice="对照原件核对，确有错字的改正后重新发布。",
    bad=[
        "各乡镇要落实安全生产责仁，消除风险隐患。",
        "进一步完善基楚设施，改善群众生活条件。",
        "充分发辉党员先锋模范作用。",
        "坚持以人民为中心的发展思想，不断提高保章和改善民生水平。",
        "请将自查情况报送县政俯办公室。",
    ],
    good=[
        "各乡镇要落实安全生产责任，消除风险隐患。",
        "进一步完善基础设施，改善群众生活条件。",
        "充分发挥党员先锋模范作用。",
        "活动于十五时三十分在县文化馆举行。",
        "序号\t姓名\t备注\n1\t梅红\t无\n2\t勇远\t无",
        "1 尤秀 12\n2 王芳 15",
        "参加会议的有：欧阳婉婷、司徒景铄、端木子轩。",
        "阿卡波糖片、盐酸二甲双胍缓释片纳入门诊用药范围。",
    ],
)
def misspelt_word(document: Document) -> Iterator[Evidence]:
    several: dict[tuple[str, str, Verdict], list[tuple[int, int, float]]] = {}
    guessed = [one for one in document.once(misspelt) if one.odds >= DOUBTED]
    # What the table of confused words tells is told there.
    known = [(hit.start, hit.end) for hit in hits_of(document, "confused_words")] if guessed else []
    for one in guessed:
        start, end, meant = one.in_words()
        if not one.meant and document.text[one.start : one.start + 1] in OF_TWO_WORDS:
            continue
        if any(first < max(end, start + 1) and last > start for first, last in known):
            continue
        if TIMES.issuperset(document.text[start:end]) or _stands_alone(document, start, end):
            continue
        setting = setting_of(document, start, end)
        is_sure = one.odds >= BELIEVED and not setting.is_proper_name
        verdict = Verdict.FOUND if is_sure else Verdict.DOUBT
        several.setdefault((document.text[start:end], meant, verdict), []).append((start, end, one.probability))
    for (written, meant, verdict), places in several.items():
        start, end, probability = places[0]
        yield Evidence(
            start,
            end,
            written,
            verdict,
            note=f"应为“{meant}”。",
            more_places=tuple(str(document.place_at(at)) for at, *_ in places[1 : 1 + MORE_PLACES]),
            suggestion=meant,
            confidence=probability if verdict is Verdict.FOUND else min(probability, UNSURE),
            places=len(places),
        )


def _stands_alone(document: Document, start: int, end: int) -> bool:
    """Whether it is all there is in a cell of a list, or between the figures of a line: most likely a name."""
    table = document.table_at(start)
    if table is not None and not table.row_of(start):
        return False  # the headers of columns are words
    most = ALONE if table is None else ALONE_IN_TABLE
    text = document.text
    while start > 0 and end - start <= most and _HAN.match(text, start - 1):
        start -= 1
    while end < len(text) and end - start <= most and _HAN.match(text, end):
        end += 1
    before, after = text[start - 1 : start], text[end : end + 1]
    return end - start <= most and not _SAYS_MORE.search(before + after) and bool(_IN_LIST.search(before + after))
