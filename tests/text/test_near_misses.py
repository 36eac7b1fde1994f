"""A text is so many slips from another as a hand would make."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from mingcha.text.near_misses import distance, is_alike, replaced

WORDS = st.text(alphabet="新发展理念格局", max_size=8)


def test_each_kind_of_slip_is_one_step() -> None:
    for written in ("新发展理念的", "新发理念", "新展发理念", "新发展里念"):
        assert distance(written, "新发展理念", most=2) == 1


def test_farther_than_asked_is_told_as_one_more() -> None:
    assert distance("创新", "新发展理念", most=1) == 2


def test_alike_is_by_sound_or_by_looks() -> None:
    assert is_alike("制", "治") and is_alike("未", "末") and not is_alike("国", "民")
    assert replaced("法制", "法治") == [("制", "治")]


@settings(max_examples=40)
@given(WORDS, WORDS)
def test_the_way_back_is_as_long(one: str, other: str) -> None:
    assert distance(one, other, most=9) == distance(other, one, most=9)
    assert (distance(one, other, most=9) == 0) is (one == other)
