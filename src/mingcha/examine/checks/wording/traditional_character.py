"""A traditional or variant character in simplified text.

Looks for: characters with exactly one simplified form (國, 後, 發), and old variants (羣, 峯, 岀) in otherwise simplified text.
Matters because: state organs write standard characters by law, and a search for the simplified word does not find the text.
To fix: write the simplified character; keep it only in names, trade marks and quoted calligraphy.
Cannot see: whether a person's registered name has the traditional form; such places are doubts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mingcha.examine.declaration import check
from mingcha.examine.wording.gathered import gathered
from mingcha.examine.wording.signs import HAN, OLD, signs
from mingcha.model.document import Document
from mingcha.model.finding import Evidence, Severity, Verdict
from mingcha.text.standard_characters import standard_character
from mingcha.text.stretches import line_at
from mingcha.text.words import word_spans

# Words of one character that are never a name.
ALONE = frozenset("岀卽旣爲説産毎晩與為個這們來對過時從會還無說將開關經後發應當實現種類總動務業產員間問題")
# Standard as a surname, which may begin a line.
SURNAMES = "於鍾"
_RIGHT_BESIDE = re.compile(
    "繁体|异体|正体|書法|书法|题字|题词|匾额|匾|碑|篆|隶书|古籍|楹联|对联|楹聯|印章|商标|品牌|招牌|台湾|香港|澳门|日文|日本|原名|又名|别名|曾用名|字号"
)
_QUOTED = re.compile("[“《「『][^“”《》「」『』]*$")
# What tells that a form is meant stands so near.
NEAR = 16
# More than so many in a hundred characters: the whole text is in traditional characters, and meant to be.
SHARE = 0.05


@check(
    severity=Severity.LOW,
    clauses=["LANGUAGE-9"],
    message="使用了繁体字或异体字：{quote}",
    advice="改为规范汉字；人名、商标、书法作品等确需保留的除外。",
    bad=[
        "深入開展安全生产大检查。",
        "坚持以人民為中心的發展思想。",
        "羣众满意度不断提高。",
        "现将有关文件印发给你们，请认真贯彻岀台。",
    ],
    good=["深入开展安全生产大检查。", "匾额题有“天下為公”四字。", "乾隆年间，著名学者云集。", "二噁英排放"],
)
def traditional_character(document: Document) -> Iterator[Evidence]:
    seen = document.once(signs)
    if not seen.present & OLD:
        return
    at = seen.at(OLD)
    han = int((seen.kinds & HAN != 0).sum())
    text = document.text
    if len(at) > max(12, SHARE * han):
        yield gathered(
            document, [(int(at[0]), int(at[0]) + 1)], note="全文多为繁体字。", verdict=Verdict.DOUBT, confidence=0.4
        )
        return
    found: list[tuple[int, int]] = []
    doubts: list[tuple[int, int]] = []
    for one in at.tolist():
        first, last = line_at(text, one, reach=200)
        if _RIGHT_BESIDE.search(text, max(first, one - NEAR), min(last, one + NEAR)) or _QUOTED.search(
            text, first, one
        ):
            continue
        (found if _is_common_word(text, one, first, last) else doubts).append((one, one + 1))
    if found:
        yield gathered(document, found, suggestion=standard_character(text[found[0][0]]))
    if doubts:
        yield gathered(
            document, doubts, suggestion=standard_character(text[doubts[0][0]]), verdict=Verdict.DOUBT, confidence=0.4
        )


def _is_common_word(text: str, at: int, first: int, last: int) -> bool:
    """Whether the place is part of a word once simplified, so that it is no name."""
    if text[at] in ALONE:
        return True
    if text[at] in SURNAMES and at == first:
        return False
    first, last = max(first, at - 12), min(last, at + 12)
    plain = "".join(map(standard_character, text[first:last]))
    for start, end in word_spans(plain):
        if start <= at - first < end:
            return end - start > 1 and last - first > end - start + 2
    return False
