"""The office's policy of counting: kept once, logged, and followed by the statistics every page shows."""

from __future__ import annotations

import pytest
from web import small_county

from mingcha.model.month import Month
from mingcha.model.statistics import Policy, Ties
from mingcha.standards import load
from mingcha.web.audit.models import LogEntry
from mingcha.web.publishing import counting, queries
from mingcha.web.publishing.models import Post
from mingcha.web.publishing.services import rebuild_counts

pytestmark = pytest.mark.django_db

NET = Policy(ties=Ties.OFFICIAL, net=True)


def test_the_standards_hold_until_the_office_decides() -> None:
    assert counting.policy() == load.bulletin_layout().policy


def test_a_decision_is_kept_and_logged_with_before_and_after() -> None:
    assert counting.set_policy(NET, by=None)
    assert counting.policy() == NET
    entry = LogEntry.objects.get(action="修改计数办法")
    assert "按台账实有条数计数 → 剔除重复发布后计数" in entry.detail


def test_deciding_the_same_again_says_nothing() -> None:
    counting.set_policy(NET, by=None)
    assert counting.set_policy(NET, by=None) == []
    assert LogEntry.objects.filter(action="修改计数办法").count() == 1


def test_statistics_follow_the_office_unless_asked_otherwise() -> None:
    county = small_county.build()
    first, second = Post.objects.filter(unit=county.units["101"], month=202312)[:2]
    Post.objects.filter(pk=second.pk).update(duplicate_of=first)
    rebuild_counts()
    december = Month(2023, 12)
    assert queries.statistics(december).new == 12 + 0 + 3 + 30 + 1
    counting.set_policy(NET, by=None)
    assert queries.statistics(december).new == 12 + 0 + 3 + 30 + 1 - 1
    assert queries.statistics(december, policy=Policy()).new == 12 + 0 + 3 + 30 + 1
