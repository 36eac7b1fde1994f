"""Differences, their explanations, and when an explanation no longer holds."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from mingcha.model.month import Month
from mingcha.model.reconciliation import Verdict
from mingcha.model.statistics import Policy, Ties
from mingcha.web.bulletins import issuing, layouts, typed
from mingcha.web.bulletins.explaining import agreements, explain
from mingcha.web.bulletins.models import Bulletin
from mingcha.web.bulletins.refusals import Refused
from mingcha.web.publishing.models import MonthlyCount, Post
from mingcha.web.publishing.services import rebuild_counts
from mingcha.web.units.models import Group

AT = datetime(2024, 1, 12, 1, 30, tzinfo=UTC)

REPORT = "2023年政府信息公开工作年度报告"


def enter(people, value, group=None, document=REPORT):
    return typed.enter(
        document=document,
        first=Month(2023, 1),
        last=Month(2023, 12),
        group=group and Group.objects.get(code=group),
        value=value,
        by=people.operator,
        at=AT,
    )


def differing(bulletin):
    return [item for item in agreements(bulletin) if item.agreement.verdict is Verdict.DIFFERS]


def tell(bulletin, item, people, text="统计截止日期不同。"):
    return explain(
        bulletin=bulletin,
        agreement=item.agreement.key,
        difference=item.difference,
        text=text,
        by=people.operator,
        at=AT,
    )


def test_a_clean_draft_agrees_with_everything_it_can_be_compared_with(open_draft):
    compared = agreements(open_draft())
    assert {item.agreement.verdict for item in compared} == {Verdict.AGREES, Verdict.NOT_COMPARED}
    not_compared = [item.agreement.key for item in compared if item.agreement.verdict is Verdict.NOT_COMPARED]
    assert not_compared == ["last_issue"]


def test_an_issued_bulletin_is_proved_by_the_policy_it_was_counted_with(open_draft, people):
    first, second = Post.objects.filter(unit__code="S1").order_by("pk")[:2]
    second.duplicate_of = first
    second.save()
    rebuild_counts()
    bulletin = issuing.issue(bulletin=open_draft(), by=people.operator, at=AT)

    layout = layouts.current()
    plan = replace(layouts.plan_of(layout), policy=Policy(ties=Ties.DENSE, net=True))
    layouts.change(layout=layout, plan=plan, by=people.operator)

    assert layouts.plan_of(layout).policy.net
    assert differing(Bulletin.objects.get(pk=bulletin.pk)) == []


def test_the_difference_to_another_document_is_found_and_located(open_draft, people):
    # Our county units have 180 and our town 72: the other document lacks 11, all of them in 县直单位.
    enter(people, 241)
    enter(people, 169, "county")
    enter(people, 72, "town")

    (item,) = differing(open_draft())
    assert item.agreement.difference == 11
    assert [(part.name, part.difference) for part in item.agreement.parts] == [("县直单位", 11), ("乡镇", 0)]
    assert "相差的 11 条全部在县直单位" in item.agreement.remark


def test_an_unexplained_difference_blocks_the_issue_and_an_explanation_frees_it(open_draft, people):
    enter(people, 241)
    bulletin = open_draft()
    (reason,) = issuing.may_issue(bulletin)
    assert REPORT in reason
    assert "相差 11，还没有说明" in reason

    told = tell(bulletin, differing(bulletin)[0], people)

    assert issuing.may_issue(bulletin) == ()
    assert (told.author, told.difference) == ("经办员", "+11")


def test_an_explanation_lapses_when_the_difference_changes(open_draft, people, publish):
    enter(people, 241)
    bulletin = open_draft()
    tell(bulletin, differing(bulletin)[0], people)

    publish("S1", date(2023, 12, 28))

    (item,) = differing(bulletin)
    assert item.agreement.difference == 12
    assert item.explanation is None
    assert [old.difference for old in item.lapsed] == ["+11"]
    assert len(issuing.may_issue(bulletin)) == 1


def test_an_explanation_about_a_difference_that_changed_meanwhile_is_refused(open_draft, people, publish):
    enter(people, 241)
    bulletin = open_draft()
    seen = differing(bulletin)[0]
    publish("S1", date(2023, 12, 28))

    with pytest.raises(Refused, match=r"差异已经变为 \+12"):
        tell(bulletin, seen, people)
    assert not bulletin.explanations.exists()


def test_an_empty_explanation_is_no_explanation(open_draft, people):
    enter(people, 241)
    bulletin = open_draft()
    with pytest.raises(Refused, match="写明差异的原因"):
        tell(bulletin, differing(bulletin)[0], people, text=" \n")


def test_a_rollup_that_lost_posts_is_found(open_draft):
    bulletin = open_draft()
    count = MonthlyCount.objects.get(unit__code="Z1", month=202303)
    count.gross -= 2
    count.save()

    keys = {item.agreement.key: item.agreement for item in differing(bulletin)}
    assert keys["rollup.posts"].difference == -2
    assert [(part.name, part.difference) for part in keys["rollup.posts"].parts] == [("嘉定镇 2023年3月", -2)]


def test_the_same_figure_of_a_document_is_entered_once(people):
    enter(people, 241)
    with pytest.raises(Refused, match="已经录入为 241"):
        enter(people, 242)


def test_a_span_over_two_years_is_refused(people):
    with pytest.raises(Refused, match="应在同一年内"):
        typed.enter(
            document=REPORT,
            first=Month(2022, 12),
            last=Month(2023, 12),
            group=None,
            value=1,
            by=people.operator,
            at=AT,
        )
