"""A wrong or offensive name of a people, a religion or an autonomous region.

Looks for: 维族 for 维吾尔族, 回教 for 伊斯兰教, 新疆自治区 for 新疆维吾尔自治区, 满清, religion tied to terror or to pork.
Matters because: such words hurt people and count as serious wording faults.
To fix: write the whole and present name.
Cannot see: remarks that offend without any of these words.
"""

from __future__ import annotations

from collections.abc import Iterator

from mingcha.examine.declaration import check
from mingcha.examine.wording.grouped import told_of_words
from mingcha.model.document import Document
from mingcha.model.finding import Evidence, Severity


@check(
    severity=Severity.HIGH,
    clauses=["RELIGION-4", "XINHUA-WORDING", "INSPECT-WORDING"],
    message="民族、宗教方面的表述不规范：{quote}",
    advice="改为规范的民族、宗教或者自治地方名称。",
    bad=[
        "邀请维族同胞参加联欢。",
        "与新疆自治区有关部门对接。",
    ],
    good=[
        "邀请维吾尔族同胞参加联欢。",
        "与新疆维吾尔自治区有关部门对接。",
        "校内蒙受损失的商户",
    ],
)
def wrong_ethnic_or_religious_wording(document: Document) -> Iterator[Evidence]:
    yield from told_of_words(document, "ethnic_and_religious")
