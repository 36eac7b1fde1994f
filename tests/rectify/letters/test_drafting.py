"""The letters say what the law lets the office say, to whom it may say it, and which cases they are about."""

from __future__ import annotations

from datetime import date

import pytest

from mingcha.calendar import WorkingCalendar
from mingcha.model.escalation import Step
from mingcha.rectify.letters.drafting import MOST_TOLD, draft
from mingcha.standards.escalation import ladder
from mingcha.standards.load import clauses

RUNGS = {rung.name: rung for rung in ladder().rungs}
FRIDAY = date(2023, 12, 29)


def letter(name, *, number=1, is_vertical=False, today=FRIDAY):
    rung = RUNGS[name]
    steps = [Step(rung, n, "103", f"第{n}个问题", today, 1, 2, ("逾期2个工作日",)) for n in range(1, number + 1)]
    return draft(
        rung,
        steps,
        unit="统调队",
        is_vertical=is_vertical,
        county="样例县",
        sender="样例县人民政府办公室",
        today=today,
        calendar=WorkingCalendar.from_standards(),
        clauses=clauses(),
    )


def test_a_reminder_lists_its_cases_and_sets_a_working_day():
    made = letter("reminder", number=2)
    assert made.addressed == "统调队政务公开工作责任人"
    assert made.paragraphs[:3] == (
        "你单位有 2 项问题已过整改期限，尚未整改到位：",
        "1.第1个问题。逾期2个工作日。",
        "2.第2个问题。逾期2个工作日。",
    )
    assert "请于2024年1月3日前完成整改" in made.paragraphs[3]


@pytest.mark.parametrize("name", RUNGS)
@pytest.mark.parametrize("is_vertical", [False, True])
def test_the_office_orders_and_punishes_nothing_by_itself(name, is_vertical):
    text = "".join(letter(name, is_vertical=is_vertical).paragraphs)
    assert "处分" not in text
    assert "{" not in text
    if name != "accountability":
        assert "责令" not in text
    else:
        assert "由有权机关依法决定" in text or "贵单位和有权机关依法决定" in text
        assert "研究是否责令" in text
        assert "《中华人民共和国政府信息公开条例》第四十七条、第五十三条" in text


@pytest.mark.parametrize("name", ["circular", "second_circular", "talk", "accountability"])
def test_a_vertical_unit_is_answered_for_by_its_own_superior_with_a_copy_to_the_county(name):
    made = letter(name, is_vertical=True)
    assert made.addressed == "统调队的上级主管部门"
    assert "样例县人民政府" in made.copies
    assert "现予通报" not in "".join(made.paragraphs)
    assert letter(name).addressed != made.addressed


def test_a_long_list_is_cut_and_says_how_many_are_left_out():
    made = letter("reminder", number=MOST_TOLD + 5)
    assert "另有 5 项，见本单位整改清单。" in made.paragraphs


def test_without_the_years_holidays_a_weekday_is_set():
    assert "2099年1月12日前" in "".join(letter("deputy_leader", today=date(2099, 1, 9)).paragraphs)
