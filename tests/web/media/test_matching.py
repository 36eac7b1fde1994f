"""Which rows state one post, whatever their order and number."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from mingcha.web.media.matching import Place, match

# Few links and few titles, so that rows meet.
ROWS = st.lists(st.tuples(st.sampled_from("ABCs"), st.sampled_from(["甲", "乙"])), max_size=12)


def places(rows):
    """A, B and C are numbers of posts, s a short link."""
    return [Place(1, link, title, link != "s") for link, title in rows]


def posts(rows):
    return sum(first is None for first in match(places(rows)))


@given(ROWS)
def test_the_same_rows_once_more_change_nothing(rows):
    assert posts(rows + rows) == posts(rows)
    assert match(places(rows + rows))[len(rows) :].count(None) == 0


@given(ROWS, ROWS)
def test_later_rows_never_change_what_earlier_ones_are(rows, more):
    before = [first is None for first in match(places(rows))]
    assert [first is None for first in match(places(rows + more))][: len(rows)] == before


@given(ROWS)
def test_every_number_of_a_post_is_one_post_and_no_row_is_lost(rows):
    numbers = {link for link, _ in rows if link != "s"}
    assert len(numbers) <= posts(rows) <= len(numbers) + 2
    found = match(places(rows))
    assert all(first is None or any(first.by_title == title for _, title in rows) for first in found)


def test_a_short_link_waits_for_the_number_and_takes_one_only():
    assert posts([("s", "甲"), ("A", "甲")]) == 1
    assert posts([("s", "甲"), ("A", "甲"), ("B", "甲")]) == 2
    assert posts([("s", "甲"), ("s", "乙")]) == 1
