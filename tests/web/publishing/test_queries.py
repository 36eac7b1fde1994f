"""Every count can be asked for its posts, and every post says where it came from."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from web.publishing.ledgers import confirmed, page, posts, row

from mingcha.model.count import PostQuery
from mingcha.model.month import Month
from mingcha.model.statistics import Policy
from mingcha.web.accounts.models import Role, User
from mingcha.web.publishing import queries, services
from mingcha.web.publishing.access import visible_posts
from mingcha.web.publishing.models import Post
from mingcha.web.units.models import Liaison, Target

DECEMBER = Month(2023, 12)


@pytest.fixture
def year(units):
    """101: 3 in November, 5 in December (one a duplicate), 2 in January; 201: 4 in December."""
    Target.objects.create(unit=units["101"], year=2023, posts=16)
    confirmed(
        *posts(3, day=date(2023, 11, 30)),
        *posts(5, start=10, day=date(2023, 12, 1)),
        *posts(2, start=20, day=date(2024, 1, 1)),
        *posts(4, start=30, day=date(2023, 12, 31), unit="大塘镇政府"),
    )
    first, second = Post.objects.filter(month=202312, unit=units["101"]).order_by("pk")[:2]
    Post.objects.filter(pk=second.pk).update(duplicate_of=first)
    services.rebuild_counts()
    return units


@pytest.mark.parametrize(
    ("query", "number"),
    [
        (PostQuery(("101",), DECEMBER, DECEMBER), 5),
        (PostQuery(("101",), DECEMBER, DECEMBER, net=True), 4),
        (PostQuery(("101",), DECEMBER.january, DECEMBER), 8),
        (PostQuery(("101", "201"), DECEMBER, DECEMBER), 9),
        (PostQuery(("101", "201"), Month(2023, 11), Month(2024, 1)), 14),
        (PostQuery(("103",), DECEMBER.january, DECEMBER), 0),
        (PostQuery((), DECEMBER.january, DECEMBER), 0),
    ],
)
def test_a_query_finds_its_posts_and_the_counts_say_the_same(year, query, number):
    assert queries.posts_of(query).count() == number
    counts = [count for count in queries.month_counts(query.first, query.last) if query.covers(count)]
    assert sum(count.net if query.net else count.gross for count in counts) == number


def test_a_months_statistics_come_in_six_queries(year, django_assert_num_queries):
    with django_assert_num_queries(6):
        statistics = queries.statistics(DECEMBER)
    unit = next(line for line in statistics.group("county").units if line.unit.code == "101")
    assert (unit.year_to_date, unit.month, unit.last_month, unit.target) == (8, 5, 3, 16)
    assert unit.ratio == Decimal("50.00")
    assert statistics.new == 9


def test_net_statistics_leave_duplicates_out(year):
    assert queries.statistics(DECEMBER, Policy(net=True)).new == 8


def test_the_latest_month_is_the_last_with_a_post(year):
    assert queries.latest_month() == Month(2024, 1)
    Post.objects.all().delete()
    services.rebuild_counts()
    assert queries.latest_month() is None


def test_a_post_says_where_it_came_from(units):
    confirmed(row(url=page(1)))
    post = Post.objects.get()
    assert queries.source_of(post) == "台账.csv“文本表格”第 2 行"
    crawled = Post(crawled_from="http://www.yangli.example/list.html")
    assert queries.source_of(crawled) == "采集自 http://www.yangli.example/list.html"
    assert queries.source_of(Post()) == ""


def test_posts_are_given_to_the_engine_as_values(year, django_assert_num_queries):
    with django_assert_num_queries(1):
        found = list(queries.values(queries.posts_of(PostQuery(("101",), DECEMBER, DECEMBER)).order_by("pk")))
    assert [value.is_duplicate for value in found] == [False, True, False, False, False]
    assert {(value.unit, value.unit_name, value.column, value.published) for value in found} == {
        ("101", "县发改委", "通知公告", date(2023, 12, 1))
    }


@pytest.mark.parametrize(
    ("role", "seen"),
    [
        (Role.OPERATOR, 14),
        (Role.LEADER, 14),
        (Role.UNIT, 4),
        (Role.SYSTEM, 0),
        (Role.SECURITY, 0),
        (Role.AUDITOR, 0),
    ],
)
def test_each_role_sees_the_posts_it_may(year, role, seen):
    user = User.objects.create_user(role.value, role=role)
    if role == Role.UNIT:
        Liaison.objects.create(user=user, unit=year["201"])
    assert visible_posts(user).count() == seen


def test_a_liaison_without_a_unit_sees_nothing(year):
    assert not visible_posts(User.objects.create_user("new", role=Role.UNIT)).exists()
