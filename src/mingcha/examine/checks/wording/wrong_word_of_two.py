"""The wrong one of two words or characters that are easily mixed up.

Looks for: the wordings of the table 易混词 (standards/wording/confused_words.csv): 布署 for 部署, 检查院 for 检察院, 权力义务 for 权利义务, idioms with a wrong character, each with the neighbours that make it right.
Matters because: these are the misspellings inspections count most often, and some change the meaning in law.
To fix: write the word as suggested; where both forms exist, decide by the meaning.
Cannot see: the same words in sentences the table does not describe.
"""

from __future__ import annotations

from collections.abc import Iterator

from mingcha.examine.declaration import check
from mingcha.examine.wording.counting import told
from mingcha.model.document import Document
from mingcha.model.finding import Evidence, Severity


@check(
    severity=Severity.LOW,
    clauses=["LANGUAGE-9", "INSPECT-WORDING"],
    message="易混词用错：{quote}",
    advice="按建议的词改正；两个词都有的，按意思选用。",
    bad=[
        "会议对下一步工作作出布署。",
        "由县人民检查院依法提起公诉。",
        "双方的权力义务由合同约定。",
        "群众可以来信反应问题。",
        "为加强管理，特制订本办法。",
        "入场人员必须带口罩。",
        "坚持以求真物实的作风抓落实。",
    ],
    good=[
        "会议对下一步工作作出部署。",
        "县纪律检查委员会开展监督检查。",
        "权力机关依法行使职权，公民的权利和义务受法律保护。",
        "接种后出现不良反应情况的，及时就医。",
        "按装机容量计算。",
        "自带口罩和水杯。",
        "薪水份额有所增加。",
        "自己经营的门店已经开业。",
    ],
)
def wrong_word_of_two(document: Document) -> Iterator[Evidence]:
    yield from told(document, "confused_words", in_quotes=True)
