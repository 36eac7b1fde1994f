"""A law or regulation cited after it was repealed, or by a name that no law has.

Looks for: laws that the civil code and others replaced, and repealed regulations, between book marks or by their full
name, in texts published after the repeal; and names of laws written wrongly (村委会组织法 for 村民委员会组织法).
Matters because: a decision that rests on a repealed law falls in review, and citizens are told of duties that are gone.
To fix: cite the law in force and check the number of the article as well.
Cannot see: articles renumbered by an amendment, and local rules; put those into the local table.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from mingcha.examine.declaration import check
from mingcha.examine.example_text import Written
from mingcha.examine.wording.counting import Counted, counted
from mingcha.examine.wording.grouped import told_together
from mingcha.model.document import Document
from mingcha.model.finding import Evidence, Severity, Verdict
from mingcha.standards.wording_tables import UNSURE

# The text itself says that the law is no longer in force, or that the matter is older than the new law.
_KNOWN = re.compile(
    r"废止|失效|修订前|修改前|施行前|实施前|生效前|施行之前|实施之前|当时|行为时|行为发生时|溯及|同时停止|取代|替代|代替|不再适用|"
    r"修改为|修正为|更名|改为|旧法|原来|首部|第一部|颁布|公布|通过|制定了|编纂|历史|整合|合并|汇编|司法解释|解释[（(一二三]"
)
# A law is rested on here.
_CITED = re.compile(
    r"(?:根据|依据|依照|按照|对照|参照|遵照|援引|违反|遵守|符合|依|适用|贯彻|落实|执行|宣传|学习|宣讲|熟悉|普及|知识|规定|第[一二三四五六七八九十百0-9]+条)"
)


@check(
    severity=Severity.MEDIUM,
    clauses=["CIVIL-CODE-1260", "LEGISLATION-FORCE"],
    message="引用的法律法规已经废止或者名称有误：{quote}",
    advice="改为现行有效的法律法规，并核对条文序号；确属旧案适用旧法的，写明当时有效。",
    bad=[
        Written("根据《中华人民共和国合同法》第五十二条，协议无效。", posted=date(2022, 6, 1)),
        Written("依据《信访条例》的规定，现答复如下。", posted=date(2023, 6, 1)),
        Written("按照《中华人民共和国村委会组织法》组织选举。", posted=date(2023, 6, 1)),
    ],
    good=[
        Written("根据《中华人民共和国合同法》第五十二条，协议无效。", posted=date(2019, 6, 1)),
        Written("民法典施行后，《合同法》《物权法》同时废止。", posted=date(2022, 6, 1)),
        Written("依据《中华人民共和国劳动合同法》签订合同。", posted=date(2022, 6, 1)),
        Written("依据《信访工作条例》的规定，现答复如下。", posted=date(2023, 6, 1)),
    ],
)
def repealed_law(document: Document) -> Iterator[Evidence]:
    yield from told_together(document, _that_count(document))


def _that_count(document: Document) -> Iterator[Counted]:
    for one in counted(document, "repealed_laws", in_titles=True):
        verdict = _verdict(document, one)
        if verdict is not None:
            yield one if verdict is one.verdict else replace(one, verdict=verdict, confidence=UNSURE)


def _verdict(document: Document, one: Counted) -> Verdict | None:
    """A name that no law has is wrong everywhere; a repealed law only where the text rests on it."""
    if not one.entry.is_dated:
        return one.verdict
    first, last = one.setting.sentence
    sentence = document.text[first:last]
    if one.setting.is_about_repeal or _KNOWN.search(sentence):
        return None
    is_title_inside = one.setting.in_book_marks and not one.entry.wording.startswith("《")
    if is_title_inside:
        return None
    return one.verdict if _CITED.search(sentence) else Verdict.DOUBT
