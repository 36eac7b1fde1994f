"""名次: ties share a rank as the office decided, and every rank can be verified from the printed ratios."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingcha.assess.ranking import ranks
from mingcha.model.statistics import Ties

RATIOS = [Decimal("120.00"), Decimal("103.33"), Decimal("103.33"), Decimal("99.00"), None]


def test_a_shared_rank_leaves_the_next_one_empty() -> None:
    assert ranks(RATIOS, ties=Ties.SHARED) == (1, 2, 2, 4, None)


def test_a_dense_rank_leaves_none_empty() -> None:
    assert ranks(RATIOS, ties=Ties.DENSE) == (1, 2, 2, 3, None)


def test_official_order_breaks_the_tie() -> None:
    assert ranks(RATIOS, ties=Ties.OFFICIAL) == (1, 2, 3, 4, None)


def test_unsorted_ratios_are_refused() -> None:
    with pytest.raises(ValueError, match="从高到低"):
        ranks([Decimal(1), Decimal(2)], ties=Ties.SHARED)


@given(st.lists(st.integers(0, 5)), st.sampled_from(Ties))
def test_a_rank_counts_how_many_are_better(values: list[int], ties: Ties) -> None:
    ratios = sorted((Decimal(value) for value in values), reverse=True)
    for position, (ratio, rank) in enumerate(zip(ratios, ranks(ratios, ties=ties), strict=True), start=1):
        better = [other for other in ratios if other > ratio]
        expected = {
            Ties.SHARED: len(better) + 1,
            Ties.DENSE: len(set(better)) + 1,
            Ties.OFFICIAL: position,
        }
        assert rank == expected[ties]
