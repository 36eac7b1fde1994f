"""A unit is found by the names people really write, and a wrong name is answered with the nearest right one."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingcha.model.unit import Alias, Unit
from mingcha.text.unit_names import UnitNames, UnknownUnit

UNITS = (
    Unit("110", "县自然资源局", "county", 10),
    Unit("105", "县公安局", "county", 5),
    Unit("129", "县公安局交管大队", "county", 29),
    Unit(
        "117", "县卫健委", "county", 17, aliases=(Alias("县卫生健康委员会"), Alias("县卫计委", until=date(2019, 3, 31)))
    ),
    Unit("122", "县统计局", "county", 22),
    Unit("139", "统调队", "county", 39, prose_name="县统调队"),
    Unit("136", "某某市医疗保障局样例分局", "county", 36),
    Unit("135", "某某市样例生态环境局", "county", 35),
    Unit("137", "样例公路发展分中心", "county", 37),
    Unit("205", "新田镇政府", "town", 5, prose_name="新田镇"),
    Unit("214", "虎山乡人民政府", "town", 14),
)
NAMES = UnitNames(UNITS, county="样例县")


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("县自然资源局", "110"),
        ("自然资源局", "110"),
        ("样例县自然资源局", "110"),
        ("某某市样例县自然资源局", "110"),
        ("县 自然\n资源局", "110"),
        ("县自然资源局\u3000", "110"),
        ("统调队", "139"),
        ("县统调队", "139"),
        ("某某市医疗保障局 样例分局", "136"),
        ("县生态环境局", "135"),
        ("样例县公路发展分中心", "137"),
        ("公路发展分中心", "137"),
        ("新田镇", "205"),
        ("新田镇政府", "205"),
        ("新田镇人民政府", "205"),
        ("样例县新田镇人民政府", "205"),
        ("虎山乡", "214"),
        ("虎山乡政府", "214"),
        ("县卫生健康委员会", "117"),
        ("卫健委", "117"),
        ("公安局", "105"),
    ],
)
def test_a_unit_is_found_however_it_is_written(written: str, code: str) -> None:
    assert NAMES.find(written, date(2024, 1, 9)) == code


@pytest.mark.parametrize(
    ("written", "message"),
    [
        ("县统计调查队", "未找到“县统计调查队”，是否为“县统调队”？"),
        ("县自然姿源局", "未找到“县自然姿源局”，是否为“县自然资源局”？"),
        ("交管大队", "未找到“交管大队”，是否为“县公安局交管大队”？"),
        ("新田", "未找到“新田”，是否为“新田镇”？"),
        ("火星办", "未找到“火星办”，请核对单位名单"),
        (" ", "未填写"),
    ],
)
def test_an_unknown_name_is_answered_with_the_nearest_one(written: str, message: str) -> None:
    with pytest.raises(UnknownUnit) as unknown:
        NAMES.find(written)
    assert str(unknown.value) == message


def test_an_abbreviation_goes_before_a_name_that_only_begins_the_same() -> None:
    with pytest.raises(UnknownUnit) as unknown:
        NAMES.find("县统计调查队")
    assert unknown.value.suggestions == ("县统调队",)


def test_an_alias_holds_on_its_days_only() -> None:
    assert NAMES.find("县卫计委", date(2019, 3, 31)) == "117"
    with pytest.raises(
        UnknownUnit, match="“县卫计委”作为“县卫健委”的名称到 2019-03-31 止，2024-01-09 不能这样写，是否为“县卫健委”？"
    ):
        NAMES.find("县卫计委", date(2024, 1, 9))


def test_one_name_may_pass_from_unit_to_unit() -> None:
    day = date(2020, 1, 1)
    heirs = UnitNames(
        (
            Unit("1", "县甲局", "county", 1, aliases=(Alias("县老局", until=date(2019, 12, 31)),)),
            Unit("2", "县乙局", "county", 2, aliases=(Alias("县老局", since=day),)),
        )
    )
    assert heirs.find("县老局", date(2019, 6, 1)) == "1"
    assert heirs.find("县老局", day) == "2"


def test_a_name_that_could_be_two_units_names_both() -> None:
    twins = UnitNames((Unit("1", "县城市管理局", "county", 1), Unit("2", "城市管理局", "county", 2)), county="样例县")
    assert twins.find("城市管理局") == "2"
    with pytest.raises(UnknownUnit, match="“样例县城市管理局”可能是“县城市管理局”或“城市管理局”，请写全称"):
        twins.find("样例县城市管理局")


def test_another_county_of_the_same_unit_is_not_ours() -> None:
    with pytest.raises(UnknownUnit):
        NAMES.find("邻县自然资源局")


def test_without_a_county_name_only_the_leading_word_may_differ() -> None:
    names = UnitNames(UNITS)
    assert names.find("自然资源局") == "110"
    with pytest.raises(UnknownUnit, match="是否为“县自然资源局”？"):
        names.find("样例县自然资源局")


@given(st.sampled_from(UNITS), st.lists(st.sampled_from([" ", "　", "\n", "\u200b", "\t"]), max_size=6), st.randoms())
def test_spaces_and_line_breaks_never_matter(unit: Unit, spaces: list[str], chance) -> None:  # type: ignore[no-untyped-def]
    characters = [*unit.name, *spaces]
    name = list(unit.name)
    for space in spaces:
        name.insert(chance.randrange(len(name) + 1), space)
    assert sorted(characters) == sorted(name)
    assert NAMES.find("".join(name)) == unit.code


@given(st.text(max_size=30))
def test_any_text_is_a_unit_or_an_answer(text: str) -> None:
    try:
        assert NAMES.find(text, date(2024, 1, 9)) in {unit.code for unit in UNITS}
    except UnknownUnit as unknown:
        assert str(unknown)


def test_a_county_seat_that_is_a_city_drops_its_own_word() -> None:
    city = UnitNames((Unit("1", "市财政局", "county", 1),), county="样例市")
    assert city.find("财政局") == city.find("样例市财政局") == "1"
