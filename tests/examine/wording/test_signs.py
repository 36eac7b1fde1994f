"""The signs of a text are seen at their places, characters beyond the basic plane and lone surrogates among them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from mingcha.examine.wording.signs import CLOSE, DIGIT, HAN, OLD, OPEN, signs
from mingcha.model.document import Document


def test_kinds_are_told_apart() -> None:
    seen = signs(Document("x", "中國《3》"))
    assert seen.at(HAN).tolist() == [0, 1]
    assert seen.at(OLD).tolist() == [1]
    assert (seen.at(OPEN).tolist(), seen.at(CLOSE).tolist(), seen.at(DIGIT).tolist()) == ([2], [4], [3])
    assert seen.text_of(seen.at(OPEN | CLOSE)) == "《》"
    assert seen.before(OPEN, DIGIT).tolist() == [2]


@given(st.text(max_size=30))
def test_every_character_has_its_place(text: str) -> None:
    assert len(signs(Document("x", text)).kinds) == len(text)


def test_halves_of_pairs_and_far_characters_do_no_harm() -> None:
    seen = signs(Document("x", "𠀀中\ud8001"))
    assert seen.at(DIGIT).tolist() == [3]
