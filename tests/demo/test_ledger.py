"""The sample county: its sums are a real year's, its posts are made up and always the same."""

from __future__ import annotations

from collections import Counter

import pytest

from mingcha.calendar import WorkingCalendar
from mingcha.demo.county import DECEMBER, SampleUnit, sample_units
from mingcha.demo.ledger import sample_posts
from mingcha.demo.posts import monthly_counts
from mingcha.model.post import Post

CALENDAR = WorkingCalendar.from_standards()
YEAR = DECEMBER.year_to_date


@pytest.fixture(scope="module")
def posts() -> list[Post]:
    return [post for sample in sample_units() for post in sample_posts(sample, YEAR, calendar=CALENDAR)]


def total(group: str, of: str) -> int:
    return sum(getattr(sample, of) for sample in sample_units() if sample.unit.group == group)


def test_the_county_has_forty_units_and_sixteen_towns() -> None:
    assert Counter(sample.unit.group for sample in sample_units()) == {"county": 40, "town": 16}


def test_the_sums_are_those_of_the_real_year() -> None:
    assert (total("county", "year"), total("town", "year")) == (24_352, 34_722)
    assert (total("county", "december"), total("town", "december")) == (1_972, 1_929)


@pytest.mark.parametrize("sample", sample_units(), ids=lambda sample: sample.unit.name)
def test_a_units_months_sum_to_its_year(sample: SampleUnit) -> None:
    counts = monthly_counts(sample)
    assert sum(counts.values()) == sample.year
    assert counts[DECEMBER] == sample.december
    assert min(counts.values()) >= 0


def test_every_post_of_the_year_is_there_once(posts: list[Post]) -> None:
    assert len(posts) == 59_074
    assert len({post.url for post in posts}) == 59_074


def test_posts_appear_on_working_days_in_the_month_they_count_for(posts: list[Post]) -> None:
    assert all(CALENDAR.is_working(post.published) for post in posts)
    assert Counter(post.published.month for post in posts)[12] == 3_901


def test_the_same_county_is_built_every_time(posts: list[Post]) -> None:
    first = sample_units()[0]
    assert list(sample_posts(first, YEAR, calendar=CALENDAR)) == [p for p in posts if p.unit == first.unit.code]


def test_no_address_leads_to_a_real_host(posts: list[Post]) -> None:
    assert {post.url.split("/")[2] for post in posts} == {"www.yangli.example"}
