"""Full-width forms become the half-width ones people meant, and Chinese stays Chinese."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingcha.text.width import PUNCTUATION, comparable, fold_all, fold_width, one_line, without_space

anything = st.text(st.characters(exclude_categories=["Cs"]) | st.sampled_from("２０年ＡＢ（），　\u200b\n "))


def test_digits_and_letters_are_folded_and_punctuation_stays() -> None:
    assert fold_width("２０２４年“ＷＴＯ”培训，第１期（共５％）") == "2024年“WTO”培训，第1期（共5%）"


def test_for_comparison_punctuation_is_folded_too() -> None:
    assert fold_all("（试行）：１") == "(试行):1"


@given(anything)
def test_folding_keeps_the_length_and_done_twice_is_done_once(text: str) -> None:
    for fold in (fold_width, fold_all):
        assert len(fold(text)) == len(text)
        assert fold(fold(text)) == fold(text)


@given(st.sampled_from(PUNCTUATION))
def test_only_the_thorough_folding_touches_punctuation(mark: str) -> None:
    assert fold_width(mark) == mark
    assert fold_all(mark).isascii()


@given(anything)
def test_comparable_text_has_no_white_space_and_is_its_own_comparable(text: str) -> None:
    found = comparable(text)
    assert not any(character.isspace() for character in found)
    assert comparable(fold_width(text)) == found


@pytest.mark.parametrize(
    ("given_text", "line"),
    [
        ("关于开展\n专项检查的通知", "关于开展专项检查的通知"),
        ("  GB/T\r\n9704  格式　说明 ", "GB/T 9704 格式 说明"),
        ("标\u200b题\x00", "标题"),
        ("已经整齐", "已经整齐"),
    ],
)
def test_a_cell_is_put_on_one_line(given_text: str, line: str) -> None:
    assert one_line(given_text) == line


def test_spaces_of_every_width_go() -> None:
    assert without_space("赣州市 医疗　保障局\n\t信丰\ufeff分局") == "赣州市医疗保障局信丰分局"
