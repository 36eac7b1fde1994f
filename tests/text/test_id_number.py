"""Identity numbers: what is right, what only looks so, and what a mask leaves."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingcha.text.id_number import (
    candidates_left,
    check_character,
    is_id_number,
    is_old_id_number,
    mask_id_number,
    normal,
    upgraded,
)

SAMPLE = "11010519491231002X"
first_17 = st.builds(
    lambda born, rest: f"369999{born:%Y%m%d}{rest:03}",
    st.dates(date(1900, 1, 1), date(2023, 12, 31)),
    st.integers(0, 999),
)


def test_the_sample_of_the_standard_is_right() -> None:
    assert is_id_number(SAMPLE)
    assert is_id_number(SAMPLE.lower())


@pytest.mark.parametrize(
    "wrong", ["110105194912310021", "11010519490231002X", "1101051949123100", "", "1101051949123100AX"]
)
def test_one_wrong_place_is_refused(wrong: str) -> None:
    assert not is_id_number(wrong)


def test_a_county_that_never_was_is_no_reason_to_refuse() -> None:
    assert is_id_number("36999919900101001" + check_character("36999919900101001"))


def test_an_old_number_becomes_the_new_one() -> None:
    assert is_old_id_number("362127650704051")
    assert upgraded("362127650704051")[:17] == "36212719650704051"
    assert not is_old_id_number("236072200012345")  # an ear tag: month 00


def test_what_people_write_between_the_digits_does_not_matter() -> None:
    assert normal("１１０１０５ 19491231-002x") == SAMPLE


@given(first_17)
def test_any_changed_digit_is_noticed(digits: str) -> None:
    number = digits + check_character(digits)
    assert is_id_number(number)
    other = str((int(digits[15]) + 1) % 10)
    assert not is_id_number(number[:15] + other + number[16:])


@given(first_17)
def test_a_mask_is_as_long_as_the_number_and_leaves_hundreds_of_candidates(digits: str) -> None:
    number = digits + check_character(digits)
    masked = mask_id_number(number)
    assert len(masked) == len(number)
    assert number not in masked
    assert masked.count("*") >= 8
    assert candidates_left(masked) > 1000


def test_a_mask_beside_the_birth_date_leaves_the_number_itself() -> None:
    assert candidates_left("110105********002X", born=date(1949, 12, 31)) == 1


def test_hiding_the_check_digit_hides_nothing() -> None:
    assert candidates_left(SAMPLE[:17] + "*") == 1


def test_sex_halves_what_a_hidden_sequence_leaves() -> None:
    both = candidates_left(SAMPLE[:14] + "****")
    assert both == 1000
    assert candidates_left(SAMPLE[:14] + "****", is_male=True) == both // 2


def test_candidates_are_counted_as_a_plain_search_counts_them() -> None:
    masked = "1101051949123100**"
    plain = [f"1101051949123100{a}{c}" for a in range(10) for c in "0123456789X"]
    assert candidates_left(masked) == sum(map(is_id_number, plain))
