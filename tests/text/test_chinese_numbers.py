"""Numbers in words and figures mean what they are worth."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingcha.text.chinese_numbers import number_in_words, read_number, read_ordinal


@pytest.mark.parametrize(
    ("text", "worth"),
    [
        ("二十三", "23"),
        ("一百零五", "105"),
        ("三千五百万", "35000000"),
        ("一亿二千万", "120000000"),
        ("两万", "20000"),
        ("1.2万", "12000"),
        ("3,456", "3456"),
        ("三点五", "3.5"),
        ("１２", "12"),
    ],
)
def test_a_number_is_read(text: str, worth: str) -> None:
    assert read_number(text) == Decimal(worth)


@pytest.mark.parametrize("text", ["三四十", "1,23", "二〇二四", "", "十十", "若干"])
def test_what_is_no_certain_number_is_not_read(text: str) -> None:
    assert read_number(text) is None


@given(st.integers(min_value=1, max_value=999))
def test_a_number_put_into_words_is_read_again(number: int) -> None:
    assert read_ordinal(number_in_words(number)) == number == read_number(number_in_words(number))


@given(st.text(alphabet="零一二三十百千万亿两点0123456789.,", max_size=30))
def test_nothing_crashes_the_reading(text: str) -> None:
    read_number(text)
