"""A post that counts twice is left out of the net count when a person confirms it, and counts again when that is undone."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from web.cases.found import AT, examined, told
from web.rounds.portal import make_site, page, post, take

from mingcha.model.month import Month
from mingcha.web.audit.models import LogEntry
from mingcha.web.cases import deciding
from mingcha.web.cases.models import Decision, Finding
from mingcha.web.publishing import queries, services
from mingcha.web.publishing.models import Post

JANUARY = Month(2024, 1)
LATER = AT + timedelta(days=7)
TWICE = {page(2): page(1)}


def repeat(number, **more):
    return told(number, check="duplicate_post", family="duplicates", quote=f"第{number}条又发一遍", **more)


@pytest.fixture
def units(db):
    from web.publishing.ledgers import make_units

    return make_units()


@pytest.fixture
def site(units):
    return make_site()


def counted():
    """(gross, repeats) of the unit, after making sure that the roll-up is the recount."""
    assert services.compare_counts() == ()
    (count,) = queries.month_counts(JANUARY, JANUARY)
    return count.gross, count.duplicates


def decide(kind=Decision.Kind.CONFIRMED, reason="", **chosen):
    (made,) = deciding.decide(Finding.objects.filter(**chosen), kind=kind, by=None, at=AT, reason=reason)
    return made


def test_confirming_leaves_the_gross_count_and_lowers_the_net_count_and_undoing_restores_it(site):
    take(site, post(1), post(2), post(3))
    examined(site, repeat(2), counted_twice=TWICE)
    assert counted() == (3, 0)
    made = decide()
    assert counted() == (3, 1)
    assert Post.objects.get(url=page(2)).duplicate_of.url == page(1)
    assert "1 条信息不再计入净数" in LogEntry.objects.get(action="判断问题：确认").detail
    deciding.undo(made, by=None, at=LATER)
    assert counted() == (3, 0)
    assert "1 条信息重新计入净数" in LogEntry.objects.get(action="撤销判断").detail


def test_a_false_alarm_and_a_mere_doubt_change_no_count(site):
    take(site, post(1), post(2), post(3))
    examined(site, repeat(2), repeat(3), counted_twice=TWICE)
    deciding.undo(decide(Decision.Kind.DISMISSED, "转载", post_url=page(2)), by=None, at=LATER)
    decide(Decision.Kind.DISMISSED, "转载", post_url=page(2))
    decide(post_url=page(3))
    assert counted() == (3, 0)


def test_another_check_of_the_same_post_changes_no_count(site):
    take(site, post(1), post(2))
    examined(site, told(2), counted_twice=TWICE)
    decide()
    assert counted() == (2, 0)


def test_what_was_confirmed_before_the_posts_came_into_the_ledger_takes_effect_at_the_next_examination(site):
    take(site, post(1, "县发改委"), post(2, "某某局"))
    examined(site, repeat(2), counted_twice=TWICE)
    decide()
    assert counted() == (1, 0)
    from web.publishing.ledgers import confirmed, row

    confirmed(row("第2条信息", page(2)))
    examined(site, repeat(2), counted_twice=TWICE, at=LATER)
    assert counted() == (2, 1)


def test_a_confirmed_repeat_stays_one_after_it_was_withdrawn_from_the_portal(site):
    take(site, post(1), post(2))
    examined(site, repeat(2), counted_twice=TWICE)
    decide()
    examined(site, at=LATER)
    assert Finding.objects.get().gone_at == LATER
    assert counted() == (2, 1)


def test_of_two_confirmed_findings_about_a_post_one_still_holds_when_the_other_is_undone(site):
    take(site, post(1), post(2), post(3))
    examined(site, repeat(3), counted_twice={page(3): page(1)})
    first = decide()
    examined(site, repeat(30, source=page(3), post=page(3)), counted_twice={page(3): page(2)}, at=LATER)
    second = decide(fingerprint="duplicate_post-30")
    assert Post.objects.get(url=page(3)).duplicate_of.url == page(2)
    deciding.undo(second, by=None, at=LATER)
    assert Post.objects.get(url=page(3)).duplicate_of.url == page(1)
    deciding.undo(first, by=None, at=LATER)
    assert counted() == (3, 0)


def test_the_page_says_beforehand_that_confirming_changes_the_net_count(as_role):
    site = make_site(name="样例县门户", folder="portal")
    examined(site, repeat(2), repeat(3), counted_twice=TWICE)
    client = as_role("operator")
    for number, is_said in ((2, True), (3, False)):
        cause = Finding.objects.get(post_url=page(number)).cause
        told_page = client.get(reverse("cause", args=[cause])).content.decode()
        assert ("净数不计此条" in told_page) is is_said
