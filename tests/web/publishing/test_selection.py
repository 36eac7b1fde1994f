"""The ledger's filters: the figure, its link, the page and the export are all the same posts."""

from __future__ import annotations

from datetime import date

import pytest
from django.http import QueryDict

from mingcha.model.count import PostQuery
from mingcha.model.month import Month
from mingcha.web.pages import Page, page_of
from mingcha.web.publishing.forms import LedgerFilter
from mingcha.web.publishing.links import LedgerLinks
from mingcha.web.publishing.models import Post
from mingcha.web.publishing.queries import posts_of
from mingcha.web.publishing.services import rebuild_counts


def select(user, address):
    form = LedgerFilter(QueryDict(address.partition("?")[2] or address), user=user, months=[202312])
    assert form.is_valid(), form.errors
    return form.selection()


@pytest.fixture
def operator(county):
    return county.people["operator"]


@pytest.fixture
def some_repeats(county):
    first, *others = Post.objects.filter(unit__code="101", month=202312).order_by("pk")[:4]
    Post.objects.filter(pk__in=[post.pk for post in others]).update(duplicate_of=first)
    rebuild_counts()


QUERIES = [
    PostQuery(("101", "102", "103", "201", "202"), Month(2023, 1), Month(2023, 12)),
    PostQuery(("101", "102", "103"), Month(2023, 12), Month(2023, 12)),
    PostQuery(("103",), Month(2023, 6), Month(2023, 6)),
    PostQuery(("101", "201"), Month(2022, 12), Month(2023, 2)),
    PostQuery(("101",), Month(2023, 12), Month(2023, 12), net=True),
    PostQuery(("101", "102", "103", "201", "202"), Month(2022, 12), Month(2023, 12), net=True),
]


@pytest.mark.parametrize("query", QUERIES)
def test_the_link_of_a_figure_shows_exactly_the_posts_it_counts(operator, some_repeats, query):
    selection = select(operator, LedgerLinks()(query))
    wanted = set(posts_of(query).values_list("pk", flat=True))
    assert set(selection.posts(operator).values_list("pk", flat=True)) == wanted
    assert selection.total(operator) == len(wanted)


def test_links_are_short_where_a_group_or_everybody_is_meant(county):
    link = LedgerLinks()
    assert link(QUERIES[0]) == "/ledger/?first=202301&last=202312"
    assert link(QUERIES[1]) == "/ledger/?group=county&first=202312&last=202312"
    assert link(QUERIES[4]) == "/ledger/?unit=101&first=202312&last=202312&repeat=no"


@pytest.mark.parametrize(
    ("address", "number"),
    [
        ("", 616),
        ("unit=101", 130),
        ("unit=101&unit=202", 142),
        ("group=town", 397),
        ("group=town&unit=101", 0),
        ("first=202312&last=202312", 46),
        ("last=202212", 39),
        ("since=2023-12-01&until=2023-12-02", 9),
        ("first=202312&until=2023-12-02", 9),
        ("q=第30条", 12),
        ("q=县发改委+第12条", 1),
        ("column=通知", 66),
        ("source=crawled", 0),
        ("source=file", 616),
        ("repeat=yes", 3),
        ("repeat=no", 613),
        ("repeat=yes&unit=102", 0),
    ],
)
def test_each_filter_counts_as_it_lists(operator, some_repeats, address, number):
    selection = select(operator, address)
    assert selection.posts(operator).count() == number
    assert selection.total(operator) == number


@pytest.mark.parametrize("sort", ["-published", "published"])
@pytest.mark.parametrize(
    "address", ["", "group=town", "repeat=no", "repeat=yes", "unit=102", "q=第", "q=没有", "unit=101&q=条"]
)
def test_pages_follow_each_other_without_gap_or_repeat(operator, some_repeats, address, sort):
    selection = select(operator, f"{address}&sort={sort}")
    total = selection.total(operator)
    last = Page(1, 20, total).last
    pages = [post.pk for number in range(1, last + 1) for post in selection.page(operator, Page(number, 20, total))]
    assert pages == list(selection.ordered(operator).values_list("pk", flat=True))
    assert len(pages) == total


def test_a_page_needs_few_queries_wherever_it_lies(operator, django_assert_num_queries):
    selection = select(operator, "")
    for number in (1, 7, 13):
        with django_assert_num_queries(3):
            selection.page(operator, Page(number, 50, 616))


def test_a_liaison_finds_only_the_own_unit(county):
    user = county.people["unit"]
    selection = select(user, "first=202312&last=202312")
    assert {post.unit.code for post in selection.posts(user).select_related("unit")} == {"103"}
    assert selection.total(user) == 3
    form = LedgerFilter(QueryDict("unit=101"), user=user, months=[])
    assert not form.is_valid()


@pytest.mark.parametrize(
    "address",
    ["unit=999", "group=none", "first=202313", "first=abc", "since=2023-02-30", "repeat=maybe", "file=999",
     "first=202312&last=202301", "since=2023-12-02&until=2023-12-01"],
)  # fmt: skip
def test_a_filter_that_makes_no_sense_is_refused_not_ignored(operator, address):
    assert not LedgerFilter(QueryDict(address), user=operator, months=[202312]).is_valid()


def test_months_and_days_together_narrow_the_period(operator):
    selection = select(operator, "first=202312&last=202312&since=2023-11-20&until=2023-12-05")
    assert (selection.begin, selection.end) == (date(2023, 12, 1), date(2023, 12, 5))


@pytest.mark.parametrize(
    ("asked", "number"), [("", 1), ("3", 3), ("0", 1), ("99999", 13), ("x", 1), ("-2", 1), ("9" * 40, 1)]
)
def test_a_page_that_does_not_exist_becomes_the_nearest_that_does(rf, asked, number):
    assert page_of(rf.get("/", {"page": asked}), total=616, size=50).number == number


def test_the_page_numbers_stay_few():
    assert Page(1, 50, 59_074).window == [1, 2, 3, None, 1182]
    assert Page(600, 50, 59_074).window == [1, None, 598, 599, 600, 601, 602, None, 1182]
    assert Page(1, 50, 0).window == [1]
