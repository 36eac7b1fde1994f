"""The misspellings of a document, looked for once; many short documents are looked at together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mingcha.model.document import Document
from mingcha.text.normal import folded
from mingcha.text.spelling.judging import Misspelling, misspellings, misspellings_of

# The check that asks for them, and how many characters are looked at together.
CHECK = "misspelt_word"
TOGETHER = 300_000


def misspelt(document: Document) -> tuple[Misspelling, ...]:
    """Every likely misspelling of the document, in order; use `document.once(misspelt)`."""
    return tuple(misspellings(folded(document.text)))


def prepare(documents: Sequence[Document]) -> None:
    """Look at many documents together, so that asking each costs nothing more."""
    for some in _together(documents):
        for document, found in zip(some, misspellings_of([folded(one.text) for one in some]), strict=True):
            document.remember(misspelt, tuple(found))


def _together(documents: Sequence[Document]) -> Iterator[list[Document]]:
    some: list[Document] = []
    length = 0
    for document in documents:
        some.append(document)
        length += len(document.text)
        if length >= TOGETHER:
            yield some
            some, length = [], 0
    if some:
        yield some
