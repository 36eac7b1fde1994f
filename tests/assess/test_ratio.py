"""完成比例: two decimals, half-up, and nothing where there is nothing to divide by."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from hypothesis import given
from hypothesis import strategies as st

from mingcha.assess.ratio import completion_ratio


def test_the_ratio_of_a_real_row() -> None:
    assert completion_ratio(1517, 500) == Decimal("303.40")
    assert completion_ratio(3286, 560) == Decimal("586.79")


def test_a_half_rounds_up() -> None:
    assert completion_ratio(1, 20_000) == Decimal("0.01")  # 0.005 percent
    assert completion_ratio(3, 20_000) == Decimal("0.02")  # 0.015 percent


def test_no_target_gives_no_ratio() -> None:
    assert completion_ratio(10, None) is None
    assert completion_ratio(10, 0) is None


def test_nothing_published_is_zero_and_not_unknown() -> None:
    assert completion_ratio(0, 350) == Decimal("0.00")


@given(st.integers(0, 100_000), st.integers(1, 20_000))
def test_the_ratio_is_the_decimal_quotient_rounded_half_up(posts: int, target: int) -> None:
    expected = (Decimal(posts) * 100 / Decimal(target)).quantize(Decimal("0.01"), ROUND_HALF_UP)
    assert completion_ratio(posts, target) == expected
