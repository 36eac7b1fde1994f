"""The completion ratio: percent, two decimals, half-up."""

from __future__ import annotations

from decimal import Decimal


def completion_ratio(posts: int, target: int | None) -> Decimal | None:
    """Percent of the yearly target reached; None where there is no positive target to compare with.

    Worked in whole hundredths of a percent, so that a half is a half and rounds up: 1 of 16 000 is 0.01.
    """
    if not target or target < 0:
        return None
    return Decimal((posts * 20_000 + target) // (2 * target)) / 100
