"""Doubled words are found as one expression would find them, only quicker."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from mingcha.examine.checks.wording.doubled_character import _REPEATED, _repeated

PIECES = st.sampled_from(["进一步", "加强", "进行", "进", "一", "，", "\n", "建设", "步", "的", "\U0001f600", "a"])


@given(st.lists(PIECES, max_size=30).map("".join))
def test_doubled_words_are_those_the_expression_finds(text: str) -> None:
    assert [match.span() for match in _repeated(text)] == [match.span() for match in _REPEATED.finditer(text)]
