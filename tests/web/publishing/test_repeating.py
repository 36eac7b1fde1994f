"""Posts that repeat others are left out of the net count, and the roll-up stays what the posts say."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from web.publishing.ledgers import confirmed, posts

from mingcha.model.count import MonthCount
from mingcha.model.month import Month
from mingcha.web.publishing import queries, services
from mingcha.web.publishing.models import Post
from mingcha.web.publishing.repeating import mark_repeats

JANUARY = Month(2024, 1)
places = st.integers(0, 6)


def counted():
    (count,) = queries.month_counts(JANUARY, JANUARY)
    return count


def test_a_repeat_stays_in_the_gross_count_and_leaves_the_net_count(units):
    confirmed(*posts(3))
    first, second, _ = Post.objects.order_by("pk").values_list("pk", flat=True)
    assert mark_repeats({second: first}) == 1
    assert counted() == MonthCount("101", JANUARY, 3, 1)
    assert mark_repeats({second: first}) == 0
    assert mark_repeats({second: None}) == 1
    assert counted() == MonthCount("101", JANUARY, 3, 0)


def test_of_posts_that_repeat_each_other_one_still_counts(units):
    confirmed(*posts(3))
    first, second, third = Post.objects.order_by("pk").values_list("pk", flat=True)
    mark_repeats({third: second, second: first})
    assert mark_repeats({first: third}) == 0
    assert mark_repeats({first: first}) == 0
    assert counted().duplicates == 2


def test_a_post_of_another_unit_is_no_repeat(units):
    confirmed(*posts(1), *posts(1, start=5, unit="统调队"))
    first, second = Post.objects.order_by("pk").values_list("pk", flat=True)
    assert mark_repeats({second: first}) == 0


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.lists(st.dictionaries(places, st.none() | places, max_size=4), max_size=6))
def test_whatever_is_marked_and_unmarked_the_roll_up_is_the_recount_and_something_still_counts(units, steps):
    with transaction.atomic():
        confirmed(*posts(4), *posts(2, start=10, day=date(2023, 12, 1)), *posts(1, start=20, unit="统调队"))
        keys = list(Post.objects.order_by("pk").values_list("pk", flat=True))
        for step in steps:
            mark_repeats({keys[one]: None if other is None else keys[other] for one, other in step.items()})
            assert services.compare_counts() == ()
            for unit in Post.objects.order_by().values_list("unit", flat=True).distinct():
                assert Post.objects.filter(unit=unit, duplicate_of=None).exists()
        transaction.set_rollback(True)
