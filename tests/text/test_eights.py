"""Arithmetic on eight digits at once agrees with arithmetic on digits one by one."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from mingcha.text.bank_card import passes_luhn
from mingcha.text.eights import PADDING, Digits, eights, last_of, luhn_sums, numbers

EIGHT = st.text(alphabet="0123456789", min_size=8, max_size=8)


def padded(written: str) -> Digits:
    zeros = "0" * PADDING
    return np.array([int(digit) for digit in zeros + written + zeros], dtype=np.uint8)


def words(some: list[str]) -> np.ndarray[tuple[int], np.dtype[np.uint64]]:
    return eights(padded("".join(some)), PADDING + 8 * np.arange(len(some)))


@given(st.lists(EIGHT, max_size=5))
def test_eight_digits_are_the_number_they_write(some: list[str]) -> None:
    assert numbers(words(some)).tolist() == [int(one) for one in some]


@given(st.lists(EIGHT, max_size=5))
def test_each_digit_may_be_worth_twice_the_next(some: list[str]) -> None:
    assert numbers(words(some), base=2).tolist() == [sum(int(d) << 7 - at for at, d in enumerate(one)) for one in some]


@given(EIGHT, st.integers(-8, 19))
def test_only_the_last_digits_stay(one: str, count: int) -> None:
    kept = one[8 - min(count, 8) :] if count > 0 else ""
    assert numbers(last_of(words([one]), np.array([count]))).tolist() == [int(kept or "0")]


@given(EIGHT)
def test_the_sum_of_a_card_is_that_of_its_check_digit(one: str) -> None:
    assert (luhn_sums(words([one]))[0] % 10 == 0) == passes_luhn(one)


def test_a_number_may_begin_at_any_digit() -> None:
    assert numbers(eights(padded("123456789"), np.array([PADDING + 1, PADDING - 7, PADDING + 8]))).tolist() == [
        23456789,
        1,
        90000000,
    ]
