"""A unit that merged into another: who counts for it, in which year, and who may see it."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse

from mingcha.model.month import Month
from mingcha.model.statistics import Policy, Ties
from mingcha.web.publishing import counting, queries
from mingcha.web.publishing.access import visible_posts
from mingcha.web.publishing.models import Post
from mingcha.web.publishing.services import rebuild_counts
from mingcha.web.publishing.years import year_records
from mingcha.web.units.access import visible_units
from mingcha.web.units.models import Liaison, Target, Unit


@pytest.fixture
def merged(county):
    """县教体局 (102) went over into 统调队 (103) on the last day of October 2023."""
    Unit.objects.filter(code="102").update(active_to="2023-10-31", successor=county.units["103"])
    Target.objects.create(unit=county.units["103"], year=2022, posts=4)
    return county


def text(response):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def test_a_past_year_stays_what_its_bulletin_said(merged):
    told = {record.year: record.posts for record in year_records("103", latest=Month(2023, 12))}
    assert told == {2023: 33 + 50, 2022: 2}
    for year, posts in told.items():
        (line,) = [row for row in queries.statistics(Month(year, 12)).group("county").units if row.unit.code == "103"]
        assert line.year_to_date == posts


def test_the_unit_that_is_over_keeps_the_years_it_stood_for_itself(merged):
    assert [(record.year, record.posts) for record in year_records("102", latest=Month(2023, 12))] == [(2022, 4)]


def test_a_unit_on_record_for_many_years_asks_the_ledger_once_for_all(merged, django_assert_max_num_queries):
    with django_assert_max_num_queries(12):
        year_records("103", latest=Month(2023, 12))


def test_the_heirs_liaison_can_open_every_number_of_the_own_board(as_role, merged):
    client = as_role("unit")
    overview = client.get("/", {"month": "202312"})
    numbers = re.findall(r'href="(/ledger/[^"]*)" aria-label="[^"]*?(\d+) 条"', overview.content.decode())
    assert "83" in [number for _, number in numbers]
    for href, number in numbers:
        page = text(client.get(href.replace("&amp;", "&")))
        assert f"共 {number} 条" in page or (number == "0" and "没有符合条件的信息" in page)
    assert client.get(reverse("unit", args=["102"])).status_code == 200


def test_the_predecessors_liaison_sees_only_the_own_unit(as_role, merged):
    Liaison.objects.update(unit=merged.units["102"])
    client = as_role("unit")
    page = client.get("/", {"month": "202312"})
    assert "本年累计发布" not in text(page)
    assert "未参加统计" in text(page)
    assert "本年累计发布 50 条" in text(client.get("/", {"month": "202310"}))
    person = merged.people["unit"]
    assert [unit.code for unit in visible_units(person)] == ["102"]
    assert set(visible_posts(person).values_list("unit__code", flat=True)) == {"102"}
    own = client.get(reverse("unit", args=["102"]))
    assert own.status_code == 200
    assert reverse("unit", args=["103"]) not in own.content.decode()
    assert client.get(reverse("unit", args=["103"])).status_code == 404


def test_a_merger_that_is_still_to_come_shares_nothing_yet(merged):
    Unit.objects.filter(code="102").update(active_to="2099-12-31")
    assert [unit.code for unit in visible_units(merged.people["unit"])] == ["103"]


def test_a_unit_that_is_over_is_neither_silent_nor_unfinished(as_role, county):
    Unit.objects.filter(code__in=("102", "103")).update(active_to="2023-11-30")
    client = as_role("operator")
    page = text(client.get("/", {"month": "202312"}))
    # 102 published nothing and 103 missed its target of 40, but neither was there in December.
    assert "本月零发布单位 0 家 较上月 −1" in page
    assert "未完成任务单位 0 家 较上月 −1" in page
    assert "已停用" in page
    assert "没有这样的单位" in text(client.get("/", {"month": "202312", "show": "zero"}))
    card = text(client.get(reverse("unit", args=["102"])))
    assert "本月不在用，不计零发布" in card
    assert "本月有发布" not in card


def test_the_unit_page_and_the_overview_count_without_repeats_when_the_office_does(as_role, county):
    first, second = Post.objects.filter(unit=county.units["103"], month=202312)[:2]
    Post.objects.filter(pk=second.pk).update(duplicate_of=first)
    rebuild_counts()
    counting.set_policy(Policy(ties=Ties.SHARED, net=True), by=None)
    client = as_role("operator")
    assert "本月新增 45 条" in text(client.get("/"))
    page = client.get(reverse("unit", args=["103"]))
    assert "2023年 3 3 3 3 3 0 3 3 3 3 3 2 32" in text(page)
    assert year_records("103", latest=Month(2023, 12))[0].posts == 32
    (address,) = re.findall(r'href="([^"]+)" aria-label="2023年12月 2 条"', page.content.decode())
    assert "共 2 条" in text(client.get(address.replace("&amp;", "&")))
