"""Labels of lines are told from citations and from numbers that only stand first."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingcha.text.line_labels import line_labels


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("一、总体要求", [("comma", 1)]),
        ("　　（十二）严格考核", [("bracket", 12)]),
        ("3.报名", [("dot", 3)]),
        ("3、报名", [("pause", 3)]),
        ("（4）交表", [("round", 4)]),
        ("第二十一条　为了规范", [("article", 21)]),
        ("第三章 附则", [("chapter", 3)]),
        ("附件：1.申报表\n2.承诺书", [("dot", 1), ("dot", 2)]),
        ("3.5公里的村道", []),
        ("（三）项规定的情形", []),
        ("第三条第一款规定", []),
        ("三是严格考核", []),
    ],
)
def test_a_label_is_read(text: str, said: list[tuple[str, int]]) -> None:
    assert [(one.style, one.number) for one in line_labels(text)] == said


@given(st.text(alphabet="一二三十百、（）()第条章节123.． \n附件：项", max_size=60))
def test_places_are_those_of_the_text(text: str) -> None:
    for one in line_labels(text):
        assert 0 <= one.start < one.end <= len(text) and "\n" not in text[one.start : one.end]
