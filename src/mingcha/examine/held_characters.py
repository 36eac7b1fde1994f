"""Which of some telling characters a document holds, found for many documents at once.

Most documents hold nothing that most checks look for. A word can only stand where all its characters do: asking that
costs next to nothing, and only what may hold a word is searched for it.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray

from mingcha.model.document import Document
from mingcha.text.many_texts import many_texts

# The rarest characters of the words that checks look for first; at most one for each bit of a machine word. No spaces,
# which lists turn into the ends of cells.
TELLING = "名户象申份证码话机账卡址居所住护留胞乡官兵微患诊查突Qqp.:"


def may_hold(document: Document, words: tuple[str, ...]) -> bool:
    """Whether one of the words may stand in the document's text; False is certain."""
    bits = document.once(held_characters)
    # Asked of every document by many checks: a loop is twice as fast as any().
    for needed in _needed(words):  # noqa: SIM110
        if bits & needed == needed:
            return True
    return False


def held_characters(document: Document) -> int:
    """A bit for each telling character that the text holds; use `document.once(held_characters)`."""
    return _held([document.text])[0]


def prepare(documents: Sequence[Document]) -> None:
    """Look at the documents together, so that `may_hold` finds its answer ready."""
    for document, bits in zip(documents, _held([document.text for document in documents]), strict=True):
        document.remember(held_characters, bits)


def _held(texts: Sequence[str]) -> list[int]:
    bits: list[int] = []
    for part in many_texts(texts):
        bits += np.bitwise_or.reduceat(_bits().take(part.codes), part.begins).tolist()
    return bits


@cache
def _needed(words: tuple[str, ...]) -> tuple[int, ...]:
    """The bits that each word needs, each set once."""
    of = {character: 1 << place for place, character in enumerate(TELLING)}
    return tuple({sum({of.get(character, 0) for character in word}) for word in words})


@cache
def _bits() -> NDArray[np.uint64]:
    table = np.zeros(1 << 16, dtype=np.uint64)
    for place, character in enumerate(TELLING):
        table[ord(character)] = 1 << place
    return table
