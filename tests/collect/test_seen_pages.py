"""Which pages count that the last round saw: whole pages under their own address, by sort, in shares."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from sqlite3 import Connection

import pytest

from mingcha.collect.frontier import Frontier
from mingcha.collect.frontier_file import reading
from mingcha.collect.seen_pages import PageSort, number_of_page, seen_pages
from mingcha.model.fetch import FetchOutcome, Request

HOME = "http://www.yangli.example/"


@pytest.fixture
def portal(tmp_path: Path) -> Iterator[Connection]:
    """A home page, a list, two posts, a file, a page that is gone and one nobody asked for yet."""
    frontier = Frontier.open(tmp_path)
    frontier.begin_round("full", at="2023-12-01T08:00:00+08:00", options={})
    kinds = {"": "home", "tzgg/": "list", "t1.html": "post", "t2.html": "post", "a.docx": "attachment", "gone": "page"}
    for snapshot, (path, kind) in enumerate(kinds.items(), 11):
        number, _ = frontier.add(Request(HOME + path, kind=kind))
        outcome = FetchOutcome.GONE if path == "gone" else FetchOutcome.OK
        frontier.answered(number, outcome=outcome, status=200, snapshot=snapshot)
    frontier.add(Request(HOME + "later", kind="page"))
    frontier.commit(7)
    frontier.close()
    with reading(tmp_path) as connection:
        yield connection


def paths(pages) -> list[str]:
    return [page.url.removeprefix(HOME) for page in pages]


def test_pages_that_were_seen_are_given_by_sort(portal: Connection) -> None:
    assert paths(seen_pages(portal, PageSort.ALL)) == ["", "tzgg/", "t1.html", "t2.html"]
    assert paths(seen_pages(portal, PageSort.POSTS)) == ["t1.html", "t2.html"]
    assert paths(seen_pages(portal, PageSort.OTHERS)) == ["", "tzgg/"]
    assert [(page.snapshot, page.is_post) for page in seen_pages(portal, PageSort.ALL)][1:3] == [
        (12, False),
        (13, True),
    ]


def test_each_page_is_in_one_of_the_shares(portal: Connection) -> None:
    shares = [seen_pages(portal, PageSort.ALL, share=share, shares=3) for share in range(3)]
    assert sorted(page for share in shares for page in share) == seen_pages(portal, PageSort.ALL)
    assert all(page.number % 3 == share for share, pages in enumerate(shares) for page in pages)


def test_a_page_is_known_by_its_address_as_long_as_it_is_what_was_seen_last(portal: Connection) -> None:
    first = seen_pages(portal, PageSort.POSTS)[0]
    assert number_of_page(portal, first.url, snapshot=13) == first.number
    assert number_of_page(portal, first.url, snapshot=3) is None
    assert number_of_page(portal, HOME + "a.docx", snapshot=15) is None
