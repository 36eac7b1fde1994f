"""One answer for the same small fault all over a document: a clerk mends a habit once, not thirty times."""

from __future__ import annotations

from collections.abc import Sequence

from mingcha.model.document import Document
from mingcha.model.finding import Evidence, Verdict
from mingcha.text.stretches import line_at

PLACES, AROUND = 5, 12
# More single answers than these are one fault of the program that made the text.
MOST = 20


def gathered(
    document: Document,
    spans: Sequence[tuple[int, int]],
    *,
    note: str = "",
    suggestion: str = "",
    verdict: Verdict = Verdict.FOUND,
    confidence: float = 1.0,
    around: int = AROUND,
) -> Evidence:
    """The first of the spans with what stands around it, and the places of the next; there must be one."""
    start, end = spans[0]
    first, last = line_at(document.text, start, reach=400)
    quote = document.text[max(first, start - around) : min(last, end + around)].strip()
    return Evidence(
        start,
        end,
        quote,
        verdict,
        note=note,
        more_places=tuple(str(document.place_at(at)) for at, _ in spans[1:PLACES]),
        suggestion=suggestion,
        confidence=confidence,
        places=len(spans),
    )
