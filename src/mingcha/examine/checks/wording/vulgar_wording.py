"""A vulgar word of the net.

Looks for: coarse words of the news agency's list.
Matters because: an official page that uses them is passed around as a scandal.
To fix: delete the word, or quote it with a part left out.
Cannot see: new words; the office adds them to its local table.
"""

from __future__ import annotations

from collections.abc import Iterator

from mingcha.examine.declaration import check
from mingcha.examine.wording.counting import told
from mingcha.model.document import Document
from mingcha.model.finding import Evidence, Severity


@check(
    severity=Severity.MEDIUM,
    clauses=["XINHUA-WORDING"],
    message="出现低俗用语：{quote}",
    advice="删去或改写。",
    bad=[
        "这届屌丝青年很努力。",
    ],
    good=[
        "青年很努力。",
        "奶牛比赛",
    ],
)
def vulgar_wording(document: Document) -> Iterator[Evidence]:
    yield from told(document, "vulgar_words", in_names=True)
