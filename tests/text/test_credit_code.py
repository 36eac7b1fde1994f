"""Credit codes of organisations."""

from __future__ import annotations

from mingcha.text.credit_code import is_credit_code


def test_a_right_code_and_its_neighbour() -> None:
    assert is_credit_code("91350100M000100Y43")
    assert not is_credit_code("91350100M000100Y44")
    assert not is_credit_code("91350100I000100Y43")
