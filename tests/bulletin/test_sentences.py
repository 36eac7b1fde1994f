"""Sentences that statistics write: every word of them, and their silence where evidence is missing."""

from __future__ import annotations

from dataclasses import replace

import pytest
from bulletin.county import LAYOUT, bulletin, counts, statistics, text

from mingcha.bulletin.sentences import month_change, zero_posts
from mingcha.model.bulletin import Figure, MissingEvidence, UnitName, Words
from mingcha.model.layout import RankingPlan, SectionPlan
from mingcha.model.month import Month
from mingcha.model.statistics import Policy, Ties

DECEMBER, MARCH, JANUARY = Month(2023, 12), Month(2024, 3), Month(2024, 1)


def said(runs: tuple[Words | Figure | UnitName, ...]) -> str:
    return "".join(run.text for run in runs)


def test_the_year_and_the_month_in_one_sentence_each() -> None:
    found = bulletin(statistics(DECEMBER, counts(DECEMBER, a=12, b=9, c=10, t=40)))
    assert text(found).splitlines()[0] == (
        "2023年1-12月，县政府门户网站累计主动公开政府信息852条。12月份乡（镇）新增公开40条、县直单位新增公开31条。"
    )


def test_in_january_the_year_so_far_is_the_month() -> None:
    found = bulletin(statistics(JANUARY, counts(JANUARY, a=12, b=9, c=10, t=40)))
    assert text(found).startswith("2024年1月，县政府门户网站累计主动公开政府信息71条。1月份")


def test_at_the_years_end_the_unfinished_are_named_furthest_behind_first() -> None:
    found = bulletin(statistics(DECEMBER, counts(DECEMBER, a=12, b=2, c=9, t=40)))
    assert text(found).splitlines()[1] == (
        "2023年1-12月，县林业局完成年度任务数居县直单位首位；县统调队、县气象局未完成年度信息发布任务。"
    )


def test_before_the_years_end_nobody_is_called_unfinished_only_behind_an_even_pace() -> None:
    found = bulletin(statistics(MARCH, counts(MARCH, a=12, b=9, c=10, t=40)))
    assert text(found).splitlines()[1].endswith("；县统调队未达到年度任务序时进度。")


def test_when_all_have_finished_that_is_said() -> None:
    found = bulletin(statistics(DECEMBER, counts(DECEMBER, a=12, b=10, c=10, t=40)))
    assert text(found).splitlines()[1].endswith("；县直单位均已完成年度信息发布任务。")


def test_a_rank_shared_at_the_edge_names_everyone_who_holds_it() -> None:
    given = counts(DECEMBER, a=12, b=12, c=10, t=40)
    assert "县林业局、县统调队完成年度任务数并列居县直单位首位" in text(bulletin(statistics(DECEMBER, given)))
    apart = statistics(DECEMBER, given, policy=Policy(ties=Ties.OFFICIAL))
    assert "，县林业局完成年度任务数居县直单位首位" in text(bulletin(apart))


def test_the_last_places_are_told_when_the_layout_asks() -> None:
    layout = replace(LAYOUT, rankings=(RankingPlan("county", top=2, bottom=1, unfinished=False),))
    found = bulletin(statistics(DECEMBER, counts(DECEMBER, a=12, b=11, c=10, t=40)), layout=layout)
    assert text(found).splitlines()[1] == (
        "2023年1-12月，县林业局、县统调队完成年度任务数居县直单位前两位；县气象局完成年度任务数居县直单位末位。"
    )


def test_the_first_places_are_no_more_than_the_units_there_are() -> None:
    layout = replace(LAYOUT, rankings=(RankingPlan("county", top=5, unfinished=False),))
    found = bulletin(statistics(DECEMBER, counts(DECEMBER, a=12, b=11, c=10, t=40)), layout=layout)
    assert "前三位" in text(found)


def test_the_last_places_follow_the_policy_for_ties() -> None:
    given = [*counts(MARCH, a=9, t=1), *counts(JANUARY, b=0)]

    def last(ties: Ties) -> str:
        layout = replace(LAYOUT, rankings=(RankingPlan("county", top=1, bottom=1, unfinished=False),))
        return text(bulletin(statistics(MARCH, given, policy=Policy(ties=ties)), layout=layout)).splitlines()[1]

    assert last(Ties.OFFICIAL).endswith("；县气象局完成年度任务数居县直单位末位。")
    assert last(Ties.SHARED).endswith("；县统调队、县气象局完成年度任务数并列居县直单位末位。")
    assert last(Ties.DENSE) == last(Ties.SHARED)


def test_whoever_published_nothing_leads_nobody() -> None:
    layout = replace(LAYOUT, rankings=(RankingPlan("county", top=3, unfinished=False),))
    found = bulletin(statistics(MARCH, counts(MARCH, a=9, t=1), policy=Policy(ties=Ties.DENSE)), layout=layout)
    assert text(found).splitlines()[1] == "2024年1-3月，县林业局完成年度任务数居县直单位首位。"


def test_the_unfinished_with_the_same_ratio_stand_in_official_order() -> None:
    found = bulletin(statistics(DECEMBER, counts(DECEMBER, a=12, b=2, c=2, t=40)))
    assert "；县统调队、县气象局未完成年度信息发布任务。" in text(found)


def test_without_any_target_there_is_no_ranking_and_the_bulletin_says_why() -> None:
    found = statistics(DECEMBER, counts(DECEMBER, a=12, b=2, c=9, t=40))
    bare = [replace(row, target=None, ratio=None, rank=None) for row in found.groups[0].units]
    printed = bulletin(replace(found, groups=(replace(found.groups[0], units=tuple(bare)), found.groups[1])))
    assert len(text(printed).splitlines()) == 2
    assert any("没有登记2023年度任务数" in gap for gap in printed.gaps)


def test_silent_units_are_named_with_how_long() -> None:
    given = [*counts(MARCH, a=1, t=1), *counts(JANUARY, b=3)]
    sentence = said(zero_posts(LAYOUT, statistics(MARCH, given)))
    assert sentence == "3月，县统调队（已连续2个月）、县气象局（已连续3个月）未发布信息。"


def test_no_sentence_about_silence_when_nobody_was_silent() -> None:
    assert zero_posts(LAYOUT, statistics(MARCH, counts(MARCH, a=1, b=1, c=1, t=1))) == ()


def test_the_month_is_compared_with_the_month_before() -> None:
    given = [*counts(MARCH, a=1, b=1, t=1), *counts(Month(2024, 2), c=5)]
    assert said(month_change(LAYOUT, statistics(MARCH, given))) == "3月份全县新增公开3条，上月为8条，比上月减少。"


def test_without_last_month_there_is_no_comparison() -> None:
    with pytest.raises(MissingEvidence, match="2023年12月"):
        month_change(LAYOUT, statistics(JANUARY, counts(JANUARY, a=1)))


def test_a_missing_month_silences_every_cumulative_sentence_and_the_annexes() -> None:
    given = [count for count in counts(MARCH, a=12, b=9, c=10, t=40) if count.month.number != 2]
    found = bulletin(statistics(MARCH, given))
    assert text(found) == "落实整改。"
    assert found.annexes == () and found.charts == ()
    assert len(found.gaps) == 3
    assert all("2024年2月" in gap for gap in found.gaps)


def test_an_unknown_sentence_in_a_layout_names_the_known_ones() -> None:
    layout = replace(LAYOUT, sections=(SectionPlan("overview", "基本情况", generated=("total",)),))
    with pytest.raises(ValueError, match="totals"):
        bulletin(statistics(MARCH, counts(MARCH, a=1)), layout=layout)
