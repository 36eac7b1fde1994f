"""What a document cannot hold is known without searching it, and nothing is ever taken for missing that stands there."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from mingcha.examine.held_characters import TELLING, may_hold, prepare
from mingcha.examine.listed import HEADED
from mingcha.model.document import Document

TEXTS = st.lists(st.one_of(st.sampled_from(HEADED), st.text(max_size=3))).map("".join)


@given(st.lists(TEXTS, max_size=6))
def test_what_stands_in_a_text_may_stand_there(texts: list[str]) -> None:
    documents = [Document("a", text) for text in texts]
    prepare(documents)
    for document in documents:
        for word in HEADED:
            assert may_hold(document, (word,)) or word not in document.text
            assert may_hold(document, (word,)) == may_hold(Document("b", document.text), (word,))


def test_what_lacks_a_character_cannot_stand_there() -> None:
    document = Document("a", "今年住房补贴的所在")
    assert may_hold(document, ("住所",))
    assert not may_hold(document, ("住址", "护照"))
    # Nothing is known of words without a telling character.
    assert may_hold(document, ("苹果",))


def test_each_telling_character_has_a_bit_of_its_own() -> None:
    assert len(set(TELLING)) == len(TELLING) <= 64
    assert not any(character.isspace() for character in TELLING)
