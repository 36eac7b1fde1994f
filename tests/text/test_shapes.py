"""Characters that differ by a stroke look alike, whichever is asked for first."""

from __future__ import annotations

import pytest

from mingcha.text.shapes import look_alikes, looks_alike


@pytest.mark.parametrize("pair", ["末未", "己已", "账帐", "侯候", "辨辩", "戍戌", "货贷", "准淮", "折拆", "治洽"])
def test_what_differs_by_a_stroke_looks_alike(pair: str) -> None:
    assert looks_alike(pair[0], pair[1]) and looks_alike(pair[1], pair[0])


@pytest.mark.parametrize("pair", ["人国", "的是", "一赢", "山水"])
def test_what_does_not_does_not(pair: str) -> None:
    assert not looks_alike(pair[0], pair[1])


def test_nothing_looks_like_itself_or_like_what_is_unknown() -> None:
    assert not looks_alike("未", "未")
    assert look_alikes("A") == ""
