"""A word that hurts disabled people or other groups.

Looks for: 残废人, 瞎子, 聋子, 傻子 and the like outside sayings, names and titles of works.
Matters because: the law forbids to insult disabled people, and a public office must not.
To fix: write 残疾人, 盲人, 聋人, 智力障碍者.
Cannot see: insults in other words.
"""

from __future__ import annotations

from collections.abc import Iterator

from mingcha.examine.declaration import check
from mingcha.examine.wording.grouped import told_of_words
from mingcha.model.document import Document
from mingcha.model.finding import Evidence, Severity


@check(
    severity=Severity.MEDIUM,
    clauses=["DISABLED-3", "XINHUA-WORDING"],
    message="出现歧视或伤害性的词语：{quote}",
    advice="改为规范称谓，如“残疾人”“盲人”“聋人”。",
    bad=[
        "为全县残废人发放补贴。",
        "帮助瞎子过马路。",
    ],
    good=[
        "为全县残疾人发放补贴。",
        "这是瞎子摸象。",
        "残废军人抚恤",
    ],
)
def hurtful_wording(document: Document) -> Iterator[Evidence]:
    yield from told_of_words(document, "hurtful_words")
