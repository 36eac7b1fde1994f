"""A notice is drafted from cases, gets its number when it is issued, and never changes again."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from zipfile import ZipFile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some
from web.notices.listed import DATED, FRIDAY, MORNING, SUNDAY, confirmed, drafted, issued
from web.small_county import build

from mingcha.cli.doctor import EXAMINATIONS
from mingcha.model.finding import Severity
from mingcha.web.audit.models import LogEntry
from mingcha.web.cases import life
from mingcha.web.cases.models import Case
from mingcha.web.notices import documents, drafting, lists
from mingcha.web.notices.issuing import begin_at, issue, may_issue, next_number
from mingcha.web.notices.models import IssuedForGood, Notice, NoticeCopy, NoticeFile, NoticeLine
from mingcha.web.publishing.refusals import Refused

pytestmark = pytest.mark.django_db


def test_cases_are_grouped_by_unit_in_official_order(county):
    notice = drafted(county, confirmed(county, "201", "101", "103", "101"))
    assert [copy.unit.code for copy in notice.copies.all()] == ["101", "103", "201"]
    first = notice.copies.first()
    assert [line.position for line in first.lines.all()] == [1, 2]


def test_the_gravest_stands_first_on_a_units_list(county):
    cases = confirmed(county, "101") + confirmed(county, "101", severity=Severity.CRITICAL)
    notice = drafted(county, cases)
    assert [line.case.severity for line in notice.copies.get().lines.all()] == [3, 0]


def test_issuing_gives_number_tells_the_cases_and_keeps_the_files(county):
    notice = issued(county, confirmed(county, "101", "201"))
    assert (notice.number, notice.issue, notice.state) == (1, "第一期", "issued")
    assert notice.title == "关于交办第一期政务公开问题清单的通知"
    assert set(Case.objects.values_list("state", "due")) == {("told", SUNDAY)}
    assert set(NoticeLine.objects.values_list("due", flat=True)) == {SUNDAY}
    assert [item.name for item in notice.files.all()] == [
        "00 交办情况汇总.docx",
        "00 交办情况汇总.xlsx",
        "01 县发改委问题清单.docx",
        "01 县发改委问题清单.xlsx",
        "02 大塘镇政府问题清单.docx",
        "02 大塘镇政府问题清单.xlsx",
    ]
    assert documents.verify_files(notice) == ()
    entry = LogEntry.objects.get(action="印发整改通知")
    assert NoticeFile.objects.first().sha256 in entry.detail


def test_what_the_unit_was_told_stays_though_its_case_changes(county):
    (case,) = confirmed(county, "201")
    notice = issued(county, [case])
    Case.objects.filter(pk=case.pk).update(about="别的")
    told = lists.list_of(notice.copies.get())
    assert told.cases[0].problem == "用词不当：词2010"
    assert told.unit == "大塘镇"
    assert "1项，涉及2处" in told.paragraphs[0]
    assert "2023年11月26日前" in told.paragraphs[1]
    assert lists.thawed(lists.frozen(told)) == told


def test_an_issued_notice_refuses_every_change(county):
    notice = issued(county, confirmed(county, "101"))
    copy = notice.copies.get()
    for change in (notice.save, notice.delete, copy.save, copy.delete, copy.lines.get().save, copy.lines.get().delete):
        with pytest.raises(IssuedForGood):
            change()
    with pytest.raises(Refused, match="已经印发"):
        drafting.add_cases(notice, confirmed(county, "101"), by=None, at=MORNING)
    with pytest.raises(Refused, match="已经印发"):
        issue(notice, by=None, at=MORNING)


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (lambda case: None, "没有选中"),
        (lambda case: Case.objects.filter(pk=case.pk).update(unit=None), "不知道属于哪个单位"),
        (lambda case: life.withdraw(case, why="不是问题", by=None, at=MORNING), "已撤销"),
    ],
)
def test_what_cannot_be_told_is_refused_on_the_draft(county, spoil, words):
    (case,) = confirmed(county, "101")
    spoil(case)
    with pytest.raises(Refused, match=words):
        drafted(county, [] if words == "没有选中" else [case])
    assert not Notice.objects.exists()


def test_a_deadline_before_the_date_is_refused(county):
    with pytest.raises(Refused, match="应晚于通知日期"):
        drafted(county, confirmed(county, "101"), due=DATED)


def test_a_case_stands_on_one_draft_only(county):
    cases = confirmed(county, "101")
    drafted(county, cases)
    with pytest.raises(Refused, match="另一份草稿"):
        drafted(county, cases)


def test_a_case_withdrawn_after_drafting_must_be_taken_off_first(county):
    cases = confirmed(county, "101", "201")
    notice = drafted(county, cases)
    life.withdraw(cases[0], why="不是问题", by=None, at=MORNING)
    with pytest.raises(Refused, match="请移出清单"):
        issue(notice, by=None, at=MORNING)
    assert next_number(2023) == 1
    drafting.remove_cases(notice, [cases[0]], by=None, at=MORNING)
    issue(notice, by=None, at=MORNING)
    assert [copy.unit.code for copy in notice.copies.all()] == ["201"]


def test_an_empty_draft_is_not_issued(county):
    cases = confirmed(county, "101")
    notice = drafted(county, cases)
    drafting.remove_cases(notice, cases, by=None, at=MORNING)
    assert any("没有整改事项" in reason for reason in may_issue(notice))


def test_a_draft_thrown_away_leaves_no_gap_in_the_numbers(county):
    drafting.discard(drafted(county, confirmed(county, "101")), by=None, at=MORNING)
    assert issued(county, confirmed(county, "101")).number == 1


def test_a_year_begins_where_earlier_lists_ended(county):
    begin_at(2023, 11, by=county.people["operator"], at=MORNING)
    assert issued(county, confirmed(county, "101")).issue == "第十一期"
    with pytest.raises(Refused, match="已经用本系统印发过"):
        begin_at(2023, 20, by=county.people["operator"], at=MORNING)


def test_with_deadlines_by_severity_the_graver_is_due_earlier(county):
    cases = confirmed(county, "101", severity=Severity.CRITICAL) + confirmed(county, "101")
    notice = issued(county, cases, by_severity=True, due=date(2023, 11, 29))
    assert [line.due for line in notice.copies.get().lines.all()] == [date(2023, 11, 21), date(2023, 11, 29)]
    told = lists.list_of(notice.copies.get())
    assert "清单中期限更早的" in told.paragraphs[1]


def test_a_case_told_again_says_so_on_the_later_list(county):
    (case,) = confirmed(county, "101")
    issued(county, [case])
    again = issued(county, [case], dated=date(2023, 12, 4), due=date(2023, 12, 8))
    assert lists.list_of(again.copies.get()).cases[0].earlier == "2023年第一期"
    assert Case.objects.get().due == date(2023, 12, 8)


def test_what_was_not_mended_is_told_again_and_the_rest_is_not(county):
    late, answered, fixed, broken = confirmed(county, "101", "101", "201", "201")
    notice = issued(county, [late, answered, fixed, broken])
    life.answer(answered, by=None, at=MORNING)
    Case.objects.filter(pk=fixed.pk).update(state="rechecked", result="fixed")
    Case.objects.filter(pk=broken.pk).update(state="rechecked", result="broke")
    monday, friday = date(2023, 12, 4), date(2023, 12, 8)
    again = drafting.follow_up(notice, dated=monday, due=friday, by=None, at=MORNING)
    assert {line.case for line in NoticeLine.objects.filter(copy__notice=again)} == {late, broken}
    assert again.repeats == notice
    with pytest.raises(Refused, match="不用再次交办"):
        drafting.follow_up(notice, dated=monday, due=friday, by=None, at=MORNING)


def test_the_package_is_the_same_bytes_twice_and_its_chinese_names_are_marked_utf_8(county):
    notice = issued(county, confirmed(county, "101"))
    name, data = documents.package(notice)
    assert name == "2023年第一期问题清单.zip"
    assert documents.package(notice)[1] == data
    entries = ZipFile(BytesIO(data)).infolist()
    assert [entry.filename for entry in entries][2] == "2023年第一期问题清单/01 县发改委问题清单.docx"
    assert all(entry.flag_bits & 0x800 for entry in entries)


def test_the_doctor_looks_at_the_files_of_notices(county):
    notice = issued(county, confirmed(county, "101"))
    examine = EXAMINATIONS["印发文件"]
    assert examine().facts == ["1 期整改通知：文件与印发时一致"]
    item = notice.files.first()
    item.file.storage.delete(item.file.name)
    (trouble,) = examine().troubles
    assert "不在原处，请从备份恢复" in trouble


def test_a_file_that_was_touched_is_not_handed_out(county):
    notice = issued(county, confirmed(county, "101"))
    item = notice.files.get(form="xlsx", unit__code="101")
    with item.file.storage.open(item.file.name, "wb") as stream:
        stream.write(b"other")
    with pytest.raises(Refused, match="摘要不符"):
        documents.package(notice)


def test_a_failure_while_issuing_leaves_the_draft_the_number_and_no_file(county, monkeypatch, tmp_path):
    notice = drafted(county, confirmed(county, "101"))

    def fail(*_, **__):
        raise OSError("disk full")

    monkeypatch.setattr(life, "tell", fail)
    with pytest.raises(OSError, match="disk full"):
        issue(notice, by=None, at=MORNING)
    notice.refresh_from_db()
    assert notice.is_draft
    assert next_number(2023) == 1
    assert not NoticeFile.objects.exists()
    assert not list((tmp_path / "files").rglob("*.docx"))


@settings(max_examples=6, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=some.lists(some.tuples(some.sampled_from([2023, 2024]), some.booleans()), min_size=1, max_size=5))
def test_whatever_is_drafted_issued_and_thrown_away_numbers_follow_without_gap(transactional, steps):
    """Each step drafts a notice in a year and then issues it or throws it away."""
    with transactional():
        county = build(year={})
        for year, keep in steps:
            dated, due = date(year, 3, 4), date(year, 3, 8)
            notice = drafted(county, confirmed(county, "101", places=1), dated=dated, due=due)
            if keep:
                issue(notice, by=None, at=MORNING)
            else:
                drafting.discard(notice, by=None, at=MORNING)
        for year in (2023, 2024):
            issued_then = Notice.objects.filter(year=year).order_by("pk").values_list("number", flat=True)
            assert list(issued_then) == list(range(1, len(issued_then) + 1))
            assert next_number(year) == len(issued_then) + 1


def test_friday_is_not_warned_of_and_sunday_is(county):
    from mingcha.web.cases.time_limits import limits
    from mingcha.web.notices.deadlines import warnings
    from mingcha.web.workdays import calendar

    told = {"dated": DATED, "by_severity": False, "calendar": calendar(), "days": limits()}
    assert warnings([1], due=FRIDAY, **told) == []
    (words,) = warnings([1], due=SUNDAY, **told)
    assert "2023年11月26日是星期日，不是工作日" in words


def test_a_unit_without_lines_gets_no_copy(county):
    cases = confirmed(county, "101", "201")
    notice = drafted(county, cases)
    drafting.remove_cases(notice, [cases[1]], by=None, at=MORNING)
    assert NoticeCopy.objects.get().unit.code == "101"
