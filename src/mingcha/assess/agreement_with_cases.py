"""Printed counts of cases and units named for them, held against a recount of the record made apart from them."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from mingcha.model.bulletin import Bulletin, CaseFigure
from mingcha.model.case_query import CaseMeasure, CaseQuery
from mingcha.model.reconciliation import Agreement, Part

# Counts again what a query finds; without a measure, cases.
RecountCases = Callable[[CaseQuery, CaseMeasure], int]


def cases_against_record(bulletin: Bulletin, recount: RecountCases) -> Iterable[Agreement]:
    """Nothing where the bulletin says nothing of cases."""
    figures = bulletin.case_figures()
    if figures:
        parts = [Part(_called(figure), int(figure.text), recount(figure.cases, figure.measure)) for figure in figures]
        wrong = tuple(part for part in parts if part.difference)
        yield Agreement(
            key="printed.cases",
            name="文中每个整改数字按整改记录重数",
            left_name="数字个数",
            right_name="重数相符",
            left=len(parts),
            right=len(parts) - len(wrong),
            parts=wrong,
        )
    names = bulletin.case_names()
    if names:
        found = [
            Part(f"{name.text}（{name.key}）", len(name.cases.cases), recount(name.cases, CaseMeasure.CASES))
            for name in names
        ]
        yield Agreement(
            key="named.cases",
            name="点名单位所依据的整改事项",
            left_name="文中依据",
            right_name="记录中属实",
            left=sum(part.left for part in found),
            right=sum(part.right for part in found),
            parts=tuple(part for part in found if part.difference),
        )
    yield from _reworded(bulletin, recount)


def _reworded(bulletin: Bulletin, recount: RecountCases) -> Iterable[Agreement]:
    """Paragraphs that people reworded: the cases they rested on when they were written must still be so."""
    parts = []
    for section in bulletin.sections:
        for number, item in enumerate(section.paragraphs, start=1):
            named = [query for query in item.rests_on if query.cases]
            if named:
                left = sum(len(query.cases) for query in named)
                right = sum(recount(query, CaseMeasure.CASES) for query in named)
                parts.append(Part(f"【{section.title}】第{number}段", left, right))
    if parts:
        yield Agreement(
            key="reworded.cases",
            name="改写的段落所依据的整改事项",
            left_name="改写时",
            right_name="记录中属实",
            left=sum(part.left for part in parts),
            right=sum(part.right for part in parts),
            parts=tuple(part for part in parts if part.difference),
        )


def _called(figure: CaseFigure) -> str:
    return f"{figure.measure.label}（{figure.key}）"
