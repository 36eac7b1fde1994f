"""Two spellings of a phrase have one plain form, and what was put between its characters is gone from the squeezed."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mingcha.text.normal import folded, simplified, squeezed


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("ＡＢＣ１２３％", "abc123%"),
        ("ABC", "abc"),
        ("縣人民政府關於國土資源", "县人民政府关于国土资源"),
        ("⼈⺠政府", "人民政府"),
        ("更新：，“好”（一）", "更新：，“好”（一）"),
        ("乾坤、显著、藉贯", "乾坤、显著、藉贯"),
        ("一　二\u00a0三", "一 二 三"),
        ("𝐀𝐁", "ab"),
        ("İß", "İß"),
        ("坏\ud800字", "坏\ufffd字"),
    ],
)
def test_forms_of_one_character_become_one(written: str, plain: str) -> None:
    assert folded(written) == plain


def test_a_character_that_is_standard_in_some_words_is_left_alone() -> None:
    assert [simplified(one) for one in "乾著後縣府"] == ["乾", "著", "后", "县", "府"]


@pytest.mark.parametrize(
    ("written", "short"),
    [
        ("坚*持\u200b改 革", "坚持改革"),
        ("“一带一路”倡议", "一带一路倡议"),
        ("乡村振\n兴", "乡村振兴"),
        ("上一句。下一句，再下", "上一句。下一句，再下"),
        ("格\t格", "格\t格"),
    ],
)
def test_what_stands_between_the_characters_of_a_word_goes(written: str, short: str) -> None:
    form = squeezed(written)
    assert form.text == short
    assert [folded(written)[at] for at in form.at.tolist()] == list(short)


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=80))
def test_the_plain_form_is_as_long_as_the_text_and_its_own_plain_form(text: str) -> None:
    once = folded(text)
    assert len(once) == len(text)
    assert folded(once) == once
    once.encode("utf-8")
