"""A month's statistics: what counts for whom, what is unknown, and what is merely zero."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingcha.assess.statistics import UnknownUnit, month_statistics
from mingcha.model.count import MonthCount
from mingcha.model.month import Month
from mingcha.model.statistics import MonthStatistics, Policy, UnitStatistics
from mingcha.model.unit import Group, Target, Unit

COUNTY = Group("county", "县直单位", "县直单位", 1)
TOWN = Group("town", "乡镇", "乡（镇）", 2)
WATER = Unit("w", "县水利局", "county", 1)
HEALTH = Unit("h", "县卫健委", "county", 2)
HILL = Unit("t", "虎山乡政府", "town", 3, prose_name="虎山乡")
MARCH = Month(2024, 3)


def counts(unit: Unit, *posts: int, first: Month = MARCH.january, duplicates: int = 0) -> list[MonthCount]:
    return [MonthCount(unit.code, first.shift(index), number, duplicates) for index, number in enumerate(posts)]


def statistics(
    *given: list[MonthCount], units: tuple[Unit, ...] = (WATER, HEALTH, HILL), **changes: object
) -> MonthStatistics:
    values: dict[str, object] = {
        "units": units,
        "groups": (TOWN, COUNTY),
        "targets": [Target(unit.code, 2024, 450) for unit in units],
        "counts": [count for part in given for count in part],
        "month": MARCH,
    }
    return month_statistics(**(values | changes))  # type: ignore[arg-type]


def row(found: MonthStatistics, unit: Unit) -> UnitStatistics:
    return next(row for group in found.groups for row in group.units if row.unit.code == unit.code)


def test_groups_stand_in_annex_order_and_totals_are_sums_of_rows() -> None:
    found = statistics(counts(WATER, 1, 2, 3), counts(HILL, 10, 20, 30))
    assert [group.group.name for group in found.groups] == ["县直单位", "乡镇"]
    assert (found.year_to_date, found.new) == (66, 33)
    assert found.group("town").month == 30


def test_units_with_the_same_ratio_share_a_rank_in_official_order() -> None:
    found = statistics(counts(HEALTH, 100, 200, 165), counts(WATER, 65, 200, 200))
    assert [(row.unit.name, row.ratio, row.rank) for row in found.group("county").units] == [
        ("县水利局", Decimal("103.33"), 1),
        ("县卫健委", Decimal("103.33"), 1),
    ]


def test_a_unit_without_a_target_stands_last_without_ratio_or_rank() -> None:
    found = statistics(counts(HEALTH, 9, 9, 9), targets=[Target("w", 2024, 450)])
    last = found.group("county").units[-1]
    assert (last.unit.name, last.target, last.ratio, last.rank, last.completed) == ("县卫健委", None, None, None, None)


def test_a_target_of_another_year_is_not_this_years() -> None:
    found = statistics(counts(WATER, 1, 1, 1), targets=[Target("w", 2023, 450)])
    assert row(found, WATER).target is None


def test_a_month_nobody_published_in_is_missing_and_not_zero() -> None:
    found = statistics(counts(WATER, 5, 0, 5))
    assert found.missing == (Month(2024, 2),)


def test_silence_is_counted_month_by_month_until_the_last_post() -> None:
    found = statistics(counts(WATER, 5, 0, 0), counts(HILL, 1, 1, 1))
    assert row(found, WATER).zero_streak == 2
    assert row(found, HILL).zero_streak == 0


def test_silence_does_not_reach_back_into_months_without_a_ledger() -> None:
    found = statistics(counts(HILL, 1, 1, first=Month(2024, 2)))
    assert row(found, WATER).zero_streak == 2


def test_change_is_unknown_where_the_ledger_does_not_reach() -> None:
    found = statistics(counts(WATER, 4, 6, 9))
    assert row(found, WATER).change_from_last_month == 3
    assert row(found, WATER).change_from_last_year is None


def test_last_year_is_compared_month_with_month_and_year_with_year() -> None:
    found = statistics(counts(WATER, 4, 6, 9), counts(WATER, 1, 1, 5, first=Month(2023, 1)))
    assert row(found, WATER).change_from_last_year == 4
    assert row(found, WATER).year_to_date_last_year == 7


def test_net_counts_leave_duplicates_out_and_keep_the_gross_figure() -> None:
    found = statistics(counts(WATER, 10, 10, 10, duplicates=3), policy=Policy(net=True))
    assert (row(found, WATER).year_to_date, row(found, WATER).year_to_date_gross) == (21, 30)
    assert found.year_query(("w",)).net


def test_after_a_merger_the_successor_carries_the_years_count() -> None:
    ended = replace(HEALTH, active_to=date(2024, 2, 10), successor="w")
    found = statistics(counts(WATER, 10, 10, 10), counts(ended, 5, 5), units=(WATER, ended, HILL))
    assert [row.unit.name for row in found.group("county").units] == ["县水利局"]
    assert row(found, WATER).year_to_date == 40
    assert row(found, WATER).counted == ("w", "h")


def test_before_the_merger_each_unit_stands_for_itself() -> None:
    ends_later = replace(HEALTH, active_to=date(2024, 3, 31), successor="w")
    found = statistics(counts(WATER, 10, 10, 10), counts(ends_later, 5, 5, 5), units=(WATER, ends_later, HILL))
    assert row(found, WATER).year_to_date == 30


def test_a_unit_dissolved_without_successor_stays_in_the_years_table() -> None:
    dissolved = replace(HEALTH, active_to=date(2024, 1, 31))
    found = statistics(counts(dissolved, 7), counts(WATER, 1, 1, 1), units=(WATER, dissolved, HILL))
    assert row(found, dissolved).year_to_date == 7


def test_a_unit_not_yet_founded_or_long_gone_is_not_listed() -> None:
    future = replace(HEALTH, active_from=date(2024, 4, 1))
    gone = replace(WATER, active_to=date(2023, 12, 31))
    found = statistics(counts(HILL, 1, 1, 1), units=(gone, future, HILL))
    assert found.group("county").units == ()


def test_mergers_in_a_circle_are_refused() -> None:
    one = replace(WATER, active_to=date(2024, 1, 1), successor="h")
    other = replace(HEALTH, active_to=date(2024, 1, 1), successor="w")
    with pytest.raises(ValueError, match="绕成了圈"):
        statistics(units=(one, other, HILL))


def test_counts_of_a_stranger_are_refused() -> None:
    with pytest.raises(UnknownUnit, match="x"):
        statistics([MonthCount("x", MARCH, 1)])


def test_a_month_given_twice_for_a_unit_is_refused() -> None:
    with pytest.raises(ValueError, match="两次"):
        statistics(counts(WATER, 1), counts(WATER, 1))


@given(st.lists(st.tuples(st.sampled_from("wht"), st.integers(1, 12), st.integers(0, 300)), max_size=40))
def test_no_post_is_lost_and_none_is_counted_twice(posts: list[tuple[str, int, int]]) -> None:
    table = {(unit, month): number for unit, month, number in posts}
    ended = replace(HEALTH, active_to=date(2024, 2, 10), successor="w")
    found = statistics(
        [MonthCount(unit, Month(2024, month), number) for (unit, month), number in table.items()],
        units=(WATER, ended, HILL),
    )
    assert found.year_to_date == sum(number for (_, month), number in table.items() if month <= 3)
    assert found.new == sum(number for (_, month), number in table.items() if month == 3)
