"""Ranks by completion ratio, with a stated rule for ties."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from mingcha.model.statistics import Ties


def ranks(ratios: Sequence[Decimal | None], *, ties: Ties) -> tuple[int | None, ...]:
    """The rank of each ratio, best first; the ratios must already stand best first, the missing ones last.

    Ratios are compared as printed, with two decimals, so that a reader of the table can verify every rank.
    """
    result: list[int | None] = []
    previous: Decimal | None = None
    rank = 0
    for position, ratio in enumerate(ratios, start=1):
        if ratio is None:
            result.append(None)
            continue
        if previous is not None and ratio > previous:
            raise ValueError("排名前须先按完成比例从高到低排列")
        tied = ratio == previous
        if ties is Ties.OFFICIAL:
            rank = position
        elif not tied:
            rank = rank + 1 if ties is Ties.DENSE else position
        previous = ratio
        result.append(rank)
    return tuple(result)
