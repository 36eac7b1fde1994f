"""The ranking chart: what is broken, what is red, what is left out, and how it is told in words."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from bulletin.forms.sample import seed_bulletin
from lxml import etree

from mingcha.bulletin.forms import chart
from mingcha.bulletin.forms.picture import png
from mingcha.model.bulletin import Bar, Chart

SVG = "{http://www.w3.org/2000/svg}"
COUNTY = seed_bulletin().charts[0]


def drawn(one: Chart) -> etree._Element:
    return etree.fromstring(chart.svg(one))


def bars(svg: etree._Element) -> dict[str, etree._Element]:
    """The bars by the text of their title: name and number."""
    return {group.find(f"{SVG}title").text: group for group in svg.iter(f"{SVG}g")}


def breaks(group: etree._Element) -> int:
    return len(group.findall(f"{SVG}path"))


def simple(*ratios: str, cap: int = 200) -> Chart:
    made = tuple(Bar(str(n), f"单位{n}", Decimal(ratio)) for n, ratio in enumerate(ratios))
    return Chart("完成比例", "county", made, (), 0, cap)


def test_a_bar_past_the_cap_is_broken_and_still_bears_its_number() -> None:
    found = bars(drawn(simple("303.40", "200.00", "120.00")))
    assert list(found) == ["单位0 303.40%", "单位1 200.00%", "单位2 120.00%"]
    assert [breaks(group) for group in found.values()] == [2, 0, 0]
    widths = [float(group.find(f"{SVG}rect").get("width")) for group in found.values()]
    assert widths[0] == widths[1] > widths[2]


def test_whoever_is_below_the_target_is_red_and_bold() -> None:
    found = bars(drawn(simple("100.00", "99.99")))
    reached, missed = found.values()
    assert missed.find(f"{SVG}rect").get("fill") == chart.RED != reached.find(f"{SVG}rect").get("fill")
    assert all(text.get("stroke") == chart.RED for text in missed.findall(f"{SVG}text"))
    assert all(text.get("stroke") is None for text in reached.findall(f"{SVG}text"))


def test_the_target_line_is_drawn_over_the_bars_at_100_percent() -> None:
    svg = drawn(simple("150.00", "100.00"))
    children = list(svg)
    line = next(i for i, child in enumerate(children) if child.get("stroke-dasharray"))
    assert line > max(i for i, child in enumerate(children) if child.tag == f"{SVG}g")
    full = bars(svg)["单位1 100.00%"].find(f"{SVG}rect")
    edge = float(full.get("x")) + float(full.get("width"))
    assert float(children[line].get("d").split()[0][1:]) == pytest.approx(edge, abs=0.2)
    assert "年度任务线100%" in [text.text for text in svg.iter(f"{SVG}text")]


def test_the_units_left_out_are_counted() -> None:
    svg = drawn(COUNTY)
    assert len(bars(svg)) == 14
    assert "（其余26个单位略）" in [text.text for text in svg.iter(f"{SVG}text")]


def test_it_is_an_image_with_a_title_and_a_description_that_names_every_bar() -> None:
    svg = drawn(COUNTY)
    assert svg.get("role") == "img"
    assert svg.find(f"{SVG}title").text == COUNTY.title
    told = svg.find(f"{SVG}desc").text
    assert all(f"{bar.label}{bar.ratio:.2f}%" in told for bar in (*COUNTY.first, *COUNTY.last))


def test_it_is_drawn_at_final_width_with_text_that_can_be_read_and_nothing_outside() -> None:
    svg = drawn(COUNTY)
    assert svg.get("width") == "442pt"
    assert float(svg.get("font-size")) >= 9
    assert not [text for text in svg.iter(f"{SVG}text") if text.get("font-size")]
    height = float(svg.get("height").removesuffix("pt"))
    for text in svg.iter(f"{SVG}text"):
        assert 0 <= float(text.get("x")) <= 442
        assert 0 < float(text.get("y")) <= height


def test_a_very_long_name_is_shortened_in_print_and_whole_in_its_title() -> None:
    name = "县经济技术开发区与高新技术产业园区联合管理委员会"
    one = replace(COUNTY, first=(replace(COUNTY.first[0], label=name),), last=())
    svg = drawn(one)
    assert list(bars(svg)) == [f"{name} 303.40%"]
    assert "县经济技术开发区与高新技术产业…" in [text.text for text in svg.iter(f"{SVG}text")]


def test_a_chart_without_bars_says_so() -> None:
    empty = simple()
    assert "没有可排序的单位。" in chart.svg(empty)
    assert bars(drawn(empty)) == {}


@pytest.mark.parametrize(("highest", "last_tick"), [("60.00", "100%"), ("587.00", "600%")])
def test_the_axis_ends_where_the_rates_do(highest: str, last_tick: str) -> None:
    ticks = [text.text for text in drawn(simple(highest, cap=1000)).iter(f"{SVG}text")]
    assert last_tick in ticks


def test_the_picture_for_word_is_drawn_at_200_dots_per_inch() -> None:
    data = png(COUNTY, ignore_system_fonts=True)
    assert data.startswith(b"\x89PNG")
    assert int.from_bytes(data[16:20], "big") == pytest.approx(442 / 72 * 200, abs=2)
    assert data == png(COUNTY, ignore_system_fonts=True)
