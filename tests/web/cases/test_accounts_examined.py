"""Accounts in an examination: silent ones are found, and those nobody can tell of are not examined."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from web.cases.found import AT, examined
from web.media.media_county import make_accounts
from web.rounds.portal import make_site

from mingcha.examine.catalogue import chosen
from mingcha.web.cases.accounts_examined import examine_accounts
from mingcha.web.cases.models import Finding
from mingcha.web.media.models import Coverage, Post

TODAY = AT.date()


@pytest.fixture
def accounts(county):
    return make_accounts(county.units)


def seen(account, *, days_ago=None, complete=None):
    """A post that many days ago, and somebody vouching that nothing is missing up to then."""
    if days_ago is not None:
        day = TODAY - timedelta(days=days_ago)
        Post.objects.create(
            account=account,
            title="一条信息",
            published=day,
            month=day.year * 100 + day.month,
            identity="a" * 32,
            by_title="b" * 32,
            way="hand",
            at=AT,
        )
    if complete is not None:
        Coverage.objects.create(account=account, through=TODAY - timedelta(days=complete), at=AT)


def ask(*, checks=None):
    return examine_accounts(chosen(only=["silent_account"]) if checks is None else checks, key=b"k", today=TODAY)


def test_an_account_silent_for_longer_than_its_limit_is_found_under_its_unit(accounts):
    seen(accounts["M001"], days_ago=30, complete=0)
    told = ask()
    (finding,) = told.result.findings
    assert (finding.check, finding.post) == ("silent_account", "M001")
    examined(make_site(name="样例县门户"), finding, owners=told.units)
    assert Finding.objects.get().unit.code == "101"


def test_an_account_that_published_within_its_limit_is_examined_and_nothing_is_found(accounts):
    seen(accounts["M001"], days_ago=3)
    result = ask().result
    assert not result.findings
    assert not [one for one in result.not_examined if one.source == "微信公众号“样例发布”"]


def test_what_nobody_knows_or_vouches_for_is_not_examined_and_not_fresh(accounts):
    seen(accounts["M001"], days_ago=30)
    seen(accounts["M002"], days_ago=40, complete=39)
    result = ask().result
    assert not result.findings
    # The mini programme publishes no posts: no rule about updating asks for any.
    assert {one.source: one.reason[:5] for one in result.not_examined} == {
        "微信公众号“样例发布”": "发布记录不",
        "微博“样例发布”": "发布记录不",
        "微信公众号“样例统调”": "没有这个账",
    }


def test_without_a_post_and_a_day_of_opening_nothing_can_be_counted(accounts):
    seen(accounts["M001"], complete=0)
    seen(accounts["M003"], complete=0)
    result = ask().result
    assert [one.post for one in result.findings] == ["M003"]
    (why,) = [one.reason for one in result.not_examined if one.source == "微信公众号“样例发布”"]
    assert "开设日期" in why


def test_a_closed_account_is_asked_nothing(accounts):
    for account in accounts.values():
        account.closed_on = date(2024, 1, 1)
        account.save()
    seen(accounts["M001"], days_ago=90, complete=0)
    assert ask().result == type(ask().result)()


def test_a_finding_stands_while_nobody_knows_and_is_gone_after_a_new_post(accounts):
    site = make_site(name="样例县门户")
    seen(accounts["M001"], days_ago=30, complete=5)
    told = ask()
    examined(site, *told.result.findings, owners=told.units)
    Coverage.objects.all().delete()
    told = ask()
    examined(site, *told.result.findings, unknown=told.unknown, at=AT + timedelta(days=1))
    assert Finding.objects.get().gone_at is None
    seen(accounts["M001"], days_ago=0)
    told = ask()
    examined(site, *told.result.findings, unknown=told.unknown, at=AT + timedelta(days=2))
    assert Finding.objects.get().gone_at is not None


def test_accounts_are_left_alone_where_no_check_asks_for_them(accounts, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert not ask(checks=chosen(only=["dead_link"])).result.not_examined


def test_many_accounts_ask_the_database_no_more_than_few(accounts, django_assert_num_queries):
    with django_assert_num_queries(4):
        ask()
