"""Sentences of the record of cases: a month like a real one told in full, and silence or a gap where nobody looked."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from bulletin.cases import (
    DUE,
    LAST,
    RECHECKED,
    TOLD,
    R,
    aftermath,
    case,
    looked,
    record,
    seed_record,
    untold,
)
from bulletin.county import LAYOUT, counts, statistics
from project import SOURCE

from mingcha.bulletin.compose import Changes, compose, record_sentences_now
from mingcha.bulletin.record_catalogue import RECORD_SENTENCES, faults_of
from mingcha.model.bulletin import Bulletin, Origin, Paragraph, Words
from mingcha.model.case import CaseState
from mingcha.model.case_record import CaseRecord, NoticeFact, RecheckFact
from mingcha.model.layout import FaultPlan, Layout, SectionPlan
from mingcha.model.month import Month
from mingcha.standards import load

DECEMBER = Month(2023, 12)
ALL = replace(
    LAYOUT,
    sections=(
        SectionPlan("activities", "工作动态", closing=("cleaned",)),
        SectionPlan("problems", "存在问题", generated=tuple(name for name in RECORD_SENTENCES if name != "cleaned")),
    ),
)


def told(found: CaseRecord | None, *, layout: Layout = ALL, changes: Changes | None = None) -> Bulletin:
    return compose(
        layout=layout,
        statistics=statistics(DECEMBER, counts(DECEMBER, a=12, b=9, c=10, t=40)),
        number=1,
        dated=date(2024, 1, 12),
        written={},
        record=found,
        changes=changes or Changes({}, {}),
    )


def said(found: Bulletin) -> dict[str, str]:
    return {item.generator: item.text for section in found.sections for item in section.paragraphs}


def test_a_month_like_a_real_one_is_told_with_its_figures_and_every_problem_named() -> None:
    found = told(seed_record())
    assert found.gaps == ()
    assert said(found) == {
        "cleaned": "12月，整改删除网站错敏信息2066条，外链暗链35条。",
        "unfinished_rectification": (
            "整改不及时。11月20日通过办公系统印发第十一期问题清单，要求各单位于11月26日前改正；12月1日复核，仍有4家单位的"
            "5项问题没有整改到位。如东山镇年报发布日期不规范，整改后“政府信息公开年报”栏目混入工作动态类信息；"
            "县交管队“样例交警”微信公众号存在较多错敏词，经提醒仍未改正；西河镇发布的文件存在无效链接，整改后文件重复发布；"
            "南岭乡领导信息未公开分工，复核时仍未改正。"
        ),
        "self_check": (
            "自查自纠不到位。截至12月底，仍有2家单位的年报存在问题，如北塘乡年报重复发布；中坪镇年报中规范性文件数据填报不准确。"
        ),
        "leaks": (
            "“三审三校”不严。12月检查发现县学校处、县就业处、县农事处发布的内容泄露个人隐私。如县学校处发布的"
            "《关于公办幼儿园摇号结果的公告》完整公开个人身份证号码；县就业处发布的“工坊公示.xlsx”完整公开个人银行账号；"
            "县农事处发布的“养殖户汇总表.xlsx”完整公开个人手机号码。"
        ),
        "overdue": "逾期未改。截至12月底，县交管队、南岭乡共3项问题超过整改期限仍未改正。",
    }


def test_every_figure_and_every_name_is_tied_to_what_it_rests_on() -> None:
    found = told(seed_record())
    for figure in found.case_figures():
        assert figure.text == str(figure.value) == str(len(figure.rows)) or figure.measure.value in ("units", "places")
        assert figure.cases.first == date(2023, 12, 1)
    for name in found.case_names():
        assert name.cases.cases
        assert name.cases.units == (name.unit,)
    keys = [run.key for run in (*found.case_figures(), *found.case_names())]
    assert len(keys) == len(set(keys))


def test_the_generator_knows_no_unit_and_no_figure() -> None:
    rooms = (SOURCE / "bulletin").rglob("*.py"), (SOURCE / "standards" / "bulletin").glob("*.toml")
    words = "".join(path.read_text(encoding="utf-8") for room in rooms for path in room)
    units = [
        line.split(",")[3] for line in (SOURCE / "demo/data/units.csv").read_text(encoding="utf-8").splitlines()[1:]
    ]
    assert len(units) > 50
    # Names of two characters or of the sort 县政府 would be words of the language.
    assert [name for name in units if len(name) > 3 and name in words] == []
    assert not any(figure in words for figure in ("2066", "59074", "1929", "1972"))


def test_without_a_record_nothing_is_said_and_nothing_missed() -> None:
    for nothing in (None, record(begun=None), record(begun=date(2024, 1, 2))):
        found = told(nothing)
        assert said(found) == {}
        assert found.gaps == ()


def test_a_month_with_nothing_to_tell_is_passed_over() -> None:
    found = told(record())
    assert said(found) == {}
    assert found.gaps == ()


def test_a_month_nobody_looked_at_is_a_gap_and_no_zero() -> None:
    found = told(record(untold("101", "leaked_mobile", "privacy"), examined=(date(2024, 1, 5),)))
    assert said(found) == {}
    assert any(gap.startswith("工作动态，整改删除条数：12月没有完成的检查") for gap in found.gaps)


def test_a_list_whose_deadline_is_over_and_that_nobody_rechecked_is_a_gap() -> None:
    one = case("201", "dead_link", "links", result=None, state=CaseState.TOLD)
    found = told(record(one, rechecks=[], examined=(LAST,)))
    assert any("第十一期问题清单的期限已过，还没有复核" in gap for gap in found.gaps)
    assert "unfinished_rectification" not in said(found)


def test_what_was_not_looked_at_is_neither_done_nor_undone() -> None:
    bad = case("201", "dead_link", "links")
    unseen = case("202", "wrong_link", "links", result=R.NOT_LOOKED)
    text = said(told(record(bad, unseen)))
    assert "仍有1家单位的1项问题没有整改到位，另有1项尚待核实。" in text["unfinished_rectification"]
    assert "西河镇" not in text["unfinished_rectification"]
    assert "praise" not in text


def test_a_case_mended_before_the_deadline_and_still_well_makes_no_sentence_but_praise() -> None:
    good = case("201", "dead_link", "links", state=CaseState.CLOSED, result=R.FIXED, closed=date(2023, 11, 25))
    bad = case("202", "dead_link", "links")
    rows = [looked(good, on=date(2023, 11, 25)), looked(bad)]
    text = said(told(record(good, bad, rechecks=rows)))
    assert text["praise"] == "第十一期问题清单所列问题，东山镇在期限内全部整改到位。"
    assert "东山镇" not in text["unfinished_rectification"]


def test_mended_but_only_seen_after_the_deadline_without_an_answer_is_not_praised() -> None:
    late = case("201", "dead_link", "links", state=CaseState.CLOSED, result=R.FIXED, closed=RECHECKED)
    assert "praise" not in said(told(record(late)))
    answered = replace(late, answered=DUE)
    assert "东山镇" in said(told(record(answered)))["praise"]


def test_a_new_fault_nobody_confirmed_is_not_held_against_the_unit() -> None:
    doubtful = case("201", "dead_link", "links", result=R.BROKE, aftermaths=(aftermath("duplicate_post", case=None),))
    chance = case("202", "dead_link", "links", result=R.BROKE, aftermaths=(aftermath("duplicate_post", counts=False),))
    assert "unfinished_rectification" not in said(told(record(doubtful, chance)))


def test_a_unit_that_was_given_more_time_is_not_called_unfinished() -> None:
    given = case("201", "dead_link", "links", due=date(2024, 1, 31))
    bad = case("202", "dead_link", "links")
    text = said(told(record(given, bad)))["unfinished_rectification"]
    assert "仍有1家单位的1项" in text
    assert "东山镇" not in text


def test_being_told_again_does_not_wipe_the_first_deadline_away() -> None:
    one = case("201", "dead_link", "links", due=date(2024, 1, 20), state=CaseState.TOLD, result=None)
    first = NoticeFact(11, 11, TOLD, DUE, ((one.key, DUE),))
    again = NoticeFact(13, 1, date(2024, 1, 8), date(2024, 1, 20), ((one.key, date(2024, 1, 20)),), 11)
    rows = [RecheckFact(one.key, RECHECKED, R.NOT_FIXED)]
    text = said(told(record(one, notices=[first, again], rechecks=rows)))
    assert "东山镇发布的文件存在无效链接，复核时仍未改正" in text["unfinished_rectification"]
    assert "东山镇" in text["overdue"]


def test_a_recheck_that_saw_nothing_new_is_still_the_recheck() -> None:
    one = case("201", "dead_link", "links")
    rows = [RecheckFact(one.key, date(2023, 11, 24), R.NOT_FIXED)]
    assert "12月1日复核，仍有1家单位" in said(told(record(one, rechecks=rows)))["unfinished_rectification"]


def test_a_signed_letter_is_a_reminder_as_well() -> None:
    one = case("201", "dead_link", "links")
    found = record(one, reminders=((one.key, date(2023, 11, 29)),))
    assert "东山镇发布的文件存在无效链接，经提醒仍未改正" in said(told(found))["unfinished_rectification"]
    later = record(one, reminders=((one.key, date(2023, 12, 20)),))
    assert "复核时仍未改正" in said(told(later))["unfinished_rectification"]


def test_a_list_rechecked_last_month_was_told_last_month() -> None:
    one = case("201", "dead_link", "links", rechecked=date(2023, 11, 28))
    rows = [looked(one, on=date(2023, 11, 28)), looked(one)]
    text = said(told(record(one, rechecks=rows)))
    assert "unfinished_rectification" not in text
    assert "东山镇共1项" in text["overdue"]


def test_what_was_seen_gone_before_the_month_is_not_found_in_it() -> None:
    seen = case("201", "leaked_mobile", "privacy", state=CaseState.RECHECKED, result=R.FIXED)
    untold_one = untold(
        "202", "leaked_mobile", "privacy", confirmed=date(2023, 11, 3), result=R.FIXED, rechecked=date(2023, 11, 9)
    )
    found = record(seen, untold_one, rechecks=[looked(seen, on=date(2023, 11, 28))])
    assert "leaks" not in said(told(found))


def test_what_went_within_the_month_was_found_in_it_but_does_not_stand_at_its_end() -> None:
    gone = untold("201", "leaked_mobile", "privacy", result=R.FIXED, rechecked=date(2023, 12, 20))
    twice = untold("202", "report_published_twice", "annual_report", result=R.FIXED, rechecked=date(2023, 12, 20))
    text = said(told(record(gone, twice)))
    assert "东山镇" in text["leaks"]
    assert "self_check" not in text


def test_a_withdrawn_case_is_never_told() -> None:
    gone = case("201", "dead_link", "links", state=CaseState.WITHDRAWN)
    leak = untold("202", "leaked_mobile", "privacy", state=CaseState.WITHDRAWN)
    assert said(told(record(gone, leak))) == {}


def test_a_fault_that_came_back_after_being_closed_names_its_unit() -> None:
    again = untold("201", "stale_column", "freshness", about="栏目超期没有更新：“财政信息”栏目", relapse_of=3)
    assert said(told(record(again)))["repeat_offenders"] == (
        "同类问题反复发生。12月，有1家单位在问题销号后又出现同类问题，如东山镇“财政信息”栏目超期未更新。"
    )


def test_names_and_numbers_in_titles_are_masked() -> None:
    leak = untold("201", "leaked_mobile", "privacy", post_title="关于给予王小明临时救助的公示13800138000")
    text = said(told(record(leak)))["leaks"]
    assert "王小明" not in text
    assert "13800138000" not in text
    assert "《关于给予王某某临时救助的公示" in text


def test_more_units_than_are_to_be_named_are_counted() -> None:
    cases = [untold(unit, "leaked_mobile", "privacy") for unit in ("101", "102", "103", "104", "201", "202")]
    grave = untold("203", "leaked_mobile", "privacy", severity=3)
    text = said(told(record(*cases, grave)))["leaks"]
    assert "县水务处、县学校处、县就业处、县农事处、东山镇、南岭乡等7家单位发布的内容" in text
    assert "南岭乡发布的信息完整公开个人手机号码" in text


def test_an_office_words_sentence_and_fault_in_its_own_way() -> None:
    plan = load.record_plans()["overdue"]
    own = replace(plan, lead="久拖不改。", templates=(("text", "{单位名单}有{事项数}项逾期。"),))
    layout = replace(ALL, record=(own,), faults=(FaultPlan("dead_link", "死链多"),), way="政务微信群")
    text = said(told(record(case("201", "dead_link", "links")), layout=layout))
    assert text["overdue"] == "久拖不改。东山镇有1项逾期。"
    assert "通过政务微信群印发" in text["unfinished_rectification"]
    assert "东山镇死链多，复核时仍未改正" in text["unfinished_rectification"]


def test_a_sentence_left_out_or_reworded_for_one_issue_gives_way() -> None:
    written = Paragraph((Words("另有说明。"),), Origin.WRITTEN, author="经办员", generator="leaks")
    found = told(seed_record(), changes=Changes({"leaks": written, "cleaned": None}, {}))
    text = said(found)
    assert text["leaks"] == "另有说明。"
    assert "cleaned" not in text


def test_leaving_out_a_sentence_closes_its_gap() -> None:
    found = told(record(examined=()), changes=Changes(dict.fromkeys(RECORD_SENTENCES), {}))
    assert found.gaps == ()


def test_a_person_picks_the_examples_and_sees_that_they_did() -> None:
    found = seed_record()
    (duties,) = [one for one in found.cases if one.check == "leader_without_duties"]
    changes = Changes({}, {"unfinished_rectification": [duties.key]})
    text = said(told(found, changes=changes))["unfinished_rectification"]
    assert text.endswith("没有整改到位。如南岭乡领导信息未公开分工，复核时仍未改正。")
    now = record_sentences_now(layout=ALL, record=found, changes=changes)["unfinished_rectification"]
    assert [one.why for one in now.told.chosen] == ["由人选定。程度一般，1 处。"]
    assert len(now.told.candidates) == 4


def test_a_case_told_in_one_paragraph_is_no_example_in_the_next() -> None:
    late = case("201", "late_report", "annual_report", severity=2)
    other = untold("202", "report_published_twice", "annual_report")
    text = said(told(record(late, other)))
    assert "东山镇年报没有按期发布" in text["unfinished_rectification"]
    assert text["self_check"].endswith("仍有2家单位的年报存在问题，如西河镇年报重复发布。")


@pytest.mark.parametrize("name", RECORD_SENTENCES)
def test_the_shipped_words_fit_their_places(name: str) -> None:
    plan = load.record_plans()[name]
    assert faults_of(plan) == ()
    assert {part for part, _ in plan.templates} == set(RECORD_SENTENCES[name].parts)
