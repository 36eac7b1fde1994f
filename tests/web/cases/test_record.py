"""What bulletins and letters are told of cases: plain values, in few queries, of the days that were asked for."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from web.cases.found import AT, HOME, examined, told
from web.media.media_county import make_accounts
from web.rounds.portal import make_site, post, take

from mingcha.model.case import CaseState, RecheckResult, Relation
from mingcha.web.cases import deciding, life
from mingcha.web.cases.models import Aftermath, Case, Finding
from mingcha.web.cases.record import facts, removed
from mingcha.web.notices.models import Notice, NoticeCopy, NoticeLine

TOLD = AT.date()  # 12 January 2024, ten in the morning here
DUE = date(2024, 1, 19)


@pytest.fixture
def site(county):
    return make_site(name="样例县门户", folder="portal")


def confirm(county, *, unit="201", at=AT):
    Finding.objects.filter(unit=None).update(unit=county.units[unit])
    deciding.decide(Finding.objects.filter(decision=None), kind="confirmed", by=None, at=at)


def test_a_case_is_told_whole(county, site):
    take(site, post(1, "某某中心", title="样例县防汛应急预案"))
    examined(site, told(1, places=3, persons=5))
    confirm(county)
    case = Case.objects.get()
    life.tell([case], due=DUE, by=None, at=AT)
    notice = Notice.objects.create(year=2024, number=11, title="整改通知", dated=TOLD, due=DUE, created_at=AT)
    copy = NoticeCopy.objects.create(notice=notice, unit=county.units["201"])
    NoticeLine.objects.create(copy=copy, case=case, position=1)
    Notice.objects.filter(pk=notice.pk).update(state="issued", issued_at=AT)
    new = told(1, check="misspelt_word", quote="布署", fingerprint="new")
    examined(site, new, at=AT + timedelta(days=10))
    (fact,) = facts(first=TOLD, last=TOLD + timedelta(days=30))
    assert (fact.unit, fact.unit_name, fact.unit_prose) == ("201", "大塘镇政府", "大塘镇")
    assert (fact.check, fact.family, fact.severity, fact.places, fact.persons) == ("confused_word", "wording", 0, 3, 5)
    assert (fact.state, fact.result) == (CaseState.RECHECKED, RecheckResult.BROKE)
    assert (fact.confirmed, fact.told, fact.due, fact.rechecked, fact.closed) == (
        TOLD, TOLD, DUE, TOLD + timedelta(days=10), None,
    )  # fmt: skip
    assert "11" in fact.notice
    assert (fact.post_title, fact.post_url, fact.file_name) == ("样例县防汛应急预案", f"{HOME}tzgg/1.html", "")
    (tied,) = fact.aftermaths
    assert (tied.relation, tied.counts, tied.check, tied.is_gone) == (Relation.SAME_POST, True, "misspelt_word", False)
    assert fact.gone == 1


def test_a_dismissed_aftermath_does_not_count_and_an_untied_one_is_not_told(county, site):
    examined(site, told(1), told(2, quote="既使"), told(3, quote="布署"))
    confirm(county)
    case, second, third = Case.objects.order_by("pk")
    Aftermath.objects.create(
        case=case, finding=second.findings.get(), relation="copy", noticed_at=AT, untied_why="巧合"
    )
    Aftermath.objects.create(case=case, finding=third.findings.get(), relation="copy", noticed_at=AT)
    life.withdraw(third, why="引文", by=None, at=AT)
    fact = next(one for one in facts(first=TOLD, last=TOLD) if one.key == case.pk)
    assert [(one.counts, one.case) for one in fact.aftermaths] == [(False, third.pk)]


def test_of_a_file_and_of_an_account_the_names_are_told(county, site):
    take(site, post(1, "县发改委"))
    make_accounts(county.units)
    file = told(1, source=f"{HOME}files/mingdan.xlsx", quote="名单")
    account = told(2, source="M003", post="M003", check="silent_account", family="freshness", quote="没有更新")
    examined(site, file, account)
    confirm(county)
    first, second = sorted(facts(first=TOLD, last=TOLD), key=lambda one: one.key)
    assert (first.file_name, first.post_url, first.account) == ("mingdan.xlsx", f"{HOME}tzgg/1.html", "")
    assert (second.account, second.post_url, second.file_name) == ("样例统调", "", "")


def test_cases_of_other_days_are_not_told(county, site):
    examined(site, told(1))
    confirm(county)
    life.tell(Case.objects.all(), due=DUE, by=None, at=AT)
    examined(site, at=AT + timedelta(days=4))
    life.close(Case.objects.get(), why="", by=None, at=AT + timedelta(days=4))
    asked = {
        "the day before": (TOLD - timedelta(days=9), TOLD - timedelta(days=1)),
        "its first day": (TOLD, TOLD),
        "between": (TOLD + timedelta(days=1), TOLD + timedelta(days=2)),
        "its last day": (TOLD + timedelta(days=4), TOLD + timedelta(days=9)),
        "the day after": (TOLD + timedelta(days=5), TOLD + timedelta(days=9)),
    }
    told_of = {name: bool(facts(first=first, last=last)) for name, (first, last) in asked.items()}
    assert told_of == {
        "the day before": False,
        "its first day": True,
        "between": True,
        "its last day": True,
        "the day after": False,
    }


def test_what_went_between_the_days_is_counted_by_check_and_unit(county, site):
    examined(site, told(1, places=4), told(2), told(3, check="dead_link", family="links"), told(4, quote="未判断"))
    Finding.objects.exclude(quote="未判断").update(unit=county.units["101"])
    deciding.decide(Finding.objects.exclude(quote="未判断"), kind="confirmed", by=None, at=AT)
    examined(site, at=AT + timedelta(days=20))
    rows = removed(first=date(2024, 2, 1), last=date(2024, 2, 29))
    assert [(one.family, one.check, one.unit, one.places, len(one.findings)) for one in rows] == [
        ("links", "dead_link", "101", 1, 1),
        ("wording", "confused_word", "101", 5, 2),
    ]
    assert removed(first=date(2024, 1, 1), last=date(2024, 1, 31)) == ()


def test_the_day_is_that_of_here(county, site):
    """Half past one in the morning here is still yesterday in the database."""
    at = AT.replace(hour=17, minute=30)
    examined(site, told(1), at=at)
    confirm(county, at=at)
    (fact,) = facts(first=TOLD + timedelta(days=1), last=TOLD + timedelta(days=1))
    assert fact.confirmed == TOLD + timedelta(days=1)
    assert facts(first=TOLD, last=TOLD) == ()


def test_many_cases_take_no_more_queries_than_a_few(county, site):
    queries = []
    for number in (3, 300):
        examined(site, *[told(each, quote=f"词{each}") for each in range(number)])
        confirm(county)
        with CaptureQueriesContext(connection) as asked:
            assert len(facts(first=TOLD, last=TOLD)) == number
        queries.append(len(asked))
    assert queries[0] == queries[1]


@pytest.mark.parametrize(
    ("second", "told_of"), [("移到“乡镇动态”栏目", "移到“乡镇动态”栏目"), ("移到“通知公告”栏目", "")]
)
def test_what_the_check_proposes_is_told_of_a_case_where_it_is_one_and_the_same(county, site, second, told_of):
    first = told(1, check="misplaced_post", quote="“巡查”放在“政策文件”栏目", suggestion="移到“乡镇动态”栏目")
    examined(site, first, told(2, check="misplaced_post", quote="“座谈”放在“政策文件”栏目", suggestion=second))
    confirm(county)
    one, other = Case.objects.order_by("pk")
    Finding.objects.filter(case=other).update(case=one)
    (fact,) = (each for each in facts(first=TOLD, last=TOLD) if each.key == one.pk)
    assert fact.suggestion == told_of
