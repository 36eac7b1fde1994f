"""Many short texts as one long one, since numpy is fast on long texts and slow on short ones."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mingcha.text.digit_runs import Numbers, code_points

# So many characters together stay in the processor's cache.
TOGETHER = 300_000
# Ends every text; what is looked for across texts never holds it.
BETWEEN = "\n"


@dataclass(frozen=True, slots=True, eq=False)
class ManyTexts:
    """The texts first … last (exclusive), each with BETWEEN after it; `begins` are their offsets in `whole`."""

    first: int
    last: int
    whole: str
    codes: NDArray[Any]
    begins: Numbers


def many_texts(texts: Sequence[str], *, together: int = TOGETHER) -> Iterator[ManyTexts]:
    """All the texts in parts of about so many characters; a longer text is a part of its own."""
    first, length = 0, 0
    for index, text in enumerate(texts):
        if length and length + len(text) > together:
            yield _part(texts, first, index)
            first, length = index, 0
        length += len(text) + 1
    if first < len(texts):
        yield _part(texts, first, len(texts))


def _part(texts: Sequence[str], first: int, last: int) -> ManyTexts:
    some = texts[first:last]
    lengths = np.array([len(text) + 1 for text in some], dtype=np.int64)
    whole = BETWEEN.join([*some, ""])
    return ManyTexts(first, last, whole, code_points(whole), np.cumsum(lengths) - lengths)
