"""The bulletin as a value: every figure carries the query that proves it."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from bulletin.county import LAYOUT, UNITS, bulletin, counts, statistics
from hypothesis import given
from hypothesis import strategies as st

from mingcha.model.bulletin import Bulletin, Measure, Origin, Words
from mingcha.model.count import MonthCount
from mingcha.model.layout import Layout
from mingcha.model.month import Month
from mingcha.model.plain import from_plain, to_plain

DECEMBER = Month(2023, 12)
POSTS = counts(DECEMBER, a=12, b=2, c=9, t=40)


@given(st.lists(st.integers(1, 60), min_size=48, max_size=48))
def test_every_count_is_what_its_own_query_finds(numbers: list[int]) -> None:
    cells = [(unit.code, month) for unit in UNITS for month in DECEMBER.year_to_date]
    posts = [MonthCount(unit, month, n) for (unit, month), n in zip(cells, numbers, strict=True)]
    for figure in bulletin(statistics(DECEMBER, posts)).figures():
        if figure.measure is Measure.POSTS:
            assert figure.value == sum(count.gross for count in posts if figure.posts.covers(count))
            assert figure.text == str(figure.value)


def test_keys_are_unique_so_that_a_figure_is_found_again() -> None:
    keys = [run.key for run in bulletin(statistics(DECEMBER, POSTS)).runs() if not isinstance(run, Words)]
    assert len(keys) == len(set(keys))


def test_an_annex_row_prints_name_target_year_month_and_ratio() -> None:
    first = bulletin(statistics(DECEMBER, POSTS)).annexes[0].rows[0]
    assert [cell.text for cell in first.cells] == ["县林业局", "120", "144", "12", "120.00"]
    assert not first.unfinished


def test_unfinished_rows_are_marked() -> None:
    rows = bulletin(statistics(DECEMBER, POSTS)).annexes[0].rows
    assert [(row.cells[0].text, row.unfinished) for row in rows] == [
        ("县林业局", False),
        ("县气象局", True),
        ("统调队", True),
    ]


def test_before_december_a_unit_ahead_of_an_even_pace_is_not_marked() -> None:
    march = Month(2023, 3)
    rows = bulletin(statistics(march, counts(march, a=11, b=9, c=10, t=10))).annexes[0].rows
    assert [(row.cells[0].text, row.unfinished) for row in rows] == [
        ("县林业局", False),
        ("县气象局", False),
        ("统调队", True),
    ]


def test_a_unit_without_a_target_prints_a_dash() -> None:
    found = statistics(DECEMBER, POSTS)
    bare = replace(found.groups[0].units[0], target=None, ratio=None, rank=None)
    group = replace(found.groups[0], units=(bare,))
    row = bulletin(replace(found, groups=(group, found.groups[1]))).annexes[0].rows[0]
    assert [cell.text for cell in row.cells] == ["县林业局", "—", "144", "12", "—"]


def test_written_paragraphs_follow_the_generated_ones_and_say_who_wrote_them() -> None:
    overview, requirements = bulletin(statistics(DECEMBER, POSTS)).sections
    assert [paragraph.generator for paragraph in overview.paragraphs] == ["totals", "rankings"]
    assert [(p.origin, p.author) for p in requirements.paragraphs] == [(Origin.WRITTEN, "经办员")]


def test_the_issue_is_numbered_in_its_own_year_not_in_that_of_its_figures() -> None:
    assert bulletin(statistics(DECEMBER, POSTS)).title == "督查专报2024年第1期"


def test_the_counting_policy_is_stated_when_the_office_wants_it() -> None:
    layout = replace(LAYOUT, state_counting=True)
    assert "名次并列" in bulletin(statistics(DECEMBER, POSTS), layout=layout).counting


def test_the_chart_leaves_no_gap_that_hides_a_single_unit() -> None:
    chart = bulletin(statistics(DECEMBER, POSTS)).charts[0]
    assert [bar.ratio for bar in chart.first] == [Decimal("120.00"), Decimal("90.00"), Decimal("20.00")]
    assert chart.last == () and chart.omitted == 0


def test_a_frozen_bulletin_thaws_to_the_same_value() -> None:
    found = bulletin(statistics(DECEMBER, POSTS))
    assert from_plain(Bulletin, to_plain(found)) == found


def test_a_layout_survives_the_same_journey() -> None:
    assert from_plain(Layout, to_plain(LAYOUT)) == LAYOUT
