"""What must hold of a roster."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from mingcha.model.unit import Alias, Group, Unit
from mingcha.web.units.rules import unit_faults

GROUPS = (Group("county", "县直单位", "县直单位", 1),)
FINANCE = Unit(code="1", name="县财政局", group="county", order=1)
STATISTICS = Unit(code="2", name="县统计局", group="county", order=2, aliases=(Alias("统计局"),))


def faults(unit, *others):
    return [(fault.field, fault.message) for fault in unit_faults(unit, roster=(*others, unit), groups=GROUPS)]


def test_a_good_unit_has_no_faults():
    assert faults(STATISTICS, FINANCE) == []


@pytest.mark.parametrize(
    ("change", "field", "words"),
    [
        ({"code": "new"}, "code", "不可用"),
        ({"code": "甲1"}, "code", "不可用"),
        ({"name": "县财政局"}, "name", "同名"),
        ({"name": " "}, "name", "未填写单位名称"),
        ({"name": "县财政局 "}, "name", "同名"),
        ({"prose_name": "县财政局"}, "prose_name", "导入时会分不清"),
        ({"prose_name": "长" * 61}, "prose_name", "超过 60 个字"),
        ({"aliases": (Alias("长" * 61),)}, "aliases", "超过 60 个字"),
        ({"aliases": (Alias("甲"), Alias("甲"))}, "aliases", "写了两次"),
        ({"aliases": (Alias("甲", date(2020, 1, 1)), Alias("甲", date(2020, 1, 1)))}, "aliases", "写了两次"),
        ({"group": "towns"}, "group", "未找到分组“towns”，现有分组：县直单位"),
        ({"group": ""}, "group", "未填写分组"),
        ({"active_from": date(2023, 5, 1), "active_to": date(2023, 4, 30)}, "active_to", "早于"),
        ({"parent": "2"}, "parent", "不能是自己"),
        ({"successor": "2", "active_to": date(2023, 1, 1)}, "successor", "不能并入自己"),
        ({"successor": "1"}, "active_to", "停用日期"),
        ({"aliases": (Alias("县财政局"),)}, "aliases", "现用的名称"),
        ({"aliases": (Alias("老名", date(2023, 2, 1), date(2023, 1, 1)),)}, "aliases", "早于"),
    ],
)
def test_each_fault_is_told_at_its_field(change, field, words):
    found = faults(replace(STATISTICS, **change), FINANCE)
    assert [each for each, message in found if words in message] == [field]


def test_a_code_that_differs_only_in_case_is_refused():
    found = faults(replace(STATISTICS, code="S2"), replace(FINANCE, code="s2"))
    assert [(field, "只差大小写" in message) for field, message in found] == [("code", True)]


def test_a_name_that_is_anothers_prose_name_is_refused():
    other = replace(FINANCE, prose_name="县财政")
    assert [field for field, _ in faults(replace(STATISTICS, name="县财政"), other)] == ["name"]
    assert [field for field, _ in faults(replace(STATISTICS, prose_name="县财政"), other)] == ["prose_name"]


def test_an_alias_may_be_borne_twice_at_different_times():
    times = (Alias("甲", None, date(2019, 12, 31)), Alias("甲", date(2021, 1, 1)))
    assert faults(replace(STATISTICS, aliases=times), FINANCE) == []


def test_a_former_name_of_another_unit_may_be_taken_over():
    former = replace(STATISTICS, aliases=(Alias("县财政局", None, date(2019, 12, 31)),))
    assert faults(former, FINANCE) == []


def test_two_units_may_bear_an_alias_one_after_the_other_but_not_together():
    first = replace(FINANCE, aliases=(Alias("财统局", None, date(2020, 6, 30)),))
    later = replace(STATISTICS, aliases=(Alias("财统局", date(2020, 7, 1)),))
    together = replace(STATISTICS, aliases=(Alias("财统局", date(2020, 6, 30)),))
    assert faults(later, first) == []
    assert [field for field, _ in faults(together, first)] == ["aliases"]


def test_a_name_that_is_anothers_alias_is_refused():
    assert faults(replace(FINANCE, name="统计局"), STATISTICS)[0][0] == "name"


@pytest.mark.parametrize("relation", ["parent", "successor"])
def test_relations_that_run_in_a_circle_are_refused(relation):
    ended = {"active_to": date(2023, 1, 1)}
    first = replace(FINANCE, **{relation: "2"}, **ended)
    second = replace(STATISTICS, **{relation: "1"}, **ended)
    assert relation in [field for field, _ in faults(second, first)]
