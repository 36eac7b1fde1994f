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


def behind_pace(posts: int, target: int | None, month_number: int) -> bool:
    """Whether fewer posts than the month's even share of the year's target are out (序时进度)."""
    return bool(target) and posts * 12 < (target or 0) * month_number
