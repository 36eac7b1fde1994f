"""Every odd answer ends in its named outcome, in time, and stops nobody else."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest
from collect.fetching.asking import QUICK, fetch_all
from collect.fetching.zoo import ODD, PAGE, Odd, Zoo

from mingcha.model.fetch import FetchOutcome, Request, Response


@pytest.fixture(scope="module")
def answered() -> Iterator[tuple[Zoo, dict[str, Response], float]]:
    """The whole zoo asked in one run."""
    with Zoo() as zoo:
        requests = [
            Request(zoo.url(odd.name), method=odd.method, etag=odd.etag, retries=odd.retries, kind=odd.name)
            for odd in ODD.values()
        ]
        start = time.monotonic()
        responses = fetch_all(requests, private=zoo.hosts)
        took = time.monotonic() - start
        yield (
            zoo,
            {response.request.kind: response for response in responses if response.request.kind != "robots"},
            took,
        )


def test_the_zoo_has_more_than_forty_animals() -> None:
    assert len(ODD) > 40


def test_each_is_answered_once_and_the_whole_zoo_takes_no_longer_than_its_slowest(
    answered: tuple[Zoo, dict[str, Response], float],
) -> None:
    _, responses, took = answered
    assert set(responses) == set(ODD)
    assert took < 3 * QUICK.total + 4


@pytest.mark.parametrize("odd", ODD.values(), ids=ODD)
def test_ends_in_its_outcome(odd: Odd, answered: tuple[Zoo, dict[str, Response], float]) -> None:
    response = answered[1][odd.name]
    assert response.outcome is odd.outcome, (response.status, response.detail, response.body[:80])
    assert odd.remarks <= set(response.remarks), response.remarks
    if odd.status is not None:
        assert response.status == odd.status
    if odd.has_page:
        assert response.body == PAGE
    if odd.method == "HEAD":
        assert response.body == b""
    assert response.seconds < (odd.retries + 1) * QUICK.total + 2


@pytest.mark.parametrize("odd", ODD.values(), ids=ODD)
def test_remarks_nothing_that_is_not_so(odd: Odd, answered: tuple[Zoo, dict[str, Response], float]) -> None:
    if odd.outcome is FetchOutcome.OK:
        assert set(answered[1][odd.name].remarks) == odd.remarks
