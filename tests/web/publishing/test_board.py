"""What the overview makes of a month's statistics."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from mingcha.assess.statistics import month_statistics
from mingcha.model.count import MonthCount, PostQuery
from mingcha.model.month import Month
from mingcha.model.unit import Group, Target, Unit
from mingcha.web.publishing import board

GROUPS = (Group("county", "县直单位", "县直单位", 1),)
UNITS = tuple(Unit(code=code, name=f"单位{code}", group="county", order=place) for place, code in enumerate("ABCD"))
TARGETS = [Target("A", 2023, 120), Target("B", 2023, 120), Target("C", 2023, 10)]
PER_MONTH = {"A": 10, "B": 5, "C": 30, "D": 1}


def statistics(month, *, skip=()):
    counts = [
        MonthCount(code, Month(2023, number), posts)
        for code, posts in PER_MONTH.items()
        for number in range(1, month + 1)
        if (code, number) not in skip and number not in skip
    ]
    return month_statistics(units=UNITS, groups=GROUPS, targets=TARGETS, counts=counts, month=Month(2023, month))


def link(query: PostQuery) -> str:
    return f"{','.join(query.units)} {query.first.key}-{query.last.key}"


def states(month):
    return {
        row.unit.code: board.state(row, month=Month(2023, month)).words for row in statistics(month).groups[0].units
    }


def test_before_december_a_unit_is_held_against_the_share_of_the_year():
    assert states(6) == {"A": "按进度", "B": "落后进度", "C": "已完成", "D": "无任务"}


def test_in_december_there_is_only_done_or_not():
    assert states(12) == {"A": "已完成", "B": "未完成", "C": "已完成", "D": "无任务"}


@pytest.mark.parametrize(("ratio", "length"), [(None, 0), ("57.71", 57.71), ("200.00", 200), ("586.79", 200)])
def test_a_bar_ends_at_the_edge_of_its_axis(ratio, length):
    assert board.bar(None if ratio is None else Decimal(ratio)) == length


def figures(month, **more):
    made = board.county_figures(statistics(month, **more), link, here=lambda show: f"?show={show}")
    return {figure.label: figure for figure in made}


def test_each_key_figure_leads_to_exactly_its_posts_or_units():
    found = figures(12)
    assert (found["本年累计发布"].value, found["本年累计发布"].link) == (552, "C,A,B,D 202301-202312")
    assert (found["县直单位本月"].value, found["县直单位本月"].link) == (46, "C,A,B,D 202312-202312")
    assert (found["未完成任务单位"].value, found["未完成任务单位"].link) == (1, "?show=unfinished")
    assert (found["本月零发布单位"].value, found["本月零发布单位"].link) == (0, "?show=zero")


def test_changes_are_told_in_words():
    found = figures(12, skip={("A", 12)})
    assert found["本月新增"].since == "较上月 −10"
    assert found["未完成任务单位"].since == "较上月 持平"
    assert found["本月零发布单位"].since == "较上月 +1"
    assert figures(6)["未完成任务单位"].since == "其中落后进度 1 家"


def test_a_month_without_data_is_not_a_month_of_zeros():
    found = figures(12, skip={12})
    assert found["本月新增"].value is None
    assert found["本月零发布单位"].value is None
    # Nothing that is missing is said to have changed.
    assert {figure.since for figure in found.values() if figure.value is None} == {"未有数据"}
    rows = board.board_groups(statistics(12, skip={12}), link, sort="rank", show="", group="")[0].rows
    assert {row.month for row in rows} == {None}


def test_the_month_after_a_gap_has_no_change():
    assert figures(12, skip={11})["本月新增"].since == "上月未有数据"


def test_without_any_target_nobody_is_said_to_have_finished():
    bare = tuple(
        replace(group, units=tuple(replace(row, target=None, ratio=None, rank=None) for row in group.units))
        for group in statistics(12).groups
    )
    found = board.county_figures(replace(statistics(12), groups=bare), link, here=lambda show: f"?show={show}")
    (unfinished,) = [figure for figure in found if figure.label == "未完成任务单位"]
    assert unfinished.value is None
    assert unfinished.since.endswith("年度任务还没有登记")


def codes(sort="rank", show=""):
    groups = board.board_groups(statistics(12), link, sort=sort, show=show, group="")
    return "".join(row.statistics.unit.code for row in groups[0].rows)


def test_rows_sort_by_any_column_and_the_unknown_stay_last():
    assert codes() == "CABD"
    assert codes("-ratio") == "CABD"
    assert codes("ratio") == "BACD"
    assert codes("month") == "DBAC"
    assert codes("order") == "ABCD"
    assert codes("-target") == "ABCD"
    assert codes("nonsense") == "CABD"


def test_only_the_units_asked_for_are_shown():
    assert codes(show="unfinished") == "B"
    assert codes(show="zero") == ""


def test_a_units_own_cards_tell_what_is_left_to_do():
    month = statistics(12)
    line = next(row for row in month.groups[0].units if row.unit.code == "B")
    found = {figure.label: figure for figure in board.unit_figures(line, month.groups[0], month, link)}
    assert found["距年度任务还差"].value == 60
    assert found["距年度任务还差"].since == "任务 120 条，完成 50.00%"
    assert (found["县直单位名次"].value, found["县直单位名次"].unit) == (3, "/ 4 家")
