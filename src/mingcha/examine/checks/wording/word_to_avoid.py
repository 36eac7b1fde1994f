"""A word that the news agency's list asks to avoid.

Looks for: words of the list for which a better one is known, each with the neighbours that make it right: “一带一路”战略, 村长,
前苏联, 隆重召开 of a working meeting, 亲自 of leaders; words about times that are over only after that day.
Matters because: such words offend, flatter or are politically wrong, and inspections count them.
To fix: write what the suggestion says, or leave the word out.
Cannot see: irony, and words of the list that are right more often than wrong; those are doubts.
"""

from __future__ import annotations

from collections.abc import Iterator

from mingcha.examine.declaration import check
from mingcha.examine.wording.grouped import told_of_words
from mingcha.model.document import Document
from mingcha.model.finding import Evidence, Severity


@check(
    severity=Severity.LOW,
    clauses=["XINHUA-WORDING", "SITE-WORDING"],
    message="出现不用或慎用的词语：{quote}",
    advice="按建议改写；确需使用的，请核对语境。",
    bad=[
        "共建“一带一路”战略取得进展。",
        "村长带领大家修路。",
        "县里隆重召开安全生产推进会。",
    ],
    good=[
        "共建“一带一路”倡议取得进展。",
        "“一带一路”战略合作伙伴签约。",
        "全村长期缺水。",
        "县里召开安全生产推进会。",
        "选聘大学生村官。",
    ],
)
def word_to_avoid(document: Document) -> Iterator[Evidence]:
    yield from told_of_words(document, "words_to_avoid")
