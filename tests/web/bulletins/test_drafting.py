"""Opening a draft, and what it refuses."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from mingcha.model.month import Month
from mingcha.web.audit.models import LogEntry
from mingcha.web.bulletins import drafting, layouts
from mingcha.web.bulletins.models import Bulletin
from mingcha.web.bulletins.refusals import Refused
from mingcha.web.bulletins.values import value

AT = datetime(2024, 1, 12, 1, 30, tzinfo=UTC)
DECEMBER = Month(2023, 12)


def test_a_draft_brings_the_layouts_fixed_paragraphs_as_paragraphs_to_edit(open_draft):
    bulletin = open_draft(full=False)

    fixed = bulletin.paragraphs.filter(section="requirements")
    assert [item.author for item in fixed] == ["固定段落"] * 3
    assert fixed[0].lead == "抓实问题整改。"
    printed = {section.key: section for section in value(bulletin).sections}["requirements"]
    assert [item.lead for item in printed.paragraphs] == [item.lead for item in fixed]


def test_a_draft_follows_the_ledger(open_draft, publish):
    bulletin = open_draft()
    assert "累计主动公开政府信息252条" in value(bulletin).sections[0].paragraphs[0].text

    publish("S1", date(2023, 12, 20))

    assert "累计主动公开政府信息253条" in value(bulletin).sections[0].paragraphs[0].text


def test_a_number_used_in_the_year_is_refused_and_the_next_one_named(open_draft):
    open_draft()
    with pytest.raises(Refused, match="2024年第1期已经存在，请改用第2期"):
        open_draft()
    assert Bulletin.objects.count() == 1


def test_numbers_start_again_with_the_year_of_the_date(open_draft):
    november = open_draft(Month(2023, 11), number=11, dated=date(2023, 12, 12))
    december = open_draft(DECEMBER, number=1, dated=date(2024, 1, 12))

    assert (str(november), str(december)) == ("2023年第11期", "2024年第1期")
    assert (drafting.next_number(2023), drafting.next_number(2024), drafting.next_number(2025)) == (12, 2, 1)


def test_a_date_before_the_months_end_is_refused(open_draft):
    with pytest.raises(Refused, match="2023-12-30 早于统计月份的最后一天 2023-12-31"):
        open_draft(dated=date(2023, 12, 30))


def test_a_month_the_ledger_knows_nothing_of_cannot_be_opened(open_draft):
    with pytest.raises(Refused, match="台账中没有2024年1月的任何信息，请先在“批量导入”中导入"):
        open_draft(Month(2024, 1), dated=date(2024, 2, 12))
    assert Bulletin.objects.count() == 0


def test_the_january_issue_speaks_of_one_month(open_draft, publish):
    publish("S1", date(2024, 1, 9), posts=3)
    bulletin = open_draft(Month(2024, 1), number=2, dated=date(2024, 2, 12))

    first = value(bulletin).sections[0].paragraphs[0].text
    assert first.startswith("2024年1月，")
    assert "累计主动公开政府信息3条" in first


def test_a_draft_can_be_given_another_number_and_year(open_draft, people):
    bulletin = open_draft()
    drafting.readdress(bulletin=bulletin, number=3, dated=date(2024, 2, 1), by=people.operator)

    bulletin.refresh_from_db()
    assert (bulletin.year, bulletin.number, bulletin.dated) == (2024, 3, date(2024, 2, 1))
    assert LogEntry.objects.filter(action="修改专报期号日期", detail__contains="2024年第1期").exists()


def test_a_discarded_draft_is_gone_and_logged(open_draft, people):
    bulletin = open_draft()
    drafting.discard(bulletin=bulletin, by=people.operator)

    assert not Bulletin.objects.exists()
    assert LogEntry.objects.filter(action="删除专报草稿", target="2024年第1期").exists()


def test_a_layout_naming_a_group_there_is_none_of_refuses_the_draft_in_chinese(people):
    from dataclasses import replace

    layout = layouts.current()
    plan = layouts.plan_of(layout)
    layouts.change(layout=layout, plan=replace(plan, month_order=("village",)), by=people.operator)

    with pytest.raises(Refused, match="没有分组“village”"):
        drafting.draft(layout=layout, month=DECEMBER, number=1, dated=date(2024, 1, 12), by=people.operator, at=AT)
    assert not Bulletin.objects.exists()
