"""Looking for words by their first two characters misses none of them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from mingcha.examine.groups import heading_roles, label_of
from mingcha.examine.role_words import may_hold_words
from mingcha.model.document import Document
from mingcha.standards.privacy_words import roles, words_in

WORDS = sorted({word for words in roles().values() for word in words})
TEXTS = st.lists(st.one_of(st.sampled_from(WORDS), st.text(max_size=4)), max_size=12).map("".join)


@given(TEXTS, st.integers(0, 20))
def test_where_a_word_is_one_may_be(text: str, start: int) -> None:
    document = Document("例", text)
    for word in words_in(text[start:]):
        assert may_hold_words(document, start + word.start, start + word.start + 1)


def test_every_width_and_case_is_seen() -> None:
    for text in ("ｔｅｌ：", "TEL:", "ＩＤ号", "e-MAIL", "身份证"):
        assert words_in(text)
        assert may_hold_words(Document("例", f"，{text}"), 0, 3)
    assert not may_hold_words(Document("例", "张三，今天天气好。"), 0, 9)


def test_a_label_is_what_stands_before_in_the_same_sentence() -> None:
    text = "身份证号码。张三；联系电话：13812345678"
    label, words = label_of(Document("例", text), text.index("138"))
    assert label == "联系电话："
    assert {word.role for word in words} == {"phone"}


def test_every_line_of_a_list_has_the_heading_above_it() -> None:
    text = "姓名 身份证号\n张三 110\n李四 120\n"
    document = Document("例", text)
    assert heading_roles(document, text.index("110")) >= {"name", "identity"}
    assert heading_roles(document, text.index("120")) == heading_roles(document, text.index("110"))
    assert heading_roles(document, 3) == frozenset()
