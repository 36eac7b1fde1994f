"""Words put in place of generated ones, tied again to the figures and names that still stand in them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from mingcha.bulletin.retying import retied
from mingcha.model.bulletin import CaseFigure, CaseName, Run, Words
from mingcha.model.case_query import CaseCondition, CaseMeasure, CaseQuery
from mingcha.model.month import Month

MONTH = Month(2023, 12)
QUERY = CaseQuery(CaseCondition.OPEN, MONTH.first, MONTH.last)
TWENTY = CaseFigure("x.n", "20", 20, CaseMeasure.CASES, QUERY)
NAME = CaseName("x.1", "东山镇", "201", QUERY)
BEFORE: tuple[Run, ...] = (Words("12月，"), TWENTY, Words("项问题，如"), NAME, Words("。"))


def ties(text: str) -> list[str]:
    return [run.key for run in retied(text, BEFORE) if not isinstance(run, Words)]


def test_what_still_stands_is_tied() -> None:
    assert ties("共20项问题没有改，东山镇最多。") == ["x.n", "x.1"]
    assert ties("东山镇等单位没有改。") == ["x.1"]


def test_another_number_or_part_of_one_is_nobodys() -> None:
    assert ties("共21项问题。") == []
    assert ties("共120项问题，东山镇最多。") == ["x.1"]
    assert ties("20家单位。") == []
    assert ties("自2020年起，共20项。") == ["x.n"]


def test_names_in_another_order_are_tied_as_far_as_they_follow() -> None:
    assert ties("东山镇有20项问题。") == ["x.n"]


@given(st.text(alphabet="东山镇20项，共", max_size=30))
def test_no_word_is_added_or_lost(text: str) -> None:
    assert "".join(run.text for run in retied(text, BEFORE)) == text
