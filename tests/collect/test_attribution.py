"""Whose post it is: by the first rule that names one unit, and never by a guess."""

from __future__ import annotations

from dataclasses import replace

import pytest

from mingcha.collect.attribution import attribute, unit_named
from mingcha.model.collected import PostFacts
from mingcha.model.site import Column, Rule, Site
from mingcha.model.unit import Alias, Unit
from mingcha.text.unit_names import UnitNames, UnknownUnit

UNITS = (
    Unit("czj", "县财政局", "a", 1),
    Unit("rmt", "县融媒体中心", "a", 2),
    Unit("zfb", "县政府办", "a", 3, aliases=(Alias("县人民政府办公室"), Alias("县政府办公室"))),
    Unit("bs", "白石镇", "b", 4),
    Unit("yjj", "县应急管理局", "a", 5, aliases=(Alias("县安监局"),)),
)
SITE = Site("云岭县人民政府", "http://www.a.gov.cn/", ("www.a.gov.cn",), county="云岭县", units=UNITS)
COLUMN = Column("http://www.a.gov.cn/tz/", "通知公告")


def facts(source: str = "", **more: str) -> PostFacts:
    return PostFacts("http://www.a.gov.cn/zwgk/czj/1.html", "关于某事的通知", None, source=source, **more)


@pytest.mark.parametrize(
    ("source", "unit"),
    [
        *(
            ("云岭县财政局", "czj"),
            ("来源：云岭县财政局 2023-12-01", "czj"),
            ("县财政局预算股", "czj"),
            ("财政局", "czj"),
            ("县财政局（综合科）", "czj"),
        ),
        *(("县融媒体中心 张某", "rmt"), ("云岭县融媒体中心 记者：李某 王某", "rmt"), ("县融媒体中心/陈某", "rmt")),
        *(
            ("白石镇人民政府办公室", "bs"),
            ("云岭县白石镇人民政府", "bs"),
            ("白石镇党政办", "bs"),
            ("白石镇 刘某、何某", "bs"),
        ),
        *(("云岭县人民政府办公室", "zfb"), ("县安监局", "yjj")),
    ],
)
def test_a_source_finds_its_unit_when_it_is_certain(source: str, unit: str) -> None:
    found = attribute(facts(source), column=COLUMN, site=SITE)
    assert (found.unit, found.by) == (unit, "source")
    assert found.why.startswith("来源")


@pytest.mark.parametrize(
    "source", ["新华社", "江西日报", "国务院办公厅", "人民网", "中国政府网", "省财政厅", "赣州市人民政府"]
)
def test_a_reprint_goes_to_the_owner_of_its_column(source: str) -> None:
    found = attribute(facts(source), column=replace(COLUMN, unit="zfb"), site=SITE)
    assert (found.unit, found.by) == ("zfb", "owner")
    assert "转载" in found.why and "县政府办" in found.why
    assert attribute(facts(source), column=COLUMN, site=SITE).unit == ""


@pytest.mark.parametrize("source", ["", "本站", "网络", "白石中学", "县财政局、县应急管理局", "县局", "张某"])
def test_who_cannot_be_told_stays_open_with_the_reason(source: str) -> None:
    found = attribute(facts(source), column=COLUMN, site=SITE)
    assert found.unit == "" and found.why


def test_two_units_in_one_source_are_named() -> None:
    with pytest.raises(UnknownUnit, match="县财政局、县应急管理局"):
        unit_named("县财政局 县应急管理局", UnitNames(UNITS, county="云岭县"), county="云岭县")


def test_the_offices_rules_go_in_their_order() -> None:
    rules = (Rule("path", "/zwgk/czj/", "czj"), Rule("source"))
    found = attribute(facts("白石镇"), column=COLUMN, site=replace(SITE, rules=rules))
    assert (found.unit, found.by) == ("czj", "path")
    turned = attribute(facts("白石镇"), column=COLUMN, site=replace(SITE, rules=rules[::-1]))
    assert turned.unit == "bs"


def test_rules_by_index_number_column_and_pattern() -> None:
    rules = (Rule("index", "/^Y01/", "czj"), Rule("column", "应急", "县应急管理局"), Rule("source", "宣传", "rmt"))
    site = replace(SITE, rules=rules)
    assert attribute(facts(index_number="Y01-2023-1"), site=site).unit == "czj"
    assert attribute(facts(), column=Column("u", "应急管理"), site=site).unit == "yjj"
    assert attribute(facts("县委宣传部"), site=site).unit == "rmt"
    assert attribute(facts(index_number="Z1"), column=COLUMN, site=site).unit == ""


def test_a_column_named_for_a_unit_is_its_own() -> None:
    found = attribute(facts(), column=Column("u", "工作动态", path=("部门", "县财政局")), site=SITE)
    assert (found.unit, found.by) == ("czj", "column")


def test_a_rule_nobody_can_read_is_told_and_passed_over() -> None:
    site = replace(SITE, rules=(Rule("path", "/[/", "czj"), Rule("weather"), Rule("owner")))
    found = attribute(facts(), column=replace(COLUMN, unit="nobody"), site=site)
    assert found.unit == "" and "weather" in found.why and "nobody" in found.why
