"""The pages of cases: what each list holds, what a unit sees, closing in bulk, one case whole, the board."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from web.cases.found import AT, examined, told
from web.rounds.portal import PAGE, keep, make_site, post, take
from web.small_county import OTHER, OWN

from mingcha.web.cases import board, deciding, life
from mingcha.web.cases.access import visible_cases
from mingcha.web.cases.models import Aftermath, Case, Finding, Recheck
from mingcha.web.rounds.models import CollectedPost


@pytest.fixture
def site(county):
    return make_site(name="样例县门户", folder="portal")


def make_cases(county, site, number, *, unit=OWN, due=date(2024, 1, 19), tells=True):
    examined(site, *[told(each, quote=f"词{each}") for each in range(number)])
    Finding.objects.filter(unit=None).update(unit=county.units[unit])
    deciding.decide(Finding.objects.filter(decision=None), kind="confirmed", by=None, at=AT)
    cases = list(Case.objects.order_by("pk"))
    if tells:
        life.tell(cases, due=due, by=county.people["operator"], at=AT)
    return cases


def test_each_list_holds_its_cases_and_says_overdue_in_words(as_role, county, site):
    today = timezone.localdate()
    first, second, third = make_cases(county, site, 3, due=today)
    Case.objects.filter(pk=second.pk).update(due=today - timedelta(days=3))
    Case.objects.filter(pk=third.pk).update(state="rechecked", result="fixed")
    client = as_role("operator")
    lists = {
        state: [row.case.pk for row in client.get(reverse("case_list"), {"state": state}).context["rows"]]
        for state in ("open", "overdue", "soon", "to_close", "closed")
    }
    assert lists == {
        "open": [second.pk, first.pk, third.pk],
        "overdue": [second.pk],
        "soon": [first.pk],
        "to_close": [third.pk],
        "closed": [],
    }
    page = client.get(reverse("case_list")).content.decode()
    assert "已超期 3 天" in page
    assert "今天到期" in page


def test_cases_are_closed_together_or_not_at_all(as_role, county, site):
    first, second = make_cases(county, site, 2)
    Case.objects.filter(pk=first.pk).update(state="rechecked", result="fixed")
    client = as_role("operator")
    page = client.post(reverse("case_close"), {"case": [first.pk, second.pk]}, follow=True)
    assert "请先复核" in page.content.decode()
    assert not Case.objects.filter(state="closed").exists()
    page = client.post(reverse("case_close"), {"case": [first.pk], "next": "/cases/?state=to_close"}, follow=True)
    assert "已销号 1 件" in page.content.decode()
    assert page.redirect_chain[0][0] == "/cases/?state=to_close"
    page = client.post(reverse("case_close"), {"next": "//elsewhere.example/"}, follow=True)
    assert page.redirect_chain[0][0] == reverse("case_list")


def test_ticked_cases_are_rechecked_by_the_last_examination(as_role, county, site):
    make_cases(county, site, 2)
    examined(site, told(0, quote="词0"), at=AT + timedelta(days=3))
    client = as_role("operator")
    page = client.post(reverse("case_recheck"), {"case": [case.pk for case in Case.objects.all()]}, follow=True)
    assert "已整改 1 件" in page.content.decode()
    assert "未整改 1 件" in page.content.decode()


def test_a_unit_sees_what_it_was_told_and_nothing_the_office_keeps_to_itself(as_role, county, site):
    (case,) = make_cases(county, site, 1, tells=False)
    client = as_role("unit")
    assert client.get(reverse("case", args=[case.pk])).status_code == 404
    life.tell([case], due=date(2024, 1, 19), by=None, at=AT)
    examined(site, told(0, quote="词0"), told(7, quote="尚未确认的词"), at=AT + timedelta(days=1))
    Finding.objects.filter(quote="尚未确认的词").update(unit=county.units[OWN])
    Aftermath.objects.create(
        case=case, finding=Finding.objects.get(quote="尚未确认的词"), relation="copy", noticed_at=AT
    )
    page = client.get(reverse("case", args=[case.pk])).content.decode()
    assert "词0" in page
    assert "尚未确认的词" not in page
    assert "登记人工复核" not in page
    assert "尚未确认的词" in as_role("leader").get(reverse("case", args=[case.pk])).content.decode()
    Case.objects.update(unit=county.units[OTHER])
    assert as_role("unit").get(reverse("case", args=[case.pk])).status_code == 404
    assert not visible_cases(county.people["auditor"]).exists()


def test_a_case_shows_what_stood_there_beside_what_stands_there_now(as_role, county, site):
    after = PAGE.replace("1月15日", "1月18日")
    keep(site, (1, 0, PAGE), (1, 60 * 24, after))
    take(site, post(1, "统调队"))
    examined(site, told(1, quote="1月15日"), at=AT + timedelta(minutes=5))
    deciding.decide(Finding.objects.all(), kind="confirmed", by=None, at=AT + timedelta(minutes=6))
    case = Case.objects.get()
    life.tell([case], due=date(2024, 1, 19), by=county.people["operator"], at=AT + timedelta(minutes=7))
    examined(site, at=AT + timedelta(days=2))
    page = as_role("operator").get(reverse("case", args=[case.pk])).content.decode()
    assert "<del>5</del>" in page
    assert "<ins>8</ins>" in page
    assert "已复核，未销号" in page
    for words in ("立项", "交办", "复核", "期限 2024-01-19"):
        assert words in page


def test_one_case_is_looked_at_closed_reopened_and_withdrawn_by_hand(as_role, county, site):
    (case,) = make_cases(county, site, 1)
    client = as_role("operator")

    def do(name, *more, **given):
        return client.post(reverse(name, args=[case.pk, *more]), given, follow=True).content.decode()

    assert "请写明看了哪里" in do("case_look", result="fixed")
    assert "已登记" in do("case_look", result="fixed", note="打开原页面看过")
    assert "已销号" in do("case_end", "close")
    assert "重新立项要写明理由" in do("case_end", "reopen")
    assert "已重新立项" in do("case_end", "reopen", why="又改回去了")
    assert "要写明理由" in do("case_end", "withdraw")
    assert "已撤销" in do("case_end", "withdraw", why="引用原文")
    assert Finding.objects.get().decision.kind == "dismissed"


def test_an_aftermath_is_untied_with_a_reason(as_role, county, site):
    (case,) = make_cases(county, site, 1)
    tied = Aftermath.objects.create(case=case, finding=Finding.objects.get(), relation="copy", noticed_at=AT)
    client = as_role("operator")
    address = reverse("case_untie", args=[case.pk, tied.pk])
    assert "要写明理由" in client.post(address, follow=True).content.decode()
    client.post(address, {"why": "巧合"})
    tied.refresh_from_db()
    assert (tied.untied_by, tied.untied_why) == (county.people["operator"], "巧合")


def test_the_board_counts_and_every_number_leads_to_its_cases(as_role, county, site):
    cases = make_cases(county, site, 6, due=AT.date() + timedelta(days=5))
    day = [AT + timedelta(days=number) for number in range(20)]
    # The first two are mended in time; the third only after it had been seen wrong past its deadline.
    examined(site, *[told(each, quote=f"词{each}") for each in (2, 3, 4, 5)], at=day[4])
    examined(site, *[told(each, quote=f"词{each}") for each in (2, 3, 4, 5)], at=day[7])
    examined(site, *[told(each, quote=f"词{each}") for each in (3, 4, 5)], at=day[9])
    life.close(cases[0], why="", by=None, at=day[4])
    Case.objects.filter(pk=cases[5].pk).update(relapse_of=cases[0])
    Recheck.objects.filter(case=cases[1]).update(result="broke")
    whole, (one,) = board.standings(
        Case.objects.all(), first=AT.date(), last=AT.date(), today=AT.date() + timedelta(days=12)
    )
    assert (one.told, one.closed, one.settled, one.overdue, one.due) == (6, 1, 3, 3, 6)
    assert (one.on_time, one.first_try, one.again, one.days, one.broke) == (2, 2, 1, 4.0, 1)
    assert (whole.on_time, whole.first_try, whole.again, whole.broke) == (2, 2, 1, 1)
    assert round(one.on_time_rate, 2) == round(whole.on_time_rate, 2)
    client = as_role("leader")
    page = client.get(reverse("rectifying"), {"since": AT.date(), "until": AT.date()})
    shown = page.context["whole"]
    for kind in board.Told:
        rows = client.get(
            reverse("case_list"), {"state": "all", "told": kind.value, "since": AT.date(), "until": AT.date()}
        )
        number = shown.told if kind is board.Told.ALL else getattr(shown, kind.value)
        assert rows.context["total"] == number, kind


def test_the_list_and_the_board_ask_the_same_of_the_database_however_many_there_are(as_role, county, site):
    make_cases(county, site, 60)
    client = as_role("operator")
    for address, few, many in (
        (reverse("case_list"), "?size=20&state=all", "?size=100&state=all"),
        (reverse("rectifying"), "?since=2030-01-01&until=2030-01-02", "?since=2024-01-01&until=2024-12-31"),
    ):
        client.get(address)
        with CaptureQueriesContext(connection) as small:
            client.get(address + few)
        with CaptureQueriesContext(connection) as large:
            client.get(address + many)
        assert len(large) <= len(small) + 1, address


def test_what_a_filter_does_not_understand_shows_the_open_ones(as_role, county, site):
    make_cases(county, site, 1)
    page = as_role("leader").get(
        reverse("case_list"), {"unit": "x", "severity": "awful", "since": "yesterday", "told": "?"}
    )
    assert page.context["total"] == 1


def test_the_lines_around_a_fault_are_shown_with_the_fault_marked(as_role, county, site):
    keep(site, (1, 0, PAGE))
    take(site, post(1, "统调队"))
    examined(site, told(1, quote="1月15日"))
    page = as_role("operator").get(reverse("cause", args=[Finding.objects.get().cause])).content.decode()
    assert "会议定于<mark>1月15日</mark>召开" in page
    assert "第一段文字不变。" in page


def test_a_case_of_nobody_goes_to_the_unit_its_post_was_given_to(as_role, county, site):
    take(site, post(1, "某某中心"))
    examined(site, told(1))
    deciding.decide(Finding.objects.all(), kind="confirmed", by=None, at=AT)
    client = as_role("operator")
    assert "单位不明" in client.get(reverse("case_list")).content.decode()
    CollectedPost.objects.update(given=county.units["201"])
    page = client.post(reverse("case_follow"), {"next": "/cases/?state=confirmed"}, follow=True).content.decode()
    assert "1 处问题换了责任单位" in page
    assert "按最新归属更新" not in page
    assert Case.objects.get(state="confirmed").unit == county.units["201"]
    assert "归属没有变化" in client.post(reverse("case_follow"), follow=True).content.decode()
