"""Templates: filled with runs, and refused with the place and the nearest right name."""

from __future__ import annotations

import pytest

from mingcha.bulletin.templates import TemplateFault, check, fill
from mingcha.model.bulletin import CaseName, Words
from mingcha.model.case_query import CaseCondition, CaseQuery
from mingcha.model.month import Month

MONTH = Month(2023, 12)
NAME = CaseName("x.1", "东山镇", "201", CaseQuery(CaseCondition.OPEN, MONTH.first, MONTH.last, cases=(1,)))


def test_places_are_filled_and_plain_words_joined() -> None:
    runs = fill("如{单位}{问题}，{月}", {"单位": (NAME,), "问题": (Words("死链"),), "月": (Words("12月"),)})
    assert runs == (Words("如"), NAME, Words("死链，12月"))


def test_an_empty_value_leaves_no_trace() -> None:
    assert fill("{单位}{问题}", {"单位": (NAME,), "问题": ()}) == (NAME,)


@pytest.mark.parametrize(
    ("template", "why"),
    [
        ("", "句式是空的"),
        ("如{单为}", "没有名为 {单为} 的占位符，是否为 {单位}？可用的有：{单位}、{问题}"),
        ("如{unit}", "没有名为 {unit} 的占位符，可用的有"),
        ("如{单位", "花括号没有成对"),
        ("如{单位}}", "花括号没有成对"),
        ("如{{单位}", "花括号没有成对"),
        ("如｛单位｝", "应为半角"),
        ("如此", "缺少 {单位}"),
        ("{单位}" + "长" * 300, "最多 300 字"),
    ],
)
def test_a_template_that_cannot_be_filled_says_why(template: str, why: str) -> None:
    with pytest.raises(TemplateFault, match=r".*") as fault:
        check(template, places=("单位", "问题"), required=("单位",))
    assert why in str(fault.value)
