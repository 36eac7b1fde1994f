"""Characters sound alike to a southern ear as they do to a typist."""

from __future__ import annotations

import pytest

from mingcha.text.pinyin import (
    dialect,
    same_sounding,
    sounds_alike,
    sounds_same,
    spellings,
    syllables,
    words_sound_alike,
)


@pytest.mark.parametrize(
    ("one", "other"), ["南兰", "张赃", "吃呲", "是四", "飞灰", "方慌", "身生", "金京", "班帮", "女吕"]
)
def test_what_dialects_mix_up_sounds_alike(one: str, other: str) -> None:
    assert sounds_alike(one, other)
    assert not sounds_same(one, other)


@pytest.mark.parametrize(("one", "other"), ["山水", "大小", "吕鲁", "西七", "人任x"[:2]])
def test_what_nobody_mixes_up_does_not(one: str, other: str) -> None:
    assert sounds_alike(one, other) is (one + other == "人任")


def test_a_character_of_two_readings_has_both() -> None:
    assert set(syllables("重")) == {"zhong", "chong"}
    assert spellings("长重")[0].startswith(("zhang", "chang"))
    assert {"chang chong", "zhang zhong"} <= set(spellings("长重"))


def test_words_sound_alike_character_by_character() -> None:
    assert words_sound_alike("布署", "部署")
    assert not words_sound_alike("布署", "部署局")
    assert not words_sound_alike("截至", "截图")


def test_what_is_not_known_sounds_like_nothing() -> None:
    assert syllables("A") == () and spellings("A人") == ()
    assert not sounds_alike("A", "人")


def test_the_ear_of_a_dialect_is_one_syllable() -> None:
    assert dialect("shuang") == dialect("suan")
    assert dialect("huang") == dialect("fang") == dialect("fan")
    assert dialect("ying") == dialect("yin")


def test_same_sounding_characters_hold_neither_itself_nor_doubles() -> None:
    some = list(same_sounding("部"))
    assert "布" in some and "部" not in some
    assert len(some) == len(set(some))
