"""The short name of a formulation without its quotation marks.

Looks for: 四个意识, 两个维护, 五位一体 and the like outside quotation marks, told once for a document and as a doubt.
Matters because: the short names are written between quotation marks in the papers of the party.
To fix: put “ ” around the name.
Cannot see: marks that a page shows in its style only.
"""

from __future__ import annotations

from collections.abc import Iterator

from mingcha.examine.declaration import check, doubt
from mingcha.examine.wording.phrasebook import hits_of, register
from mingcha.examine.wording.setting import setting_of
from mingcha.model.document import Document
from mingcha.model.finding import Evidence, Severity
from mingcha.standards.formulations import quoted_names

NAMES = "names_of_formulations"
MORE_PLACES = 4
register(NAMES, quoted_names())


@check(
    severity=Severity.LOW,
    clauses=["PARTY-FORMULATIONS", "GBT-15834"],
    message="提法名称没有加引号：{quote}",
    advice="给提法名称加上引号，如“四个意识”。",
    bad=["增强四个意识、坚定四个自信、做到两个维护。"],
    good=[
        "增强“四个意识”、坚定“四个自信”、做到“两个维护”。",
        "《坚定四个自信的思考》",
        "落实三会一课制度（“三会一课”）",
    ],
)
def unquoted_formulation(document: Document) -> Iterator[Evidence]:
    places = []
    for hit in hits_of(document, NAMES):
        setting = setting_of(document, hit.start, hit.end)
        if hit.is_apart or setting.is_quoted or setting.in_book_marks or setting.is_title or setting.is_proper_name:
            continue
        if f"“{hit.entry.wording}”" in document.text:
            continue
        places.append(hit)
    if places:
        first = places[0]
        yield doubt(
            first.start,
            first.end,
            quote=document.text[first.start : first.end],
            suggestion=f"“{first.entry.wording}”",
            more_places=[str(document.place_at(one.start)) for one in places[1 : 1 + MORE_PLACES]],
            confidence=0.4,
            places=len(places),
        )
