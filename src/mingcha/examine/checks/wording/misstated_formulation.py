"""A fixed formulation with an item missing, out of place or misspelt, or under a wrong name.

Looks for: lists such as 四个意识 or 新发展理念 whose items are not all there, not in order or off by a character; texts that
must stand whole; wrong counts and names (五位一体战略布局, 十九大四中全会). Who names only some items without the name
of the list is left alone.
Matters because: a formulation of the party that is misquoted counts as a serious wording fault.
To fix: copy the formulation as the suggestion gives it.
Cannot see: formulations newer than the table, until the office adds them.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from mingcha.examine.declaration import check, doubt, found
from mingcha.examine.example_text import Written
from mingcha.examine.wording.counting import told
from mingcha.examine.wording.formulations import faults
from mingcha.examine.wording.grouped import once_each
from mingcha.examine.wording.setting import setting_of
from mingcha.model.document import Document
from mingcha.model.finding import Evidence, Severity


@check(
    severity=Severity.HIGH,
    clauses=["PARTY-FORMULATIONS", "INSPECT-WORDING"],
    message="固定提法表述有误：{quote}",
    advice="按建议的完整、规范表述改写，并核对各项次序。",
    bad=[
        "增强“四个意识”（政治意识、大局意识、看齐意识）。",
        "贯彻创新、协调、绿色、开发、共享的新发展理念。",
        "践行自由、平等、公正、法制的价值取向。",
        "坚定制度自信、道路自信、理论自信、文化自信。",
        "以习近平新时代特色社会主义思想为指导",
        "学习党的十九大四中全会精神",
        "统筹推进“五位一体”战略布局",
    ],
    good=[
        "增强政治意识、大局意识、看齐意识。",
        "增强“四个意识”、坚定“四个自信”、做到“两个维护”。",
        "贯彻创新、协调、绿色、开放、共享的新发展理念。",
        "推动绿色、协调发展。",
        Written("协调推进全面建成小康社会、全面深化改革、全面依法治国、全面从严治党", posted=date(2018, 1, 1)),
        "以习近平新时代中国特色社会主义思想为指导",
        "学习党的十九届四中全会精神",
    ],
)
def misstated_formulation(document: Document) -> Iterator[Evidence]:
    yield from once_each(document, _each(document))


def _each(document: Document) -> Iterator[Evidence]:
    covered = []
    for one in told(document, "misstated_formulations", in_quotes=True, in_titles=True, in_names=True):
        covered.append((one.start, one.end))
        yield one
    for fault in document.once(faults):
        if fault.old or any(fault.start < end and start < fault.end for start, end in covered):
            continue
        is_doubt = not fault.is_sure or setting_of(document, fault.start, fault.end).in_book_marks
        yield (doubt if is_doubt else found)(
            fault.start,
            fault.end,
            quote=document.text[fault.start : fault.end],
            note=f"{fault.why}。",
            suggestion=fault.suggestion,
            basis=fault.basis,
            confidence=0.6 if is_doubt else fault.confidence,
        )
