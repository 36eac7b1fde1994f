"""Numbers in Chinese words, as running text and issue numbers write them."""

from __future__ import annotations

import pytest

from mingcha.text.numerals import chinese_numeral, issue_number


@pytest.mark.parametrize(
    ("number", "words"), [(0, "零"), (5, "五"), (10, "十"), (12, "十二"), (20, "二十"), (99, "九十九")]
)
def test_small_numbers_in_words(number, words):
    assert chinese_numeral(number) == words


@pytest.mark.parametrize(("number", "words"), [(1, "第一期"), (11, "第十一期"), (99, "第九十九期"), (100, "第100期")])
def test_the_number_of_an_issue(number, words):
    assert issue_number(number) == words


def test_larger_numbers_are_not_written_in_words():
    with pytest.raises(ValueError, match="0 至 99"):
        chinese_numeral(100)
