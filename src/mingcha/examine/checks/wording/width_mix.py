"""Full-width digits or letters among half-width ones.

Looks for: ２０24年, １２ and 12 in one text, Ｗeb; a text whose digits are all full-width is a doubt only.
Matters because: searches, sorting and screen readers take １２ and 12 for different things.
To fix: write digits and Latin letters half-width throughout.
Cannot see: digits drawn in pictures.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mingcha.examine.declaration import check
from mingcha.examine.wording.gathered import gathered
from mingcha.examine.wording.signs import FULL, signs
from mingcha.model.document import Document
from mingcha.model.finding import Evidence, Severity, Verdict
from mingcha.text.width import fold_all

_RUN = re.compile("[0-9A-Za-z０-９Ａ-Ｚａ-ｚ．.]*[０-９Ａ-Ｚａ-ｚ][0-9A-Za-z０-９Ａ-Ｚａ-ｚ．.]*")
_FULL = re.compile("[０-９Ａ-Ｚａ-ｚ]")
_HALF = re.compile("[0-9A-Za-z]")
# A text has some numbers before it can be said to write them half-width.
SOME = 3


@check(
    severity=Severity.LOW,
    clauses=["GBT-15835"],
    message="数字或字母全角、半角混用：{quote}",
    advice="数字和字母统一用半角。",
    bad=["截至２０24年底，全县完成造林。", "2023年12月，完成36件；2024年完成４８件，增长12件。"],
    good=["截至2024年底，全县完成造林。", "Ａ类企业", "增长5.6％"],
)
def width_mix(document: Document) -> Iterator[Evidence]:
    seen = document.once(signs)
    if not seen.present & FULL:
        return
    text = document.text
    runs = [match.span() for at in seen.at(FULL)[:500].tolist() if (match := _around(text, at)) is not None]
    runs = sorted(set(runs))
    broken = [run for run in runs if _HALF.search(text, *run)]
    digits = [run for run in runs if any("０" <= sign <= "９" for sign in text[run[0] : run[1]])]
    if broken:
        yield gathered(document, broken, suggestion=fold_all(text[broken[0][0] : broken[0][1]]))
    elif digits:
        first, last = digits[0]
        half = len(re.findall("(?<![0-9])[0-9]+", text[:20000]))
        verdict = Verdict.FOUND if half >= max(SOME, len(digits)) else Verdict.DOUBT
        yield gathered(
            document,
            digits,
            suggestion=fold_all(text[first:last]),
            verdict=verdict,
            confidence=1.0 if verdict is Verdict.FOUND else 0.5,
        )


def _around(text: str, at: int) -> re.Match[str] | None:
    start = at
    while (
        start > 0
        and at - start < 30
        and (_FULL.match(text, start - 1) or _HALF.match(text, start - 1) or text[start - 1] in "．.")
    ):
        start -= 1
    return _RUN.match(text, start)
