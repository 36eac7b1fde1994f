"""Amounts are read with their unit, their size and how exactly they are known."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingcha.text.amounts import amounts


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("共56个任务", [(56, "个", False)]),
        ("投入1.2亿元", [(120_000_000, "元", False)]),
        ("完成3,456件", [(3456, "件", False)]),
        ("占12.5%", [(12.5, "%", False)]),
        ("约300户", [(300, "户", True)]),
        ("签约300户", [(300, "户", False)]),
        ("2000余份", [(2000, "份", True)]),
        ("提高3个百分点", [(3, "个百分点", False)]),
        ("2024年1月12日，样府发〔2024〕5号，第3条", []),
    ],
)
def test_an_amount_is_read(text: str, said: list[tuple[float, str, bool]]) -> None:
    assert [(one.value, one.unit, one.is_rough) for one in amounts(text)] == said


def test_a_rounded_amount_knows_half_of_its_last_place() -> None:
    (whole,), (rounded,) = amounts("12件"), amounts("1.2万件")
    assert whole.error == 0
    assert rounded.error == 500


@given(st.text(alphabet="0123456789.,万亿个人件元%约余第年 ", max_size=50))
def test_places_are_those_of_the_text(text: str) -> None:
    for one in amounts(text):
        assert text[one.start].isdigit() and one.end <= len(text)
