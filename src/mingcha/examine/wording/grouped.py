"""Hits that count, put together by wording: a fault that stands ten times in a document is told once, with its places."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from mingcha.examine.wording.counting import Counted, evidence
from mingcha.examine.wording.written_day import was_right_when_written
from mingcha.model.document import Document
from mingcha.model.finding import Evidence, Verdict


def told_together(document: Document, some: Iterable[Counted]) -> Iterator[Evidence]:
    """One answer for each wording and verdict among the hits, but for what was right when the text was written."""
    several: dict[tuple[str, Verdict], list[Counted]] = {}
    for one in some:
        if not was_right_when_written(document, one):
            several.setdefault((one.entry.wording, one.verdict), []).append(one)
    for together in several.values():
        yield evidence(document, together)
