"""Which new faults come of mending a case: the two stories of the sample county, and what is chance."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from mingcha.model.case import Relation
from mingcha.rectify.neighbourhood import Fault, Spot, tie

TOLD, SEEN = date(2023, 11, 20), date(2023, 12, 1)
SITE = "http://www.yangli.example"
REPORT = Spot(
    post=f"{SITE}/tsk/xxgknb/1.html",
    title="铁石口镇2022年政府信息公开工作年度报告",
    unit="208",
    columns=frozenset({f"{SITE}/tsk/xxgknb/"}),
    above="铁石口镇",
    published=date(2022, 12, 30),
)
NEWS = Spot(
    post=f"{SITE}/tsk/xxgknb/2.html",
    title="铁石口镇开展冬季森林防火巡查",
    unit="208",
    columns=frozenset({f"{SITE}/tsk/xxgknb/"}),
    above="铁石口镇",
    published=date(2023, 11, 28),
)
ROADS = Spot(
    post=f"{SITE}/hsx/1.html",
    title="虎山乡2023年农村公路养护资金安排表",
    unit="214",
    columns=frozenset({f"{SITE}/hsx/zdly/"}),
    published=date(2023, 10, 17),
)
AGAIN = replace(ROADS, post=f"{SITE}/hsx/2.html", published=date(2023, 11, 27), repeats=frozenset({ROADS.post}))


def tied(fault, *spots, check="late_report", family="annual_report", told=TOLD, closed=None):
    return tie(fault, spots, check=check, family=family, told=told, closed=closed)


def test_news_among_annual_reports_after_the_date_was_mended_came_of_it():
    found = tied(Fault("misplaced_post", "paperwork", NEWS, SEEN), REPORT)
    assert (found.relation, found.counts) == (Relation.SAME_COLUMN, True)


def test_a_document_put_up_again_after_its_link_was_mended_came_of_it():
    found = tied(Fault("duplicate_post", "duplicates", AGAIN, SEEN), ROADS, check="dead_link")
    assert (found.relation, found.counts) == (Relation.COPY, True)


def test_a_misspelt_word_in_an_unrelated_new_post_of_the_column_is_chance():
    found = tied(Fault("misspelt_word", "wording", NEWS, SEEN), REPORT)
    assert (found.relation, found.counts) == (Relation.SAME_COLUMN, False)


def test_a_misplaced_post_in_a_column_where_a_word_was_mended_is_chance():
    found = tied(Fault("misplaced_post", "paperwork", NEWS, SEEN), REPORT, check="misspelt_word", family="wording")
    assert (found.relation, found.counts) == (Relation.SAME_COLUMN, False)


def test_an_empty_field_of_another_post_of_the_column_is_chance():
    found = tied(Fault("missing_platform_metadata", "paperwork", NEWS, SEEN), REPORT)
    assert (found.relation, found.counts) == (Relation.SAME_COLUMN, False)


def test_what_stood_there_before_the_unit_was_told_came_of_nothing():
    assert tied(Fault("misplaced_post", "paperwork", NEWS, TOLD), REPORT) is None
    old = replace(NEWS, published=date(2023, 10, 1))
    assert tied(Fault("misplaced_post", "paperwork", old, SEEN), REPORT) is None


def test_a_new_fault_in_the_very_post_counts_whatever_it_is():
    found = tied(Fault("misspelt_word", "wording", REPORT, SEEN), REPORT)
    assert (found.relation, found.counts) == (Relation.SAME_POST, True)


def test_two_faults_of_a_whole_site_are_not_in_one_post():
    site = Spot(post="www.yangli.example", source=f"{SITE}/a.html", unit="208", columns=frozenset({f"{SITE}/a.html"}))
    other = replace(site, source=f"{SITE}/b.html", columns=frozenset({f"{SITE}/b.html"}))
    found = tied(Fault("missing_platform_column", "completeness", other, SEEN), site, check="missing_page_tag")
    assert found is None or not found.counts


def test_the_same_title_alone_makes_no_copy():
    other = replace(AGAIN, repeats=frozenset(), columns=frozenset())
    assert tied(Fault("misspelt_word", "wording", other, SEEN), ROADS, check="dead_link").relation is Relation.SAME_UNIT
    same_fault = tied(Fault("misspelt_word", "wording", other, SEEN), ROADS, check="misspelt_word")
    assert same_fault.relation is Relation.COPY


def test_a_neighbouring_column_and_the_units_week_are_near_and_never_count():
    sibling = replace(NEWS, columns=frozenset({f"{SITE}/tsk/gzdt/"}))
    assert tied(Fault("misplaced_post", "paperwork", sibling, SEEN), REPORT) == tied(
        Fault("duplicate_post", "duplicates", sibling, SEEN), REPORT
    )
    assert tied(Fault("misplaced_post", "paperwork", sibling, SEEN), REPORT).counts is False
    week = replace(sibling, above="", published=date(2023, 11, 24))
    assert tied(Fault("misplaced_post", "paperwork", week, SEEN), REPORT).relation is Relation.SAME_UNIT
    later = replace(week, published=date(2023, 11, 28))
    assert tied(Fault("misplaced_post", "paperwork", later, SEEN), REPORT) is None


def test_another_units_faults_are_elsewhere():
    other = replace(NEWS, unit="201", columns=frozenset({f"{SITE}/jdz/"}), above="嘉定镇")
    assert tied(Fault("misplaced_post", "paperwork", other, SEEN), REPORT) is None


def test_long_after_closing_nothing_is_tied_any_more():
    fault = Fault("misplaced_post", "paperwork", NEWS, SEEN)
    assert tied(fault, REPORT, closed=date(2023, 11, 25)) is not None
    assert tied(fault, REPORT, told=date(2023, 9, 1), closed=date(2023, 10, 10)) is None


def test_the_closest_way_is_told():
    fault = Fault("duplicate_post", "duplicates", AGAIN, SEEN)
    assert tied(fault, replace(ROADS, post="x", title=""), ROADS).relation is Relation.COPY
