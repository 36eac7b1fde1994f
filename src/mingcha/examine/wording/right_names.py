"""Names that are right whatever the tables say: the county's units and their aliases as the office registered them."""

from __future__ import annotations

import re
from collections.abc import Iterable

from mingcha.model.document import Document, Hidden

# A name of one or two characters would excuse too much.
SHORTEST = 3


class RightNames:
    """Which places of a text stand inside a name the office itself keeps."""

    def __init__(self, names: Iterable[str]) -> None:
        kept = sorted({name for name in names if len(name) >= SHORTEST}, key=lambda name: (-len(name), name))
        self._longest = len(kept[0]) if kept else 0
        self._pattern = re.compile("|".join(map(re.escape, kept))) if kept else None

    def excuses(self, document: Document, start: int, end: int) -> bool:
        """Whether text[start:end] lies in such a name; what stands only in the source of a page is nobody's wording."""
        passage = document.passage_at(start)
        if passage is not None and passage.hidden in (Hidden.MARKUP, Hidden.BEHIND):
            return True
        if self._pattern is None or end - start > self._longest:
            return False
        first = max(0, start - self._longest)
        around = document.text[first : end + self._longest]
        return any(
            first + found.start() <= start and end <= first + found.end() for found in self._pattern.finditer(around)
        )
