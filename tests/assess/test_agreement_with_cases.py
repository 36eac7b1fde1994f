"""What is printed of cases, held against a recount."""

from __future__ import annotations

from dataclasses import replace

from bulletin.county import bulletin, counts, statistics

from mingcha.assess.agreement_with_cases import cases_against_record
from mingcha.model.bulletin import Bulletin, CaseFigure, CaseName, Origin, Paragraph, Section, Words
from mingcha.model.case_query import CaseCondition, CaseMeasure, CaseQuery
from mingcha.model.month import Month
from mingcha.model.reconciliation import Verdict

MONTH = Month(2023, 12)
OPEN = CaseQuery(CaseCondition.OPEN, MONTH.first, MONTH.last)
NAMED = replace(OPEN, units=("201",), cases=(7, 8))
FIGURE = CaseFigure("x.n", "2", 2, CaseMeasure.CASES, OPEN, (7, 8))
NAME = CaseName("x.1", "东山镇", "201", NAMED)


def printing(*runs: CaseFigure | CaseName | Words, rests_on: tuple[CaseQuery, ...] = ()) -> Bulletin:
    found = bulletin(statistics(MONTH, counts(MONTH, a=12, b=9, c=10, t=40)))
    paragraph = Paragraph(tuple(runs), Origin.GENERATED, rests_on=rests_on)
    return replace(found, sections=(*found.sections, Section("problems", "存在问题", (paragraph,))))


def compared(printed: Bulletin, found: int) -> dict[str, tuple[Verdict, int | None]]:
    agreements = cases_against_record(printed, lambda query, measure: found)
    return {one.key: (one.verdict, one.difference) for one in agreements}


def test_what_the_recount_finds_agrees() -> None:
    assert compared(printing(FIGURE, NAME), 2) == {
        "printed.cases": (Verdict.AGREES, 0),
        "named.cases": (Verdict.AGREES, 0),
    }


def test_a_case_that_is_no_more_is_told_by_figure_and_by_unit() -> None:
    found = list(cases_against_record(printing(FIGURE, NAME), lambda query, measure: 1))
    assert [one.verdict for one in found] == [Verdict.DIFFERS, Verdict.DIFFERS]
    assert [part.name for one in found for part in one.parts] == ["整改事项数（x.n）", "东山镇（x.1）"]


def test_a_reworded_paragraph_answers_for_what_it_rested_on() -> None:
    assert compared(printing(Words("东山镇没有改。"), rests_on=(NAMED, OPEN)), 1) == {
        "reworded.cases": (Verdict.DIFFERS, 1)
    }


def test_a_bulletin_that_says_nothing_of_cases_is_not_compared_with_them() -> None:
    assert compared(printing(Words("无。")), 0) == {}
