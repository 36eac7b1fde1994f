"""Hits that count, put together by wording: a fault that stands ten times in a document is told once, with its places."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from mingcha.examine.wording.counting import MORE_PLACES, Counted, counted, evidence
from mingcha.examine.wording.prose import prose
from mingcha.examine.wording.written_day import was_right_when_written
from mingcha.model.document import Document
from mingcha.model.finding import Evidence, Verdict
from mingcha.text.normal import folded

# A wording of so few characters is met inside other words.
SHORT = 3


def told_of_words(document: Document, table: str) -> Iterator[Evidence]:
    """One answer for each wording of a table; short ones count only where words begin and end.

    A wording that stands alone between quotation marks is kept at a distance by them: “台独” is right so.
    """
    whole = document.once(prose)
    yield from told_together(
        document,
        (
            one
            for one in counted(document, table, in_names=True)
            if one.setting.quotation != (one.start, one.end)
            and (len(one.entry.wording) > SHORT or (whole.is_boundary(one.start) and whole.is_boundary(one.end)))
        ),
    )


def told_together(document: Document, some: Iterable[Counted]) -> Iterator[Evidence]:
    """One answer for each wording and verdict among the hits, but for what was right when the text was written."""
    several: dict[tuple[str, Verdict], list[Counted]] = {}
    for one in some:
        if not was_right_when_written(document, one):
            several.setdefault((one.entry.wording, one.verdict), []).append(one)
    for together in several.values():
        yield evidence(document, together)


def once_each(document: Document, some: Iterable[Evidence]) -> Iterator[Evidence]:
    """One answer for equal quotes with equal verdicts, with the places of the others."""
    several: dict[tuple[str, Verdict, str], list[Evidence]] = {}
    for one in some:
        several.setdefault((folded(one.quote), one.verdict, one.suggestion), []).append(one)
    for first, *others in several.values():
        labels = tuple(str(document.place_at(one.start)) for one in others[: MORE_PLACES - len(first.more_places)])
        places = first.places + sum(one.places for one in others)
        yield replace(first, places=places, more_places=(*first.more_places, *labels)) if others else first
