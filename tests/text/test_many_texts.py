"""Texts laid together keep their places."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from mingcha.text.many_texts import many_texts


@given(st.lists(st.text(max_size=9), max_size=9), st.integers(1, 30))
def test_every_text_stands_once_where_it_is_said_to_begin(texts: list[str], together: int) -> None:
    seen = []
    for part in many_texts(texts, together=together):
        assert len(part.codes) == len(part.whole)
        begins = part.begins.tolist()
        ends = [*begins[1:], len(part.whole)]
        seen += [part.whole[begin : end - 1] for begin, end in zip(begins, ends, strict=True)]
        assert part.last - part.first == len(begins)
    assert seen == texts
