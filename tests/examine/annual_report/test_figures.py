"""What people write into the cells of a report is read as they mean it."""

from __future__ import annotations

from decimal import Decimal

import pytest

from mingcha.examine.annual_report.figures import read_figure, shown
from mingcha.model.annual_report import Written


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("12", "12"),
        ("１２", "12"),
        (" 1 2\u00a0", "12"),
        ("1,234", "1234"),
        ("1，234", "1234"),
        ("3件", "3"),
        ("零", "0"),
        ("12.50", "12.50"),
        ("3.0", "3"),
        ("-2", "-2"),
        ("－２", "-2"),
        ("251000元", "251000"),
    ],
)
def test_numbers_are_read_however_they_are_written(words: str, value: str) -> None:
    assert read_figure(words, 0, len(words)).value == Decimal(value)


@pytest.mark.parametrize("words", ["", " ", "\u00a0", "\u3000"])
def test_an_empty_cell_counts_as_nought_and_is_told_apart(words: str) -> None:
    figure = read_figure(words, 0, 0)
    assert (figure.how, figure.value, figure.counted) == (Written.BLANK, None, 0)


@pytest.mark.parametrize("words", ["/", "—", "——", "-", "无", "／"])
def test_a_dash_counts_as_nought(words: str) -> None:
    assert (read_figure(words, 0, 0).how, read_figure(words, 0, 0).counted) == (Written.DASH, 0)


@pytest.mark.parametrize("words", ["若干", "O", "见附件", "12人次左右", "1/2", "9" * 400])
def test_words_are_no_figure_and_count_as_nothing(words: str) -> None:
    figure = read_figure(words, 0, 0)
    assert (figure.how, figure.counted) == (Written.WORDS, None)


def test_a_figure_is_shown_without_idle_noughts() -> None:
    assert [shown(Decimal(value)) for value in ("12", "12.50", "100", "0.000")] == ["12", "12.5", "100", "0"]
